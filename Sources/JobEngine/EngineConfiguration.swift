public import JobModel

/// The engine's tunables; the defaults suit Feishu's documented limits.
public struct EngineConfiguration: Sendable {
    /// Windows every `batch_send` of the app stays inside, and its direct messages as well: Feishu counts each API by itself.
    public var sendLimits = RateLimits()
    /// Windows the calls for polling, recalling and tokens stay inside.
    public var callLimits = CallLimits()
    /// Most recipients the app addresses within 24 hours; Feishu refuses beyond 500,000.
    public var recipientsPerDay = 500_000
    /// How a request that provably never left is tried again.
    public var retry = RetryPolicy(capMilliseconds: 15_000, tries: 6)
    /// Requests in a row that provably never left, after which nothing is sent before a probe was answered.
    public var failuresThatOpenBreaker = 5
    /// Longest pause, in milliseconds, that a run sits out itself; beyond it the run ends for now with exit code 75.
    public var longestWaitMilliseconds: Int64 = 120_000
    /// Throttled answers in a row after which a run ends for now.
    public var throttlesInARow = 20
    /// Calls the app may make in a month, by its tenant's plan, or `nil` when that is not limited.
    ///
    /// Polling stops at four fifths, so that the rest is left for sending and taking back.
    public var callsPerMonth: Int?
    /// When delivery and reads of a batch are asked for.
    public var pollSchedule = PollSchedule.standard
    /// When the readers of a direct message are asked for.
    public var messagePollSchedule = PollSchedule.direct
    /// How long a recall is watched before it is left to a later `poll`, in seconds.
    public var recallPatienceSeconds = 120
    /// How long a command waits for another process's lock, in milliseconds: long enough for one that only looks.
    public var lockPatienceMilliseconds: Int64 = 3000
    /// Requests under way at once while polling or recalling.
    public var queryLanes = 4

    /// When what a channel sent is looked at.
    func schedule(of channel: DeliveryChannel) -> PollSchedule {
        switch channel {
        case .batch: pollSchedule
        case .direct: messagePollSchedule
        }
    }

    /// Creates the defaults.
    public init() {}
}
