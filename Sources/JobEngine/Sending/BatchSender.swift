import CrashPoints
import FeishuAPI
import HTTPTransport
import JobModel
import JobStore
import Synchronization

/// Sends one claimed batch or direct message: the frozen bytes out, the intent committed before the first of them, the answer recorded.
struct BatchSender {
    let store: JobDatabase
    let messaging: any BatchMessaging
    let direct: (any DirectMessaging)?
    let configuration: EngineConfiguration
    let dependencies: EngineDependencies
    let stop: StopSignal
    let breaker: CircuitBreaker

    /// Sends and records, and claims the run's next batch in the same commit unless the disposition ends the work.
    ///
    /// What it returns is already durable.
    ///
    /// - Throws: `StoreError` when the outcome could not be recorded. The batch then stays `dispatching` until the next
    ///   runner enters what the ledger has, or puts it in doubt: what cannot be written down must not be acted upon.
    func send(
        _ batch: ClaimedBatch, of run: RunID, history: Disposition.History, isStopping: () -> Bool
    ) async throws -> Sent {
        CrashPoint.claimed.reached()
        let departure = Departure(stop)
        let (disposition, failure) = await call(batch, history: history) { [store, now = dependencies.now] in
            // On the transport's own thread, after TLS and right before the request. If this throws, nothing leaves.
            if departure.stop.isStopping { throw StoppedBeforeFirstByte() }
            try store.markDispatching(batch.ticket, at: now())
            departure.happens()
        }
        CrashPoint.answerRead.reached()
        if let failure {
            // After a failed sync the same commit may seem to succeed while its data is gone: do not go on with such
            // a disk.
            try await store.record(batch.ticket, disposition.result, at: dependencies.now())
            throw failure
        }
        // Without a fresh token the next batch is not claimed: fetching one must not hold up this result.
        guard disposition.next == .goOn, !isStopping(), !breaker.isOpen, await messaging.isPrepared else {
            let state = try await store.record(batch.ticket, disposition.result, at: dependencies.now())
            CrashPoint.resultCommitted.reached()
            departure.isRecorded()
            return Sent(disposition: disposition, state: state, next: nil)
        }
        let (state, next) = try await store.record(
            batch.ticket, disposition.result, thenClaim: run, limits: configuration.sendLimits, at: dependencies.now())
        CrashPoint.resultCommitted.reached()
        departure.isRecorded()
        return Sent(disposition: disposition, state: state, next: next)
    }

    /// Makes the call of the batch's channel; returns what follows from it, and the disk's refusal of the intent if there was one.
    private func call(
        _ batch: ClaimedBatch, history: Disposition.History, beforeFirstByte: @escaping @Sendable () throws -> Void
    ) async -> (Disposition, failure: StoreError?) {
        guard batch.channel == .direct, let direct, let kind = ReceiveIDKind(batch.idKind) else {
            let outcome = await messaging.send(batch.body, beforeFirstByte: beforeFirstByte)
            breaker.note(outcome.verdict)
            return (
                Disposition(
                    outcome, history: history, configuration: configuration, randomUnit: dependencies.randomUnit),
                outcome.evidence.failureOfTheStore
            )
        }
        let outcome = await direct.send(message: batch.body, to: kind, beforeFirstByte: beforeFirstByte)
        breaker.note(outcome.verdict)
        return (
            Disposition(outcome, history: history, configuration: configuration, randomUnit: dependencies.randomUnit),
            outcome.evidence.failureOfTheStore
        )
    }

    /// One batch on its way and back.
    struct Sent {
        let disposition: Disposition
        let state: BatchState
        /// What the lane may do next; `nil` when it claimed nothing.
        let next: Result<ClaimDecision, StoreError>?
    }
}

/// One batch's way from its first byte to the record of its end, told to the stop signal.
///
/// A batch whose end cannot be recorded stays counted: it is in doubt.
private final class Departure: Sendable {
    let stop: StopSignal
    private let hasHappened = Atomic<Bool>(false)

    init(_ stop: StopSignal) {
        self.stop = stop
    }

    func happens() {
        hasHappened.store(true, ordering: .sequentiallyConsistent)
        stop.batchLeaves()
    }

    func isRecorded() {
        if hasHappened.load(ordering: .sequentiallyConsistent) { stop.batchIsRecorded() }
    }
}

/// Somebody asked to stop while the batch was still connecting: it goes back to pending.
private struct StoppedBeforeFirstByte: Error, CustomStringConvertible {
    var description: String { "stopped before the first byte" }
}

extension SendEvidence {
    /// The disk's refusal of the intent, when that is why nothing left.
    fileprivate var failureOfTheStore: StoreError? {
        guard let refusal = exchange?.refusal as? StoreError else { return nil }
        switch refusal.code {
        case .cannotOpen, .notADatabase, .readOnly, .diskFull, .locked, .corrupt, .constraint, .inputOutput:
            return refusal
        default:
            // A decision of the store, such as a pause: the next claim learns which.
            return nil
        }
    }
}
