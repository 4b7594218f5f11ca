import GRDB
import JobModel

/// Reads what Feishu said to the newest request to take a batch back, where that was no.
enum RefusedRecallQuery {
    /// The batches whose newest request was refused, or met a refusal of the whole app, with Feishu's answer; by ordinal.
    ///
    /// The run's own column comes first: the runs that nobody wants back are nearly all.
    static func answers(_ db: Database, of run: RunID) throws -> [(ordinal: Int, answer: RecallAnswer)] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT batch.ordinal, recallStep.recall, httpStatus, feishuCode, message, logId
                FROM run CROSS JOIN batch ON batch.runId = run.id
                CROSS JOIN recallStep ON recallStep.id = (
                    SELECT max(id) FROM recallStep WHERE batchId = batch.id AND step = 'request')
                WHERE run.id = ? AND run.recall <> 'none' AND recallWanted = 1
                    AND batch.recall IS recallStep.recall AND (batch.recall IS NULL OR batch.recall IN ('too_old', 'refused'))
                ORDER BY batch.ordinal
                """)
        return try Row.fetchAll(statement, arguments: [run.rawValue]).map { row in
            let state: String? = row[1]
            let answer = RecallAnswer(
                state: try state.map { try decoded($0) }, httpStatus: row[2], feishuCode: row[3], message: row[4],
                logID: row[5])
            return (row[0], answer)
        }
    }
}
