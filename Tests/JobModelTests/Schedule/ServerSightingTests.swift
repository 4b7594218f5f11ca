import JobModel
import Testing

/// The Date header of an answer, and what it says about the clock later.
struct ServerSightingTests {
    private static let now = Moment(
        wallMilliseconds: Timetables.instant("2026-12-01T09:00:00Z"), monotonicMilliseconds: 5_000, bootID: "a")

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        ("Thu, 29 Feb 2024 23:59:59 GMT", "2024-02-29T23:59:59Z"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"),
    ])
    func readsTheOneFormThatIsSent(_ text: String, _ instant: String) {
        #expect(ServerSighting(httpDate: text, at: Self.now)?.said == Timetables.instant(instant))
    }

    @Test(arguments: [
        "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT", "Sun, +6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sun, 06 Nov 1994 ０8:49:3 GMT", "Sun, 06 Nov 9999999999999 GMT",
    ])
    func anythingElseSaysNothing(_ text: String) {
        #expect(ServerSighting(httpDate: text, at: Self.now) == nil)
    }

    /// The wall clock is set back by an hour, then right again; the monotonic one goes on.
    @Test func theServersClockGoesOnWithTheMonotonicOne() throws {
        let said = Self.now.wallMilliseconds
        let sighting = ServerSighting(said: said, monotonicMilliseconds: 5_000, bootID: "a")
        var later = Self.now
        later.monotonicMilliseconds += 60_000
        later.wallMilliseconds -= 3_600_000
        #expect(sighting.date(at: later) == .init(said: said + 60_000, receivedAt: later.wallMilliseconds))
        #expect(!ClockCheck(now: later, server: sighting.date(at: later)).maySchedule)
        later.wallMilliseconds = said + 60_000
        #expect(ClockCheck(now: later, server: sighting.date(at: later)).findings.isEmpty)
    }

    @Test(arguments: [
        (Moment(wallMilliseconds: 1, monotonicMilliseconds: 6_000, bootID: "b")),
        (Moment(wallMilliseconds: 1, monotonicMilliseconds: 4_999, bootID: "a")),
        (Moment(wallMilliseconds: 1, monotonicMilliseconds: 8 * 86_400_000, bootID: "a")),
    ])
    func afterARebootOrAWeekNobodyCanTell(_ later: Moment) {
        #expect(ServerSighting(said: 1, monotonicMilliseconds: 5_000, bootID: "a").date(at: later) == nil)
    }
}
