import GRDB
import JobModel

/// A batch under a ticket, as the store sees it now.
struct HeldBatch {
    var run: RunRow
    var ordinal: Int
    var idKind: IDKind
    var state: BatchState
    var bodySHA256: String
    /// Whether an earlier try of it may have arrived; only of a direct message.
    var mayHaveLeft: Bool

    /// Reads it and refuses a ticket that is no longer good: another tenure, another attempt, a result already there.
    static func fetch(_ db: Database, _ ticket: AttemptTicket) throws -> HeldBatch {
        let statement = try db.cachedStatement(
            sql: """
                SELECT batch.runId, batch.ordinal, batch.idKind, batch.state, attempt.bodySHA256, batch.mayHaveLeft
                FROM batch JOIN attempt ON attempt.batchId = batch.id AND attempt.number = batch.attemptCount
                WHERE batch.id = ? AND attempt.id = ? AND attempt.number = ? AND batch.epoch = ?
                    AND attempt.epoch = batch.epoch AND attempt.finishedAt IS NULL
                """)
        let arguments: StatementArguments = [
            ticket.batchRowID, ticket.attemptRowID, ticket.attemptNumber, ticket.epoch.rawValue,
        ]
        guard let row = try Row.fetchOne(statement, arguments: arguments) else {
            throw StoreError(.wrongState, "the attempt has already ended or belongs to an earlier runner")
        }
        return HeldBatch(
            run: try RunRow.fetch(db, RunID(rawValue: row[0])), ordinal: row[1], idKind: try decoded(row[2]),
            state: try decoded(row[3]), bodySHA256: row[4], mayHaveLeft: row[5])
    }

    /// Makes the intent durable: the batch is on the wire.
    static func dispatch(_ db: Database, _ ticket: AttemptTicket, at now: Moment) throws {
        let attempt = try db.cachedStatement(
            sql: "UPDATE attempt SET dispatchedAt = ? WHERE id = ? AND dispatchedAt IS NULL AND finishedAt IS NULL")
        try attempt.execute(arguments: [now.wallMilliseconds, ticket.attemptRowID])
        guard db.changesCount == 1 else { throw taken }
        let batch = try db.cachedStatement(
            sql: "UPDATE batch SET state = 'dispatching' WHERE id = ? AND state = 'claimed' AND epoch = ?")
        try batch.execute(arguments: [ticket.batchRowID, ticket.epoch.rawValue])
        guard db.changesCount == 1 else { throw taken }
    }

    private static let taken = StoreError(.wrongState, "the batch is no longer claimed by this attempt")
}
