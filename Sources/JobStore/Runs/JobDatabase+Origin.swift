import GRDB
public import JobModel

extension JobDatabase {
    /// The app a run was frozen for; only that one can poll or recall its batches.
    public func appID(of run: RunID) async throws(StoreError) -> String {
        try await read { try RunRow.fetch($0, run).appID }
    }

    /// Who made a run; `nil` for one that was let go by.
    public func author(of run: RunID) async throws(StoreError) -> AuditActor? {
        try await read { db in
            let sql = "SELECT who, uid FROM audit WHERE runId = ? AND action = 'freeze' ORDER BY id LIMIT 1"
            return try Row.fetchOne(db, sql: sql, arguments: [run.rawValue]).map { row in
                AuditActor(name: row[0], userID: row[1])
            }
        }
    }

    /// The runs whose figures may still move: sent and not settled, or stopped with batches that were accepted.
    public func runsToPoll() async throws(StoreError) -> [RunID] {
        try await read { db in
            let sql = """
                SELECT id FROM run WHERE (state = 'sent' OR state IN
                    ('planned', 'awaiting_approval', 'sending', 'paused', 'halted') OR recall = 'requested')
                    AND EXISTS (SELECT 1 FROM batch WHERE runId = run.id AND batchMessageId IS NOT NULL)
                ORDER BY createdAt
                """
            return try String.fetchAll(db, sql: sql).map { RunID(rawValue: $0) }
        }
    }

    /// How the file is kept, for `doctor`: schema version, journal mode and synchronous level.
    public func profileDescription() async throws(StoreError) -> String {
        try await read { db in
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "unknown"
            let levels = ["off", "normal", "full", "extra"]
            let level = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? 0
            let name = levels.indices.contains(level) ? levels[level] : String(level)
            return "schema \(version), journal \(journal), synchronous \(name)"
        }
    }

    /// SQLite's version in its own words.
    public static func libraryVersion() throws(StoreError) -> String {
        do {
            return try DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") ?? "unknown" }
        } catch {
            throw StoreError(wrapping: error)
        }
    }
}
