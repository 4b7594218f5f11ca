import GRDB
public import JobModel
import StrictJSON

/// Somebody's word that nothing at all may be sent from this store, until it is lifted.
///
/// Unlike a paused run it is nobody's state: a run that was sending goes on by itself once the switch is lifted.
public struct KillSwitch: Sendable, Equatable {
    /// When it was set, in milliseconds since 1970 UTC.
    public var at: Int64
    /// Who set it.
    public var who: AuditActor
    /// Why.
    public var reason: String

    /// What everybody is told who wants to send.
    public var sentence: String { "everything is paused since \(Instant.text(at)) by \(who.name): \(reason)" }

    /// The switch, while it is set.
    static func current(_ db: Database) throws -> KillSwitch? {
        let statement = try db.cachedStatement(sql: "SELECT at, who, uid, reason FROM killSwitch")
        return try Row.fetchOne(statement).map { row in
            KillSwitch(
                at: row["at"], who: AuditActor(name: row["who"], userID: row["uid"]), reason: row["reason"])
        }
    }

    /// Refuses to begin anything while it is set.
    static func refuse(_ db: Database) throws {
        guard let killSwitch = try current(db) else { return }
        throw StoreError(.killSwitch, killSwitch.sentence, hint: "larkcast resume --all lifts it")
    }
}

extension JobDatabase {
    /// Who stopped everything, when and why; `nil` while sending is allowed.
    public func killSwitch() async throws(StoreError) -> KillSwitch? {
        try await read { try KillSwitch.current($0) }
    }

    /// Refuses to begin while everything is paused, before anybody is asked anything.
    ///
    /// What sends asks again in its own transaction.
    ///
    /// - Throws: ``StoreError`` of code `killSwitch`.
    public func refuseUnderKillSwitch() async throws(StoreError) {
        try await read { try KillSwitch.refuse($0) }
    }

    /// Stops everything: once this returns, no request of any run or process begins until it is lifted.
    ///
    /// What had its first byte out by then ends as it will.
    ///
    /// - Returns: the switch that counts now; an earlier one stays as it is.
    @discardableResult
    public func pauseAll(
        reason: String, by actor: AuditActor, at now: Moment
    ) async throws(StoreError) -> KillSwitch {
        try await write { db in
            if let earlier = try KillSwitch.current(db) { return earlier }
            let killSwitch = KillSwitch(
                at: now.wallMilliseconds, who: actor, reason: reason.isEmpty ? "no reason given" : reason)
            try db.execute(
                sql: "INSERT INTO killSwitch (id, at, who, uid, reason) VALUES (1, ?, ?, ?, ?)",
                arguments: [killSwitch.at, actor.name, actor.userID, killSwitch.reason])
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: actor, action: "pause_all", run: nil,
                detail: ["reason": .string(killSwitch.reason)])
            return killSwitch
        }
    }

    /// Lets runs send again; each of them goes on when somebody or something continues it.
    ///
    /// - Returns: what was lifted, if anything.
    @discardableResult
    public func resumeAll(by actor: AuditActor, at now: Moment) async throws(StoreError) -> KillSwitch? {
        try await write { db in
            guard let killSwitch = try KillSwitch.current(db) else { return nil }
            try db.execute(sql: "DELETE FROM killSwitch")
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: actor, action: "resume_all", run: nil,
                detail: ["set_at": .integer(killSwitch.at), "set_by": .string(killSwitch.who.name)])
            return killSwitch
        }
    }
}
