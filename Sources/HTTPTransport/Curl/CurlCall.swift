import CrashPoints
import Synchronization

/// One request on its way through the transport: its state, its waiting caller, and the lane that has it.
final class CurlCall: Sendable {
    private struct Guarded {
        var state: CallState
        var continuation: CheckedContinuation<HTTPExchange, Never>?
        var waker: LaneWaker?
    }

    let request: CheckedRequest
    private let hook: (@Sendable () throws -> Void)?
    private let guarded: Mutex<Guarded>

    init(_ request: CheckedRequest, connection: HTTPRequest.Connection) {
        self.request = request
        switch connection {
        case .shared:
            hook = nil
            guarded = Mutex(Guarded(state: CallState(kind: .shared)))
        case .exclusive(let beforeFirstByte):
            hook = beforeFirstByte
            guarded = Mutex(Guarded(state: CallState(kind: .exclusive)))
        }
    }

    /// Whether the lane has to drop the transfer now.
    var mustStop: Bool {
        guarded.withLock { $0.state.mustStop }
    }

    /// How far the call got; the lane reads it once libcurl is done.
    var state: CallState {
        guarded.withLock { $0.state }
    }

    /// Registers who waits; false when the call was cancelled before, and is answered by this very call.
    func wait(with continuation: CheckedContinuation<HTTPExchange, Never>) -> Bool {
        let isWaiting = guarded.withLock { guarded in
            guard guarded.state.phase == .queued else { return false }
            guarded.continuation = continuation
            return true
        }
        if !isWaiting { continuation.resume(returning: .cancelledBeforeStart) }
        return isWaiting
    }

    /// A lane takes the call; false when there is nothing left to do.
    func start(on waker: LaneWaker) -> Bool {
        guarded.withLock { guarded in
            guard guarded.state.start() else { return false }
            guarded.waker = waker
            return true
        }
    }

    /// Asks for an early end; see ``CallState/mustStop`` for when that is granted.
    func cancel() {
        let waiting: CheckedContinuation<HTTPExchange, Never>? = guarded.withLock { guarded in
            switch guarded.state.cancel() {
            case .nothing:
                return nil
            case .wake:
                // Under the lock, so that the lane cannot give its handle back in between.
                guarded.waker?.wake()
                return nil
            case .finish:
                defer { guarded.continuation = nil }
                return guarded.continuation
            }
        }
        waiting?.resume(returning: .cancelledBeforeStart)
    }

    /// libcurl is about to send; runs on the lane's thread and tells whether it may.
    func allowFirstByte() -> Bool {
        switch guarded.withLock({ $0.state.firstByteDue() }) {
        case .allow: return true
        case .abort: return false
        case .runHook: break
        }
        do {
            // Outside the lock: the hook may block, and a cancellation must not block with it.
            try hook?()
            CrashPoint.intentWritten.reached()
            CrashPoint.requestLeaving.reached()
            guarded.withLock { $0.state.hookAllowed() }
            return true
        } catch {
            guarded.withLock { $0.state.hookRefused(error) }
            return false
        }
    }

    /// Hands the exchange to the caller, completed by what only the state knows.
    func finish(_ exchange: HTTPExchange) {
        var exchange = exchange
        let waiting: CheckedContinuation<HTTPExchange, Never>? = guarded.withLock { guarded in
            guard guarded.state.finish() else { return nil }
            exchange.firstByte = guarded.state.firstByte
            exchange.refusal = guarded.state.refusal
            exchange.isCancelled = guarded.state.isCancelled
            guarded.waker = nil
            defer { guarded.continuation = nil }
            return guarded.continuation
        }
        waiting?.resume(returning: exchange)
    }
}

extension HTTPExchange {
    /// The answer to a call that was cancelled before any lane had it.
    static var cancelledBeforeStart: Self {
        var exchange = Self(
            firstByte: .notReached, curlCode: .abortedByCallback, failure: "cancelled before connecting")
        exchange.isCancelled = true
        return exchange
    }
}
