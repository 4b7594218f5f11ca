/// The hours of every day in which nothing is sent, by the clocks of the schedule's zone.
public struct QuietHours: Sendable, Hashable {
    /// The first quiet minute, in minutes after midnight.
    public let from: Int
    /// The first minute that is not quiet any more; smaller than ``from`` when the hours go over midnight.
    public let to: Int

    /// Creates quiet hours; `nil` when they begin as they end, or are on no clock.
    public init?(from: Int, to: Int) {
        guard from != to, (0..<1440).contains(from), (0..<1440).contains(to) else { return nil }
        self.from = from
        self.to = to
    }

    /// Reads exactly `HH:MM` as minutes after midnight.
    static func minutes(_ text: String) -> Int? { CivilTime("2000-01-01T\(text)")?.minuteOfDay }

    /// Whether a clock that shows this is within them.
    public func contains(minuteOfDay minute: Int) -> Bool {
        from < to ? (from..<to).contains(minute) : minute >= from || minute < to
    }

    /// Whether an instant, in seconds since 1970, is within them where the rules are kept.
    public func contains(_ instant: Int64, in rules: any ZoneRules) -> Bool {
        rules.civilTime(at: instant).map { contains(minuteOfDay: $0.minuteOfDay) } ?? false
    }

    /// The instant at which the quiet hours around an instant end; `nil` when it is not within them.
    public func end(after instant: Int64, in rules: any ZoneRules) -> Int64? {
        guard let shown = rules.civilTime(at: instant), contains(minuteOfDay: shown.minuteOfDay) else { return nil }
        let day = shown.minuteOfDay < to ? shown.date : shown.date.advanced(by: 1)
        guard let end = CivilTime(day, minuteOfDay: to) else { return nil }
        switch rules.placement(of: end) {
        case .once(let instant), .never(let instant): return instant
        // While the clocks go through an hour for the second time, its first end has passed already.
        case .twice(let first, let second): return first >= instant ? first : second
        }
    }
}
