public import JobModel

/// What the engine refuses to do, and what to do instead.
public enum EngineError: Error, Sendable {
    /// A run of the job is halted, paused or awaits approval; it is explained, not continued.
    case needsDecision(RunSummary)
    /// The run's state does not allow the request.
    case notPossible(RunSummary, request: String)
    /// The run was frozen for another app; its batches and message ids belong to that one.
    case otherApp(RunSummary, expected: String, found: String)
    /// A manifest with this job's slug asks for something else than the unfinished run does.
    case manifestChanged(RunSummary)
}
