/// The life of one call, decided without I/O: who may stop it when, and how often its first byte is let out.
///
/// The order of events is the order in which they reach this value; ``CurlCall`` keeps it behind a lock.
struct CallState {
    /// Whether the call may happen at most once.
    enum Kind: Sendable {
        case exclusive, shared
    }

    /// How far the call is.
    enum Phase {
        case queued, running, finished
    }

    /// What a cancellation asks of the caller of ``CallState/cancel()``.
    enum CancelAction: Equatable {
        /// Too late, or nothing to do.
        case nothing
        /// No lane has it yet: answer at once.
        case finish
        /// A lane is at it: wake the lane, which asks ``CallState/mustStop``.
        case wake
    }

    /// What libcurl's pre-request callback has to do.
    enum FirstByteAction: Equatable {
        case runHook, allow, abort
    }

    let kind: Kind
    private(set) var phase = Phase.queued
    private(set) var firstByte = HTTPExchange.FirstByte.notReached
    private(set) var isCancelled = false
    private(set) var refusal: (any Error)?

    init(kind: Kind) {
        self.kind = kind
    }

    /// Whether the lane has to drop the transfer now.
    ///
    /// An exclusive call that was let out is never cut: that would turn a likely answer into certain doubt, and the
    /// total timeout bounds the wait anyway.
    var mustStop: Bool {
        isCancelled && (kind == .shared || firstByte == .notReached)
    }

    /// A lane takes the call; false when it was cancelled while it waited.
    mutating func start() -> Bool {
        guard phase == .queued else { return false }
        phase = .running
        return true
    }

    /// The caller no longer wants the answer.
    mutating func cancel() -> CancelAction {
        guard phase != .finished, !isCancelled else { return .nothing }
        isCancelled = true
        if phase == .queued {
            phase = .finished
            return .finish
        }
        return .wake
    }

    /// libcurl is about to send the first byte, for the first time or again.
    mutating func firstByteDue() -> FirstByteAction {
        if mustStop { return .abort }
        switch (kind, firstByte) {
        case (.shared, _):
            firstByte = .allowed
            return .allow
        case (.exclusive, .notReached):
            return .runHook
        case (.exclusive, .allowed):
            firstByte = .resendBlocked
            return .abort
        case (.exclusive, .refused), (.exclusive, .resendBlocked):
            return .abort
        }
    }

    /// The hook returned; from here on bytes may leave.
    mutating func hookAllowed() {
        firstByte = .allowed
    }

    /// The hook threw; nothing leaves.
    mutating func hookRefused(_ error: any Error) {
        firstByte = .refused
        refusal = error
    }

    /// The call is over; false when a cancellation answered it before.
    mutating func finish() -> Bool {
        guard phase != .finished else { return false }
        phase = .finished
        return true
    }
}
