public import JobModel
public import JobStore

/// Everything the engine takes from the outside world besides the store and Feishu: time, waiting, chance.
///
/// Live values are built in `LarkcastCLI/Wiring` alone; tests pass a clock of their own and never wait.
public struct EngineDependencies: Sendable {
    /// The instant on both clocks.
    public var now: @Sendable () -> Moment
    /// Waits; throws `CancellationError` when the task is cancelled meanwhile.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// A number in `0 ..< 1`, for jitter.
    public var randomUnit: @Sendable () -> Double
    /// Sixty-four random bits, for names.
    public var randomBits: @Sendable () -> UInt64
    /// What this process is called in the lock file, for whoever finds the lock taken.
    public var identity: RunnerIdentity
    /// What Feishu's clock showed in its last answer to this process; `nil` before the first.
    public var serverSighting: @Sendable () -> ServerSighting? = { nil }

    /// Creates dependencies.
    public init(
        now: @escaping @Sendable () -> Moment,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        randomUnit: @escaping @Sendable () -> Double,
        randomBits: @escaping @Sendable () -> UInt64,
        identity: RunnerIdentity
    ) {
        self.now = now
        self.sleep = sleep
        self.randomUnit = randomUnit
        self.randomBits = randomBits
        self.identity = identity
    }
}

extension EngineDependencies {
    /// Longest single nap, so that a pause, a cancel or a signal is noticed within a second.
    static let longestNapMilliseconds: Int64 = 250

    /// Waits in short naps.
    ///
    /// - Throws: `CancellationError` as soon as somebody asks to stop or cancels the task.
    func nap(milliseconds: Int64, _ stop: StopSignal) async throws {
        let end = now().monotonicMilliseconds + milliseconds
        while true {
            if stop.isStopping { throw CancellationError() }
            let left = end - now().monotonicMilliseconds
            guard left > 0 else { return }
            try await sleep(.milliseconds(min(left, Self.longestNapMilliseconds)))
        }
    }
}
