import Foundation

/// The file of a store, checked before SQLite touches it.
///
/// SQLite would take an empty file for a new database, roll a foreign journal into whatever it finds, and create files
/// with the umask of the day; each of that could cost a double send or a leak, so it is looked at first.
struct StoreFile: Sendable, Equatable {
    /// The path without symbolic links, so that every process finds the same lock beside it.
    let path: String
    /// The file whose `flock` makes a process the runner.
    var lockPath: String { path + ".lock" }
    /// The file whose `flock` makes a process the daemon.
    var serveLockPath: String { path + ".serve" }
    /// The second witness of what was sent.
    var ledgerPath: String { path + ".ledger" }
    /// The ledger before the present one.
    var oldLedgerPath: String { path + ".ledger.old" }

    /// What is put behind a store's name for the files beside it, and for those that are not finished yet.
    static let reservedEndings = [
        "-journal", "-wal", "-shm", ".lock", ".serve", ".ledger", ".ledger.old", ".ledger.new", ".new", ".partial",
        JobDatabase.detachedLogEnding,
    ]

    /// Refuses a name that some store takes for its journal, lock or ledger, or removes as a leftover.
    static func refuseReservedName(_ path: String) throws(StoreError) {
        let name = PathParts(path).name.lowercased()
        guard let ending = reservedEndings.first(where: name.hasSuffix) else { return }
        throw StoreError(
            .cannotOpen, "\(path) ends in \(ending), which a store keeps for a file beside it",
            hint: "give a name with another ending, such as .sqlite")
    }

    /// Finds or creates the file.
    ///
    /// - Parameters:
    ///   - path: Where it is, as somebody has written it.
    ///   - access: What is to be done with it.
    ///   - witnessFolder: Where stores are remembered that may have been here before.
    /// - Returns: the file, which is there.
    /// - Throws: ``StoreError`` with what to do about it.
    static func prepare(
        _ path: String, for access: JobDatabase.Access, witnessFolder: String? = nil
    ) throws(StoreError) -> StoreFile {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw StoreError(.cannotOpen, "the path of the store is empty", hint: "give one with --db")
        }
        let folder = try preparedFolder(of: path, creating: access == .readWrite)
        let name = PathParts(path).name
        guard let file = realPath(folder + "/" + name) else {
            guard errno == ENOENT, status(of: folder + "/" + name) == nil else {
                throw cannotOpen(path, "it cannot be reached (\(systemError()))")
            }
            guard access == .readWrite else {
                throw StoreError(.cannotOpen, "there is no store at \(path)", hint: "check the path given with --db")
            }
            let store = StoreFile(path: folder + "/" + name)
            try store.refuseLostStore(witnessFolder)
            try NewStore.make(store)
            // Whatever stands there now, a dangling link or another process's file, has to pass as well.
            try store.check(for: access, witnessFolder)
            return store
        }
        let store = StoreFile(path: file)
        try store.check(for: access, witnessFolder)
        if access == .readWrite, status(of: file)?.st_size == 0 { try NewStore.make(store) }
        return store
    }

    private static func preparedFolder(of path: String, creating: Bool) throws(StoreError) -> String {
        let folder = PathParts(path).folder
        if creating, status(of: folder) == nil {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw cannotOpen(path, "its folder cannot be created")
            }
        }
        guard let real = realPath(folder), let status = status(of: real) else {
            throw cannotOpen(path, "its folder cannot be reached (\(systemError()))")
        }
        if creating {
            let isSticky = status.st_mode & S_ISVTX != 0
            if status.st_mode & (S_IWGRP | S_IWOTH) != 0, !isSticky {
                throw StoreError(
                    .cannotOpen, "others may write to the folder \(real)",
                    hint: "run `chmod go-w` on it: whoever can put files beside the store can change it")
            }
            if status.st_uid != geteuid(), status.st_uid != 0 {
                throw StoreError(
                    .cannotOpen, "the folder \(real) belongs to another user", hint: "use a folder of your own")
            }
        }
        if let network = NetworkFileSystem.name(at: real) {
            throw StoreError(
                .cannotOpen, "the folder \(real) is on \(network), where locks and syncs cannot be trusted",
                hint: "keep the store on a local disk")
        }
        return real
    }

    private func check(for access: JobDatabase.Access, _ witnessFolder: String?) throws(StoreError) {
        guard let status = Self.status(of: path) else {
            throw Self.cannotOpen(path, "it cannot be reached (\(Self.systemError()))")
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw Self.cannotOpen(path, "it is a folder")
        default: throw Self.cannotOpen(path, "it is no regular file")
        }
        if status.st_size == 0 {
            try refuseLostStore(access == .readWrite ? witnessFolder : nil)
        } else {
            try checkHeader()
        }
        // Last, because `chmod 600` is no advice about a file that is no store at all.
        if access == .readWrite { try PrivateFile.check(status, path: path, name: "store", user: geteuid()) }
    }

    /// An empty file or folder where a runner once worked is a lost store, no fresh one.
    ///
    /// Where the folder as a whole is another one, such as the empty one under a volume that is not mounted, only the witness outside
    /// it can tell.
    private func refuseLostStore(_ witnessFolder: String?) throws(StoreError) {
        let beside = [lockPath, ledgerPath].filter { (Self.status(of: $0)?.st_size ?? 0) > 0 }
        let outside = witnessFolder.map { WitnessedPlace.files(naming: path, in: $0) } ?? []
        guard !(beside + outside).isEmpty else { return }
        let names = (beside + outside).joined(separator: " and ")
        guard beside.isEmpty else {
            throw StoreError(
                .corrupt, "the store \(path) is empty or gone, but \(names) shows that it was in use",
                hint: "restore it from a backup; to start afresh on purpose, remove \(names)")
        }
        throw StoreError(
            .corrupt, "the store \(path) is empty or gone, but \(names) remembers that batches were sent from it",
            hint: "mount its volume, or put the store back; to start afresh on purpose, remove \(names)")
    }

    /// Whether a witness remembers that batches were sent from a store at a path where none stands any more.
    static func isMissed(at path: String, witnessFolder: String) -> Bool {
        let parts = PathParts(path)
        guard status(of: path) == nil, let real = realPath(parts.folder) else { return false }
        let place = real + "/" + parts.name
        return !WitnessedPlace.files(naming: place, in: witnessFolder).isEmpty
    }

    private func checkHeader() throws(StoreError) {
        guard let header = OpenedHeaders.read(path, count: 100) else {
            throw Self.cannotOpen(path, "it cannot be read (\(Self.systemError()))")
        }
        guard header.count == 100, header.starts(with: Array("SQLite format 3".utf8) + [0]) else {
            throw StoreError(
                .notADatabase, "\(path) is not a larkcast store", hint: "check the path given with --db")
        }
    }

    private static func cannotOpen(_ path: String, _ reason: String) -> StoreError {
        StoreError(.cannotOpen, "the store \(path) cannot be opened: \(reason)", hint: "check the path given with --db")
    }

    static func status(of path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    static func systemError() -> String {
        String(cString: strerror(errno))
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
