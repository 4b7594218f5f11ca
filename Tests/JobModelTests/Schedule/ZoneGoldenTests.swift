import JobModel
import Testing

/// Where civil times lie on days on which zones change, from published tables (Python's zoneinfo agrees).
@Suite struct ZoneGoldenTests {
    @Test(arguments: [
        // The clocks go forward at 02:00; 02:30 does not exist.
        ("30 2 * * *", "America/New_York", "2026-03-08", "2026-03-08T03:00 = 2026-03-08T07:00:00Z"),
        ("0 9 * * *", "America/New_York", "2026-03-08", "2026-03-08T09:00 = 2026-03-08T13:00:00Z"),
        // The clocks go back at 02:00; 01:30 comes twice, and the first one counts.
        ("30 1 * * *", "America/New_York", "2026-11-01", "2026-11-01T01:30 = 2026-11-01T05:30:00Z"),
        ("0 2 * * *", "America/New_York", "2026-11-01", "2026-11-01T02:00 = 2026-11-01T07:00:00Z"),
        // Half an hour only.
        ("15 2 * * *", "Australia/Lord_Howe", "2026-10-04", "2026-10-04T02:30 = 2026-10-03T15:30:00Z"),
        ("45 1 * * *", "Australia/Lord_Howe", "2026-04-05", "2026-04-05T01:45 = 2026-04-04T14:45:00Z"),
        ("30 2 * * *", "Australia/Lord_Howe", "2026-10-04", "2026-10-04T02:30 = 2026-10-03T15:30:00Z"),
        // The gap is at midnight.
        ("30 0 * * *", "Africa/Cairo", "2026-04-24", "2026-04-24T01:00 = 2026-04-23T22:00:00Z"),
        ("0 0 * * *", "Africa/Cairo", "2026-04-24", "2026-04-24T01:00 = 2026-04-23T22:00:00Z"),
        // China's last summer time ended on 15 September 1991 at two.
        ("30 1 * * *", "Asia/Shanghai", "1991-09-15", "1991-09-15T01:30 = 1991-09-14T16:30:00Z"),
        ("30 2 * * *", "Asia/Shanghai", "1991-04-14", "1991-04-14T03:00 = 1991-04-13T18:00:00Z"),
        // No summer time at all.
        ("30 2 * * *", "Asia/Kolkata", "2026-03-08", "2026-03-08T02:30 = 2026-03-07T21:00:00Z"),
        ("30 2 * * *", "UTC", "2026-03-08", "2026-03-08T02:30 = 2026-03-08T02:30:00Z"),
        // The ends of the world.
        ("0 0 * * *", "Pacific/Kiritimati", "2026-03-08", "2026-03-08T00:00 = 2026-03-07T10:00:00Z"),
        ("59 23 * * *", "Pacific/Pago_Pago", "2026-03-08", "2026-03-08T23:59 = 2026-03-09T10:59:00Z"),
    ])
    func firesWhereTheClocksSay(cron: String, zone: String, day: String, line: String) throws {
        let start = try #require(CivilDay(year: Int(day.prefix(4)) ?? 0, month: 1, day: 1))
        let around = try Timetables.make(cron, zone).lines("\(start)T00:00:00Z", "\(start.advanced(by: 364))T00:00:00Z")
        #expect(around.contains(line), "\(around.suffix(3))")
        #expect(Set(around).count == around.count)
    }

    @Test func apiaLeftOutADay() throws {
        let lines = try Timetables.make("0 9 * * *", "Pacific/Apia").lines(
            "2011-12-29T00:00:00Z", "2012-01-01T00:00:00Z")
        #expect(
            lines == [
                "2011-12-29T09:00 = 2011-12-29T19:00:00Z", "2011-12-31T00:00 = 2011-12-30T10:00:00Z",
                "2011-12-31T09:00 = 2011-12-30T19:00:00Z", "2012-01-01T09:00 = 2011-12-31T19:00:00Z",
            ])
        let day = try #require(CivilTime(year: 2011, month: 12, day: 30, hour: 12, minute: 0))
        #expect(try HostZone("Pacific/Apia").placement(of: day) == .never(next: 1_325_239_200))
    }

    @Test func whatMeetsAfterAGapIsOneFiring() throws {
        let timetable = try Timetables.make("0,15,30,45 2,3 8 3 *", "America/New_York")
        let found = Array(
            timetable.occurrences(
                after: Timetables.instant("2026-03-08T00:00:00Z"), through: Timetables.instant("2026-03-09T00:00:00Z")))
        #expect(found.map { timetable.local($0).suffix(5) } == ["03:00", "03:15", "03:30", "03:45"])
        #expect(found.first?.key == "2026-03-08T03:00[America/New_York]")
        #expect(found.first?.notes.count == 4)
        #expect(found.first?.note.contains("also stands for 2026-03-08T02:45") == true)
    }

    @Test func theNotesSayWhy() throws {
        let gap = try Timetables.make("30 2 8 3 *", "America/New_York").firings(
            1, after: Timetables.instant("2026-01-01T00:00:00Z"))
        #expect(gap.first?.notes == [.gap])
        #expect(gap.first?.key == "2026-03-08T02:30[America/New_York]")
        let overlap = try Timetables.make("30 1 1 11 *", "America/New_York").firings(
            1, after: Timetables.instant("2026-01-01T00:00:00Z"))
        #expect(overlap.first?.notes == [.overlap])
        #expect(overlap.first?.key == "2026-11-01T01:30[America/New_York]")
    }

    @Test(arguments: ["America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Europe/Dublin", "Asia/Tehran"])
    func everyInstantIsWhereItsClockSays(_ zone: String) throws {
        let rules = try HostZone(zone)
        var wrong: [Int64] = []
        for instant in stride(from: Int64(1_767_225_600), to: 1_798_761_600, by: 5400) {
            let placement = rules.civilTime(at: instant).map { rules.placement(of: $0) }
            let isFound =
                switch placement {
                case .once(let only): only == instant
                case .twice(let first, let second): first == instant || second == instant
                case .never, nil: false
                }
            if !isFound { wrong.append(instant) }
        }
        #expect(wrong == [])
    }
}
