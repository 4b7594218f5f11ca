import GRDB
public import JobModel

/// The rest that every process takes after Feishu refused an API for its rate, and the careful return from it.
///
/// When the rest is over one request goes out as a probe. Only when it was answered do others follow, slowly at first; then
/// the row goes. All of it is in the store, so that neither a second process nor a restart hurries.
struct APIPause {
    /// How a claim may go on.
    enum Gate: Equatable {
        /// Nothing in the way.
        case open
        /// The rest is not over.
        case resting(milliseconds: Int64, reason: String)
        /// One request may find out whether it is.
        case probing
        /// So many a second.
        case recovering(perSecond: Int)
    }

    /// Milliseconds still to rest; 0 when that is over.
    var left: Int64
    var reason: String
    var refusals: Int
    /// Milliseconds since the probe was answered; `nil` until then.
    var proven: Int64?

    static func fetch(_ db: Database, appID: String, api: String, at now: Moment) throws -> APIPause? {
        let statement = try db.cachedStatement(sql: fetchSQL)
        guard let row = try Row.fetchOne(statement, arguments: [appID, api]) else { return nil }
        let isSameBoot = row["bootId"] == now.bootID
        let until: Int64 = isSameBoot ? row["untilMono"] : row["untilWall"]
        let (left, overflow) = until.subtractingReportingOverflow(
            isSameBoot ? now.monotonicMilliseconds : now.wallMilliseconds)
        // Over a reboot the wall clock decides, but may have been set back by years; a rest that began before this boot
        // cannot outlast the longest there is, counted from the boot.
        let most = isSameBoot ? longest : max(0, longest - max(0, now.monotonicMilliseconds))
        let provenBoot: String? = row["provenBootId"]
        return APIPause(
            left: overflow ? 0 : min(max(0, left), most), reason: row["reason"], refusals: row["refusals"],
            proven: provenBoot.map { boot in
                RateWindow.age(monotonic: row["provenMono"] ?? 0, bootID: boot, at: now)
            })
    }

    static let fetchSQL = """
        SELECT untilWall, untilMono, bootId, reason, refusals, provenMono, provenBootId FROM apiPause
        WHERE appId = ? AND api = ?
        """

    /// What remains of the rest, and why; `nil` when it is over or there is none.
    static func remaining(
        _ db: Database, appID: String, api: String, at now: Moment
    ) throws -> (milliseconds: Int64, reason: String)? {
        guard let pause = try fetch(db, appID: appID, api: api, at: now), pause.left > 0 else { return nil }
        return (pause.left, pause.reason)
    }

    /// How the next send by an API may be claimed; forgets a rest that has been recovered from.
    static func gate(
        _ db: Database, appID: String, api: String, limits: RateLimits, at now: Moment
    ) throws -> Gate {
        guard let pause = try fetch(db, appID: appID, api: api, at: now) else { return .open }
        if pause.left > 0 { return .resting(milliseconds: pause.left, reason: pause.reason) }
        guard let proven = pause.proven else { return .probing }
        let perSecond = SlowStart.perSecond(after: proven)
        guard perSecond >= limits.perSecond else { return .recovering(perSecond: perSecond) }
        try db.execute(sql: "DELETE FROM apiPause WHERE appId = ? AND api = ?", arguments: [appID, api])
        return .open
    }

    /// Why an attempt that was claimed may not go out after all: the app rests, or it was claimed before the rest and must
    /// queue for the probe like everybody.
    static func objection(
        _ db: Database, appID: String, api: String, attemptRowID: Int64, at now: Moment
    ) throws -> String? {
        guard let pause = try fetch(db, appID: appID, api: api, at: now), pause.proven == nil else { return nil }
        let isYounger = try Bool.fetchOne(
            db, sql: "SELECT \(claimedAfterwards) FROM apiPause WHERE appId = ?2 AND api = ?3",
            arguments: [attemptRowID, appID, api])
        return pause.left > 0 || isYounger != true ? pause.reason : nil
    }

    /// Starts or lengthens it; never shortens.
    static func extend(
        _ db: Database, appID: String, api: String, by milliseconds: Int64, reason: String, at now: Moment
    ) throws {
        let earlier = try fetch(db, appID: appID, api: api, at: now)
        let left = earlier?.left ?? 0
        guard milliseconds > left else { return }
        // Lanes that were under way together are refused together: that is one refusal.
        var refusals = 1
        if let earlier, earlier.proven == nil { refusals = earlier.refusals + (left > 0 ? 0 : 1) }
        let rest = min(milliseconds, longest)
        try db.execute(
            sql: """
                INSERT INTO apiPause (appId, api, untilWall, untilMono, bootId, reason, refusals)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (appId, api) DO UPDATE SET untilWall = excluded.untilWall, untilMono = excluded.untilMono,
                    bootId = excluded.bootId, reason = excluded.reason, refusals = excluded.refusals,
                    provenMono = NULL, provenBootId = NULL
                """,
            arguments: [
                appID, api, now.wallMilliseconds + rest, now.monotonicMilliseconds + rest, now.bootID, reason,
                refusals,
            ])
    }

    /// Notes that Feishu answered an attempt other than by "too often": if it was claimed after the rest, the rest helped.
    static func prove(_ db: Database, appID: String, api: String, attemptRowID: Int64, at now: Moment) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE apiPause SET provenMono = ?3, provenBootId = ?4
                WHERE appId = ?2 AND api = ?5 AND provenMono IS NULL AND \(claimedAfterwards)
                """)
        try statement.execute(arguments: [attemptRowID, appID, now.monotonicMilliseconds, now.bootID, api])
    }

    /// A pause of an earlier boot is older than every attempt that is still under way.
    private static let claimedAfterwards = """
        EXISTS (SELECT 1 FROM attempt WHERE id = ?1
            AND (attempt.bootId <> apiPause.bootId OR attempt.claimedMono >= apiPause.untilMono))
        """

    /// The longest reset Feishu is believed, and its jitter.
    static let longest: Int64 = 901_000
}

extension JobDatabase {
    /// Milliseconds every process must still rest before the app's next send by a channel, and why.
    public func appPause(
        of appID: String, _ channel: DeliveryChannel = .batch, at now: Moment
    ) async throws(StoreError) -> (milliseconds: Int64, reason: String)? {
        try await read { try APIPause.remaining($0, appID: appID, api: channel.api, at: now) }
    }

    /// How often in a row the app was told to rest, with no good answer since.
    public func throttlesInARow(
        of appID: String, _ channel: DeliveryChannel = .batch, at now: Moment
    ) async throws(StoreError) -> Int {
        try await read { db in
            guard let pause = try APIPause.fetch(db, appID: appID, api: channel.api, at: now), pause.proven == nil
            else { return 0 }
            return pause.refusals
        }
    }

    /// Makes every process rest before the app's next send by a channel; never shortens a rest.
    public func pauseApp(
        _ appID: String, _ channel: DeliveryChannel = .batch, milliseconds: Int64, reason: String, at now: Moment
    ) async throws(StoreError) {
        try await write {
            try APIPause.extend($0, appID: appID, api: channel.api, by: milliseconds, reason: reason, at: now)
        }
    }
}
