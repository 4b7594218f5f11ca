public import JobModel
public import JobStore

/// What the engine refuses to do, and what to do instead.
public enum EngineError: Error, Sendable {
    /// A run of the job is halted, paused or awaits approval; it is explained, not continued.
    case needsDecision(RunSummary)
    /// The run's state does not allow the request.
    case notPossible(RunSummary, request: String)
    /// A quota of the app is used up: nothing new is frozen for it.
    case appStopped(AppStop)
    /// The run was frozen for another app; its batches and message ids belong to that one.
    case otherApp(RunSummary, expected: String, found: String)
    /// A manifest with this job's slug, or a file it names, asks for something else than the unfinished run does; what was
    /// changed, as far as that can be told.
    case manifestChanged(RunSummary, changed: [String])
    /// The run is one of direct messages, and the engine was made without a way to send them.
    case noDirectMessages
    /// The audience needs Feishu's contacts, and the engine was made without them.
    case noContacts
    /// The message sends a file, and the engine was made without a way to upload it.
    case noUploads
}
