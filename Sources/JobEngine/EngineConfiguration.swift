public import JobModel

/// The engine's tunables; the defaults suit Feishu's documented limits.
public struct EngineConfiguration: Sendable {
    /// Windows every `batch_send` of the app stays inside.
    public var sendLimits = RateLimits()
    /// Windows each polling and recalling API stays inside; below the documented 50/s so that a recall always fits in.
    public var queryLimits = RateLimits(perSecond: 40, perMinute: 900)
    /// How a request that provably never left is tried again.
    public var retry = RetryPolicy(capMilliseconds: 15_000, tries: 6)
    /// Longest pause, in milliseconds, that a run sits out itself; beyond it the run ends for now with exit code 75.
    public var longestWaitMilliseconds: Int64 = 120_000
    /// Throttled answers in a row after which a run ends for now.
    public var throttlesInARow = 20
    /// When delivery and reads are asked for.
    public var pollSchedule = PollSchedule()
    /// How long a recall is watched before it is left to a later `poll`, in seconds.
    public var recallPatienceSeconds = 120
    /// Requests under way at once while polling or recalling.
    public var queryLanes = 4

    /// Creates the defaults.
    public init() {}
}
