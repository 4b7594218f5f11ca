import Foundation

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
        bytes = try OpenedFile(path, longest: Self.longest).all()
    }

    /// Reads a file a manifest names, which must lie below the manifest's own folder.
    ///
    /// - Throws: `CommandFailure` with exit code 65, also when the path leads out of the folder through a symbolic link.
    func readCompanion(_ relative: String, longest: Int) throws(CommandFailure) -> [UInt8] {
        try openCompanion(relative, longest: longest).all()
    }

    /// Opens a file a manifest names, to be read a stretch at a time.
    ///
    /// - Throws: as ``readCompanion(_:longest:)``.
    func openCompanion(_ relative: String, longest: Int) throws(CommandFailure) -> OpenedFile {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        let root = folder.resolvingSymlinksInPath().path
        let file = folder.appendingPathComponent(relative).resolvingSymlinksInPath().path
        guard file.hasPrefix(root + "/") else {
            throw OpenedFile.failure(
                "\(relative) leads out of the manifest's folder", "Put the file beside the manifest.")
        }
        return try OpenedFile(file, longest: longest)
    }
}
