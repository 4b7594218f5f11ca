import GRDB
public import JobModel
import StrictJSON

/// What an operator says about a batch in doubt.
public enum DoubtVerdict: Sendable, Equatable {
    /// It was sent; with its id, when that was found, it can be followed and recalled.
    case sent(batchMessageID: String?)
    /// It was not sent: it will be sent again.
    case notSent
    /// Nobody will ever know; its people count as possibly not reached.
    case abandoned

    var name: String {
        switch self {
        case .sent: "sent"
        case .notSent: "not_sent"
        case .abandoned: "abandoned"
        }
    }

    var state: BatchState {
        switch self {
        case .sent: .resolvedSent
        case .notSent: .pending
        case .abandoned: .abandoned
        }
    }
}

extension JobDatabase {
    /// Ends the doubt about one batch by an operator's word, which is kept for ever.
    ///
    /// The run stays as it is; ``resumeSending(_:by:at:)`` lets it go on. "Not sent" about a batch of a run that is over
    /// cancels the batch.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - ordinal: The batch.
    ///   - verdict: What is known now.
    ///   - attempt: The attempt the operator looked at; another number means the batch has moved on.
    ///   - reason: Why, in the operator's words.
    ///   - actor: Who decides.
    ///   - now: When.
    /// - Returns: where the batch stands now.
    /// - Throws: ``StoreError`` of code `wrongState` when the batch is not, or no longer, in that doubt.
    @discardableResult
    public func resolve(
        _ run: RunID, ordinal: Int, as verdict: DoubtVerdict, attempt: Int, reason: String, by actor: AuditActor,
        at now: Moment
    ) async throws(StoreError) -> BatchState {
        try await write { db in
            let batchID = try BatchBody.batchID(db, run, ordinal)
            let sql = "SELECT 1 FROM batch WHERE id = ? AND state = 'in_doubt' AND attemptCount = ?"
            guard try Row.fetchOne(db, sql: sql, arguments: [batchID, attempt]) != nil else {
                throw StoreError(
                    .wrongState, "batch \(ordinal) of run \(run) is not in doubt about attempt \(attempt)",
                    hint: "look at it again with `larkcast status \(run)`", runs: [run])
            }
            let messageID = try Self.checkedMessageID(db, verdict)
            try db.execute(
                sql: """
                    INSERT INTO resolution (batchId, attemptNumber, verdict, reason, who, uid, at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    batchID, attempt, verdict.name, reason.isEmpty ? "no reason given" : reason, actor.name,
                    actor.userID, now.wallMilliseconds,
                ])
            try db.execute(
                sql:
                    "UPDATE batch SET state = ?, batchMessageId = ?, notBefore = 0 WHERE id = ? AND state = 'in_doubt'",
                arguments: [verdict.state.rawValue, messageID, batchID])
            // A doubt that is over no longer raises the number at which the run halts again.
            try db.execute(
                sql: "UPDATE run SET acknowledgedDoubts = max(0, acknowledgedDoubts - 1) WHERE id = ?",
                arguments: [run.rawValue])
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: actor, action: "resolve", run: run, batch: ordinal,
                detail: [
                    "verdict": .string(verdict.name), "attempt": .integer(attempt), "reason": .string(reason),
                    "batch_message_id": messageID.map { .string($0) } ?? .null,
                ])
            guard verdict == .notSent, try !RunRow.fetch(db, run).state.isUnfinished else { return verdict.state }
            try db.execute(
                sql: "UPDATE batch SET state = 'cancelled' WHERE id = ? AND state = 'pending'", arguments: [batchID])
            return .cancelled
        }
    }

    private static func checkedMessageID(_ db: Database, _ verdict: DoubtVerdict) throws -> String? {
        guard case .sent(let id?) = verdict else { return nil }
        guard BatchMessageID.isValid(id) else {
            throw StoreError(
                .wrongState, "that is no batch message id", hint: "it begins with bm- and is found in Feishu's log")
        }
        let sql = "SELECT runId, ordinal FROM batch WHERE batchMessageId = ?"
        if let row = try Row.fetchOne(db, sql: sql, arguments: [id]) {
            throw StoreError(
                .wrongState, "that id belongs to batch \(row[1] as Int) of run \(row[0] as String)",
                hint: "two batches never share an id")
        }
        return id
    }
}
