import GRDB
public import JobModel

extension JobDatabase {
    /// What Feishu's clock showed last; `nil` before the first answer.
    public func serverSighting() async throws(StoreError) -> ServerSighting? {
        try await read { try ServerSighting.fetch($0) }
    }

    /// Keeps what Feishu's clock showed, for processes that have not asked yet.
    public func note(_ sighting: ServerSighting) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO serverClock (id, said, mono, bootId) VALUES (1, ?1, ?2, ?3)
                    ON CONFLICT (id) DO UPDATE SET said = ?1, mono = ?2, bootId = ?3
                    """,
                arguments: [sighting.said, sighting.monotonicMilliseconds, sighting.bootID])
        }
    }
}

extension ServerSighting {
    static func fetch(_ db: Database) throws -> ServerSighting? {
        try Row.fetchOne(db, sql: "SELECT said, mono, bootId FROM serverClock WHERE id = 1").map { row in
            ServerSighting(said: row[0], monotonicMilliseconds: row[1], bootID: row[2])
        }
    }
}
