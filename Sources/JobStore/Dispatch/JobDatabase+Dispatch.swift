import CrashPoints
import GRDB
public import JobModel

extension JobDatabase {
    /// Commits the intent to send, right before the first byte; whoever gets an error must let no byte out.
    ///
    /// The ledger has it too when this returns. Blocks the calling thread, which is the transport's own inside its
    /// pre-request callback; never call it from a task.
    /// A second call for the same ticket fails, so a request that libcurl repeats by itself stops here.
    ///
    /// - Throws: ``StoreError``: `superseded`, `killSwitch`, or `wrongState` when the run no longer sends, its deadline
    ///   has passed, the app is stopped or rests, the time of a repeated message's `uuid` is over, or the batch is not claimed by
    ///   this attempt.
    public func markDispatching(_ ticket: AttemptTicket, at now: Moment) throws(StoreError) {
        CrashPoint.intentDue.reached()
        let intent = try writeBlocking { db in
            try Self.requireCurrent(db, ticket.epoch)
            let held = try HeldBatch.fetch(db, ticket)
            let name = "batch \(held.ordinal) of run \(held.run.id)"
            guard held.state == .claimed else {
                throw StoreError(.wrongState, "\(name) is \(held.state.rawValue), not claimed")
            }
            guard held.run.state == .sending else {
                throw StoreError(.wrongState, "run \(held.run.id) is \(held.run.state.rawValue)", runs: [held.run.id])
            }
            guard let deadline = held.run.notAfter, now.wallMilliseconds < deadline else {
                throw StoreError(.wrongState, "the deadline of run \(held.run.id) has passed", runs: [held.run.id])
            }
            if held.mayHaveLeft, try !MessageEnd.mayRepeat(db, ticket.batchRowID, at: now) {
                throw StoreError(
                    .wrongState, "the uuid of \(name) can no longer be repeated", runs: [held.run.id])
            }
            try KillSwitch.refuse(db)
            if let stop = try AppStop.current(db, appID: held.run.appID, at: now) {
                throw StoreError(.wrongState, "the app is stopped: \(stop.reason)", runs: [held.run.id])
            }
            if let reason = try APIPause.objection(
                db, appID: held.run.appID, api: held.run.channel.api, attemptRowID: ticket.attemptRowID, at: now)
            {
                throw StoreError(.wrongState, "the app rests: \(reason)", runs: [held.run.id])
            }
            try HeldBatch.dispatch(db, ticket, at: now)
            try CallMonth.count(db, appID: held.run.appID, at: now)
            CrashPoint.intentCommitting.reached()
            return LedgerIntent(
                attempt: ticket.attemptRowID, run: held.run.id, ordinal: held.ordinal, number: ticket.attemptNumber,
                bodySHA256: held.bodySHA256, at: now.wallMilliseconds)
        }
        CrashPoint.intentCommitted.reached()
        try witness(intent)
    }

    /// Records how an attempt ended, with everything that follows from it, in one transaction.
    ///
    /// What the proof does not carry becomes `in_doubt`: a message id that another batch already has, and "not sent" about
    /// a batch whose intent was committed. An accepted batch whose id is missing or malformed is `accepted_without_id`.
    /// With as many doubts as the plan allows the run halts; with ``AttemptResult/stopsRun`` it is paused. A result that
    /// comes after another runner put the batch in doubt changes nothing, but is kept in the audit for the operator.
    ///
    /// - Returns: where the batch stands now.
    /// - Throws: ``StoreError`` of code `wrongState` when the attempt has ended already.
    @discardableResult
    public func record(
        _ ticket: AttemptTicket, _ result: AttemptResult, at now: Moment
    ) async throws(StoreError) -> BatchState {
        try await recording(ticket, result, at: now) { try ResultRecorder(ticket: ticket, now: now).record($0, result) }
    }

    /// Records how an attempt ended and takes the run's next batch, for the price of one commit.
    ///
    /// The claim sees what the result changed: a run it halted or paused gives no further batch. When the claim fails, its
    /// error is returned beside the state, for the result must be kept all the same.
    ///
    /// - Throws: as ``record(_:_:at:)``.
    public func record(
        _ ticket: AttemptTicket, _ result: AttemptResult, thenClaim run: RunID, limits: RateLimits, at now: Moment
    ) async throws(StoreError) -> (BatchState, Result<ClaimDecision, StoreError>) {
        try await recording(ticket, result, at: now) { [frames] db in
            let state = try ResultRecorder(ticket: ticket, now: now).record(db, result)
            let next: Result<ClaimDecision, StoreError>
            do {
                var decision = ClaimDecision.nothingPending
                try db.inSavepoint {
                    decision = try Self.claim(db, run, frames, epoch: ticket.epoch, limits: limits, at: now)
                    return .commit
                }
                next = .success(decision)
            } catch {
                next = .failure(StoreError(wrapping: error))
            }
            return (state, next)
        }
    }

    /// Notes an answer in the ledger, then commits it.
    private func recording<T: Sendable>(
        _ ticket: AttemptTicket, _ result: AttemptResult, at now: Moment,
        _ body: @escaping @Sendable (Database) throws -> T
    ) async throws(StoreError) -> T {
        let witness = witness(ticket, result, at: now)
        CrashPoint.resultDue.reached()
        do throws(StoreError) {
            return try await write(body)
        } catch {
            throw afterLostCommit(error, result, witness: witness)
        }
    }
}
