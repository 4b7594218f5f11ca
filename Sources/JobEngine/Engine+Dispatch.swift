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

    /// Becomes the one dispatcher as ``takeOver()`` does, as soon as nobody else is.
    ///
    /// - Throws: `StoreError`, with code `lockHeld` while another process goes on having the lock.
    func takeOverSoon(_ stop: StopSignal) async throws -> Shift {
        try await whenFree(stop) { try await takeOver() }
    }

    /// Waits a moment for whoever only looks at what was sent.
    ///
    /// A tick, or a daemon between two looks, has the lock for less than a second; an operator who meets it by chance should not
    /// have to say everything again.
    func whenFree<Value>(_ stop: StopSignal, _ take: () async throws -> Value) async throws -> Value {
        let end = dependencies.now().monotonicMilliseconds + configuration.lockPatienceMilliseconds
        while true {
            do {
                return try await take()
            } catch let error as StoreError where error.code == .lockHeld {
                guard dependencies.now().monotonicMilliseconds < end else { throw error }
                try await dependencies.nap(milliseconds: Self.lockLookMilliseconds, stop)
            }
        }
    }

    private static let lockLookMilliseconds: Int64 = 100

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
            // A run that shares its time comes by again and again: what rests until later is not tried at each of its turns.
            try await pinMessages(of: run, atOnce: turn.isUnlimited, stop)
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
