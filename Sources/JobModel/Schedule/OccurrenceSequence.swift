/// The occurrences of a timetable in a stretch of time, made day by day as they are asked for.
public struct OccurrenceSequence: Sequence, IteratorProtocol, Sendable {
    /// How many days before its instant the day of an occurrence can lie, at most.
    static let farthest = BusinessCalendar.farthestMove + 3

    private let placer: OccurrencePlacer
    private let days: OccurrenceDays
    private let minutes: [Int]
    private let after: Int64
    private let through: Int64
    private var day: CivilDay
    private let lastDay: CivilDay
    /// What was made and not given yet, the earliest last.
    private var waiting: [Occurrence] = []

    init(timetable: Timetable, after: Int64, through: Int64) {
        placer = OccurrencePlacer(timetable)
        days = OccurrenceDays(timetable)
        minutes = timetable.schedule.trigger.minutesOfDay
        self.after = after
        self.through = through
        // Gaps, jitter and quiet hours put off by less than three days; a calendar may add a long holiday.
        let reach = timetable.calendar == nil ? 3 : Self.farthest
        let shown = { (instant: Int64) in
            timetable.rules.civilTime(at: instant / 1000)?.date ?? CivilDay(number: Int(instant / 86_400_000))
        }
        var first = shown(after).advanced(by: -reach)
        var last = shown(through).advanced(by: 1)
        if case .at(let time) = timetable.schedule.trigger {
            first = Swift.max(first, time.date.advanced(by: -Self.farthest))
            last = Swift.min(last, time.date.advanced(by: Self.farthest))
        }
        day = first
        lastDay = last
    }

    /// The next occurrence.
    public mutating func next() -> Occurrence? {
        while let occurrence = nextAnywhere() {
            if occurrence.instant > through { return nil }
            if occurrence.instant > after { return occurrence }
        }
        return nil
    }

    private mutating func nextAnywhere() -> Occurrence? {
        // Nothing of a later day can come before that day's midnight, so what lies before it is complete.
        while day <= lastDay, waiting.last.map({ $0.instant >= placer.midnight(of: day) }) ?? true { addDay() }
        guard var first = waiting.popLast() else { return nil }
        while let other = waiting.last, other.instant == first.instant, other.cancelled == nil, first.cancelled == nil {
            waiting.removeLast()
            // The later of two is the one whose own time this may be.
            first = Self.joined(first, into: other)
        }
        return first
    }

    private mutating func addDay() {
        defer { day = days.next(after: day) }
        guard let source = days.source(of: day) else { return }
        waiting += minutes.compactMap { placer.place(day, minuteOfDay: $0, source: source) }
        waiting.sort { ($0.instant, $0.scheduled.secondsOnUTCClock) > ($1.instant, $1.scheduled.secondsOnUTCClock) }
    }

    private static func joined(_ earlier: Occurrence, into later: Occurrence) -> Occurrence {
        let inherited = earlier.notes.filter { if case .joins = $0 { true } else { false } }
        return Occurrence(
            job: later.job, scheduled: later.scheduled, zone: later.zone, instant: later.instant,
            notes: later.notes + inherited + [.joins(earlier.scheduled)])
    }
}
