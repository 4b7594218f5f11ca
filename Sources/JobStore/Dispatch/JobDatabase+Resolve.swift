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
    /// The run stays as it is; ``resumeSending(_:by:at:)`` lets it go on. "Not sent" about a batch of a run that is over,
    /// or about one that was recalled, cancels the batch.
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
    /// - Throws: ``StoreError`` of code `alreadyResolved` when somebody else decided before, `wrongState` when the batch is not
    ///   in that doubt, `badMessageID` when the id is malformed or another batch's.
    @discardableResult
    public func resolve(
        _ run: RunID, ordinal: Int, as verdict: DoubtVerdict, attempt: Int, reason: String, by actor: AuditActor,
        at now: Moment
    ) async throws(StoreError) -> BatchState {
        try await write { db in
            let batchID = try BatchBody.batchID(db, run, ordinal)
            try BatchDossier.fetch(db, run, ordinal).requireDoubt(about: attempt)
            var messageID: String?
            if case .sent(let id?) = verdict {
                try Self.refuseTaken(db, id, of: RunRow.fetch(db, run).channel)
                messageID = id
            }
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
                sql: """
                    UPDATE batch SET state = ?, batchMessageId = ?, notBefore = 0, nextPollAt = ?
                    WHERE id = ? AND state = 'in_doubt'
                    """,
                arguments: [
                    verdict.state.rawValue, messageID, messageID.map { _ in now.wallMilliseconds }, batchID,
                ])
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
            try RunRow.fetch(db, run).renewHaltReason(db)
            return try UnwantedBatch.end(db, batchID: batchID, of: RunRow.fetch(db, run)) ?? verdict.state
        }
    }

    /// Refuses an id that is malformed, of the other channel or another batch's, before Feishu is asked about it.
    ///
    /// - Throws: ``StoreError`` of code `badMessageID`.
    public func checkFree(batchMessageID: String, for run: RunID) async throws(StoreError) {
        try await read { try Self.refuseTaken($0, batchMessageID, of: RunRow.fetch($0, run).channel) }
    }

    private static func refuseTaken(_ db: Database, _ id: String, of channel: DeliveryChannel) throws {
        guard BatchMessageID.isValid(id, of: channel) else {
            throw StoreError(
                .badMessageID, channel == .batch ? "that is no batch message id" : "that is no message id",
                hint: "it begins with \(channel == .batch ? "bm-" : "om_") and is found in Feishu's log")
        }
        let sql = "SELECT runId, ordinal FROM batch WHERE batchMessageId = ?"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else { return }
        throw StoreError(
            .badMessageID, "that id belongs to batch \(row[1] as Int) of run \(row[0] as String)",
            hint: "two batches never share an id")
    }
}
