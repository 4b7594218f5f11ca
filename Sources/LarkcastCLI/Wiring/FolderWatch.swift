import Foundation

/// Looks whether the folder of the manifests has changed; cheap enough for every second.
///
/// It only says when to read everything anew; what counts is what is read then.
struct FolderWatch {
    /// Entries up to which every file is looked at in every round.
    private static let fewFiles = 100
    /// Rounds between two looks at every file of a larger folder.
    private static let patience = 15

    private struct Sign: Equatable {
        var inode: UInt64
        var seconds: Int
        var nanoseconds: Int
        var size: Int64

        init?(of path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            inode = UInt64(status.st_ino)
            size = Int64(status.st_size)
            #if canImport(Darwin)
                (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
            #else
                (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
            #endif
        }
    }

    private let path: String
    private var folder: Sign?
    private var files: [String: Sign] = [:]
    private var rounds = 0

    /// Begins to watch a folder, which may be missing.
    init(_ path: String) {
        self.path = path
        _ = hasChanged()
    }

    /// Whether something has changed since the last look.
    mutating func hasChanged() -> Bool {
        let now = Sign(of: path)
        let isSame = now == folder
        folder = now
        rounds += 1
        guard !isSame || files.count <= Self.fewFiles || rounds >= Self.patience else { return false }
        rounds = 0
        // An editor that writes into a file changes that file alone.
        let names = isSame ? Array(files.keys) : Self.manifests(in: path)
        let signs = Dictionary(
            uniqueKeysWithValues: names.compactMap { name in Sign(of: path + "/" + name).map { (name, $0) } })
        defer { files = signs }
        return !isSame || signs != files
    }

    private static func manifests(in path: String) -> [String] {
        (try? ManifestFolder.names(in: path)) ?? []
    }
}
