import GRDB
public import JobModel

/// Counts an app's calls by calendar month, because Feishu's plans are limited by month.
enum CallMonth {
    /// Counts one call.
    static func count(_ db: Database, appID: String, at now: Moment) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO callMonth (appId, month, calls) VALUES (?, ?, 1)
                ON CONFLICT (appId, month) DO UPDATE SET calls = calls + 1
                """
        ).execute(arguments: [appID, AppQuota.month(of: now.wallMilliseconds)])
    }
}

extension JobDatabase {
    /// The calls an app has made in the present month, sends and tokens included.
    public func callsThisMonth(of appID: String, at now: Moment) async throws(StoreError) -> Int {
        try await read { db in
            try Int.fetchOne(
                db, sql: "SELECT calls FROM callMonth WHERE appId = ? AND month = ?",
                arguments: [appID, AppQuota.month(of: now.wallMilliseconds)]) ?? 0
        }
    }
}
