import Foundation
import GRDB

/// Makes a store where none is: beside its place, and moved there when it is whole and on the disk.
///
/// A database that grows in its place can be torn by a power cut before its first commit, and then looks like a file of
/// another program. This way there is at every moment either no store or a whole one.
enum NewStore {
    /// Makes the store of `file`, unless another process was quicker.
    ///
    /// Whoever makes one holds the folder's lock meanwhile, so that nobody replaces a store that has just come into use.
    ///
    /// - Throws: ``StoreError`` when the folder has no room for it or cannot be written; nothing stands there then.
    static func make(_ file: StoreFile) throws(StoreError) {
        let folder = open(PathParts(file.path).folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw trouble(file) }
        defer { close(folder) }
        while flock(folder, LOCK_EX) != 0 {
            guard errno == EINTR else { throw trouble(file) }
        }
        // A link into nowhere is somebody's mistake, not a place for a store.
        var status = stat()
        guard lstat(file.path, &status) != 0 || (status.st_mode & S_IFMT == S_IFREG && status.st_size == 0) else {
            return
        }
        let unfinished = file.path + ".new"
        for name in [unfinished, unfinished + "-journal", unfinished + "-wal", unfinished + "-shm"] { unlink(name) }
        do {
            try create(unfinished, for: file)
            try fill(unfinished)
            guard rename(unfinished, file.path) == 0, DiskSync.syncFolder(of: file.path) else { throw trouble(file) }
        } catch {
            unlink(unfinished)
            throw StoreError(wrapping: error)
        }
    }

    private static func create(_ path: String, for file: StoreFile) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw trouble(file) }
        close(descriptor)
    }

    private static func fill(_ path: String) throws {
        let queue = try DatabaseQueue(path: path, configuration: StoreProfile.configuration(readOnly: false))
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { try StoreProfile.ofLibrary($0).apply(to: $0, inMemory: false) }
        try StoreMigrations.apply(to: queue)
        // A write-ahead log would be left behind under the old name.
        try queue.writeWithoutTransaction { db in
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = delete")
        }
    }

    private static func trouble(_ file: StoreFile) -> StoreError {
        let reason = errno
        let code: StoreError.Code =
            switch reason {
            case EROFS, EACCES, EPERM: .readOnly
            case ENOSPC, EDQUOT: .diskFull
            case EIO: .inputOutput
            default: .cannotOpen
            }
        return StoreError(
            code, "the store \(file.path) cannot be created (\(String(cString: strerror(reason))))",
            hint: "check the permissions of its folder and the room on the disk")
    }
}
