import GRDB

/// A scheduled manifest as it was seen last.
public struct JobRecord: Sendable, Equatable {
    /// The job's slug.
    public var job: String
    /// Where its manifest is.
    public var path: String
    /// SHA-256 over the file's bytes.
    public var manifestSHA256: String
    /// When it was first seen, in milliseconds since 1970 UTC.
    public var firstSeenAt: Int64
    /// The instant up to which every firing has been decided.
    public var examinedAt: Int64
    /// When the file was found to be gone.
    public var removedAt: Int64?

    /// Creates a record.
    public init(
        job: String, path: String, manifestSHA256: String, firstSeenAt: Int64, examinedAt: Int64,
        removedAt: Int64? = nil
    ) {
        self.job = job
        self.path = path
        self.manifestSHA256 = manifestSHA256
        self.firstSeenAt = firstSeenAt
        self.examinedAt = examinedAt
        self.removedAt = removedAt
    }
}

extension JobDatabase {
    /// Every scheduled manifest that was ever seen, by job.
    public func jobs() async throws(StoreError) -> [String: JobRecord] {
        try await read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT job, path, manifestSHA256, firstSeenAt, examinedAt, removedAt FROM job")
            let records = rows.map { row in
                JobRecord(
                    job: row[0], path: row[1], manifestSHA256: row[2], firstSeenAt: row[3], examinedAt: row[4],
                    removedAt: row[5])
            }
            return Dictionary(uniqueKeysWithValues: records.map { ($0.job, $0) })
        }
    }

    /// Notes how a manifest was found and up to when its firings are decided; an earlier instant changes nothing.
    public func note(_ records: [JobRecord]) async throws(StoreError) {
        guard !records.isEmpty else { return }
        try await write { try Self.note($0, records) }
    }

    static func note(_ db: Database, _ records: [JobRecord]) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO job (job, path, manifestSHA256, firstSeenAt, examinedAt, removedAt)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (job) DO UPDATE SET path = excluded.path, manifestSHA256 = excluded.manifestSHA256,
                    examinedAt = max(examinedAt, excluded.examinedAt), removedAt = excluded.removedAt
                """)
        for record in records {
            try statement.execute(arguments: [
                record.job, record.path, record.manifestSHA256, record.firstSeenAt, record.examinedAt, record.removedAt,
            ])
        }
    }

    /// The occurrences of a job that have a run, whatever became of it; an unfinished run comes with its name.
    public func occurrences(
        of job: String, among keys: [String]
    ) async throws(StoreError) -> Set<String> {
        try await read { db in
            let statement = try db.cachedStatement(sql: "SELECT 1 FROM run WHERE job = ? AND occurrence = ?")
            return Set(try keys.filter { try Row.fetchOne(statement, arguments: [job, $0]) != nil })
        }
    }
}
