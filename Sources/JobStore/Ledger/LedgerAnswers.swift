import GRDB
import JobModel
import StrictJSON

/// Enters the answers that a dead runner had noted in the ledger but not in the store.
enum LedgerAnswers {
    /// Records the answer of every attempt that is still open on the wire; gives the batches, in order.
    static func apply(_ answers: [Int64: LedgerResult], in db: Database, at now: Moment) throws -> [BatchReference] {
        guard !answers.isEmpty else { return [] }
        let sql = """
            SELECT batch.id, batch.runId, batch.ordinal, attempt.id, attempt.number, attempt.epoch
            FROM batch JOIN attempt ON attempt.batchId = batch.id AND attempt.finishedAt IS NULL
            WHERE batch.state = 'dispatching' AND batch.state IN ('claimed', 'dispatching')
                AND batch.epoch < (SELECT epoch FROM runner WHERE id = 1)
            ORDER BY batch.id
            """
        return try Row.fetchAll(db, sql: sql).compactMap { row in
            guard let answer = answers[row[3]] else { return nil }
            let batch = BatchReference(run: RunID(rawValue: row[1]), ordinal: row[2])
            let ticket = AttemptTicket(
                batchRowID: row[0], attemptRowID: row[3], attemptNumber: row[4], epoch: Epoch(rawValue: row[5]))
            try record(answer, of: batch, ticket, in: db, at: now)
            return batch
        }
    }

    /// Records one answer as the runner that got it would have.
    static func record(
        _ answer: LedgerResult, of batch: BatchReference, _ ticket: AttemptTicket, in db: Database, at now: Moment
    ) throws {
        var result = answer.result
        result.evidence.add(hint: "entered from the ledger after the process or the disk failed")
        let state = try ResultRecorder(ticket: ticket, now: now).record(db, result)
        try AuditLog.append(
            db, at: now.wallMilliseconds, by: .larkcast, action: "rescue", run: batch.run, batch: batch.ordinal,
            detail: [
                "state": .string(state.rawValue), "from": "ledger",
                "batch_message_id": result.batchMessageID.map { .string($0) } ?? .null,
            ])
    }
}
