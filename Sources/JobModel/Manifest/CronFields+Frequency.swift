extension CronFields {
    /// The least hours between two firings that pass without `allow_frequent`.
    static let leastGapHours = 20

    /// The shortest time between two firings, in minutes, on a clock without daylight saving.
    ///
    /// `* 9 * * 1`, the classic slip, fires sixty times on a Monday; this gives 1 for it.
    public var shortestGapMinutes: Int {
        let times = hours.flatMap { hour in minutes.map { hour * 60 + $0 } }
        guard let first = times.first, let last = times.last else { return .max }
        let inside = zip(times, times.dropFirst()).map { $1 - $0 }.min() ?? .max
        let overnight = firesOnConsecutiveDays ? 1440 - last + first : .max
        return min(inside, overnight)
    }

    /// Whether more than one firing falls into 20 hours.
    public var isFrequent: Bool { shortestGapMinutes < Self.leastGapHours * 60 }

    private var firesOnConsecutiveDays: Bool {
        let weekdays = Set(daysOfWeek)
        guard weekdays.contains(where: { weekdays.contains(($0 + 1) % 7) }) else { return false }
        let days = Set(daysOfMonth)
        // The last of a month and the first of the next one; months are not looked at, which errs on the safe side.
        let acrossMonths = days.contains(1) && !days.isDisjoint(with: 28...31)
        return acrossMonths || days.contains { days.contains($0 + 1) }
    }
}
