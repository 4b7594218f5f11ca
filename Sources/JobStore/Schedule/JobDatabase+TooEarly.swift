import GRDB
public import JobModel
import StrictJSON

/// An occurrence that was let go by, by a clock that showed more than the present one.
public struct EarlyRecord: Sendable, Hashable {
    /// Its run, which was never sent.
    public var run: RunID
    /// The job's slug.
    public var job: String
    /// The occurrence's key.
    public var occurrence: String
}

extension JobDatabase {
    static let earlySQL = """
        SELECT id, job, occurrence FROM run
        WHERE createdAt > ? AND state IN ('missed', 'skipped') AND occurrence IS NOT NULL AND voided = 0
        """

    /// Every scheduled manifest that was ever seen, by job, with what was let go by at an instant that is still to come: nothing
    /// unless the clock went backwards.
    public func jobs(
        at now: Moment
    ) async throws(StoreError) -> (known: [String: JobRecord], early: [EarlyRecord]) {
        try await read { db in
            let early = try Row.fetchAll(db, sql: Self.earlySQL, arguments: [now.wallMilliseconds]).map { row in
                EarlyRecord(run: RunID(rawValue: row[0]), job: row[1], occurrence: row[2])
            }
            return (try Self.jobs(db), early)
        }
    }

    /// Takes back what a clock that ran ahead has decided.
    ///
    /// The records stay and are void, and the jobs are examined again from now on. This look becomes the clock's mark.
    ///
    /// - Throws: `StoreError` of code `constraint` when a record is not from after `now`.
    public func takeBack(
        _ records: [EarlyRecord], examining jobs: [String], by actor: AuditActor, at now: Moment
    ) async throws(StoreError) {
        guard !records.isEmpty || !jobs.isEmpty else { return }
        try await write { db in
            try Self.mark(db, now)
            for record in records {
                try db.execute(
                    sql: """
                        UPDATE run SET voided = 1,
                            stateReason = coalesce(stateReason || '; ', '') || ?
                        WHERE id = ?
                        """, arguments: [RunReason.void, record.run.rawValue])
                try AuditLog.append(
                    db, at: now.wallMilliseconds, by: actor, action: "void", run: record.run,
                    detail: ["occurrence": .string(record.occurrence)])
            }
            let lower = try db.cachedStatement(sql: "UPDATE job SET examinedAt = ? WHERE job = ? AND examinedAt > ?")
            for job in jobs { try lower.execute(arguments: [now.wallMilliseconds, job, now.wallMilliseconds]) }
        }
    }
}
