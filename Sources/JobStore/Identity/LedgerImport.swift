import GRDB
import JobModel

/// Enters in an older store what the ledger beside it knows has left since, so that resuming a run does not repeat it.
struct LedgerImport {
    let now: Moment
    /// The tenure under which everything is entered.
    let epoch: Epoch
    let answers: [Int64: LedgerResult]

    /// Marks batches as on the wire that were still connecting when the copy was made, under the tenure that held them.
    static func admit(_ intents: [LedgerIntent], in db: Database, at now: Moment) throws {
        let sql = """
            SELECT batch.id, attempt.id, attempt.number, attempt.epoch FROM batch JOIN attempt
                ON attempt.batchId = batch.id AND attempt.finishedAt IS NULL
            WHERE attempt.id = ? AND batch.state = 'claimed'
            """
        let claimed = try StoreExamination.Reached.fetch(db).claimed
        for intent in intents where claimed.contains(intent.attempt) {
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [intent.attempt]) else { continue }
            try letSend(intent.run, db, at: now)
            let ticket = AttemptTicket(
                batchRowID: row[0], attemptRowID: row[1], attemptNumber: row[2], epoch: Epoch(rawValue: row[3]))
            try HeldBatch.dispatch(db, ticket, at: now)
        }
    }

    /// Enters the intents the store has never heard of, in the order they were written.
    ///
    /// - Returns: those that have no place in it.
    func enter(
        _ intents: [LedgerIntent], in db: Database, into report: inout AdoptionReport
    ) throws -> [LedgerIntent] {
        let known = try StoreExamination.Reached.fetch(db).attempt
        var lost: [LedgerIntent] = []
        for intent in intents where intent.attempt > known {
            let batch = BatchReference(run: intent.run, ordinal: intent.ordinal)
            guard let row = try place(of: intent, db) else {
                report.unknown.append(batch)
                lost.append(intent)
                continue
            }
            try Self.letSend(intent.run, db, at: now)
            let ticket = try attempt(intent, batchRowID: row, db)
            // When the copy was made nobody knows how old a uuid is by now, so nothing is repeated.
            if let answer = answers[intent.attempt], answer.result.outcome != .repeatable {
                try LedgerAnswers.record(answer, of: batch, ticket, in: db, at: now)
                report.recorded.append(batch)
            } else {
                var result = AttemptResult(outcome: .inDoubt)
                result.evidence.add(hint: "the ledger says it left after this copy of the store was made")
                _ = try ResultRecorder(ticket: ticket, now: now).record(db, result)
                report.inDoubt.append(batch)
            }
        }
        return lost
    }

    /// The batch of an intent, when it still waits here with the same bytes.
    private func place(of intent: LedgerIntent, _ db: Database) throws -> Int64? {
        let sql = """
            SELECT batch.id FROM batch JOIN run ON run.id = batch.runId
            WHERE runId = ? AND ordinal = ? AND bodySHA256 = ? AND batch.state = 'pending'
                AND run.state IN ('planned', 'sending', 'paused', 'halted')
            """
        return try Int64.fetchOne(
            db, sql: sql, arguments: [intent.run.rawValue, intent.ordinal, intent.bodySHA256])
    }

    /// A batch takes its steps only while its run is sending; all of this is one transaction, so nobody else sees it.
    private static func letSend(_ run: RunID, _ db: Database, at now: Moment) throws {
        let row = try RunRow.fetch(db, run)
        guard row.state != .sending else { return }
        try db.execute(
            sql: "UPDATE run SET acknowledgedDoubts = ? WHERE id = ?",
            arguments: [try row.doubts(db).count, run.rawValue])
        try JobDatabase.start(db, row, now: now)
    }

    /// Enters the attempt under the number it had, claimed and on the wire.
    private func attempt(_ intent: LedgerIntent, batchRowID: Int64, _ db: Database) throws -> AttemptTicket {
        try db.execute(
            sql: """
                UPDATE batch SET state = 'claimed', epoch = ?, attemptCount = attemptCount + 1 WHERE id = ?
                """,
            arguments: [epoch.rawValue, batchRowID])
        try db.execute(
            sql: """
                INSERT INTO attempt (id, batchId, number, appId, api, epoch, bodySHA256, claimedAt, claimedMono, bootId)
                SELECT ?, batch.id, attemptCount, appId,
                    CASE channel WHEN 'direct' THEN 'messages' ELSE 'batch_send' END, ?, bodySHA256, ?, ?, ?
                FROM batch JOIN run ON run.id = batch.runId WHERE batch.id = ?
                """,
            arguments: [
                intent.attempt, epoch.rawValue, intent.at, now.monotonicMilliseconds, now.bootID, batchRowID,
            ])
        let number = try Int.fetchOne(db, sql: "SELECT number FROM attempt WHERE id = ?", arguments: [intent.attempt])
        let ticket = AttemptTicket(
            batchRowID: batchRowID, attemptRowID: intent.attempt, attemptNumber: number ?? 1, epoch: epoch)
        try HeldBatch.dispatch(db, ticket, at: now)
        return ticket
    }
}
