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
    /// The firing after that, where it is lost when the manifest cannot be used at its time.
    public var next: NextFiring?

    /// Creates a record.
    public init(
        job: String, path: String, manifestSHA256: String, firstSeenAt: Int64, examinedAt: Int64,
        removedAt: Int64? = nil, next: NextFiring? = nil
    ) {
        self.job = job
        self.path = path
        self.manifestSHA256 = manifestSHA256
        self.firstSeenAt = firstSeenAt
        self.examinedAt = examinedAt
        self.removedAt = removedAt
        self.next = next
    }
}

/// The next firing of a job, as far as its record needs it while the manifest cannot be read.
public struct NextFiring: Sendable, Equatable {
    /// The occurrence's key.
    public var occurrence: String
    /// The last instant at which it may start, in milliseconds since 1970 UTC.
    public var startBy: Int64
    /// The edition of the time zone rules that placed it.
    public var tzdata: String
    /// The job's title.
    public var title: String
    /// The app it is sent by.
    public var appID: String
    /// The open id of whoever is told of its runs.
    public var owner: String?

    /// Creates a firing.
    public init(
        occurrence: String, startBy: Int64, tzdata: String, title: String, appID: String, owner: String? = nil
    ) {
        self.occurrence = occurrence
        self.startBy = startBy
        self.tzdata = tzdata
        self.title = title
        self.appID = appID
        self.owner = owner
    }
}

extension JobDatabase {
    /// Every scheduled manifest that was ever seen, by job.
    public func jobs() async throws(StoreError) -> [String: JobRecord] {
        try await read { try Self.jobs($0) }
    }

    static func jobs(_ db: Database) throws -> [String: JobRecord] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT job, path, manifestSHA256, firstSeenAt, examinedAt, removedAt, nextOccurrence, nextStartBy,
                    nextTzdata, title, appId, owner
                FROM job
                """)
        let records = rows.map { row in
            let occurrence: String? = row[6]
            let next = occurrence.map {
                NextFiring(
                    occurrence: $0, startBy: row[7], tzdata: row[8] ?? "", title: row[9], appID: row[10],
                    owner: row[11])
            }
            return JobRecord(
                job: row[0], path: row[1], manifestSHA256: row[2], firstSeenAt: row[3], examinedAt: row[4],
                removedAt: row[5], next: next)
        }
        return Dictionary(uniqueKeysWithValues: records.map { ($0.job, $0) })
    }

    /// Notes how a manifest was found and up to when its firings are decided; an earlier instant changes nothing.
    public func note(_ records: [JobRecord]) async throws(StoreError) {
        guard !records.isEmpty else { return }
        try await write { try Self.note($0, records) }
    }

    static func note(_ db: Database, _ records: [JobRecord]) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO job (job, path, manifestSHA256, firstSeenAt, examinedAt, removedAt, nextOccurrence, nextStartBy,
                    nextTzdata, title, appId, owner)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (job) DO UPDATE SET path = excluded.path, manifestSHA256 = excluded.manifestSHA256,
                    examinedAt = max(examinedAt, excluded.examinedAt), removedAt = excluded.removedAt,
                    nextOccurrence = excluded.nextOccurrence, nextStartBy = excluded.nextStartBy,
                    nextTzdata = excluded.nextTzdata, title = excluded.title, appId = excluded.appId,
                    owner = excluded.owner
                """)
        for record in records {
            try statement.execute(arguments: [
                record.job, record.path, record.manifestSHA256, record.firstSeenAt, record.examinedAt, record.removedAt,
                record.next?.occurrence, record.next?.startBy, record.next?.tzdata, record.next?.title,
                record.next?.appID, record.next?.owner,
            ])
        }
    }

    /// The occurrences of a job that have a run, whatever became of it.
    public func occurrences(
        of job: String, among keys: [String]
    ) async throws(StoreError) -> Set<String> {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT 1 FROM run WHERE job = ? AND occurrence = ? AND voided = 0")
            return Set(try keys.filter { try Row.fetchOne(statement, arguments: [job, $0]) != nil })
        }
    }
}
