/// Which days are worked on: weekends, holidays, and the weekend days worked to make up for them (调休).
public struct BusinessCalendar: Sendable, Equatable {
    /// What a day is.
    public enum DayKind: Sendable, Hashable {
        /// A day on which messages go out; a make-up workday is one of them.
        case workday
        /// A day of the weekend.
        case weekend
        /// A holiday and what it is called.
        case holiday(String)
        /// A day of a year the calendar says nothing about.
        case unknown
    }

    /// How far a firing may be moved, in days; longer holidays than this are a slip in the file.
    public static let farthestMove = 31

    /// What people call the calendar.
    public var name: String
    /// The years it covers; about others nothing is known.
    public var years: Set<Int>
    /// The days of the week that are not worked on, 0 (Sunday) to 6.
    public var weekend: Set<Int> = [0, 6]
    /// Holidays and their names.
    public var holidays: [CivilDay: String] = [:]
    /// Days of the weekend that are worked on, and why.
    public var workdays: [CivilDay: String] = [:]

    /// Creates a calendar without holidays.
    public init(name: String, years: Set<Int>) {
        self.name = name
        self.years = years
    }

    /// What a day is.
    public func kind(of day: CivilDay) -> DayKind {
        guard years.contains(day.year) else { return .unknown }
        if workdays[day] != nil { return .workday }
        if let holiday = holidays[day] { return .holiday(holiday) }
        return weekend.contains(day.weekday) ? .weekend : .workday
    }

    /// The nearest workday in a direction, the day itself included.
    ///
    /// `nil` when a day nothing is known about comes first, or when there is none within ``farthestMove`` days.
    public func workday(from day: CivilDay, step: Int) -> CivilDay? {
        for distance in 0...Self.farthestMove {
            let candidate = day.advanced(by: distance * step)
            switch kind(of: candidate) {
            case .workday: return candidate
            case .unknown: return nil
            case .weekend, .holiday: continue
            }
        }
        return nil
    }
}

/// The manifest's `schedule.calendar`: which file, and what happens on days that are not worked on.
public struct CalendarRule: Sendable, Hashable {
    /// What happens to a firing on such a day; the raw values are the manifest's.
    public enum OnHoliday: String, Sendable, CaseIterable {
        /// It does not take place.
        case skip
        /// It takes place on the nearest workday before, at the same time of day.
        case before
        /// It takes place on the nearest workday after, at the same time of day.
        case after
    }

    /// Path of the calendar file, below the manifest's folder.
    public var file: String
    /// What happens on a day that is not worked on.
    public var onHoliday: OnHoliday

    /// Creates a rule.
    public init(file: String, onHoliday: OnHoliday) {
        self.file = file
        self.onHoliday = onHoliday
    }
}
