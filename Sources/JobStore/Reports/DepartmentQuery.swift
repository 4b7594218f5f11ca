import GRDB
import JobModel

/// Reads the figures of a run by department.
enum DepartmentQuery {
    /// In the order of sending; one entry without a name when the run knows no departments.
    static func departments(_ db: Database, of run: RunID) throws -> [DepartmentFigures] {
        // Messages without a department have a name each, of which there may be very many.
        let statement = try db.cachedStatement(
            sql: """
                SELECT CASE WHEN label GLOB 'Message [0-9]* of [0-9]*' THEN 'Message 1 of 1' ELSE label END AS name,
                    count(*), sum(recipientCount),
                    sum(CASE WHEN state IN ('accepted', 'accepted_without_id', 'resolved_sent')
                        THEN recipientCount - invalidCount ELSE 0 END),
                    sum(invalidCount), sum(valid), sum(delivered), sum(read), sum(recalled), max(sampledAt),
                    sum(CASE WHEN read IS NOT NULL THEN delivered END),
                    min(ordinal) AS first
                FROM batch WHERE runId = ? GROUP BY name ORDER BY first
                """)
        var places: [String?: Int] = [:]
        var found: [DepartmentFigures] = []
        let rows = try Row.fetchCursor(statement, arguments: [run.rawValue])
        while let row = try rows.next() {
            let part = DepartmentFigures(
                name: DepartmentFigures.department(ofLabel: row[0]), batches: row[1], recipients: row[2],
                accepted: row[3], invalid: row[4],
                progress: ProgressFigures(
                    valid: row[5], delivered: row[6], read: row[7], readOf: row[10], recalled: row[8],
                    sampledAt: row[9]))
            if let place = places[part.name] {
                found[place].add(part)
            } else {
                places[part.name] = found.count
                found.append(part)
            }
        }
        return found
    }
}
