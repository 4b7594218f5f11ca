/// A day of the Gregorian calendar, without a zone: `2026-02-17`.
public struct CivilDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01, which sort and count by themselves.
    public let number: Int
    /// The year.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    /// The day so many days after 1970-01-01.
    ///
    /// The arithmetic counts from 1 March of the year 0, so that a leap day is the last of its year.
    public init(number: Int) {
        self.number = number
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Creates a day that the calendar has in the years 1970 to 2999, or `nil`.
    public init?(year: Int, month: Int, day: Int) {
        guard (1970...2999).contains(year), (1...12).contains(month),
            (1...CivilTime.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        let fromMarch = month <= 2 ? year - 1 : year
        let era = fromMarch / 400
        let yearOfEra = fromMarch - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads exactly `YYYY-MM-DD`; `nil` for any other shape and for days no calendar from 2000 to 2999 has, or from another
    /// year on.
    public init?(_ text: String, since earliest: Int = 2000) {
        guard let midnight = CivilTime("\(text)T00:00", since: earliest) else { return nil }
        self = midnight.date
    }

    /// The day of the week, 0 (Sunday) to 6.
    public var weekday: Int { ((number + 4) % 7 + 7) % 7 }

    /// The day so many days later.
    public func advanced(by days: Int) -> CivilDay { CivilDay(number: number + days) }

    /// Days are ordered as they come.
    public static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }

    /// The day as calendar files spell it.
    public var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }
}

extension CivilTime {
    /// The day it is on.
    public var date: CivilDay {
        // A civil time is only ever made of a day that exists.
        CivilDay(year: year, month: month, day: day) ?? CivilDay(number: 0)
    }

    /// Minutes since the midnight before, as a clock shows them.
    public var minuteOfDay: Int { hour * 60 + minute }

    /// Seconds since 1970 of the same reading on a clock that shows UTC.
    var secondsOnUTCClock: Int64 { Int64(date.number) * 86_400 + Int64(minuteOfDay) * 60 }

    /// Creates the time that many minutes after a day's midnight; `nil` outside the years 1970 to 2999.
    init?(_ day: CivilDay, minuteOfDay: Int) {
        self.init(year: day.year, month: day.month, day: day.day, hour: minuteOfDay / 60, minute: minuteOfDay % 60)
    }
}

extension CivilTime {
    /// The same time so many months later, on the month's last day where it is shorter; `nil` after the year 2999.
    public func adding(months: Int) -> CivilTime? {
        let index = year * 12 + month - 1 + months
        let (year, month) = (index / 12, index % 12 + 1)
        let day = min(day, Self.days(inMonth: month, of: year))
        return CivilTime(year: year, month: month, day: day, hour: hour, minute: minute)
    }
}
