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
    /// Whether no run of the job to departments or groups has begun since.
    public var isNewest: Bool
    /// What was said of it before it began: what its plan warned of, and why it had waited for somebody's yes.
    public var words: [String]

    /// Creates what is known of an earlier audience.
    public init(run: RunID, people: Int, at: Int64, isNewest: Bool = true, words: [String] = []) {
        self.run = run
        self.people = people
        self.at = at
        self.isNewest = isNewest
        self.words = words
    }
}

extension JobDatabase {
    /// The audience of the newest run of a job that began to send to people; tests and department runs do not count.
    ///
    /// - Throws: ``StoreError``.
    public func previousAudience(of job: String) async throws(StoreError) -> PreviousAudience? {
        try await read { db in
            func newest(where condition: String) throws -> Row? {
                try Row.fetchOne(
                    db,
                    sql: """
                        SELECT id, recipientCount, createdAt FROM run
                        WHERE job = ? AND isTest = 0 AND startedAt IS NOT NULL AND \(condition)
                        ORDER BY createdAt DESC, rowid DESC LIMIT 1
                        """,
                    arguments: [job])
            }
            guard let row = try newest(where: "unit = 'people'") else { return nil }
            let last: String? = try newest(where: "TRUE")?["id"]
            let run = RunID(rawValue: row["id"])
            let skipped = try SealedAudience.leftOut(db, of: run)?.count(.alreadySent) ?? 0
            return PreviousAudience(
                run: run, people: row["recipientCount"] + skipped, at: row["createdAt"], isNewest: last == run.rawValue,
                words: try AuditQuery.words(db, before: run))
        }
    }
}
