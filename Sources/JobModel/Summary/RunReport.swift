/// Everything there is to report about one run, read in one snapshot of the store.
public struct RunReport: Sendable, Equatable {
    /// The run with its balance sheet; its batches only where they were asked for.
    public var run: RunSummary
    /// How delivery and reads grew.
    public var curve = RunCurve()
    /// The figures by department, in the order of sending; one entry without a name when there are none.
    public var departments: [DepartmentFigures] = []
    /// Why people were not reached, the cause with the most people first; then what was met on the way.
    public var failures: [FailureCause] = []
    /// How far taking back has gone.
    public var recall = RecallFigures()
    /// Who did what.
    public var audit = AuditExcerpt()
    /// Earlier runs of the same job, newest first; tests beside tests, campaigns beside campaigns.
    public var previous: [RunSummary] = []
    /// What was sent, as it was frozen; a personal message with its placeholders.
    ///
    /// `nil` when the run has no plan.
    public var message: Message?

    /// Creates a report of a run about which nothing more is known.
    public init(run: RunSummary) {
        self.run = run
    }

    /// Seconds from the start until half of the final reads; `nil` when nobody has read it.
    public var halfLifeSeconds: Int? { curve.halfLifeSeconds(since: run.startedAt) }
}
