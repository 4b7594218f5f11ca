import JobModel
import JobStore

extension Engine {
    /// How long somebody else's recall is watched at a time, in seconds: whoever does it has more to do.
    private static let secondsForOthers = 15

    /// Goes on with a recall whose process has ended: asks for what was not asked for, and looks at the rest for a moment.
    ///
    /// What is asked for is what was decided then, and nothing else. A call that is cut short is made again another time; both are
    /// idempotent.
    ///
    /// - Returns: how far it has gone: `requested` while something is open.
    /// - Throws: `FeishuError`, `StoreError`, and `CancellationError` as soon as somebody asks to stop.
    func goOnRecalling(_ run: RunID, stop: StopSignal) async throws -> RecallState {
        _ = try await checked(run)
        var patience = configuration
        patience.recallPatienceSeconds = min(patience.recallPatienceSeconds, Self.secondsForOthers)
        let recaller = BatchRecaller(
            store: store, calls: calls, configuration: patience, dependencies: dependencies, observe: observe)
        return try await stop.breakingOff { [store, calls, dependencies] in
            try await calls.prepare(stop)
            try await recaller.recall(run, targets: try await store.recallTargets(of: run))
            return try await store.concludeRecall(run, at: dependencies.now())
        }
    }
}
