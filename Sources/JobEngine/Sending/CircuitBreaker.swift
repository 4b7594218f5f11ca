import FeishuAPI
import Synchronization

/// The breaker of one app, shared by the lanes and the runs of a process.
///
/// It lives in memory on purpose. A new process asks for a token before it claims anything, which is the very probe an open
/// breaker asks for; and what must outlive a process (a doubt, a refused permission, a used up quota) halts or pauses runs
/// in the store.
final class CircuitBreaker: Sendable {
    private struct Shared {
        var breaker: BreakerState
        var isProbing = false
    }

    private let state: Mutex<Shared>

    init(failuresThatOpen: Int = 5) {
        state = Mutex(Shared(breaker: BreakerState(failuresThatOpen: failuresThatOpen)))
    }

    /// Whether nothing may be claimed.
    var isOpen: Bool { state.withLock { $0.breaker.isOpen } }

    /// Takes note of how a send ended.
    func note(_ verdict: SendVerdict) { state.withLock { $0.breaker.note(verdict) } }

    /// Takes note of how a direct message ended.
    func note(_ verdict: DirectSendVerdict) { state.withLock { $0.breaker.note(verdict) } }

    /// Lets one lane probe; the number of probes that failed before, or `nil` for the lanes that have to wait.
    func beginProbe() -> Int? {
        state.withLock { state in
            guard state.breaker.isOpen, !state.isProbing else { return nil }
            state.isProbing = true
            return state.breaker.failedProbes
        }
    }

    /// Ends the probe of the lane that began it; `nil` when it came to no end.
    func endProbe(isAnswered: Bool?) {
        state.withLock { state in
            state.isProbing = false
            if let isAnswered { state.breaker.noteProbe(isAnswered: isAnswered) }
        }
    }
}
