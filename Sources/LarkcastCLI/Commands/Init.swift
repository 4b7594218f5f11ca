import ArgumentParser
import Foundation
import SchemaFiles
import StrictJSON

/// Writes a commented configuration, a first manifest and the schema for the editor.
struct Init: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a commented configuration and a first manifest.",
        discussion: """
            Makes DIR/config.yaml and DIR/app_secret (both mode 0600), DIR/jobs/welcome.json and \
            DIR/schema/job.schema.json. Files that exist are left alone and named.

            Examples:
              larkcast init campaigns
              larkcast doctor --config campaigns/config.yaml
            """)

    @Argument(help: "The folder. Default: this one.", completion: .directory)
    var directory = "."

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let files: [(path: String, text: String, mode: Int)] = [
            ("config.yaml", InitialFiles.configuration, 0o600), ("app_secret", "", 0o600),
            ("jobs/welcome.json", InitialFiles.manifest, 0o644), ("schema/job.schema.json", SchemaText.job, 0o644),
        ]
        var written: [String] = []
        var kept: [String] = []
        for file in files {
            let path = directory + "/" + file.path
            try write(file.text, to: path, mode: file.mode) ? written.append(path) : kept.append(path)
        }
        if invocation.console.isJSON {
            invocation.console.out([
                "written": .array(written.map { .string($0) }), "kept": .array(kept.map { .string($0) }),
            ])
            return .done
        }
        invocation.console.out(written.map { "wrote  \($0)" } + kept.map { "kept   \($0)" })
        invocation.console.note("next: put the app id into config.yaml and the secret into app_secret, then")
        invocation.console.note("      larkcast doctor --config \(directory)/config.yaml")
        return .done
    }

    /// Writes a new file and returns `true`, or leaves an existing one alone and returns `false`.
    private func write(_ text: String, to path: String, mode: Int) throws -> Bool {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(
                exit: .storage, type: "storage", message: "the folder \(folder) cannot be made",
                hint: "Check that the folder above it exists and is yours to write.")
        }
        // O_EXCL: never over a file that came into being meanwhile, nor through a link that points elsewhere.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
        guard descriptor >= 0 else {
            if errno == EEXIST { return false }
            throw CommandFailure(
                exit: .storage, type: "storage", message: "\(path): \(String(cString: strerror(errno)))",
                hint: "Check the folder's permissions.")
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        fchmod(descriptor, mode_t(mode))
        try handle.write(contentsOf: Data(text.utf8))
        return true
    }
}
