import JobModel
import JobStore

extension Engine {
    /// The right to send: the lock, and the epoch that fences off everybody who held it before.
    struct Shift {
        let lock: RunnerLock
        let epoch: Epoch
    }

    /// Becomes the one dispatcher and sorts out what a dead one left: answers in the ledger are entered, claimed batches
    /// go back to pending, other dispatching ones become in doubt.
    func takeOver() async throws -> Shift {
        let lock = try store.acquireRunnerLock(as: dependencies.identity)
        try await store.secure(lock, as: dependencies.identity, at: dependencies.now())
        let epoch = try await store.beginEpoch(as: dependencies.identity, at: dependencies.now())
        let report = try await store.rescue(epoch, at: dependencies.now())
        if !report.isEmpty { observe(.rescued(report)) }
        return Shift(lock: lock, epoch: epoch)
    }

    /// Sends what is pending.
    ///
    /// The lock is held until the last lane has ended.
    func dispatch(
        _ run: RunID, _ shift: Shift, _ stop: StopSignal, _ turn: SendTurn = .unlimited
    ) async throws -> DispatchEnd {
        defer { withExtendedLifetime(shift) {} }
        let summary = try await store.summary(of: run)
        guard summary.channel == .batch || direct != nil else { throw EngineError.noDirectMessages }
        observe(.started(summary))
        let sender = BatchSender(
            store: store, messaging: messaging, direct: direct, configuration: configuration,
            dependencies: dependencies,
            stop: stop, breaker: breaker)
        let probe = SendingProbe(
            breaker: breaker, messaging: messaging, calls: calls, configuration: configuration,
            dependencies: dependencies)
        let dispatcher = RunDispatcher(
            run: run, channel: summary.channel, epoch: shift.epoch,
            inFlight: try await store.delivery(of: run).inFlight, store: store,
            sender: sender, probe: probe, configuration: configuration, dependencies: dependencies, stop: stop,
            turn: turn,
            observe: observe)
        let end = try await dispatcher.dispatch()
        do {
            try await pinMessages(of: run, stop)
        } catch is CancellationError where stop.isStopping {
            // What is left is pinned by whoever follows the run.
        }
        return end
    }

    /// Gives what is on the wire time to end, or sorts it out when its runner is dead.
    ///
    /// The recall is then decided again: a batch that ended meanwhile has an id to be recalled by, or is unsent again and
    /// stopped. Looking instead of deciding again would leave a gap in which it could go out.
    func waitForTheWire() async throws {
        do {
            let shift = try await takeOver()
            withExtendedLifetime(shift) {}
        } catch let error as StoreError where error.code == .lockHeld {
            try await dependencies.sleep(.milliseconds(200))
        }
    }
}
