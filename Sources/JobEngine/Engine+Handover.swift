public import JobModel
public import JobStore

extension Engine {
    /// Freezes a plan as a run that has begun, and leaves its sending to another process.
    ///
    /// From then on the run is unfinished like any other: its deadline counts, and whoever looks first goes on with it.
    ///
    /// - Parameters:
    ///   - plan: What is to be sent.
    ///   - run: The name of the new run.
    ///   - occurrence: The scheduled civil time or the operator's key.
    ///   - earlier: The run whose repetition the operator has allowed.
    ///   - warnings: What was said of the plan before anybody said yes; kept with the run.
    ///   - known: The runs of the same message that the plan was held against; one that was made since refuses it.
    ///   - besideARunner: Whether to do so although another process sends at the moment.
    ///   - actor: Who asked, for the audit.
    ///   - stop: Ends it early, before anything is frozen.
    /// - Throws: as ``run(_:as:occurrence:allowRepeatOf:warnings:beside:by:stop:)``; then nothing was frozen.
    public func begin(
        _ plan: RunPlan, as run: RunID, occurrence: String? = nil, allowRepeatOf earlier: RunID? = nil,
        warnings: [PlanRemark] = [], beside known: [RunID]? = nil, besideARunner: Bool = false,
        by actor: AuditActor, stop: StopSignal
    ) async throws {
        try await stop.breakingOff { [calls] in try await calls.prepare(stop) }
        var shift: Shift?
        do {
            shift = besideARunner ? try await takeOver() : try await takeOverSoon(stop)
        } catch let error as StoreError where error.code == .lockHeld && besideARunner {
            shift = nil
        }
        defer { withExtendedLifetime(shift) {} }
        try await freeze(
            plan, as: run, occurrence: occurrence, allowRepeatOf: earlier, warnings: warnings, beside: known, by: actor)
        try await store.begin(run, by: actor, at: dependencies.now())
    }

    /// Makes sure that nobody else sends at the moment, for a process that is about to be started.
    ///
    /// - Throws: `StoreError`, with code `lockHeld` while another process goes on having the lock.
    public func requireTurn(_ stop: StopSignal) async throws {
        try await whenFree(stop) { withExtendedLifetime(try store.acquireRunnerLock(as: dependencies.identity)) {} }
    }
}
