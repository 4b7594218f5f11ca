import JobModel
import JobStore

extension Engine {
    /// Milliseconds between two looks at what another process does with the run.
    private static let lookMilliseconds: Int64 = 1000

    /// Lets a halted or paused run go on while another process sends, and waits for what becomes of it.
    ///
    /// Whoever is at work finds it within a second or two; should they end before that, it is sent from here.
    func resumeBeside(
        _ other: StoreError, _ run: RunID, seen: Set<Int>, by actor: AuditActor, stop: StopSignal
    ) async throws -> DispatchEnd {
        let summary = try await store.summary(of: run)
        // A run that is sent there right now is in good hands: say so.
        guard summary.state == .paused || summary.state == .halted else { throw other }
        guard seen.isSuperset(of: summary.doubts) else { throw EngineError.needsDecision(summary) }
        try await store.resumeSending(run, by: actor, at: dependencies.now())
        try await store.liftAppStop(of: messaging.appID, for: run, by: actor, at: dependencies.now())
        while true {
            do {
                return try await pickUpAtOnce(run, by: actor, stop: stop)
            } catch EngineError.needsDecision(let ended) {
                return Self.end(of: ended)
            } catch let error as StoreError where error.code == .lockHeld {
                let now = try await store.summary(of: run)
                guard now.state == .sending else { return Self.end(of: now) }
                guard try await hasRested(stop) else { return .drained }
            } catch is CancellationError where stop.isStopping {
                return .drained
            }
        }
    }

    private func hasRested(_ stop: StopSignal) async throws -> Bool {
        do {
            try await dependencies.nap(milliseconds: Self.lookMilliseconds, stop)
            return true
        } catch is CancellationError where stop.isStopping {
            return false
        }
    }

    private static func end(of run: RunSummary) -> DispatchEnd {
        [.sent, .settled].contains(run.state) ? .complete : .stopped(run.state, reason: run.stateReason)
    }
}
