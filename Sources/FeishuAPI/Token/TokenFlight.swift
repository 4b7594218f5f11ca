import Synchronization

/// One token request under way and everybody who waits for it.
///
/// A waiter that is cancelled leaves at once and alone: the request goes on for the others.
final class TokenFlight: Sendable {
    typealias Landing = Result<Secret, FeishuError>
    private typealias Waiter = CheckedContinuation<Landing, Never>

    private struct State {
        var landing: Landing?
        var nextTicket = 0
        var waiters: [Int: Waiter] = [:]
        var leftEarly: Set<Int> = []
    }

    private let state = Mutex(State())

    /// How many wait at the moment.
    var waiterCount: Int { state.withLock { $0.waiters.count } }

    /// Waits for the result, or for the cancellation of the calling task.
    func landing() async -> Landing {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { (waiter: Waiter) in
                let early: Landing? = state.withLock { state in
                    if state.leftEarly.remove(ticket) != nil { return Self.cancelled }
                    if let landing = state.landing { return landing }
                    state.waiters[ticket] = waiter
                    return nil
                }
                if let early { waiter.resume(returning: early) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                let waiter = state.waiters.removeValue(forKey: ticket)
                // The handler may run before the waiter is there, or after everything is over.
                if waiter == nil, state.landing == nil { state.leftEarly.insert(ticket) }
                return waiter
            }
            waiter?.resume(returning: Self.cancelled)
        }
    }

    /// Hands the result to everybody, now and later; who came first is told first.
    func land(_ landing: Landing) {
        let waiters = state.withLock { state in
            state.landing = landing
            defer { state.waiters = [:] }
            return state.waiters.sorted { $0.key < $1.key }.map(\.value)
        }
        for waiter in waiters { waiter.resume(returning: landing) }
    }

    private static let cancelled = Landing.failure(
        FeishuError(.tenantToken, .cancelled, hint: ConnectionFailure.cancelled.hint))
}
