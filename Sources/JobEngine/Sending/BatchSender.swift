import CrashPoints
import FeishuAPI
import JobModel
import JobStore

/// Sends one claimed batch: the frozen bytes out, the intent committed before the first of them, the answer recorded.
struct BatchSender {
    let store: JobDatabase
    let messaging: any BatchMessaging
    let configuration: EngineConfiguration
    let dependencies: EngineDependencies

    /// Sends and records, and claims the run's next batch in the same commit unless the disposition ends the work.
    ///
    /// What it returns is already durable.
    ///
    /// - Throws: `StoreError` when the outcome could not be recorded. The batch then stays `dispatching` and becomes in
    ///   doubt when the next runner starts: what cannot be written down must not be acted upon.
    func send(
        _ batch: ClaimedBatch, of run: RunID, history: Disposition.History, isStopping: () -> Bool
    ) async throws -> Sent {
        CrashPoint.claimed.reached()
        let outcome = await messaging.send(batch.body) { [store, now = dependencies.now] in
            // On the transport's own thread, after TLS and right before the request. If this throws, nothing leaves.
            try store.markDispatching(batch.ticket, at: now())
        }
        CrashPoint.answerRead.reached()
        let disposition = Disposition(
            outcome, history: history, configuration: configuration, randomUnit: dependencies.randomUnit)
        CrashPoint.resultDue.reached()
        guard disposition.next == .goOn, !isStopping() else {
            let state = try await store.record(batch.ticket, disposition.result, at: dependencies.now())
            CrashPoint.resultCommitted.reached()
            return Sent(disposition: disposition, state: state, next: nil)
        }
        let (state, next) = try await store.record(
            batch.ticket, disposition.result, thenClaim: run, limits: configuration.sendLimits, at: dependencies.now())
        CrashPoint.resultCommitted.reached()
        return Sent(disposition: disposition, state: state, next: next)
    }

    /// One batch on its way and back.
    struct Sent {
        let disposition: Disposition
        let state: BatchState
        /// What the lane may do next; `nil` when it claimed nothing.
        let next: Result<ClaimDecision, StoreError>?
    }
}
