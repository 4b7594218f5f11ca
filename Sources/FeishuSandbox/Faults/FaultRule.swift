/// "The third batch_send answers 504 after it was processed": one planned misbehaviour.
///
/// What goes wrong below HTTP (resets, half answers) is not the sandbox's to play.
public struct FaultRule: Sendable, Equatable {
    /// The API it is about; nil for any.
    public var api: SandboxAPI?
    /// The first matching request that is hit, counted from 1 since the rule was added.
    public var nth: Int
    /// How many requests in a row are hit; nil for all from `nth` on.
    public var count: Int?
    /// What happens to them.
    public var effect: FaultEffect

    /// A rule; without numbers it hits the very next request once.
    public init(api: SandboxAPI? = nil, nth: Int = 1, count: Int? = 1, effect: FaultEffect) {
        self.api = api
        self.nth = nth
        self.count = count
        self.effect = effect
    }

    /// Whether the rule hits its `occurrence`-th matching request.
    func hits(_ occurrence: Int) -> Bool {
        guard occurrence >= nth else { return false }
        guard let count else { return true }
        return occurrence - nth < count
    }
}

/// What a fault does.
///
/// Members left nil leave that part of the real answer alone, but a replaced status without `code` or `body` comes
/// with an empty body, as gateways send it.
public struct FaultEffect: Sendable, Equatable {
    /// Replaces the HTTP status.
    public var status: Int?
    /// Replaces the body by `{"code":…,"msg":…}`.
    public var code: Int?
    /// The `msg` to `code`; empty when nil.
    public var message: String?
    /// Replaces the body by these bytes, for answers that are no JSON.
    public var body: String?
    /// Headers to add, in order.
    public var headers: [String: String]
    /// Real milliseconds to wait before answering, on top of the configured latency; those who wait are answered at once
    /// when the faults are removed.
    public var delayMilliseconds: Int
    /// Whether the request is carried out before its answer is replaced: true makes a lie of it (504 after
    /// acceptance).
    ///
    /// An effect that replaces nothing (a mere delay) always is.
    public var processesFirst: Bool
    /// Ends all tokens when it strikes, so that only a client that fetches a new one gets on.
    public var revokesTokens: Bool

    /// An effect from the parts that shall differ.
    public init(
        status: Int? = nil,
        code: Int? = nil,
        message: String? = nil,
        body: String? = nil,
        headers: [String: String] = [:],
        delayMilliseconds: Int = 0,
        processesFirst: Bool = false,
        revokesTokens: Bool = false
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.body = body
        self.headers = headers
        self.delayMilliseconds = delayMilliseconds
        self.processesFirst = processesFirst
        self.revokesTokens = revokesTokens
    }

    var replacesAnswer: Bool {
        status != nil || code != nil || body != nil
    }
}
