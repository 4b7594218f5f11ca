import GRDB
import JobModel

/// Reads how far taking a run back has gone.
enum RecallQuery {
    static func figures(_ db: Database, of run: RunID) throws -> RecallFigures {
        var figures = RecallFigures()
        let lines = try db.cachedStatement(
            sql: """
                SELECT recall, count(*), sum(recipientCount), sum(delivered), sum(recalled) FROM batch
                WHERE runId = ? AND recallWanted = 1 AND batchMessageId IS NOT NULL GROUP BY recall ORDER BY min(ordinal)
                """)
        figures.lines = try Row.fetchAll(lines, arguments: [run.rawValue]).map { row in
            let state: String? = row[0]
            return RecallFigures.Line(
                state: try state.map { try decoded($0) }, batches: row[1], recipients: row[2], delivered: row[3],
                recalled: row[4])
        }
        let unreachable = try db.cachedStatement(
            sql: """
                SELECT count(*), total(recipientCount) FROM batch WHERE runId = ? AND recallWanted = 1
                    AND batchMessageId IS NULL AND state IN ('accepted_without_id', 'in_doubt', 'resolved_sent', 'abandoned')
                """)
        if let row = try Row.fetchOne(unreachable, arguments: [run.rawValue]) {
            figures.unreachableBatches = row[0]
            figures.unreachableRecipients = row[1]
        }
        figures.refusals = try refusals(db, of: run)
        return figures
    }

    /// Why Feishu refused, the most frequent reason first; a refusal of the whole app counts for the batch it was met with.
    static func refusals(_ db: Database, of run: RunID) throws -> [RecallFigures.Refusal] {
        // Of each refused batch the newest request; the bare columns are those of the first of a group.
        let statement = try db.cachedStatement(
            sql: """
                SELECT feishuCode, message, logId, count(*), min(recallStep.id)
                FROM batch CROSS JOIN recallStep ON recallStep.id = (
                    SELECT max(id) FROM recallStep WHERE batchId = batch.id AND step = 'request')
                WHERE runId = ? AND recallWanted = 1 AND batch.recall IS recallStep.recall
                    AND (batch.recall IS NULL OR batch.recall IN ('too_old', 'refused'))
                GROUP BY feishuCode ORDER BY count(*) DESC
                """)
        return try Row.fetchAll(statement, arguments: [run.rawValue]).map { row in
            RecallFigures.Refusal(feishuCode: row[0], message: row[1], logID: row[2], batches: row[3])
        }
    }
}
