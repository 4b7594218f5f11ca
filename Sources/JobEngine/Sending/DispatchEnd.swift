public import JobModel
public import JobStore

/// Why a dispatcher stopped working on a run.
public enum DispatchEnd: Sendable, Equatable {
    /// Every batch is accounted for.
    case complete
    /// The run is in a state that sends nothing: halted, paused, cancelled, expired.
    case stopped(RunState, reason: String?)
    /// Somebody stopped everything; the run goes on once that is lifted.
    case killSwitch(KillSwitch)
    /// Somebody asked to stop; the run goes on with the next `run`, `resume` or `tick`.
    case drained
    /// Feishu could not be reached; the run goes on later.
    case unreachable(AttemptEvidence)
    /// Feishu refused the app's credentials; the run goes on once they are right.
    case credentialsRefused(AttemptEvidence)
    /// Feishu refused the app a permission, and the batch that met it is rejected.
    case permissionRefused(AttemptEvidence)
    /// A quota of the day or the month is used up; the run is paused until an operator resumes it.
    case quotaUsedUp(AttemptEvidence)
    /// A quota that another run met stops the whole app; the run goes on when it is there again.
    case appStopped(AppStop)
    /// Too many tries came to nothing; the run is paused until an operator resumes it.
    case retryBudgetSpent(reason: String)
    /// The next wave leaves later; the run goes on then.
    case waitingForWave(NextWave)
    /// Feishu asks for a longer pause than the run sits out; it goes on later.
    case throttled(milliseconds: Int64)
}
