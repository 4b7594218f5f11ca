import GRDB
public import JobModel

/// The right to make one call that is no send.
public struct CallTicket: Sendable, Hashable {
    let rowID: Int64
    let appID: String
    let call: PacedCall
    let began: Moment
}

/// Whether a call that is no send may be made now.
public enum CallAdmission: Sendable, Equatable {
    /// It may; say when it has ended.
    case admitted(CallTicket)
    /// Ask again after that many milliseconds, and why.
    case wait(milliseconds: Int64, WaitReason)
}

/// Keeps the calls that are no sends inside their windows, over all processes: the same reckoning as ``RateWindow``, over
/// rows of their own that are deleted once no window can reach them.
enum QueryWindow {
    /// Longer than any call lasts: what has not ended by then belonged to a process that died, and has left every window.
    static let forgotten: Int64 = 180_000
    /// What was under way when the machine went down arrived before it came up again.
    static let forgottenAfterReboot: Int64 = 65_000
    /// More ends than any window holds.
    private static let kept = 1000

    static func admit(
        _ db: Database, _ call: PacedCall, appID: String, limits: RateLimits, at now: Moment
    ) throws -> CallAdmission {
        if let pause = try APIPause.remaining(db, appID: appID, api: call.api, at: now) {
            return .wait(milliseconds: pause.milliseconds, .appPause(pause.reason))
        }
        if let sends = call.yieldsTo, let pause = try APIPause.remaining(db, appID: appID, api: sends.api, at: now) {
            return .wait(milliseconds: pause.milliseconds, .appPause(pause.reason))
        }
        let arguments: StatementArguments = [appID, call.rawValue]
        let newest = try Int.fetchOne(db.cachedStatement(sql: newestSQL), arguments: arguments) ?? 0
        let underWay = try countUnderWay(db, arguments, at: now)
        let numbered = try db.cachedStatement(sql: numberedSQL)
        let wait = try RateWindow.wait(limits: limits, inFlight: underWay, newest: newest) { number, window in
            guard let row = try Row.fetchOne(numbered, arguments: [appID, call.rawValue, number]) else { return nil }
            return RateWindow.remaining(monotonic: row["mono"], bootID: row["bootId"], window: window, now: now)
        }
        if let wait { return .wait(milliseconds: wait, .rateLimit) }
        try db.cachedStatement(
            sql: "INSERT INTO queryCall (appId, purpose, at, mono, bootId) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [appID, call.rawValue, now.wallMilliseconds, now.monotonicMilliseconds, now.bootID])
        let rowID = db.lastInsertedRowID
        try CallMonth.count(db, appID: appID, at: now)
        return .admitted(CallTicket(rowID: rowID, appID: appID, call: call, began: now))
    }

    static func end(_ db: Database, _ ticket: CallTicket, at now: Moment) throws {
        let key: StatementArguments = [ticket.appID, ticket.call.rawValue]
        let number = 1 + (try Int.fetchOne(db.cachedStatement(sql: newestSQL), arguments: key) ?? 0)
        // Written anew: a call that took very long may have been forgotten meanwhile, and its row's id given to another.
        try db.cachedStatement(
            sql: "DELETE FROM queryCall WHERE id = ? AND windowNumber IS NULL AND mono = ? AND bootId = ?"
        ).execute(arguments: [ticket.rowID, ticket.began.monotonicMilliseconds, ticket.began.bootID])
        try db.cachedStatement(
            sql: "INSERT INTO queryCall (appId, purpose, at, mono, bootId, windowNumber) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(arguments: key + [now.wallMilliseconds, now.monotonicMilliseconds, now.bootID, number])
        try db.cachedStatement(sql: pruneSQL).execute(arguments: key + [number - kept])
    }

    static let pruneSQL = """
        DELETE FROM queryCall WHERE appId = ? AND purpose = ? AND windowNumber IS NOT NULL AND windowNumber <= ?
        """
    static let newestSQL = """
        SELECT max(windowNumber) FROM queryCall WHERE appId = ? AND purpose = ? AND windowNumber IS NOT NULL
        """
    static let numberedSQL = "SELECT mono, bootId FROM queryCall WHERE appId = ? AND purpose = ? AND windowNumber = ?"
    static let underWaySQL = """
        SELECT id, mono, bootId FROM queryCall WHERE appId = ? AND purpose = ? AND windowNumber IS NULL
        """

    /// Calls under way; forgets those whose process must have died.
    private static func countUnderWay(_ db: Database, _ arguments: StatementArguments, at now: Moment) throws -> Int {
        var count = 0
        for row in try Row.fetchAll(db.cachedStatement(sql: underWaySQL), arguments: arguments) {
            let boot: String = row["bootId"]
            let limit = boot == now.bootID ? forgotten : forgottenAfterReboot
            if RateWindow.age(monotonic: row["mono"], bootID: boot, at: now) < limit {
                count += 1
            } else {
                try db.execute(sql: "DELETE FROM queryCall WHERE id = ?", arguments: [row["id"] as Int64])
            }
        }
        return count
    }
}

extension JobDatabase {
    /// Asks for one call that is no send; when it is admitted, ``end(_:at:)`` must follow its answer.
    public func admit(
        _ call: PacedCall, of appID: String, limits: RateLimits, at now: Moment
    ) async throws(StoreError) -> CallAdmission {
        try await write { try QueryWindow.admit($0, call, appID: appID, limits: limits, at: now) }
    }

    /// Says that a call has ended: from now on it leaves its windows.
    public func end(_ ticket: CallTicket, at now: Moment) async throws(StoreError) {
        try await write { try QueryWindow.end($0, ticket, at: now) }
    }

    /// Makes every process rest before the next call of this API; never shortens a rest.
    public func rest(
        _ call: PacedCall, of appID: String, milliseconds: Int64, reason: String, at now: Moment
    ) async throws(StoreError) {
        try await write {
            try APIPause.extend($0, appID: appID, api: call.api, by: milliseconds, reason: reason, at: now)
        }
    }
}
