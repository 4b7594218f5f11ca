import GRDB
public import JobModel

extension JobDatabase {
    /// Everything there is to report about a run, in one snapshot.
    ///
    /// - Parameters:
    ///   - reference: A run id, a unique prefix of it, or `JOB@latest`.
    ///   - withBatches: Whether the run comes with its batches, of which there may be many thousands.
    /// - Returns: The report.
    /// - Throws: ``StoreError`` of code `notFound`, or `ambiguous` with the candidates.
    public func report(of reference: String, withBatches: Bool = true) async throws(StoreError) -> RunReport {
        try await read { try RunReportQuery.report($0, RunLookup.resolve($0, reference), withBatches: withBatches) }
    }

    /// Everything there is to report about a run, in one snapshot.
    public func report(of run: RunID, withBatches: Bool = true) async throws(StoreError) -> RunReport {
        try await read { try RunReportQuery.report($0, run, withBatches: withBatches) }
    }

    /// How delivery and reads of a run grew.
    public func curve(of run: RunID) async throws(StoreError) -> RunCurve {
        try await read { try CurveQuery.curve($0, of: run) }
    }

    /// The runs of a job, or all of them, newest first, without their batches; missed and skipped ones too.
    ///
    /// - Parameters:
    ///   - job: The job's slug; `nil` for every job.
    ///   - since: Only runs that were made at this instant or later, in milliseconds since 1970 UTC.
    /// - Returns: The runs; none for a job nobody knows.
    /// - Throws: ``StoreError`` when the store cannot be read.
    public func series(ofJob job: String? = nil, since: Int64? = nil) async throws(StoreError) -> RunSeries {
        try await read { db in
            RunSeries(job: job, since: since, runs: try RunSummaryQuery.runs(db, ofJob: job, since: since))
        }
    }
}
