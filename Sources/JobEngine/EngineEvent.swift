public import JobModel
public import JobStore

/// What happens while the engine works, for progress bars and logs.
///
/// Nothing is decided from it.
public enum EngineEvent: Sendable {
    /// The run began or was picked up again.
    case started(RunSummary)
    /// A dead runner's batches were sorted out before going on.
    case rescued(RescueReport)
    /// One attempt ended; whether it may have arrived, although its message is to be sent again.
    case attempted(
        run: RunID, ordinal: Int, recipients: Int, state: BatchState, evidence: AttemptEvidence,
        mayHaveArrived: Bool = false)
    /// A message was sent to a group, but Feishu would not pin it there, or has not answered for a day.
    case notPinned(run: RunID, ordinal: Int, chat: String, AttemptEvidence)
    /// So many messages of a run were sent to groups and are pinned there later, since Feishu does not answer at the moment.
    case pinsPostponed(run: RunID, count: Int, AttemptEvidence)
    /// Another wave may leave.
    case waveOpened(run: RunID, number: Int)
    /// A wave is out, and the next one leaves later.
    case waitingForWave(run: RunID, NextWave)
    /// Nothing can be claimed for a while.
    case waiting(run: RunID, milliseconds: Int64, reason: WaitReason)
    /// One batch was asked for its figures.
    case sampled(ordinal: Int, figures: ProgressFigures)
    /// A round of polling ended; the next follows after the given time, or none.
    case polled(RunSummary, nextInMilliseconds: Int64?)
    /// Feishu answered a recall request.
    case recallRequested(ordinal: Int, state: BatchRecallState, message: String?)
    /// Feishu's `recall_count` was read.
    case recallProgress(recalled: Int, of: Int)
}

/// Receives events; called from any task.
public typealias EngineObserver = @Sendable (EngineEvent) -> Void
