/// When a batch is asked about: often at first, then ever more rarely, until nothing moves any more.
///
/// A batch whose readers trickle in for a month costs 65 looks of two calls: 7 within the first 50 minutes, then hourly for
/// a day, every six hours until the third, and daily to the 29th.
///
/// Feishu says when a message is new, not when it is done: there is no final state, and delivered may stay below valid for
/// ever. So the end is inferred from figures that stand still.
public struct PollSchedule: Sendable, Equatable {
    /// Milliseconds before the first, second… sample; the last one repeats.
    public var intervals: [Int64]
    /// Milliseconds after acceptance beyond which nothing is asked; Feishu answers for 30 days.
    public var limit: Int64
    /// Milliseconds after acceptance from which on there is at least so long between two samples.
    private static let thinning: [(from: Int64, interval: Int64)] = [
        (86_400_000, 6 * 3_600_000), (3 * 86_400_000, 86_400_000),
    ]
    /// How many equal samples in a row mean that nothing moves.
    public var flatSamples: Int

    /// 10 s, 30 s, 1, 2, 5, 10, 30 min, then hourly, for 29 days.
    public static let standard = PollSchedule()

    /// Of a direct message: after half an hour, then 2, 6 and 24 hours, and daily.
    ///
    /// It ends with the seven days for which Feishu tells who has read a message; at most ten calls for each. One that was read
    /// is not asked about again.
    ///
    /// Source: Feishu, "Query message read status".
    public static let direct = PollSchedule(
        intervals: [30, 90, 240, 1080, 1440].map { $0 * 60_000 }, limit: 7 * 86_400_000 - 3_600_000, flatSamples: 3)

    /// Creates a schedule; the defaults are those of ``standard``.
    public init(
        intervals: [Int64] = [10, 30, 60, 120, 300, 600, 1800, 3600].map { $0 * 1000 },
        limit: Int64 = 29 * 86_400_000, flatSamples: Int = 3
    ) {
        self.intervals = intervals
        self.limit = limit
        self.flatSamples = flatSamples
    }

    /// Milliseconds to wait after sample number `count` (0 is acceptance itself) before the next one.
    public func interval(afterSamples count: Int) -> Int64 {
        guard let last = intervals.last else { return limit }
        return count >= 0 && count < intervals.count ? intervals[count] : last
    }

    /// Milliseconds to wait for the next sample, or `nil` when the batch need not be asked again.
    ///
    /// `elapsed` is the time since acceptance in milliseconds. `samples` are the newest figures, oldest first; how many there
    /// have been in all is `count`. `follow` is how long the manifest wants reads followed.
    public func nextPoll(
        afterSamples count: Int, newest samples: [ProgressFigures], elapsed: Int64, follow: Int64 = .max
    ) -> Int64? {
        let end = min(limit, follow)
        guard elapsed < end, !isComplete(samples.last) else { return nil }
        guard !isPacedOut(afterSamples: count) || !isFlat(samples) else { return nil }
        return min(interval(afterSamples: count, elapsed: elapsed), end - elapsed)
    }

    /// Milliseconds to wait for the sample after one that Feishu did not answer: as long again as it has been, within reason.
    public func nextTry(elapsed: Int64, follow: Int64 = .max) -> Int64? {
        let end = min(limit, follow)
        guard elapsed < end, let shortest = intervals.first else { return nil }
        return min(max(shortest, elapsed / 2, interval(afterSamples: 0, elapsed: elapsed)), end - elapsed)
    }

    /// Milliseconds to wait after sample number `count` for a batch accepted `elapsed` milliseconds ago.
    public func interval(afterSamples count: Int, elapsed: Int64) -> Int64 {
        let least = Self.thinning.last { elapsed >= $0.from }?.interval ?? 0
        return max(least, interval(afterSamples: count))
    }

    /// Whether the newest samples lie as far apart as they ever will, so that standing still counts.
    ///
    /// Close together, three equal samples only show that nobody looks at a message within two minutes.
    public func isPacedOut(afterSamples count: Int) -> Bool {
        count >= intervals.count + flatSamples - 1
    }

    /// Whether delivered and read have not moved over the last samples.
    ///
    /// Unknown figures prove nothing: with one of them among the samples the answer is no.
    public func isFlat(_ samples: [ProgressFigures]) -> Bool {
        let recent = samples.suffix(max(2, flatSamples))
        guard recent.count == max(2, flatSamples), let first = recent.first, let delivered = first.delivered,
            delivered > 0, first.read != nil
        else { return false }
        return recent.allSatisfy { $0.delivered == first.delivered && $0.read == first.read }
    }

    /// Whether everybody who can have it has it and has read it.
    public func isComplete(_ sample: ProgressFigures?) -> Bool {
        guard let sample, let valid = sample.valid, let delivered = sample.delivered, let read = sample.read else {
            return false
        }
        return valid > 0 && delivered >= valid && read >= delivered
    }
}
