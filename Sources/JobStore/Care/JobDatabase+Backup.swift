import Foundation
import GRDB
public import JobModel
import StrictJSON

/// A copy of a store, and what was counted in it.
public struct BackupReport: Sendable, Equatable {
    /// Where it is.
    public var path: String
    /// Its size.
    public var bytes: Int
    /// Runs in it.
    public var runs: Int
    /// Batches in it.
    public var batches: Int
    /// Attempts in it.
    public var attempts: Int
    /// Audit entries in it.
    public var auditEntries: Int
}

extension JobDatabase {
    /// Copies the store to a new file and checks the copy, also while another process sends.
    ///
    /// The copy knows that it is one: whoever opens it as a store sends nothing before it is adopted. It is made in one
    /// go, because SQLite begins anew whenever another process writes meanwhile; that process waits for so long.
    ///
    /// - Throws: ``StoreError`` when something stands at `path` already, the name is one of those a store keeps beside it,
    ///   the disk is full, or the copy is damaged; then no file is left behind.
    public func backup(to path: String, by actor: AuditActor, at now: Moment) async throws(StoreError) -> BackupReport {
        try StoreFile.refuseReservedName(path)
        let report: BackupReport
        do {
            report = try await withCheckedThrowingContinuation { continuation in
                let thread = Thread { [queue] in
                    continuation.resume(with: Result { try StoreCopy.make(of: queue, at: path, marked: true) })
                }
                thread.name = "larkcast.backup"
                thread.start()
            }
        } catch {
            throw StoreError(wrapping: error)
        }
        try await write { db in
            try db.execute(
                sql: "UPDATE storeCare SET backedUpAt = ?, backupPath = ? WHERE id = 1",
                arguments: [now.wallMilliseconds, path])
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: actor, action: "backup", run: nil,
                detail: ["path": .string(path), "runs": .integer(report.runs)])
        }
        return report
    }
}
