/// How often, and after which waits, a tenant token is asked for.
public struct TokenRetryPolicy: Sendable {
    /// Tries in all; default 5.
    public var tries = 5
    /// The first wait is at most this long, the next twice as long and so on, in seconds; default 1.
    public var baseSeconds = 1.0
    /// No wait is longer, in seconds; default 60.
    public var capSeconds = 60.0

    /// Creates the defaults.
    public init() {}

    /// The wait before the next try, or `nil` when there is none.
    ///
    /// Full jitter: any length from 0 to the limit of this step. When the gateway names a time, that time and up to a
    /// second more; one beyond the cap is left to the caller, who can pause everything instead of one call.
    func wait(
        after error: FeishuError, tried: Int, jitter: (ClosedRange<Double>) -> Double
    ) -> Duration? {
        guard error.isRetryable, tried < tries else { return nil }
        if case .throttled(let reset?) = error.kind {
            return reset <= capSeconds ? .seconds(reset + jitter(0...1)) : nil
        }
        var limit = max(0, baseSeconds)
        for _ in 1..<min(max(tried, 1), 64) { limit *= 2 }
        return .seconds(jitter(0...min(limit, max(0, capSeconds))))
    }
}
