/// One firing of a job's schedule, or one that will not take place, and why it is where it is.
public struct Occurrence: Sendable, Hashable {
    /// The job's slug.
    public let job: String
    /// The civil time it belongs to: the schedule's own, on the day a calendar has moved it to.
    ///
    /// Clocks, jitter and quiet hours move ``instant`` only. So a manifest whose jitter or quiet hours are edited after a
    /// firing still names the same occurrence, and cannot send it again.
    public let scheduled: CivilTime
    /// IANA name of the zone.
    public let zone: String
    /// When it fires, in milliseconds since 1970.
    public let instant: Int64
    /// Why it is not simply where the schedule says.
    public let notes: [OccurrenceNote]
    /// Why it does not fire at all; `nil` when it does.
    public let cancelled: OccurrenceCancellation?

    /// Creates an occurrence.
    public init(
        job: String, scheduled: CivilTime, zone: String, instant: Int64, notes: [OccurrenceNote] = [],
        cancelled: OccurrenceCancellation? = nil
    ) {
        self.job = job
        self.scheduled = scheduled
        self.zone = zone
        self.instant = instant
        self.notes = notes
        self.cancelled = cancelled
    }

    /// What names it for ever: `2026-11-01T01:30[America/New_York]`.
    ///
    /// An hour that comes twice has one key, and whatever is moved on top of another firing has that one's key.
    public var key: String { "\(scheduled)[\(zone)]" }

    /// Everything there is to say about it, in one line; empty when it is simply where the schedule says.
    public var note: String {
        let texts = (cancelled.map { [$0.text] } ?? []) + notes.map(\.text)
        return texts.joined(separator: "; ")
    }
}

/// What has moved an occurrence, or joined others to it.
public enum OccurrenceNote: Sendable, Hashable {
    /// Its time of day is left out where the clocks go forward.
    case gap
    /// Its time of day comes twice where the clocks go back.
    case overlap
    /// A day that is not worked on, from which the calendar moved it here.
    case movedFrom(CivilDay, BusinessCalendar.DayKind)
    /// A day that is not worked on, whose firing comes to lie on this one, which the schedule names as well.
    case standsFor(CivilDay, BusinessCalendar.DayKind)
    /// It was put off by the job's own jitter, in seconds.
    case jitter(Int)
    /// It fell into the quiet hours and waits for their end.
    case quietHours
    /// After the quiet hours the day was not one to work on, so that it waits for the next workday.
    case nextWorkday(BusinessCalendar.DayKind)
    /// Another time of the schedule that came to lie on the same instant; one message goes out for both.
    case joins(CivilTime)

    /// The sentence for people.
    public var text: String {
        switch self {
        case .gap: "clocks go forward over this time; fires right after the gap"
        case .overlap: "clocks go back and show this time twice; fires the first time"
        case .movedFrom(let day, let kind): "moved from \(day.named) (\(kind.text))"
        case .standsFor(let day, let kind): "also stands for \(day.named) (\(kind.text))"
        case .jitter(let seconds): "jitter +\(seconds)s"
        case .quietHours: "put off to the end of the quiet hours"
        case .nextWorkday(let kind): "put off to the next workday (\(kind.text))"
        case .joins(let time): "also stands for \(time)"
        }
    }
}

/// Why an occurrence does not fire.
public enum OccurrenceCancellation: Sendable, Hashable {
    /// Its day is not worked on.
    case notWorkedOn(CivilDay, BusinessCalendar.DayKind)
    /// The calendar file says nothing about the year of a day that decides.
    case calendarEnds(year: Int)
    /// No workday was near enough to move it to.
    case noWorkdayNear(CivilDay)

    /// Whether it is what the manifest says shall happen on such a day; otherwise the calendar file is wanting.
    public var isIntended: Bool { if case .notWorkedOn = self { true } else { false } }

    /// The sentence for people.
    public var text: String {
        switch self {
        case .notWorkedOn(let day, let kind): "does not fire: \(day.named) is not worked on (\(kind.text))"
        case .calendarEnds(let year): "does not fire: the calendar says nothing about \(year)"
        case .noWorkdayNear(let day):
            "does not fire: no workday within \(BusinessCalendar.farthestMove) days of \(day.named)"
        }
    }
}

extension BusinessCalendar.DayKind {
    /// The word for people.
    public var text: String {
        switch self {
        case .workday: "workday"
        case .weekend: "weekend"
        case .holiday(let name): name
        case .unknown: "not in the calendar"
        }
    }
}

extension CivilDay {
    /// The day with its weekday: `Tue 2026-02-17`.
    public var named: String { "\(Self.weekdays[weekday]) \(self)" }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
}
