import GRDB
public import JobModel
import StrictJSON

extension JobDatabase {
    /// The last look at the clock by whoever decided what is due; `nil` before the first.
    public func lastLookAtTheClock() async throws(StoreError) -> Moment? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT wall, mono, bootId FROM clockMark WHERE id = 1").map { row in
                Moment(wallMilliseconds: row[0], monotonicMilliseconds: row[1], bootID: row[2])
            }
        }
    }

    /// Keeps this look for the next one to compare with.
    public func noteClock(_ now: Moment) async throws(StoreError) {
        try await write { try Self.mark($0, now) }
    }

    /// Takes an operator's word that the clock is right, and forgets what spoke against it: the last look, and what Feishu's
    /// clock showed.
    public func acceptClock(by actor: AuditActor, at now: Moment) async throws(StoreError) {
        try await write { db in
            let last = try Int64.fetchOne(db, sql: "SELECT wall FROM clockMark WHERE id = 1")
            let server = try ServerSighting.fetch(db)?.date(at: now)?.said
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: actor, action: "accept_clock", run: nil,
                detail: [
                    "last_look": last.map { .string(Instant.text($0)) } ?? .null,
                    "server": server.map { .string(Instant.text($0)) } ?? .null,
                ])
            try Self.mark(db, now)
            try db.execute(sql: "DELETE FROM serverClock")
        }
    }

    static func mark(_ db: Database, _ now: Moment) throws {
        try db.execute(
            sql: """
                INSERT INTO clockMark (id, wall, mono, bootId) VALUES (1, ?1, ?2, ?3)
                ON CONFLICT (id) DO UPDATE SET wall = ?1, mono = ?2, bootId = ?3
                """,
            arguments: [now.wallMilliseconds, now.monotonicMilliseconds, now.bootID])
    }
}
