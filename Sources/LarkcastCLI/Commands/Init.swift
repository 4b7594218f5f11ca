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
              export LARKCAST_CONFIG=$PWD/campaigns/config.yaml
              larkcast doctor
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
        // Absolute: what is said here is typed wherever the next terminal opens.
        let configuration = URL(fileURLWithPath: directory + "/config.yaml").standardizedFileURL.path
        if invocation.console.isJSON {
            invocation.console.out([
                "written": .array(written.map { .string($0) }), "kept": .array(kept.map { .string($0) }),
                "configuration": .string(configuration),
            ])
            return .done
        }
        invocation.console.out(written.map { "wrote  \($0)" } + kept.map { "kept   \($0)" })
        for line in Self.next(configuration) { invocation.console.note(line) }
        return .done
    }

    /// What to do next, word for word: without the export no other command would find the folder.
    static func next(_ configuration: String) -> [String] {
        let quoted = ShellWord.quoted(configuration)
        return [
            "next: put the app id into config.yaml and the secret into app_secret, then",
            "      export LARKCAST_CONFIG=\(quoted)",
            "      larkcast doctor",
            "The export holds for this terminal; --config \(quoted) says the same to one command.",
        ]
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
