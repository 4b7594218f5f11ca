import GRDB
import JobModel

/// A page of the audit, newest first; the chain is not checked for it.
public struct AuditPageContent: Sendable, Equatable {
    /// An entry under its number in the whole audit, from 1.
    public struct Numbered: Sendable, Equatable {
        /// The number.
        public var number: Int64
        /// The entry.
        public var entry: AuditEntry
    }

    /// The entries, newest first.
    public var entries: [Numbered]
    /// Whether there are older ones.
    public var hasMore: Bool
    /// Whether it begins with the newest there is.
    public var isNewest: Bool
}

extension JobDatabase {
    /// A page of the audit, newest first; quick however long it is, since nothing is checked.
    ///
    /// - Parameters:
    ///   - number: Only entries before this one; `nil` begins with the newest.
    ///   - limit: How many, at most.
    /// - Returns: the page.
    /// - Throws: ``StoreError``.
    public func auditPage(before number: Int64? = nil, limit: Int = 100) async throws(StoreError) -> AuditPageContent {
        try await read { db in
            let limit = max(1, limit)
            let sql = "SELECT \(AuditLog.columns) FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?"
            let rows = try Row.fetchAll(db, sql: sql, arguments: [number ?? .max, limit + 1])
            let entries = rows.prefix(limit).map {
                AuditPageContent.Numbered(number: $0["id"], entry: AuditLog.entry($0))
            }
            return AuditPageContent(entries: Array(entries), hasMore: rows.count > limit, isNewest: number == nil)
        }
    }
}

extension AuditLog {
    /// An entry as its row has it.
    static func entry(_ row: Row) -> AuditEntry {
        let run: String? = row["runId"]
        return AuditEntry(
            at: row["at"], who: AuditActor(name: row["who"], userID: row["uid"]), action: row["action"],
            run: run.map { RunID(rawValue: $0) }, batchOrdinal: row["batchOrdinal"], detail: row["detail"])
    }
}
