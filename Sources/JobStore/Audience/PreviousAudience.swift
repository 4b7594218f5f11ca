import GRDB
public import JobModel

/// How many people a job addressed the last time it was sent.
public struct PreviousAudience: Sendable, Equatable {
    /// The run that addressed them.
    public var run: RunID
    /// People with an id of their own, each once, those included whom it left out since they may have had the message already.
    public var people: Int
    /// When it was frozen, in milliseconds since 1970 UTC.
    public var at: Int64

    /// Creates what is known of an earlier audience.
    public init(run: RunID, people: Int, at: Int64) {
        self.run = run
        self.people = people
        self.at = at
    }
}

extension JobDatabase {
    /// The audience of the newest run of a job that began to send to people; tests and department runs do not count.
    ///
    /// - Throws: ``StoreError``.
    public func previousAudience(of job: String) async throws(StoreError) -> PreviousAudience? {
        try await read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT id, recipientCount, createdAt FROM run
                    WHERE job = ? AND isTest = 0 AND unit = 'people' AND startedAt IS NOT NULL
                    ORDER BY createdAt DESC, rowid DESC LIMIT 1
                    """,
                arguments: [job])
            return try row.map {
                let run = RunID(rawValue: $0["id"])
                let skipped = try SealedAudience.leftOut(db, of: run)?.count(.alreadySent) ?? 0
                return PreviousAudience(run: run, people: $0["recipientCount"] + skipped, at: $0["createdAt"])
            }
        }
    }
}
