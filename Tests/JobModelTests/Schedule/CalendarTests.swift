import JobModel
import Testing

/// Holidays, make-up workdays and quiet hours.
///
/// The calendar is an example with the shape of a Spring Festival: a week off, the Saturdays around it worked on.
@Suite struct CalendarTests {
    static let springFestival: BusinessCalendar = {
        var calendar = BusinessCalendar(name: "Example", years: [2026])
        for day in ["16", "17", "18", "19", "20", "23"] {
            if let day = CivilDay("2026-02-\(day)") { calendar.holidays[day] = "Spring Festival" }
        }
        for day in ["14", "28"] {
            if let day = CivilDay("2026-02-\(day)") { calendar.workdays[day] = "Make-up" }
        }
        return calendar
    }()

    private func lines(
        _ cron: String, _ onHoliday: CalendarRule.OnHoliday, quiet: (Int, Int)? = nil, from: String = "2026-02-13",
        to: String = "2026-03-01"
    ) throws -> [String] {
        try Timetables.make(cron, "Asia/Shanghai", calendar: Self.springFestival, onHoliday: onHoliday, quiet: quiet)
            .lines("\(from)T00:00:00Z", "\(to)T00:00:00Z")
            .map { $0.hasSuffix("–") ? "(\($0.prefix(10)))" : String($0.prefix(16)) }
    }

