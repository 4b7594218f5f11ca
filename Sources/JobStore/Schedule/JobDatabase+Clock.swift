import GRDB
public import JobModel

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
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO clockMark (id, wall, mono, bootId) VALUES (1, ?1, ?2, ?3)
                    ON CONFLICT (id) DO UPDATE SET wall = ?1, mono = ?2, bootId = ?3
                    """,
                arguments: [now.wallMilliseconds, now.monotonicMilliseconds, now.bootID])
        }
    }
}
