import GRDB
public import JobModel
import StrictJSON

/// Why no run of an app may send, and until when: a quota is used up.
///
/// Unlike a pause it lasts hours or weeks, so nobody waits for it; it ends by itself when the quota is certainly there again,
/// or when an operator resumes a run.
public struct AppStop: Sendable, Equatable {
    /// What is used up.
    public var reason: String
    /// When it is certainly there again, in milliseconds since 1970.
    public var until: Int64

    /// Creates a stop.
    public init(reason: String, until: Int64) {
        self.reason = reason
        self.until = until
    }

    static let currentSQL = "SELECT reason, untilWall FROM appStop WHERE appId = ? AND untilWall > ?"

    /// The stop of an app, if it is stopped.
    static func current(_ db: Database, appID: String, at now: Moment) throws -> AppStop? {
        let statement = try db.cachedStatement(sql: currentSQL)
        return try Row.fetchOne(statement, arguments: [appID, now.wallMilliseconds]).map { row in
            AppStop(reason: row["reason"], until: row["untilWall"])
        }
    }

    /// Stops an app; never shortens a stop.
    static func stop(
        _ db: Database, appID: String, until: Int64, reason: String, run: RunID, at now: Moment
    ) throws {
        let isShorter = try current(db, appID: appID, at: now).map { $0.until >= until } ?? false
        guard until > now.wallMilliseconds, !isShorter else { return }
        try db.execute(
            sql: "INSERT OR REPLACE INTO appStop (appId, reason, stoppedAt, untilWall) VALUES (?, ?, ?, ?)",
            arguments: [appID, reason, now.wallMilliseconds, until])
        try AuditLog.append(
            db, at: now.wallMilliseconds, by: .larkcast, action: "stop_app", run: run,
            detail: ["app": .string(appID), "reason": .string(reason), "until": .integer(Int(until))])
    }
}

extension JobDatabase {
    /// Why no run of the app may send; `nil` when it may.
    public func appStop(of appID: String, at now: Moment) async throws(StoreError) -> AppStop? {
        try await read { try AppStop.current($0, appID: appID, at: now) }
    }

    /// Lets the runs of an app send again, because an operator resumes one of them.
    public func liftAppStop(
        of appID: String, for run: RunID, by actor: AuditActor, at now: Moment
    ) async throws(StoreError) {
        try await write { db in
            guard let stop = try AppStop.current(db, appID: appID, at: now) else { return }
            try db.execute(sql: "DELETE FROM appStop WHERE appId = ?", arguments: [appID])
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: actor, action: "lift_stop", run: run,
                detail: ["app": .string(appID), "reason": .string(stop.reason)])
        }
    }
}
