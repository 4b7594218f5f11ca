/// A job's schedule with everything that decides when it fires: the zone's rules and the days that are worked on.
public struct Timetable: Sendable {
    /// The job's slug.
    public let job: String
    /// What the manifest says.
    public let schedule: Schedule
    /// The rules of the schedule's zone.
    public let rules: any ZoneRules
    /// The calendar the schedule names; without one every day is worked on.
    public let calendar: BusinessCalendar?

    /// Creates a timetable.
    public init(job: String, schedule: Schedule, rules: any ZoneRules, calendar: BusinessCalendar? = nil) {
        self.job = job
        self.schedule = schedule
        self.rules = rules
        self.calendar = calendar
    }

    /// Occurrences after one instant and up to another, in milliseconds since 1970, ascending and one at a time.
    ///
    /// Those that a calendar cancels are among them, at the instant where they would have been.
    public func occurrences(after start: Int64, through end: Int64) -> OccurrenceSequence {
        OccurrenceSequence(timetable: self, after: start, through: end)
    }

    /// The first firings after an instant, cancelled ones left out; eight years are looked through.
    ///
    /// Eight years hold every 29 February, so a schedule without a firing in them has none.
    public func firings(_ count: Int, after start: Int64) -> [Occurrence] {
        var end = start + 8 * 366 * 86_400_000
        if case .at(let time) = schedule.trigger {
            end = max(end, (time.secondsOnUTCClock + 86_400 * Int64(OccurrenceSequence.farthest)) * 1000)
        }
        if let last = calendar?.years.max(), let beyond = CivilDay(year: last + 1, month: 1, day: 3) {
            // In years the calendar says nothing about nothing fires, and some schedules have millions of times in them.
            end = min(end, Int64(beyond.number) * 86_400_000)
        }
        return Array(occurrences(after: start, through: end).lazy.filter { $0.cancelled == nil }.prefix(count))
    }

    /// Whether an instant, in milliseconds since 1970, is within the schedule's quiet hours.
    public func isQuiet(_ instant: Int64) -> Bool {
        schedule.quietHours?.contains(instant / 1000, in: rules) ?? false
    }

    /// Seconds by which this job's firings are put off: always the same for one job, and spread evenly over all jobs.
    public var jitter: Int {
        guard schedule.jitterSeconds > 0 else { return 0 }
        return Int(PlanHash.number(of: job) % UInt64(schedule.jitterSeconds + 1))
    }
}

extension Schedule.Trigger {
    /// Whether the schedule itself names a day.
    func fires(on day: CivilDay) -> Bool {
        switch self {
        case .at(let time): time.date == day
        case .cron(let cron):
            cron.months.contains(day.month) && cron.daysOfMonth.contains(day.day)
                && cron.daysOfWeek.contains(day.weekday)
        }
    }

    /// The times of such a day, in minutes after midnight, ascending.
    var minutesOfDay: [Int] {
        switch self {
        case .at(let time): [time.minuteOfDay]
        case .cron(let cron): cron.hours.flatMap { hour in cron.minutes.map { hour * 60 + $0 } }
        }
    }
}

extension Timetable {
    /// What the zone's clocks show when an occurrence fires, as manifests spell times; with seconds where jitter adds some.
    ///
    /// One that does not fire is shown where it would have been.
    public func local(_ occurrence: Occurrence) -> String {
        let second = occurrence.instant / 1000
        guard occurrence.cancelled == nil, let shown = rules.civilTime(at: second) else {
            return occurrence.scheduled.description
        }
        let seconds = (second + Int64(rules.offset(at: second))) % 60
        return seconds == 0 ? shown.description : "\(shown):\(seconds < 10 ? "0" : "")\(seconds)"
    }

    /// The last instant at which an occurrence may still start, in milliseconds since 1970.
    public func startBy(_ occurrence: Occurrence) -> Int64 {
        occurrence.instant + Int64(schedule.startingDeadlineSeconds) * 1000
    }

    /// The instant at which the zone's clocks first show a time, in milliseconds since 1970.
    public func instant(of time: CivilTime) -> Int64 { rules.placement(of: time).instant * 1000 }
}
