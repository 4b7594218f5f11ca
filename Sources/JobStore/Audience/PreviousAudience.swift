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

    /// Creates what is known of an earlier audience.
    public init(run: RunID, people: Int, at: Int64, isNewest: Bool = true) {
        self.run = run
        self.people = people
        self.at = at
        self.isNewest = isNewest
    }
}

extension JobDatabase {
    /// The audience of the newest run of a job that began to send to people; tests and department runs do not count.
    ///
    /// - Throws: ``StoreError``.
    public func previousAudience(of job: String) async throws(StoreError) -> PreviousAudience? {
        try await read { db in
            guard let row = try Self.newestBegun(db, of: job, where: "unit = 'people'") else { return nil }
            let last: String? = try Self.newestBegun(db, of: job)?["id"]
            let run = RunID(rawValue: row["id"])
            let skipped = try SealedAudience.leftOut(db, of: run)?.count(.alreadySent) ?? 0
            return PreviousAudience(
                run: run, people: row["recipientCount"] + skipped, at: row["createdAt"], isNewest: last == run.rawValue)
        }
    }

    /// What was said of a job's newest run before it began, whoever it went to; tests do not count.
    ///
    /// What its plan warned of, and why it had waited for somebody's yes.
    ///
    /// - Throws: ``StoreError``.
    public func wordsOfNewestRun(of job: String) async throws(StoreError) -> [String] {
        try await read { db in
            guard let row = try Self.newestBegun(db, of: job) else { return [] }
            return try AuditQuery.words(db, before: RunID(rawValue: row["id"]))
        }
    }

    private static func newestBegun(_ db: Database, of job: String, where condition: String = "TRUE") throws -> Row? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT id, recipientCount, createdAt FROM run
                WHERE job = ? AND isTest = 0 AND startedAt IS NOT NULL AND \(condition)
                ORDER BY createdAt DESC, rowid DESC LIMIT 1
                """,
            arguments: [job])
    }
}
