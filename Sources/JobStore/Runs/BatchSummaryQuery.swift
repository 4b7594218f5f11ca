import Foundation
import GRDB
import JobModel

/// Reads what is shown of a run's batches.
enum BatchSummaryQuery {
    /// The batches by ordinal.
    static func batches(
        _ db: Database, of run: RunID, ordinals: ClosedRange<Int> = 1...Int.max
    ) throws -> [BatchSummary] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT batch.ordinal, batch.label, batch.state, batch.batchMessageId, batch.recipientCount,
                    batch.attemptCount, batch.valid, batch.delivered, batch.read, batch.recalled, batch.sampledAt,
                    batch.recall, batch.invalidCount, batch.id, attempt.outcome, attempt.curlCode, attempt.httpStatus,
                    attempt.feishuCode, attempt.feishuSubCode, attempt.message, attempt.logId, attempt.hint,
                    batch.pinned, batch.idKind, batch.strayInvalidCount, strayAttempt.logId AS strayLogId,
                    CASE run.channel WHEN 'direct' THEN
                        (SELECT recipients FROM batchContent WHERE batchId = batch.id) END AS recipients
                FROM batch JOIN run ON run.id = batch.runId
                LEFT JOIN attempt ON attempt.batchId = batch.id AND attempt.number = batch.attemptCount
                    AND batch.state <> 'accepted'
                LEFT JOIN attempt AS strayAttempt ON batch.strayInvalidCount > 0
                    AND strayAttempt.batchId = batch.id AND strayAttempt.number = batch.attemptCount
                WHERE batch.runId = ? AND batch.ordinal BETWEEN ? AND ? ORDER BY batch.ordinal
                """)
        let rows = try Row.fetchCursor(
            statement, arguments: [run.rawValue, ordinals.lowerBound, ordinals.upperBound])
        var batches: [BatchSummary] = []
        var invalidBatches: [(index: Int, id: Int64)] = []
        while let row = try rows.next() {
            if (row[12] as Int) > 0 { invalidBatches.append((batches.count, row[13])) }
            let recall: String? = row[11]
            batches.append(
                BatchSummary(
                    ordinal: row[0], label: row[1], state: try decoded(row[2]), batchMessageID: row[3],
                    recipients: row[4], attempts: row[5],
                    progress: ProgressFigures(
                        valid: row[6], delivered: row[7], read: row[8], recalled: row[9], sampledAt: row[10]),
                    recall: try recall.map { try decoded($0) }))
            batches[batches.count - 1].problem = try problem(row)
            batches[batches.count - 1].isPinned = row["pinned"]
            if let recipients: Data = row["recipients"], let id = try? RecipientsList.decode(recipients).first {
                batches[batches.count - 1].recipient = MessageRecipient(kind: try decoded(row["idKind"]), id: id)
            }
        }
        for (index, id) in invalidBatches {
            batches[index].invalidIDs = try invalidIDs(db, batchID: id)
        }
        for (ordinal, answer) in try RefusedRecallQuery.answers(db, of: run) {
            // Ordinals have no gaps; a search for each of thousands would take long.
            let index = ordinal - ordinals.lowerBound
            guard batches.indices.contains(index), let evidence = answer.evidence else { continue }
            batches[index].problem = .recallRefused(evidence)
        }
        return batches
    }

    private static func invalidIDs(_ db: Database, batchID: Int64) throws -> [String] {
        let statement = try db.cachedStatement(
            sql: "SELECT recipient FROM invalidRecipient WHERE batchId = ? ORDER BY recipient")
        return try String.fetchAll(statement, arguments: [batchID])
    }

    /// What the last attempt met.
    private static func problem(_ row: Row) throws -> BatchProblem? {
        let strays: Int = row["strayInvalidCount"]
        if strays > 0 { return .strayInvalid(strays, logID: row["strayLogId"]) }
        guard let word: String = row["outcome"], word != AttemptOutcome.accepted.rawValue else { return nil }
        var evidence = AttemptEvidence(endOf: row)
        // What to do about it no longer holds once somebody has decided, or nothing of it is sent any more.
        let state: BatchState = try decoded(row["state"])
        if ![.resolvedSent, .abandoned, .cancelled].contains(state) { evidence.hint = row["hint"] }
        return .lastTry(try decoded(word), evidence)
    }
}
