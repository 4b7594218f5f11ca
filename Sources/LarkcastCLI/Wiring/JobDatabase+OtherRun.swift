import JobModel
import JobStore

extension JobDatabase {
    /// A refusal that names the run that is meant.
    ///
    /// A run that waits keeps the later firings of its job back, and those, which nobody can decide about, are the latest ones.
    ///
    /// - Parameters:
    ///   - failure: The refusal about `run`.
    ///   - run: The run that was named.
    ///   - command: What was to be done.
    /// - Returns: The refusal, with a hint at the unfinished run of the job where there is one the command is for.
    /// - Throws: `StoreError`.
    func pointing(
        _ failure: CommandFailure, from run: RunSummary, command: String
    ) async throws(StoreError) -> CommandFailure {
        guard run.state == .skipped || run.state == .missed, let other = try await unfinishedRun(of: run.job),
            command != "approve" || other.state == .awaitingApproval
        else { return failure }
        var failure = failure
        failure.hint =
            "the run of \(run.job) that is \(other.state.rawValue) is \(other.id): larkcast \(command) \(other.id)"
        return failure
    }
}