    @Test func skipFiresOnWorkdaysMakeUpSaturdaysIncluded() throws {
        let found = try lines("0 9 * * *", .skip)
        #expect(
            found == [
                "2026-02-13T09:00", "2026-02-14T09:00", "(2026-02-15)", "(2026-02-16)", "(2026-02-17)", "(2026-02-18)",
                "(2026-02-19)", "(2026-02-20)", "(2026-02-21)", "(2026-02-22)", "(2026-02-23)", "2026-02-24T09:00",
                "2026-02-25T09:00", "2026-02-26T09:00", "2026-02-27T09:00", "2026-02-28T09:00",
            ])
    }

    @Test(arguments: [
        ("0 9 17 * *", CalendarRule.OnHoliday.before, ["2026-02-14T09:00"]),
        ("0 9 17 * *", .after, ["2026-02-24T09:00"]),
        ("0 9 17 * *", .skip, ["(2026-02-17)"]), ("0 9 14 * *", .after, ["2026-02-14T09:00"]),
        ("0 9 * * 1", .after, ["2026-02-24T09:00"]), ("0 9 * * 1", .before, ["2026-02-14T09:00"]),
        ("0 9 * * 6", .before, ["2026-02-14T09:00", "2026-02-28T09:00"]),
        ("0 9 17,24 * *", .after, ["2026-02-24T09:00"]),
        ("0 9,17 16-20 2 *", .after, ["2026-02-24T09:00", "2026-02-24T17:00"]),
    ])
    func movesToTheNearestWorkday(cron: String, rule: CalendarRule.OnHoliday, days: [String]) throws {
        #expect(try lines(cron, rule) == days)
    }

    @Test func whatMeetsOnOneDayIsOneOccurrenceWithThatDaysKey() throws {
        let timetable = try Timetables.make(
            "0 9 17,24 * *", "Asia/Shanghai", calendar: Self.springFestival, onHoliday: .after)
        let found = timetable.firings(1, after: Timetables.instant("2026-02-10T00:00:00Z"))
        #expect(found.map(\.key) == ["2026-02-24T09:00[Asia/Shanghai]"])
        #expect(found.first?.note == "also stands for Tue 2026-02-17 (Spring Festival)")
        let moved = try Timetables.make(
            "0 9 17 * *", "Asia/Shanghai", calendar: Self.springFestival, onHoliday: .after)
        #expect(
            moved.firings(1, after: Timetables.instant("2026-02-10T00:00:00Z")).first?.note
                == "moved from Tue 2026-02-17 (Spring Festival)")
    }

    @Test func nothingIsGuessedAboutOtherYears() throws {
        let january = try lines("0 9 * * *", .after, from: "2026-12-30", to: "2027-01-03")
        #expect(january == ["2026-12-30T09:00", "2026-12-31T09:00", "(2027-01-01)", "(2027-01-02)"])
        var calendar = Self.springFestival
        if let day = CivilDay("2026-12-31") { calendar.holidays[day] = "Year's end" }
        let timetable = try Timetables.make("0 9 31 12 *", "UTC", calendar: calendar, onHoliday: .after)
        let found = Array(timetable.occurrences(after: 1_790_000_000_000, through: 1_800_000_000_000))
        #expect(found.map(\.cancelled) == [.calendarEnds(year: 2027)], "the next workday is in a year nobody listed")
        #expect(timetable.firings(1, after: 1_790_000_000_000).isEmpty)
    }

    @Test func aHolidayWithoutEndMovesNothing() throws {
        var calendar = BusinessCalendar(name: "Example", years: [2026])
        calendar.weekend = Set(0...6)
        let timetable = try Timetables.make("0 9 1 6 *", "UTC", calendar: calendar, onHoliday: .after)
        let found = Array(timetable.occurrences(after: 1_770_000_000_000, through: 1_790_000_000_000))
        #expect(found.map(\.cancelled) == [CivilDay("2026-06-01").map { .noWorkdayNear($0) }])
    }

    @Test(arguments: [
        ("0 23 * * 2", "2026-03-04T08:00", "2026-03-03T23:00"), ("59 7 * * 2", "2026-03-03T08:00", "2026-03-03T07:59"),
        ("0 8 * * 2", "2026-03-03T08:00", "2026-03-03T08:00"), ("59 21 * * 2", "2026-03-03T21:59", "2026-03-03T21:59"),
        ("0 22 * * 2", "2026-03-04T08:00", "2026-03-03T22:00"), ("0 0 * * 2", "2026-03-03T08:00", "2026-03-03T00:00"),
    ])
    func quietHoursPutOffToTheirEnd(cron: String, fires: String, key: String) throws {
        let timetable = try Timetables.make(cron, "Asia/Shanghai", quiet: (22 * 60, 8 * 60))
        let found = try #require(timetable.firings(1, after: Timetables.instant("2026-03-02T10:00:00Z")).first)
        #expect(timetable.local(found) == fires)
        #expect(found.scheduled.description == key)
        #expect(found.notes == (fires == key ? [] : [.quietHours]))
        #expect(!timetable.isQuiet(found.instant))
        #expect(timetable.isQuiet(Timetables.instant("2026-03-02T15:00:00Z")))
        #expect(!timetable.isQuiet(Timetables.instant("2026-03-02T04:00:00Z")))
    }

    @Test func quietHoursComeAfterJitterAndJoinWhatMeets() throws {
        let timetable = try Timetables.make("0 21,23 * * *", "UTC", job: "job-7", quiet: (21 * 60, 8 * 60), jitter: 60)
        let found = timetable.firings(2, after: Timetables.instant("2026-03-02T12:00:00Z"))
        #expect(found.map { Timetables.utc($0.instant) } == ["2026-03-03T08:00:00Z", "2026-03-04T08:00:00Z"])
        #expect(found.first?.scheduled.description == "2026-03-02T23:00")
        #expect(found.first?.notes.contains { if case .joins = $0 { true } else { false } } == true)
    }

    @Test func quietHoursNeverLeadIntoAHoliday() throws {
        // Saturday the 14th is worked on; its 23:00 would come out on Sunday.
        #expect(try lines("0 23 14 2 *", .skip, quiet: (22 * 60, 8 * 60)) == ["(2026-02-14)"])
        #expect(try lines("0 23 14 2 *", .after, quiet: (22 * 60, 8 * 60)) == ["2026-02-24T08:00"])
        #expect(try lines("0 23 14 2 *", .before, quiet: (22 * 60, 8 * 60)) == ["2026-02-24T08:00"])
    }

    @Test func quietHoursEndOnDaysOfThirteenAndElevenHours() throws {
        // 01:30 comes twice on 1 November in New York; quiet from 01:00 to 01:30.
        let rules = try HostZone("America/New_York")
        let hours = try #require(QuietHours(from: 60, to: 90))
        let first = Timetables.instant("2026-11-01T05:10:00Z") / 1000
        #expect(hours.end(after: first, in: rules) == first + 1200)
        #expect(hours.end(after: first + 3600, in: rules) == first + 3600 + 1200, "not an hour ago")
        #expect(hours.end(after: first + 1200, in: rules) == nil)
        let gap = try #require(QuietHours(from: 60, to: 150))
        let spring = Timetables.instant("2026-03-08T06:30:00Z") / 1000
        #expect(gap.end(after: spring, in: rules) == spring + 1800, "02:30 does not exist, 03:00 does")
    }
}
