import GRDB
import JobModel
import StrictJSON

/// What becomes of a direct message that waits to be sent again although it may have arrived.
///
/// As long as its `uuid` lives it is pending and can be repeated. Whatever keeps it from that (its life is over, its run has
/// ended, somebody takes it back) leaves it in doubt: never unsent, never sent a second time.
enum MessageEnd {
    /// When the oldest try that may have arrived was claimed.
    ///
    /// Tries before an operator's word do not count: that word was "not sent".
    static let firstTrySQL = """
        SELECT claimedAt, claimedMono, bootId FROM attempt
        WHERE batchId = ?1 AND outcome = 'repeatable'
            AND number > (SELECT coalesce(max(attemptNumber), 0) FROM resolution WHERE batchId = ?1)
        ORDER BY number LIMIT 1
        """

    /// Whether the same bytes may leave once more.
    static func mayRepeat(_ db: Database, _ batchID: Int64, at now: Moment) throws -> Bool {
        let statement = try db.cachedStatement(sql: firstTrySQL)
        guard let row = try Row.fetchOne(statement, arguments: [batchID]) else { return false }
        return mayRepeat(firstTry: row, from: 0, at: now)
    }

    /// The same, where the first try stands in three columns of a row, `NULL` when there was none.
    static func mayRepeat(firstTry row: Row, from column: Int, at now: Moment) -> Bool {
        guard let wall: Int64 = row[column] else { return false }
        let first = Moment(wallMilliseconds: wall, monotonicMilliseconds: row[column + 1], bootID: row[column + 2])
        return MessageLife.isRunning(since: first, at: now)
    }

    /// Puts a message in doubt that can no longer be repeated, and halts its run if that is one doubt too many.
    ///
    /// - Returns: whether the run halted.
    static func outlive(_ db: Database, _ batchID: Int64, ordinal: Int, of run: RunRow, at now: Moment) throws -> Bool {
        try db.cachedStatement(
            sql:
                "UPDATE batch SET state = 'in_doubt', mayHaveLeft = 0 WHERE id = ? AND state = 'pending' AND mayHaveLeft = 1"
        ).execute(arguments: [batchID])
        guard db.changesCount == 1 else { return false }
        let reason = "its uuid can no longer be repeated, and nobody knows whether an earlier try arrived"
        try AuditLog.append(
            db, at: now.wallMilliseconds, by: .larkcast, action: "outlived", run: run.id, batch: ordinal,
            detail: ["reason": .string(reason)])
        guard try run.haltIfInDoubt(db) else { return false }
        try AuditLog.append(
            db, at: now.wallMilliseconds, by: .larkcast, action: "halt", run: run.id, batch: ordinal,
            detail: ["reason": .string(reason)])
        return true
    }

    /// Ends every pending batch of a run, or only those named: what is unsent is cancelled, what may have arrived is in doubt.
    ///
    /// Gives how many were cancelled.
    static func endPending(_ db: Database, of run: RunID, ordinals: Set<Int>? = nil) throws -> Int {
        guard let ordinals else {
            try db.execute(
                sql: "UPDATE batch SET state = 'in_doubt', mayHaveLeft = 0 \(Self.pending) AND mayHaveLeft = 1",
                arguments: [run.rawValue])
            try db.execute(sql: "UPDATE batch SET state = 'cancelled' \(Self.pending)", arguments: [run.rawValue])
            return db.changesCount
        }
        return try ordinals.sorted().reduce(0) { count, ordinal in
            try db.execute(
                sql:
                    "UPDATE batch SET state = 'in_doubt', mayHaveLeft = 0 \(Self.pending) AND mayHaveLeft = 1 AND ordinal = ?",
                arguments: [run.rawValue, ordinal])
            try db.execute(
                sql: "UPDATE batch SET state = 'cancelled' \(Self.pending) AND ordinal = ?",
                arguments: [run.rawValue, ordinal])
            return count + db.changesCount
        }
    }

    private static let pending = "WHERE runId = ? AND state = 'pending'"
}
