import JobModel
import Testing

@Suite struct OccurrenceTests {
    @Test(arguments: [
        ("0 9 * * 1", "2026-11-23,2026-11-30,2026-12-07"), ("0 9 1 * *", "2026-12-01,2027-01-01,2027-02-01"),
        ("0 9 31 * *", "2026-12-31,2027-01-31,2027-03-31"), ("0 9 29 2 *", "2028-02-29,2032-02-29"),
        ("0 9 30 2,4 *", "2027-04-30,2028-04-30"), ("0 9 * 1 0", "2027-01-03,2027-01-10,2027-01-17"),
    ])
    func firesOnTheDaysTheFieldsName(cron: String, days: String) throws {
        let timetable = try Timetables.make(cron, "Asia/Shanghai")
        let found = timetable.firings(3, after: Timetables.instant("2026-11-22T20:00:00Z"))
        let text = found.map { $0.scheduled.date.description }.joined(separator: ",")
        #expect(text.hasPrefix(days))
    }

    @Test func aWindowHoldsItsEndAndNotItsStart() throws {
        let timetable = try Timetables.make("0 9 * * *", "UTC")
        let first = Timetables.instant("2026-03-01T09:00:00Z")
        let second = Timetables.instant("2026-03-02T09:00:00Z")
        #expect(timetable.occurrences(after: first, through: second).map(\.instant) == [second])
        #expect(timetable.occurrences(after: first - 1, through: second - 1).map(\.instant) == [first])
        #expect(Array(timetable.occurrences(after: second, through: first)).isEmpty)
    }

    @Test func oneWindowIsTheSumOfItsParts() throws {
        let timetable = try Timetables.make(
            "*/20 1-3,23 * * *", "America/New_York", calendar: springFestival, onHoliday: .after,
            quiet: (22 * 60, 8 * 60), jitter: 3600)
        let start = Timetables.instant("2026-02-01T00:00:00Z")
        let whole = Array(timetable.occurrences(after: start, through: start + 40 * 86_400_000))
        let parts = (0..<80).flatMap { half in
            let from = start + Int64(half) * 43_200_000
            return Array(timetable.occurrences(after: from, through: from + 43_200_000))
        }
        #expect(whole == parts)
        #expect(whole.count > 20)
        #expect(Set(whole.map(\.key)).count == whole.count)
        #expect(zip(whole, whole.dropFirst()).allSatisfy { $0.instant <= $1.instant })
    }

    @Test func oneMomentFiresOnce() throws {
        let time = try #require(CivilTime("2026-12-01T09:00"))
        let timetable = try Timetables.make(.at(time), "Asia/Shanghai")
        let all = timetable.firings(9, after: 0)
        #expect(all.map(\.key) == ["2026-12-01T09:00[Asia/Shanghai]"])
        #expect(all.map(\.instant) == [Timetables.instant("2026-12-01T01:00:00Z")])
        #expect(timetable.firings(1, after: all[0].instant).isEmpty)
        let far = try Timetables.make(.at(try #require(CivilTime("2080-02-29T09:00"))), "UTC")
        #expect(far.firings(1, after: 0).count == 1, "looked for where it is, not day by day for eight years")
    }

    @Test func jitterIsAlwaysTheSameForOneJob() throws {
        let seconds = try (0..<200).map { try Timetables.make("0 9 * * *", "UTC", job: "job-\($0)", jitter: 60).jitter }
        #expect(seconds.allSatisfy { (0...60).contains($0) })
        #expect(Set(seconds).count > 40, "spread over the whole range")
        #expect(Set(seconds).contains { $0 > 55 } && Set(seconds).contains { $0 < 5 })
        // Recorded: a new build must not move anybody's firings.
        #expect(try Timetables.make("0 9 * * *", "UTC", job: "benefits-2026", jitter: 3600).jitter == 452)
        let timetable = try Timetables.make("0 9 * * *", "UTC", job: "benefits-2026", jitter: 3600)
        let plain = try Timetables.make("0 9 * * *", "UTC", job: "benefits-2026")
        let (late, sharp) = (timetable.firings(3, after: 0), plain.firings(3, after: 0))
        #expect(zip(late, sharp).allSatisfy { $0.instant == $1.instant + Int64(timetable.jitter) * 1000 })
        #expect(late.map(\.key) == sharp.map(\.key), "jitter is no part of the key")
        #expect(late.first?.notes == [.jitter(timetable.jitter)])
    }

    @Test func everyMinuteForAYearIsCounted() throws {
        let timetable = try Timetables.make("* * * * *", "America/New_York")
        let start = Timetables.instant("2026-03-07T00:00:00Z")
        let found = Array(timetable.occurrences(after: start, through: start + 3 * 86_400_000))
        // The clocks go forward: 60 readings that do not exist join the first minute after.
        #expect(found.count == 3 * 1440)
        let back = Timetables.instant("2026-10-31T00:00:00Z")
        let repeated = Array(timetable.occurrences(after: back, through: back + 3 * 86_400_000))
        #expect(repeated.count == 3 * 1440 - 60, "an hour that comes twice fires once")
    }

    private var springFestival: BusinessCalendar { CalendarTests.springFestival }
}
