import JobModel
import Testing

@Suite struct RunSeriesTests {
    private static func run(
        _ unit: AudienceUnit = .people, isTest: Bool = false, targeted: Int, read: Int?
    ) -> RunSummary {
        var people = BalanceSheet()
        people.targeted = targeted
        people.accepted = targeted - 1
        people.rejected = 1
        var run = RunSummary(
            id: RunID(rawValue: "000000000001"), job: "a", title: "A", state: .sent, planSHA256: "", unit: unit,
            people: people, progress: ProgressFigures(valid: targeted, read: read, sampledAt: Int64(targeted)),
            createdAt: 1)
        run.isTest = isTest
        return run
    }

    @Test func testsAndOtherUnitsAreNotAddedUp() {
        let series = RunSeries(
            job: "a",
            runs: [
                Self.run(targeted: 10, read: 4), Self.run(.departments, targeted: 3, read: 100),
                Self.run(isTest: true, targeted: 2, read: 2), Self.run(targeted: 20, read: nil),
            ])
        #expect(series.countable.count == 2)
        #expect(series.people.targeted == 30 && series.people.accepted == 28 && series.people.rejected == 2)
        #expect(series.people.addsUp)
        #expect(series.progress == ProgressFigures(valid: 30, read: 4, sampledAt: 20))
    }

    @Test func ofNothingNothingIsKnown() {
        #expect(RunSeries(runs: []).progress == ProgressFigures())
        #expect(RunSeries(runs: []).people == BalanceSheet())
    }
}
