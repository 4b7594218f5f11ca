import GRDB
public import JobModel

/// The messages that may have left and whose `uuid` has had its time, in whatever run.
///
/// Whoever sends a run finds them with each claim. A run that stands still is claimed by nobody, and whoever reads of it must
/// not read "pending" about somebody who may have the message and will not get it again.
enum OutlivedMessages {
    struct Found {
        var run: RunID
        var batchID: Int64
        var ordinal: Int
    }

    /// Every message that waits to be repeated, with its first try that may have arrived, as ``MessageEnd/firstTrySQL`` finds it
    /// for one.
    static let waitingSQL = """
        SELECT batch.id, ordinal, claimedAt, claimedMono, bootId, batch.runId FROM batch INDEXED BY batchRepeated
        LEFT JOIN attempt ON attempt.batchId = batch.id AND attempt.number = (
            SELECT min(number) FROM attempt AS tried WHERE tried.batchId = batch.id AND tried.outcome = 'repeatable'
                AND tried.number > (SELECT coalesce(max(attemptNumber), 0) FROM resolution WHERE batchId = batch.id))
        WHERE batch.state = 'pending' AND mayHaveLeft = 1
        ORDER BY batch.runId, ordinal
        """

    static func find(_ db: Database, at now: Moment) throws -> [Found] {
        try Row.fetchAll(db.cachedStatement(sql: waitingSQL))
            .filter { !MessageEnd.mayRepeat(firstTry: $0, from: 2, at: now) }
            .map { Found(run: RunID(rawValue: $0[5]), batchID: $0[0], ordinal: $0[1]) }
    }

    /// Puts them in doubt, which halts their runs as any doubt does.
    static func end(_ db: Database, at now: Moment, into report: inout RescueReport) throws {
        for message in try find(db, at: now) {
            let run = try RunRow.fetch(db, message.run)
            if try MessageEnd.outlive(db, message.batchID, ordinal: message.ordinal, of: run, at: now) {
                report.halted.append(message.run)
            } else {
                try run.renewHaltReason(db)
            }
            let reference = BatchReference(run: message.run, ordinal: message.ordinal)
            report.repeatable.removeAll { $0 == reference }
            report.outlived.append(reference)
        }
    }
}

extension JobDatabase {
    /// Puts every message in doubt whose `uuid` can no longer be repeated, in whatever run; quick, and no commit, when there is none.
    ///
    /// - Returns: what was found, and the runs that are halted by it.
    public func endOutlived(at now: Moment) async throws(StoreError) -> RescueReport {
        guard try await read({ try !OutlivedMessages.find($0, at: now).isEmpty }) else { return RescueReport() }
        return try await write { db in
            var report = RescueReport()
            try OutlivedMessages.end(db, at: now, into: &report)
            return report
        }
    }

    /// The messages of a run that are in doubt by now although nobody has written that down yet, by ordinal.
    public func outlived(of run: RunID, at now: Moment) async throws(StoreError) -> [Int] {
        try await read { db in try OutlivedMessages.find(db, at: now).filter { $0.run == run }.map(\.ordinal) }
    }

    /// When the next message will have outlived its `uuid`, in milliseconds since 1970 UTC; `nil` when none waits to be repeated.
    public func nextOutlived() async throws(StoreError) -> Int64? {
        try await read { db in
            let rows = try Row.fetchAll(db.cachedStatement(sql: OutlivedMessages.waitingSQL))
            return rows.map { ($0[2] as Int64? ?? 0) + MessageLife.milliseconds }.min()
        }
    }

    /// How many messages of a run may have arrived, and wait to be sent again with the same `uuid`.
    public func repeatedMessages(of run: RunID) async throws(StoreError) -> Int {
        try await read { db in
            let sql = """
                SELECT count(*) FROM batch INDEXED BY batchRepeated
                WHERE runId = ? AND state = 'pending' AND mayHaveLeft = 1
                """
            return try Int.fetchOne(db, sql: sql, arguments: [run.rawValue]) ?? 0
        }
    }
}
