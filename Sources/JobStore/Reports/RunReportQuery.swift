import GRDB
import JobModel

/// Reads a report, part by part.
enum RunReportQuery {
    /// Most earlier runs that are shown; each costs a sum over its batches.
    static let mostPrevious = 12

    static func report(_ db: Database, _ id: RunID, withBatches: Bool) throws -> RunReport {
        var report = RunReport(run: try RunSummaryQuery.brief(db, id))
        if withBatches { report.run.batches = try BatchSummaryQuery.batches(db, of: id) }
        report.run.waves = try JobDatabase.waveSummaries(db, of: id)
        report.run.leftOut = try SealedAudience.leftOut(db, of: id)
        report.run.warnings = try AuditQuery.warnings(db, of: id)
        report.curve = try CurveQuery.curve(db, of: id)
        report.departments = try DepartmentQuery.departments(db, of: id)
        report.failures = try FailureQuery.causes(db, of: id, leftOut: report.run.leftOut ?? LeftOuts())
        report.recall = try RecallQuery.figures(db, of: id)
        report.audit = try AuditQuery.excerpt(db, of: id)
        report.previous = try RunSummaryQuery.before(db, id, limit: mostPrevious)
        report.message = try MessageQuery.message(db, of: report.run)
        return report
    }
}

extension RunSummaryQuery {
    /// The runs of a job, or all, from an instant on, newest first.
    static func runs(_ db: Database, ofJob job: String?, since: Int64?) throws -> [RunSummary] {
        let ofJob = job == nil ? "" : "job = ? AND"
        let arguments: [(any DatabaseValueConvertible)?] = (job.map { [$0] } ?? []) + [since ?? 0]
        return try summaries(
            db, where: "\(ofJob) createdAt >= ? ORDER BY createdAt DESC, rowid DESC",
            StatementArguments(arguments))
    }

    /// The runs of the same job and kind that were made before a run, newest first.
    static func before(_ db: Database, _ id: RunID, limit: Int) throws -> [RunSummary] {
        try summaries(
            db,
            where: """
                job = (SELECT job FROM run WHERE id = ?1) AND isTest = (SELECT isTest FROM run WHERE id = ?1)
                    AND (createdAt, rowid) < (SELECT createdAt, rowid FROM run WHERE id = ?1)
                ORDER BY createdAt DESC, rowid DESC LIMIT ?2
                """, [id.rawValue, limit])
    }
}
