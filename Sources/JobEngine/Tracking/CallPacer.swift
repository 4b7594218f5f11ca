import JobModel

/// Keeps the calls of one API inside its sliding windows, within this process.
///
/// Polls and recalls are idempotent, so unlike `batch_send` they need no durable count: at worst Feishu answers 429.
actor CallPacer {
    private let limits: RateLimits
    private let dependencies: EngineDependencies
    private var admitted: [Int64] = []

    init(limits: RateLimits, dependencies: EngineDependencies) {
        self.limits = limits
        self.dependencies = dependencies
    }

    /// Returns when one more call may be made.
    func admit() async throws {
        while true {
            let now = dependencies.now().monotonicMilliseconds
            let wait = max(
                remaining(window: 1000, limit: limits.perSecond, now: now),
                remaining(window: 60_000, limit: limits.perMinute, now: now))
            guard wait > 0 else {
                admitted.append(now)
                if admitted.count > limits.perMinute { admitted.removeFirst(admitted.count - limits.perMinute) }
                return
            }
            try await dependencies.sleep(.milliseconds(wait))
        }
    }

    private func remaining(window: Int64, limit: Int, now: Int64) -> Int64 {
        guard limit > 0, admitted.count >= limit else { return 0 }
        return max(0, admitted[admitted.count - limit] + window + limits.marginMilliseconds - now)
    }
}
