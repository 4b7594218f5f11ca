import GRDB
public import JobModel

public import struct Foundation.Data

/// Keeps what Feishu's contacts answered for a few minutes, so that ticks close together do not ask a whole company again.
///
/// Only ever a saving: an answer that is too old, from before a reboot, or from a clock that was set back is not there.
enum ContactCache {
    /// Milliseconds for which an answer is used: people who joined since then get the next message.
    static let lifetime: Int64 = 5 * 60_000

    static func fetch(_ db: Database, appID: String, key: String, at now: Moment) throws -> Data? {
        let sql = "SELECT answer, at, mono, bootId FROM contactCache WHERE appId = ? AND key = ?"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [appID, key]), row["bootId"] == now.bootID else {
            return nil
        }
        let byClock = now.wallMilliseconds - (row["at"] as Int64)
        let byTimer = now.monotonicMilliseconds - (row["mono"] as Int64)
        guard (0...lifetime).contains(byClock), (0...lifetime).contains(byTimer) else { return nil }
        return row["answer"]
    }

    static func keep(_ db: Database, _ answer: Data, appID: String, key: String, at now: Moment) throws {
        // Personal data: what is no longer of use goes.
        try db.execute(
            sql: "DELETE FROM contactCache WHERE bootId <> ? OR mono NOT BETWEEN ? AND ?",
            arguments: [now.bootID, now.monotonicMilliseconds - lifetime, now.monotonicMilliseconds])
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO contactCache (appId, key, at, mono, bootId, answer) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [appID, key, now.wallMilliseconds, now.monotonicMilliseconds, now.bootID, answer])
    }
}

extension JobDatabase {
    /// What the contacts answered within the last five minutes to the question with this SHA-256; `nil` when nobody asked.
    ///
    /// - Throws: ``StoreError``.
    public func cachedContacts(_ key: String, of appID: String, at now: Moment) async throws(StoreError) -> Data? {
        try await read { try ContactCache.fetch($0, appID: appID, key: key, at: now) }
    }

    /// Keeps an answer of the contacts for five minutes, and deletes older ones.
    ///
    /// - Throws: ``StoreError``.
    public func cacheContacts(
        _ answer: Data, as key: String, of appID: String, at now: Moment
    ) async throws(StoreError) {
        try await write { try ContactCache.keep($0, answer, appID: appID, key: key, at: now) }
    }
}
