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
                let now = dependencies.now()
                // By the clock that cannot be set.
                let due = now.monotonicMilliseconds + next.opensAt - now.wallMilliseconds
                end = try await pickUp(run, notBefore: due, by: actor, stop: stop) { _ in }
            } catch is CancellationError where stop.isStopping {
                return .drained
            }
        }
        return end
    }

    /// Goes on with a run as soon as nobody else sends.
    ///
    /// Whoever sends meanwhile may be a daemon, or anybody who takes up this very run: then it comes to its end there.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - actor: Who asked.
    ///   - stop: Ends the waiting; the run goes on with the next `resume` or `tick`.
    ///   - held: Hears once, with the holder's name, that somebody else sends.
    /// - Returns: Why there is nothing more to do here; ``DispatchEnd/drained`` when somebody asked to stop.
    /// - Throws: as ``pickUp(_:by:stop:)``, except that the lock is waited for.
    public func pickUpWhenFree(
        _ run: RunID, by actor: AuditActor, stop: StopSignal, held: (StoreError) -> Void
    ) async throws -> DispatchEnd {
        do {
            return try await pickUp(run, notBefore: .min, by: actor, stop: stop, held: held)
        } catch is CancellationError where stop.isStopping {
            return .drained
        }
    }

    /// Waits for a monotonic time, and then until nobody else sends.
    private func pickUp(
        _ run: RunID, notBefore due: Int64, by actor: AuditActor, stop: StopSignal, held: (StoreError) -> Void
    ) async throws -> DispatchEnd {
        var isTold = false
        while true {
            if let elsewhere = try await waited(until: due, for: run, stop) { return elsewhere }
            do {
                return try await pickUpAtOnce(run, by: actor, stop: stop)
            } catch let error as StoreError where error.code == .lockHeld {
                if !isTold { held(error) }
                isTold = true
                try await dependencies.nap(milliseconds: Self.lookMilliseconds, stop)
            }
        }
    }

    /// How often a wait looks whether somebody has stopped the run, or let go of the lock.
    private static let lookMilliseconds: Int64 = 1000

    /// Waits for a monotonic time; returns early, and how, when the run has left `planned` and `sending` meanwhile.
    private func waited(until due: Int64, for run: RunID, _ stop: StopSignal) async throws -> DispatchEnd? {
        while true {
            let summary = try await store.summary(of: run)
            switch summary.state {
            case .planned, .sending: break
            case .sent, .settled: return .complete
            default: return .stopped(summary.state, reason: summary.stateReason)
            }
            let now = dependencies.now().monotonicMilliseconds
            guard now < due else { return nil }
            try await dependencies.nap(milliseconds: min(due - now, Self.lookMilliseconds), stop)
        }
    }
}
