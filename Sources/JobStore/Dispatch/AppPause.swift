import GRDB
public import JobModel

/// The rest that every process takes after Feishu refused an app for rate or quota.
enum AppPause {
    /// What remains of it, and why; `nil` when the app may go on.
    static func remaining(
        _ db: Database, appID: String, at now: Moment
    ) throws -> (milliseconds: Int64, reason: String)? {
        let statement = try db.cachedStatement(
            sql: "SELECT untilWall, untilMono, bootId, reason FROM appPause WHERE appId = ?")
        guard let row = try Row.fetchOne(statement, arguments: [appID]) else { return nil }
        let isSameBoot = row["bootId"] == now.bootID
        let until: Int64 = isSameBoot ? row["untilMono"] : row["untilWall"]
        let left = until.subtractingReportingOverflow(
            isSameBoot ? now.monotonicMilliseconds : now.wallMilliseconds)
        guard !left.overflow, left.partialValue > 0 else { return nil }
        return (left.partialValue, row["reason"])
    }

    /// Starts or lengthens it; never shortens.
    static func extend(
        _ db: Database, appID: String, by milliseconds: Int64, reason: String, at now: Moment
    ) throws {
        guard milliseconds > (try remaining(db, appID: appID, at: now)?.milliseconds ?? 0) else { return }
        let rest = min(milliseconds, longest)
        try db.execute(
            sql: """
                INSERT INTO appPause (appId, untilWall, untilMono, bootId, reason) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (appId) DO UPDATE SET untilWall = excluded.untilWall, untilMono = excluded.untilMono,
                    bootId = excluded.bootId, reason = excluded.reason
                """,
            arguments: [
                appID, now.wallMilliseconds + rest, now.monotonicMilliseconds + rest, now.bootID, reason,
            ])
    }

    /// 31 days: a monthly quota is the longest rest there can be.
    private static let longest: Int64 = 31 * 24 * 3600 * 1000
}

extension JobDatabase {
    /// Milliseconds every process must still rest before the next `batch_send` of the app, and why.
    public func appPause(
        of appID: String, at now: Moment
    ) async throws(StoreError) -> (milliseconds: Int64, reason: String)? {
        try await read { try AppPause.remaining($0, appID: appID, at: now) }
    }

    /// Makes every process rest before the next `batch_send` of the app; never shortens a rest.
    public func pauseApp(
        _ appID: String, milliseconds: Int64, reason: String, at now: Moment
    ) async throws(StoreError) {
        try await write { try AppPause.extend($0, appID: appID, by: milliseconds, reason: reason, at: now) }
    }
}
