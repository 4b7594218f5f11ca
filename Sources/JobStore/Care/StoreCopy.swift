import CrashPoints
import Foundation
import GRDB
import JobModel

/// Makes copies of a store through SQLite's own backup, checked, and marked so that nobody sends from one by mistake.
///
/// Copying the file with other tools while it is in use can give a mixture of two states, which may look sound.
enum StoreCopy {
    /// Makes a copy at a path where nothing stands yet.
    ///
    /// It gets that name when it is whole, checked and on the disk: whatever stands there is a backup. What a crash leaves
    /// is called `.partial`, and the next copy of that name removes it.
    @discardableResult
    static func make(of queue: DatabaseQueue, at path: String, marked: Bool) throws -> BackupReport {
        let unfinished = path + ".partial"
        for name in files(of: unfinished) { unlink(name) }
        try refuseToReplace(path)
        try create(unfinished)
        do {
            var report = try fill(unfinished, from: queue, marked: marked)
            report.path = path
            CrashPoint.backupCopying.reached()
            try refuseToReplace(path)
            guard DiskSync.sync(unfinished), rename(unfinished, path) == 0, DiskSync.syncFolder(of: path) else {
                throw StoreError(
                    .inputOutput, "the backup \(path) cannot be brought onto the disk (\(StoreFile.systemError()))",
                    hint: "check the disk")
            }
            return report
        } catch {
            for name in files(of: unfinished) { unlink(name) }
            throw error
        }
    }

    private static func files(of path: String) -> [String] {
        [path, path + "-journal", path + "-wal", path + "-shm"]
    }

    private static func refuseToReplace(_ path: String) throws(StoreError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        throw StoreError(
            .cannotOpen, "\(path) exists already", hint: "a backup never replaces a file; give another name")
    }

    private static func create(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor < 0 else {
            close(descriptor)
            return
        }
        guard errno != EEXIST else {
            throw StoreError(
                .cannotOpen, "\(path) appeared this moment", hint: "let one backup end before the next begins")
        }
        throw StoreError(
            errno == ENOSPC ? .diskFull : .cannotOpen,
            "the backup \(path) cannot be created (\(StoreFile.systemError()))", hint: "check its folder")
    }

    private static func fill(_ path: String, from queue: DatabaseQueue, marked: Bool) throws -> BackupReport {
        let copy = try DatabaseQueue(path: path, configuration: StoreProfile.configuration(readOnly: false))
        defer { try? copy.close() }
        CrashPoint.backupCopying.reached()
        try queue.backup(to: copy)
        return try copy.writeWithoutTransaction { db in
            // One file holds everything; a log beside it would be left behind by whoever carries the copy away.
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = delete")
            if marked {
                try db.execute(
                    sql: "UPDATE storeHome SET suspicion = ? WHERE id = 1", arguments: [StoreFinding.backup.rawValue])
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
}
