/// Whether so many fewer or more people are addressed than in the run before that somebody should look first.
///
/// A department that was lost in the directory, or a filter that matches everybody, shows as a jump of the head-count. The
/// alarm is given beyond a tolerance that is the largest of three:
/// - 20 % of the earlier head-count, which rules from 250 people on: 49,000 may become 39,200 to 58,800;
/// - 50 people, but at most a third of the earlier head-count: 20 % of a team of 60 would be a usual month;
/// - 5 people, so that a group of three may become eight.
public struct HeadCountDrift: Sendable, Hashable {
    /// How much may change without a word.
    public struct Limits: Sendable, Equatable {
        /// Percent of the earlier head-count.
        public var percent: Int
        /// People, in groups for which the percentage is less.
        public var people: Int

        /// Creates limits; the defaults are 20 % and 50 people.
        public init(percent: Int = 20, people: Int = 50) {
            self.percent = percent
            self.people = people
        }

        /// By how many people a head-count may change.
        public func tolerance(before: Int) -> Int {
            let byPercent = before.multipliedReportingOverflow(by: max(0, percent))
            let share = byPercent.overflow ? before : byPercent.partialValue / 100
            return max(share, min(people, max(before / 3, min(people, 5))))
        }
    }

    /// Recipients of the run before.
    public let before: Int
    /// Recipients now.
    public let now: Int
    /// By how many people it might have changed.
    public let tolerance: Int

    /// An alarm, or `nil` when the head-count is within the tolerance.
    public init?(before: Int, now: Int, limits: Limits = Limits()) {
        let tolerance = limits.tolerance(before: before)
        guard abs(now - before) > tolerance else { return nil }
        self.before = before
        self.now = now
        self.tolerance = tolerance
    }

    /// Reads an alarm back from its sentence; `nil` for any other.
    public init?(sentence: String) {
        let numbers = sentence.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
        guard numbers.count == 4 else { return nil }
        (now, before, tolerance) = (numbers[0], numbers[1], numbers[3])
        guard self.sentence == sentence else { return nil }
    }

    /// The alarm for people.
    public var sentence: String {
        let word = now < before ? "fewer" : "more"
        return "\(now) people instead of \(before) in the run before: \(abs(now - before)) \(word), and at most "
            + "\(tolerance) may change without a word"
    }
}
