import JobModel
import Testing

@Suite struct TimeTextTests {
    @Test(arguments: [
        ("15m", 900), ("4h", 14_400), ("72h", 259_200), ("30s", 30), ("2d", 172_800), ("0s", 0),
        ("9999999d", 863_999_913_600),
    ])
    func readsDurations(text: String, seconds: Int) {
        #expect(DurationText.seconds(text) == seconds)
    }

    @Test(arguments: [
        "", "s", "15", "15 m", "15M", "1w", "-1h", "+1h", "1.5h", "01h", "00s", "10000000s", "１h", "1h30m", "h1", " 1h",
    ])
    func refusesOtherDurations(_ text: String) {
        #expect(DurationText.seconds(text) == nil)
    }

    @Test(arguments: [(0, "0s"), (59, "59s"), (60, "1m"), (3600, "1h"), (5400, "90m"), (86_400, "1d"), (90_000, "25h")])
    func writesTheShortestDuration(seconds: Int, text: String) {
        #expect(DurationText.text(seconds) == text)
        #expect(DurationText.seconds(text) == seconds)
    }

    @Test(arguments: ["2026-12-01T09:00", "2028-02-29T00:00", "2000-02-29T23:59", "2999-12-31T23:59"])
    func readsCivilTimes(_ text: String) {
        #expect(CivilTime(text)?.description == text)
    }

    @Test(arguments: [
        "2026-02-29T09:00", "2100-02-29T09:00", "2026-04-31T09:00", "2026-00-01T09:00", "2026-13-01T09:00",
        "2026-12-00T09:00",
        "2026-12-01T24:00", "2026-12-01T09:60", "1999-12-31T23:59", "2026-12-01t09:00", "2026-12-1T09:00",
        "2026-12-01T09:00Z",
        "2026-12-01", "", "+026-12-01T09:00", "２026-12-01T09:0",
    ])
    func refusesTimesNoCalendarHas(_ text: String) {
        #expect(CivilTime(text) == nil)
    }

    @Test func partsAreWhereTheyBelong() throws {
        let time = try #require(CivilTime("2026-03-04T05:06"))
        #expect(time.year == 2026 && time.month == 3 && time.day == 4 && time.hour == 5 && time.minute == 6)
        #expect(CivilTime(year: 2026, month: 2, day: 30, hour: 0, minute: 0) == nil)
        #expect((1...12).map { CivilTime.days(inMonth: $0, of: 2026) }.reduce(0, +) == 365)
    }
}
