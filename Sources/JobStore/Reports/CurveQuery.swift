import GRDB
import JobModel

/// Reads the snapshots of a run in the order they were taken, once.
enum CurveQuery {
    /// Without CROSS the planner could begin with all snapshots there are.
    static let sql = """
        SELECT ordinal, progress.sampledAt, progress.valid, progress.delivered, progress.read, readCount
        FROM batch CROSS JOIN progress ON batchId = batch.id
        WHERE runId = ? ORDER BY progress.sampledAt, progress.id
        """

    /// The same of a run of direct messages: Feishu takes one when it has delivered it, so being taken is what is known first.
    static let directSQL = """
        SELECT ordinal, progress.sampledAt, progress.valid, progress.delivered, progress.read, readCount, progress.id, 1
        FROM batch CROSS JOIN progress ON batchId = batch.id WHERE runId = ?1
        UNION ALL
        SELECT ordinal, finishedAt, 1, 1, NULL, NULL, 0, 0
        FROM batch CROSS JOIN attempt ON attempt.batchId = batch.id
        WHERE runId = ?1 AND attempt.outcome = 'accepted' AND idKind <> 'chat_id'
        ORDER BY 2, 7
        """

    static func curve(_ db: Database, of run: RunID) throws -> RunCurve {
        let channel = try String.fetchOne(
            db, sql: "SELECT channel FROM run WHERE id = ?", arguments: [run.rawValue])
        let isDirect = channel == DeliveryChannel.direct.rawValue
        let statement = try db.cachedStatement(sql: isDirect ? directSQL : sql)
        var builder = CurveBuilder()
        let rows = try Row.fetchCursor(statement, arguments: [run.rawValue])
        while let row = try rows.next() {
            let read: Int? = row[4]
            let readers: Int? = row[5]
            builder.add(
                row[0],
                // Both are floors of the same number, as in ``ProgressTable``.
                RunCurve.Point(at: row[1], valid: row[2], delivered: row[3], read: larger(read, readers)),
                isSnapshot: !isDirect || row[7])
        }
        return builder.curve()
    }

    private static func larger(_ one: Int?, _ other: Int?) -> Int? {
        guard let one, let other else { return one ?? other }
        return max(one, other)
    }
}
