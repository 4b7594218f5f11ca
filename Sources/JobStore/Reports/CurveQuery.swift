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

    static func curve(_ db: Database, of run: RunID) throws -> RunCurve {
        let statement = try db.cachedStatement(sql: sql)
        var builder = CurveBuilder()
        let rows = try Row.fetchCursor(statement, arguments: [run.rawValue])
        while let row = try rows.next() {
            let read: Int? = row[4]
            let readers: Int? = row[5]
            builder.add(
                row[0],
                // Both are floors of the same number, as in ``ProgressTable``.
                RunCurve.Point(at: row[1], valid: row[2], delivered: row[3], read: larger(read, readers)))
        }
        return builder.curve()
    }

    private static func larger(_ one: Int?, _ other: Int?) -> Int? {
        guard let one, let other else { return one ?? other }
        return max(one, other)
    }
}
