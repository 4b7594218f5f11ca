import CrashPoints
import JobModel
import JobStore

/// Sends the pending batches of one run over a few lanes until none is left or there is a reason to stop.
///
/// A lane is one loop of claim, send, record. Lanes share nothing but the store and the ``LaneBoard``; which batch may be
/// sent, and when, is decided by the store's claim alone, so any number of lanes and processes obey the same limits.
struct RunDispatcher {
    let run: RunID
    let channel: DeliveryChannel
    let epoch: Epoch
    let inFlight: Int
    let store: JobDatabase
    let sender: BatchSender
    let probe: SendingProbe
    let configuration: EngineConfiguration
    let dependencies: EngineDependencies
    let stop: StopSignal
    /// Ends the work early, as a stop does, when another run has waited long enough.
    let turn: SendTurn
    let observe: EngineObserver

    /// Works until there is nothing left to do here.
    ///
    /// - Throws: `StoreError` when the store fails; every lane has ended by then.
    func dispatch() async throws -> DispatchEnd {
        while true {
            let end = try await dispatchOpenWaves()
            // Whatever ended the lanes comes first: a wave opens only behind one that went out.
            guard end == .drained, !stop.isStopping else { return end }
            switch try await store.advanceWave(of: run, epoch: epoch, at: dependencies.now()) {
            case .none: return end
            case .opened(let number): observe(.waveOpened(run: run, number: number))
            case .waiting(let next): return .waitingForWave(next)
            case .gateClosed(let reason): return .stopped(.paused, reason: reason)
            case .expired:
                _ = try await expire()
                return .stopped(.expired, reason: RunReason.notAfterPassed.text)
            }
        }
    }

    /// Works until nothing that may leave is left.
    private func dispatchOpenWaves() async throws -> DispatchEnd {
        let board = LaneBoard(
            throttledInARow: try await store.throttlesInARow(
                of: sender.messaging.appID, channel, at: dependencies.now()))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<max(1, inFlight) {
                group.addTask { try await lane(board) }
            }
            // A lane whose store failed must not let the others go on claiming.
            var failure: (any Error)?
            while let result = await group.nextResult() {
                if case .failure(let error) = result {
                    failure = failure ?? error
                    board.finish(.drained)
                }
            }
            if let failure { throw failure }
        }
        CrashPoint.lastResultCommitted.reached()
        if try await store.finishSendingIfComplete(run, at: dependencies.now()) {
            // A refused permission is worth its own exit code even when that batch was the last.
            if case .permissionRefused = board.end, let end = board.end { return end }
            return .complete
        }
        let run = try await store.summary(of: run)
        // A doubt needs a person, whatever else ended the lanes.
        if run.state == .halted { return .stopped(.halted, reason: run.stateReason) }
        // The last of many failures ended the lanes for a reason of its own; that it was the last is what counts.
        if run.state == .paused, let reason = run.stateReason, RetryBudget.isSpent(reason: reason) {
            return .retryBudgetSpent(reason: reason)
        }
        if let end = board.end { return end }
        return run.state == .sending ? .drained : .stopped(run.state, reason: run.stateReason)
    }

    private func lane(_ board: LaneBoard) async throws {
        var decision: ClaimDecision?
        while true {
            if decision == nil {
                guard board.end == nil else { return }
                if stop.isStopping || turn.isOver() { return board.finish(.drained) }
                if let end = try await probe.clear(stop, isOver: { board.end != nil }) { return board.finish(end) }
            }
            let next: ClaimDecision
            if let decision { next = decision } else { next = try await claim() }
            switch next {
            case .claimed(let batch):
                // Claimed with the last result, perhaps after somebody asked to stop: then the hook turns it back.
                decision = try await work(on: batch, board)
            case .wait(let milliseconds, let reason):
                guard milliseconds <= configuration.longestWaitMilliseconds else {
                    return board.finish(.throttled(milliseconds: milliseconds))
                }
                observe(.waiting(run: run, milliseconds: milliseconds, reason: reason))
                try await dependencies.sleep(
                    .milliseconds(min(max(milliseconds, 1), EngineDependencies.longestNapMilliseconds)))
                decision = nil
            case .nothingPending:
                // A batch in another lane may come back, and that lane will take it up again itself.
                return
            case .stopped(let state, let reason):
                return board.finish(.stopped(state, reason: reason))
            case .killSwitch(let killSwitch):
                return board.finish(.killSwitch(killSwitch))
            case .appStopped(let stop):
                return board.finish(.appStopped(stop))
            case .expired:
                guard try await expire() else {
                    decision = nil
                    continue
                }
                return board.finish(.stopped(.expired, reason: RunReason.notAfterPassed.text))
            }
        }
    }

    /// Ends the run; `false` when another lane or an operator ended it first, and the next claim says how.
    private func expire() async throws -> Bool {
        do throws(StoreError) {
            try await store.expire(run, at: dependencies.now())
            return true
        } catch {
            guard error.code == .wrongState else { throw error }
            return false
        }
    }

    private func claim() async throws -> ClaimDecision {
        try await store.claim(run, epoch: epoch, limits: configuration.sendLimits, at: dependencies.now())
    }

    /// Sends one batch; returns what was claimed with its result, if anything.
    private func work(on batch: ClaimedBatch, _ board: LaneBoard) async throws -> ClaimDecision? {
        let sent = try await sender.send(
            batch, of: run, history: board.history(of: batch.ordinal),
            isStopping: { stop.isStopping || board.end != nil || turn.isOver() })
        board.note(
            sent.disposition.result, of: batch.ordinal, at: dependencies.now().monotonicMilliseconds)
        observe(
            .attempted(
                run: run, ordinal: batch.ordinal, recipients: batch.recipientCount, state: sent.state,
                evidence: sent.disposition.result.evidence,
                mayHaveArrived: sent.state == .pending && sent.disposition.result.outcome == .repeatable))
        if case .end(let end) = sent.disposition.next { board.finish(end) }
        return try sent.next?.get()
    }
}
