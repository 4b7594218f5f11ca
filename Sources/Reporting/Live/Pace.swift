public import JobModel

/// How fast something that is counted goes on, and how long the rest of it will take.
///
/// It forgets what is older than a minute, except where it began: the difference between the two is how uncertain it is.
public struct Pace: Sendable, Equatable {
    /// What can be said of the rest.
    public struct Estimate: Sendable, Equatable {
        /// How many a second, of late.
        public var perSecond: Double
        /// How many seconds the rest takes, if it goes as well or as badly as it has gone; `nil` when nothing is left.
        public var secondsLeft: ClosedRange<Int>?

        /// Creates an estimate.
        public init(perSecond: Double, secondsLeft: ClosedRange<Int>? = nil) {
            self.perSecond = perSecond
            self.secondsLeft = secondsLeft
        }
    }

    private struct Sample: Equatable {
        var at: Int64
        var done: Int
    }

    /// Milliseconds that are remembered besides the beginning.
    private static let memory: Int64 = 60_000
    /// Shortest time, in milliseconds, that "of late" stands for: four lanes end in fits and starts.
    private static let shortest: Int64 = 10_000
    /// Milliseconds before anything is said.
    private static let hush: Int64 = 2000
    /// How much slower than on the whole it is thought to go on: a pause does not last for ever.
    private static let worst = 4.0

    private var first: Sample?
    private var latest: Sample?
    /// At most one a second.
    private var recent: [Sample] = []

    /// Creates a pace of something that has not begun.
    public init() {}

    /// Notes how much is done.
    ///
    /// - Parameters:
    ///   - done: How many by now; fewer than before means that something else is counted from here on.
    ///   - now: Milliseconds of a clock that nobody sets.
    public mutating func note(_ done: Int, at now: Int64) {
        let sample = Sample(at: now, done: done)
        if let latest, done < latest.done || now < latest.at { self = Pace() }
        if first == nil { first = sample }
        latest = sample
        guard now - (recent.last?.at ?? .min / 2) >= 1000 else { return }
        recent.append(sample)
        // The one just outside stays, so that a whole minute can be looked back on.
        while recent.count > 1, now - recent[1].at >= Self.memory { recent.removeFirst() }
    }

    /// What can be said of the rest; `nil` until something has been done for long enough.
    ///
    /// - Parameters:
    ///   - total: How many there are.
    ///   - limits: What nobody may be faster than.
    /// - Returns: the rate of late, and the time the rest takes.
    public func estimate(of total: Int, limits: RateLimits? = nil) -> Estimate? {
        guard let first, let latest, latest.at - first.at >= Self.hush, latest.done > first.done else { return nil }
        let overall = Self.rate(first, latest)
        let window = min(max((latest.at - first.at) / 2, Self.shortest), Self.memory)
        let before = recent.last { latest.at - $0.at >= window } ?? first
        let late = Self.rate(before, latest)
        let left = total - latest.done
        guard left > 0 else { return Estimate(perSecond: late) }
        let least = limits.map { Self.seconds(for: left, within: $0) } ?? 0
        let soonest = max(least, Double(left) / max(overall, late))
        let latestEnd = max(soonest, Double(left) / max(min(overall, late), overall / Self.worst))
        return Estimate(perSecond: late, secondsLeft: Self.whole(soonest)...Self.whole(latestEnd))
    }

    private static func rate(_ from: Sample, _ to: Sample) -> Double {
        to.at > from.at ? Double(to.done - from.done) * 1000 / Double(to.at - from.at) : 0
    }

    /// Whichever window is the narrower for so many.
    private static func seconds(for calls: Int, within limits: RateLimits) -> Double {
        let byMinute = calls > limits.perMinute ? Double(calls) / Double(max(1, limits.perMinute)) * 60 : 0
        return max(byMinute, Double(calls) / Double(max(1, limits.perSecond)))
    }

    private static func whole(_ seconds: Double) -> Int { Int(min(seconds.rounded(.up), 366 * 86_400)) }
}
