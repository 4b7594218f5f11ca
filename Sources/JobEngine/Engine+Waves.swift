public import JobModel
public import JobStore

extension Engine {
    /// Goes on with a run that leaves in waves until its last wave is out or something else stops it.
    ///
    /// Between two waves nothing is held: other runs may be sent, and a daemon or a tick may send the next wave as well.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - end: Why its dispatcher stopped; returned as it is unless a wave is to follow.
    ///   - actor: Who asked.
    ///   - stop: Ends the waiting; the run goes on with the next `resume` or `tick`.
    /// - Returns: Why there is nothing more to do here; ``DispatchEnd/drained`` when somebody asked to stop.
    /// - Throws: as ``pickUp(_:by:stop:)``.
    public func seeThrough(
        _ run: RunID, after end: DispatchEnd, by actor: AuditActor, stop: StopSignal
    ) async throws -> DispatchEnd {
        var end = end
        while case .waitingForWave(let next) = end {
            observe(.waitingForWave(run: run, next))
            do {
                if let elsewhere = try await waited(for: next, of: run, stop) { return elsewhere }
                end = try await pickUp(run, by: actor, stop: stop)
            } catch is CancellationError where stop.isStopping {
                return .drained
            } catch let error as StoreError where error.code == .lockHeld {
                // Somebody else sends: perhaps this very wave.
                try await dependencies.sleep(.milliseconds(Self.lookMilliseconds))
            }
        }
        return end
    }

    /// How often a wait for a wave looks whether somebody has stopped the run.
    private static let lookMilliseconds: Int64 = 1000

    /// Waits for the wave's time; returns early, and how, when the run has left `sending` meanwhile.
    private func waited(for next: NextWave, of run: RunID, _ stop: StopSignal) async throws -> DispatchEnd? {
        // By the clock that cannot be set.
        let now = dependencies.now()
        let end = now.monotonicMilliseconds + next.opensAt - now.wallMilliseconds
        while true {
            let summary = try await store.summary(of: run)
            switch summary.state {
            case .sending: break
            case .sent, .settled: return .complete
            default: return .stopped(summary.state, reason: summary.stateReason)
            }
            let left = end - dependencies.now().monotonicMilliseconds
            guard left > 0 else { return nil }
            try await dependencies.nap(milliseconds: min(left, Self.lookMilliseconds), stop)
        }
    }
}
