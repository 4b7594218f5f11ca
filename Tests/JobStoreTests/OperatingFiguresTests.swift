import JobModel
import Testing

@testable import JobStore

@Suite struct OperatingFiguresTests {
    private func figures(_ scene: Scene, at milliseconds: Int64 = 0) async throws -> OperatingFigures {
        try await scene.database.operatingFigures(at: Fixture.moment(milliseconds))
    }

    @Test func anEmptyStoreHasNothingToTell() async throws {
        let figures = try await JobDatabase.inMemory().operatingFigures(at: Fixture.moment())
        #expect(figures == OperatingFigures())
    }

    @Test func runsAndBatchesAreCountedByState() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 4, of: 3), maxInDoubt: 2)
        try await scene.accept("first")
        try await scene.send(AttemptResult(outcome: .rejected))
        try await scene.send(AttemptResult(outcome: .inDoubt))
        _ = try await scene.dispatch()
        let figures = try await figures(scene)
        #expect(figures.runs == [.sending: 1])
        #expect(figures.openBatches == [.accepted: 1, .rejected: 1, .inDoubt: 1, .dispatching: 1])
        #expect(figures.batchesInDoubt == 1 && figures.recipientsInDoubt == 3)
        #expect(figures.attemptsLastHour == [.accepted: 1, .rejected: 1, .inDoubt: 1, nil: 1])
        #expect(figures.oldestUnfinishedRun == Fixture.moment().wallMilliseconds)
    }

    @Test func whatHoldsEverybodyUpIsTold() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 2, of: 3))
        try await scene.accept("first")
        try await scene.database.beginRecall(scene.run, by: Fixture.ann, at: Fixture.moment(500))
        try await scene.database.distrust(.found(.otherMachine), at: Fixture.moment(600))
        let figures = try await figures(scene, at: 900)
        #expect(figures.openRecalls == 1)
        #expect(figures.oldestOpenRecall == Fixture.moment(500).wallMilliseconds)
        #expect(figures.suspicion == "it was last used on another machine")
    }

    @Test func onlyTheTriesOfTheLastHourCount() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 40, of: 1), notAfterSeconds: 86_400)
        for number in 0..<40 { try await scene.accept("number\(number)", at: Fixture.moment(Int64(number) * 120_000)) }
        // The 40th began 78 minutes after the first: 30 of them lie within the hour, its beginning included.
        let figures = try await figures(scene, at: 39 * 120_000)
        #expect(figures.attemptsLastHour == [.accepted: 31])
        #expect(try await self.figures(scene, at: 100 * 120_000).attemptsLastHour == [:])
    }

    @Test func callsAreCountedForeverAndWithinTheirWindows() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 5, of: 1))
        for (number, second) in [0, 10, 69, 70, 70].enumerated() {
            try await scene.accept("number\(number)", at: Fixture.moment(Int64(second) * 1000))
        }
        let app = try #require(try await figures(scene, at: 70_500).apps.first)
        #expect(app.appID == Fixture.app)
        #expect(app.calls == [.init(api: "batch_send", total: 5, lastMinute: 3, lastSecond: 2)])
        #expect(app.callsThisMonth == 5)
        #expect(app.pauses.isEmpty && !app.isStopped)
    }

    @Test func aPauseAndAnOverdueLookAreTold() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 2, of: 1))
        try await scene.accept("first")
        try await scene.send(AttemptResult(outcome: .throttled, pausesAppMilliseconds: 20_000))
        try scene.execute("UPDATE batch SET nextPollAt = \(Fixture.moment(1000).wallMilliseconds) WHERE ordinal = 1")
        let figures = try await figures(scene, at: 5000)
        #expect(figures.overduePolls == 1 && figures.pollLag == 4000)
        #expect(figures.apps.first?.pauses.first?.api == "batch_send")
        #expect(try await self.figures(scene, at: 500).overduePolls == 0)
    }
}
