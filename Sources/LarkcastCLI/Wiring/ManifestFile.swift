import Foundation
import JobModel

/// A manifest on disk, read once: what was checked is what is frozen.
struct ManifestFile {
    /// The path as it was given.
    let path: String
    /// The exact bytes.
    let bytes: [UInt8]

    private static let longest = 64 * 1024 * 1024

    /// Opens, checks and reads.
    ///
    /// - Throws: `CommandFailure` with exit code 65 when it is no regular file, too large or unreadable.
    init(path: String) throws(CommandFailure) {
        self.path = path
        bytes = try Self.read(path, longest: Self.longest)
    }

    /// Reads a file a manifest names, which must lie below the manifest's own folder.
    ///
    /// - Throws: `CommandFailure` with exit code 65, also when the path leads out of the folder through a symbolic link.
    func readCompanion(_ relative: String, longest: Int) throws(CommandFailure) -> [UInt8] {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        let root = folder.resolvingSymlinksInPath().path
        let file = folder.appendingPathComponent(relative).resolvingSymlinksInPath().path
        guard file.hasPrefix(root + "/") else {
            throw Self.failure("\(relative) leads out of the manifest's folder", "Put the file beside the manifest.")
        }
        return try Self.read(file, longest: longest, hint: "A card has 30 KB, a picture 10 MB: name a smaller file.")
    }

    private static func read(
        _ path: String, longest: Int,
        hint: String = "A campaign to very many people belongs in departments or, later, in an audience file."
    ) throws(CommandFailure) -> [UInt8] {
        // Without O_NONBLOCK a FIFO would wait for a writer for ever; the check below is on what was opened.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw failure("\(path): \(String(cString: strerror(errno)))", "Check the path.")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failure("\(path) is not a regular file", "Name a file.")
        }
        guard status.st_size <= longest else {
            throw failure(
                "\(path) has \(status.st_size) bytes; at most \(longest) are read", hint)
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
        guard let data = try? handle.read(upToCount: longest + 1) ?? Data(), data.count <= longest else {
            throw failure("\(path) cannot be read", "Check the disk.")
        }
        return Array(data)
    }

    private static func failure(_ message: String, _ hint: String) -> CommandFailure {
        CommandFailure(exit: .data, type: "manifest", message: message, hint: hint)
    }
}
