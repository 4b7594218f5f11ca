/// How long a batch that was provably not sent rests before the next try: full jitter between nothing and a growing cap.
///
/// Full jitter (a uniform draw from the whole interval) spreads lanes that failed together better than any fixed step.
public struct RetryPolicy: Sendable, Equatable {
    /// Milliseconds of the first cap.
    public var baseMilliseconds: Int64
    /// Milliseconds no cap exceeds.
    public var capMilliseconds: Int64
    /// Most tries, the first one included.
    public var tries: Int

    /// Creates a policy; the defaults (1 s, 60 s, 8 tries) are those for `batch_send`.
    public init(baseMilliseconds: Int64 = 1000, capMilliseconds: Int64 = 60_000, tries: Int = 8) {
        self.baseMilliseconds = baseMilliseconds
        self.capMilliseconds = capMilliseconds
        self.tries = tries
    }

    /// Milliseconds to rest after a try, or `nil` when it was the last one.
    ///
    /// `attempt` counts from 1; `random` is a draw from 0 to 1 and is clamped to it.
    public func delay(afterAttempt attempt: Int, random: Double) -> Int64? {
        guard attempt < tries else { return nil }
        let share = random.isNaN ? 1 : min(max(random, 0), 1)
        return Int64(Double(cap(afterAttempt: attempt)) * share)
    }

    /// The longest rest after a try: the base, doubled with each further one.
    public func cap(afterAttempt attempt: Int) -> Int64 {
        var cap = min(max(0, baseMilliseconds), capMilliseconds)
        var doubled = 1
        while doubled < attempt, cap > 0, cap < capMilliseconds {
            cap = cap > capMilliseconds / 2 ? capMilliseconds : cap * 2
            doubled += 1
        }
        return cap
    }
}
