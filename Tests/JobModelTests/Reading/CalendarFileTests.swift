import Foundation
import JobModel
import Testing

@Suite struct CalendarFileTests {
    private func read(_ text: String) -> (calendar: BusinessCalendar?, problems: [ManifestProblem]) {
        CalendarFile.read(Array(text.utf8), name: "c.json")
    }

    @Test func readsADayOffAndItsMakeUp() throws {
        let calendar = try #require(
            read(
                #"""
                {"name":"Example","years":[2026,2027],"holidays":[{"date":"2026-02-17","name":"Spring Festival"}],
                 "workdays":[{"date":"2026-02-14","name":"Make-up"}]}
                """#
            ).calendar)
        let kinds = try ["2026-02-17", "2026-02-14", "2026-02-21", "2026-02-24", "2027-01-04", "2028-01-03"].map {
            calendar.kind(of: try #require(CivilDay($0)))
        }
        #expect(kinds == [.holiday("Spring Festival"), .workday, .weekend, .workday, .workday, .unknown])
        #expect(calendar.name == "Example")
    }

    @Test func theWeekendIsTheFilesOwn() throws {
        let calendar = try #require(read(#"{"name":"x","years":[2026],"weekend":["friday","saturday"]}"#).calendar)
        #expect(calendar.weekend == [5, 6])
        #expect(calendar.kind(of: try #require(CivilDay("2026-02-22"))) == .workday)
    }

    @Test func theExampleIsSound() throws {
        let url = Repository.root.appending(path: "jobs/calendars/spring-festival-2026-example.json")
        let reading = CalendarFile.read(try Repository.bytes(url), name: "c.json")
        #expect(reading.problems == [])
        let calendar = try #require(reading.calendar)
        #expect(calendar.workdays.keys.allSatisfy { calendar.weekend.contains($0.weekday) })
        #expect(calendar.name.contains("not an official"))
    }

    @Test(arguments: [
        (#"[]"#, "", "expected an object"), (#"{"years":[2026]}"#, "", "\"name\" is missing"),
        (#"{"name":"x"}"#, "", "\"years\" is missing"), (#"{"name":"x","years":[]}"#, "/years", "array of years"),
        (#"{"name":"x","years":["2026"]}"#, "/years/0", "expected a whole number"),
        (#"{"name":"x","years":[1999]}"#, "/years/0", "outside 2000 to 2999"),
        (#"{"name":"x","years":[2026],"weekend":["sat"]}"#, "/weekend/0", "is none of"),
        (
            #"{"name":"x","years":[2026],"weekend":["sunday","monday","tuesday","wednesday","thursday","friday","saturday"]}"#,
            "/weekend", "no day of the week is left"
        ),
        (#"{"name":"x","years":[2026],"holiday":[]}"#, "/holiday", "did you mean \"holidays\""),
        (#"{"name":"x","years":[2026],"holidays":["2026-02-17"]}"#, "/holidays/0", "expected an object"),
        (#"{"name":"x","years":[2026],"holidays":[{"date":"2026-02-17"}]}"#, "/holidays/0", "\"name\" is missing"),
        (
            #"{"name":"x","years":[2026],"holidays":[{"date":"2026-02-30","name":"y"}]}"#, "/holidays/0/date",
            "no day from"
        ),
        (#"{"name":"x","years":[2026],"holidays":[{"date":"2027-02-17","name":"y"}]}"#, "/holidays/0/date", "add 2027"),
        (
            #"{"name":"x","years":[2026],"holidays":[{"date":"2026-02-17","name":"y"},{"date":"2026-02-17","name":"z"}]}"#,
            "/holidays/1/date", "listed twice"
        ),
        (
            #"{"name":"x","years":[2026],"workdays":[{"date":"2026-02-17","name":"y"}]}"#, "/workdays/0/date",
            "is worked on anyway"
        ),
        (
            #"{"name":"x","years":[2026],"holidays":[{"date":"2026-02-14","name":"y"}],"workdays":[{"date":"2026-02-14","name":"y"}]}"#,
            "/workdays/0/date", "a holiday and a workday at once"
        ),
        (#"{"name":"x","years":[2026],"years":[2027]}"#, "/years", "twice"),
        (#"{"name":"x","years":[2026],}"#, "", "c.json"),
    ])
    func namesWhatIsWrong(text: String, pointer: String, contains: String) {
        let (calendar, problems) = read(text)
        #expect(calendar == nil)
        #expect(problems.count == 1, "\(problems)")
        #expect(problems.first?.pointer == pointer)
        #expect(problems.first?.description.contains(contains) == true, "\(problems)")
        #expect(problems.first?.description.hasPrefix("c.json:1:") == true)
    }

    @Test func aScheduleTakesBothKeys() throws {
        let reading = Manifests.read(
            extra: #"""
                "schedule":{"cron":"0 9 * * 1","timezone":"UTC","calendar":{"file":"c/x.json","on_holiday":"before"},
                "quiet_hours":{"from":"22:30","to":"08:00"}}
                """#)
        #expect(reading.problems == [])
        let schedule = try #require(reading.manifest?.schedule)
        #expect(schedule.calendar == CalendarRule(file: "c/x.json", onHoliday: .before))
        #expect(schedule.quietHours == QuietHours(from: 22 * 60 + 30, to: 8 * 60))
    }
}
