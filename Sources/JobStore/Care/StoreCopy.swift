import Foundation
import GRDB

/// Makes copies of a store through SQLite's own backup, checked, and marked so that nobody sends from one by mistake.
///
/// Copying the file with other tools while it is in use can give a mixture of two states, which may look sound.
enum StoreCopy {
    /// Makes a copy at a path where nothing stands yet; what cannot be finished is removed.
    @discardableResult
    static func make(of queue: DatabaseQueue, at path: String, marked: Bool) throws -> BackupReport {
        try create(path)
        do {
            let report = try fill(path, from: queue, marked: marked)
            try sync(path)
            return report
        } catch {
            for name in [path, path + "-journal", path + "-wal", path + "-shm"] { unlink(name) }
            throw error
        }
    }

    private static func create(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor < 0 else {
            close(descriptor)
            return
        }
        guard errno != EEXIST else {
            throw StoreError(
                .cannotOpen, "\(path) exists already", hint: "a backup never replaces a file; give another name")
        }
        throw StoreError(
            errno == ENOSPC ? .diskFull : .cannotOpen,
            "the backup \(path) cannot be created (\(StoreFile.systemError()))", hint: "check its folder")
    }

    private static func fill(_ path: String, from queue: DatabaseQueue, marked: Bool) throws -> BackupReport {
        let copy = try DatabaseQueue(path: path, configuration: StoreProfile.configuration(readOnly: false))
        defer { try? copy.close() }
        try queue.backup(to: copy)
        return try copy.writeWithoutTransaction { db in
            // One file holds everything; a log beside it would be left behind by whoever carries the copy away.
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = delete")
            if marked {
                try db.execute(
                    sql: "UPDATE storeHome SET suspicion = ? WHERE id = 1", arguments: [Suspicion.backup.sentence])
            }
            try StoreCheck.wholeness(db)
            try StoreCheck.references(db)
            return try report(db, path: path)
        }
    }

    private static func report(_ db: Database, path: String) throws -> BackupReport {
        func number(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
        return BackupReport(
            path: path, bytes: try number("PRAGMA page_count") * number("PRAGMA page_size"),
            runs: try number("SELECT count(*) FROM run"), batches: try number("SELECT count(*) FROM batch"),
            attempts: try number("SELECT count(*) FROM attempt"),
            auditEntries: try number("SELECT count(*) FROM audit"))
    }

    /// The copy's own commit was synced by SQLite; its name in the folder was not.
    private static func sync(_ path: String) throws(StoreError) {
        let folder = (path as NSString).deletingLastPathComponent
        for name in [path, folder.isEmpty ? "." : folder] {
            let descriptor = open(name, O_RDONLY | O_CLOEXEC)
            defer { if descriptor >= 0 { close(descriptor) } }
            guard descriptor >= 0, fsync(descriptor) == 0 else {
                throw StoreError(
                    .inputOutput, "the backup \(path) cannot be brought onto the disk (\(StoreFile.systemError()))",
                    hint: "check the disk")
            }
        }
    }
}
