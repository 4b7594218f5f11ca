import JobModel
import JobStore

extension Engine {
    /// The right to send: the lock, and the epoch that fences off everybody who held it before.
    struct Shift {
        let lock: RunnerLock
        let epoch: Epoch
    }

    /// Becomes the one dispatcher and sorts out what a dead one left: claimed batches go back to pending, dispatching
    /// ones become in doubt.
    func takeOver() async throws -> Shift {
        let lock = try store.acquireRunnerLock(as: dependencies.identity)
        let epoch = try await store.beginEpoch(as: dependencies.identity, at: dependencies.now())
        let report = try await store.rescue(epoch, at: dependencies.now())
        if !report.isEmpty { observe(.rescued(report)) }
        return Shift(lock: lock, epoch: epoch)
    }

    /// Sends what is pending.
    ///
    /// The lock is held until the last lane has ended.
    func dispatch(_ run: RunID, _ shift: Shift, _ stop: StopSignal) async throws -> DispatchEnd {
        defer { withExtendedLifetime(shift) {} }
        observe(.started(try await store.summary(of: run)))
        let sender = BatchSender(
            store: store, messaging: messaging, configuration: configuration, dependencies: dependencies)
        let dispatcher = RunDispatcher(
            run: run, epoch: shift.epoch, inFlight: try await store.delivery(of: run).inFlight, store: store,
            sender: sender, configuration: configuration, dependencies: dependencies, stop: stop, observe: observe)
        return try await dispatcher.dispatch()
    }

    /// Waits until none of the batches is on the wire, so that a recall misses nothing; returns whether any was.
    func waitForTheWire(_ run: RunID, _ ordinals: Set<Int>?) async throws -> Bool {
        var hasWaited = false
        while try await isOnTheWire(run, ordinals) {
            hasWaited = true
            // When nobody holds the lock, whatever seems to be under way belongs to a dead process.
            if let shift = try? await takeOver() {
                withExtendedLifetime(shift) {}
                return hasWaited
            }
            try await dependencies.sleep(.milliseconds(200))
        }
        return hasWaited
    }

    private func isOnTheWire(_ run: RunID, _ ordinals: Set<Int>?) async throws -> Bool {
        try await store.summary(of: run).batches.contains { batch in
            (batch.state == .claimed || batch.state == .dispatching) && ordinals?.contains(batch.ordinal) ?? true
        }
    }
}
