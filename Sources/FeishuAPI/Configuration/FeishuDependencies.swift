public import HTTPTransport

/// What the client needs from the world; time and chance are handed in so that tests own them.
public struct FeishuDependencies: Sendable {
    /// Carries the requests.
    public var transport: any Transport
    /// Milliseconds of a clock that never goes back and never jumps; only differences matter.
    public var monotonicMilliseconds: @Sendable () -> Int64
    /// Waits, and throws when the waiting task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// A random number from the range, evenly spread.
    public var jitter: @Sendable (ClosedRange<Double>) -> Double
    /// Where the token is fetched, which belongs to all callers and so runs in none of their tasks; `nil` is Swift's
    /// shared pool.
    public var executor: (any TaskExecutor)?

    /// Creates dependencies.
    public init(
        transport: any Transport,
        monotonicMilliseconds: @escaping @Sendable () -> Int64,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        jitter: @escaping @Sendable (ClosedRange<Double>) -> Double,
        executor: (any TaskExecutor)? = nil
    ) {
        self.transport = transport
        self.monotonicMilliseconds = monotonicMilliseconds
        self.sleep = sleep
        self.jitter = jitter
        self.executor = executor
    }
}
