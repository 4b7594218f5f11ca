import JobModel
import Testing

@Suite struct ClockCheckTests {
    private func moment(_ text: String, monotonic: Int64 = 0, boot: String = "a") -> Moment {
        Moment(wallMilliseconds: Timetables.instant(text), monotonicMilliseconds: monotonic, bootID: boot)
    }

    @Test(arguments: [
        ("2026-03-04T09:00:00Z", true), ("2037-12-31T23:59:59Z", true), ("2038-01-19T03:14:08Z", false),
        ("2025-12-31T23:59:59Z", false), ("1970-01-01T00:00:00Z", false), ("2999-01-01T00:00:00Z", false),
    ])
    func someYearsCannotBe(now: String, maySchedule: Bool) {
        let check = ClockCheck(now: moment(now))
        #expect(check.maySchedule == maySchedule)
        #expect(check.mayCatchUp == maySchedule)
    }

    @Test(arguments: [(0, true), (-300, true), (-301, false), (-86_400, false), (3600, true)])
    func fiveMinutesBackwardsAreTooMuch(seconds: Int64, maySchedule: Bool) {
        let recorded = Timetables.instant("2026-03-04T09:00:00Z")
        var now = moment("2026-03-04T09:00:00Z")
        now.wallMilliseconds += seconds * 1000
        let check = ClockCheck(now: now, newestRecorded: recorded)
        #expect(check.maySchedule == maySchedule)
        #expect(maySchedule || check.findings == [.backwards(seconds: Int(-seconds))])
    }

    @Test(arguments: [
        // Asleep for a day, and the boot clock knows it.
        ("2026-03-05T09:00:00Z", Int64(86_400_000), "a", true),
        // A day within a minute: somebody set the clock.
        ("2026-03-05T09:00:00Z", 60_000, "a", false), ("2026-03-04T12:01:00Z", 60_000, "a", true),
        ("2026-03-04T12:01:01Z", 60_000, "a", false),
        // Another boot proves nothing.
        ("2026-03-05T09:00:00Z", 60_000, "b", true),
    ])
    func aJumpForwardCatchesNothingUp(now: String, lived: Int64, boot: String, mayCatchUp: Bool) {
        let check = ClockCheck(
            now: moment(now, monotonic: lived, boot: boot), lastTick: moment("2026-03-04T09:00:00Z"))
        #expect(check.mayCatchUp == mayCatchUp)
        #expect(check.maySchedule == mayCatchUp, "it may be a slip, and what lies within the jump is still to come")
    }

    @Test(arguments: [(Int64(0), true), (600, true), (601, false), (86_400, false)])
    func theServersClockConfirmsAJump(skew: Int64, maySchedule: Bool) {
        let now = moment("2026-03-05T09:00:00Z", monotonic: 60_000)
        let check = ClockCheck(
            now: now, lastTick: moment("2026-03-04T09:00:00Z"),
            server: .init(said: now.wallMilliseconds - skew * 1000, receivedAt: now.wallMilliseconds))
        #expect(check.maySchedule == maySchedule)
        #expect(!check.mayCatchUp)
    }

    @Test(arguments: [
        (Int64(120), 0, true), (121, 1, true), (-121, 1, true), (600, 1, true), (601, 1, false), (-601, 1, false),
    ])
    func theServersClockIsAsked(skew: Int64, findings: Int, maySchedule: Bool) {
        let said = Timetables.instant("2026-03-04T09:00:00Z")
        let check = ClockCheck(
            now: moment("2026-03-04T09:30:00Z"), server: .init(said: said, receivedAt: said + skew * 1000))
        #expect(check.findings.count == findings)
        #expect(check.maySchedule == maySchedule)
        if let text = check.findings.first?.text { #expect(text.contains(skew > 0 ? "ahead of" : "behind")) }
    }
}
