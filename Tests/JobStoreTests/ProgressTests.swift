import JobModel
import Testing

@testable import JobStore

@Suite struct ProgressTests {
    private static func sent() async throws -> Scene {
        let scene = try await Scene.sending(Fixture.people(batches: 3, of: 2))
        try await scene.accept("first")
        try await scene.accept("second", at: Fixture.moment(40))
        try await scene.send(AttemptResult(outcome: .rejected))
        return scene
    }

    @Test func asksOnlyAboutBatchesWithAName() async throws {
        let scene = try await Self.sent()
        let targets = try await scene.database.pollTargets(of: scene.run)
        #expect(targets.map(\.ordinal) == [1, 2])
        #expect(targets.map(\.batchMessageID) == ["bm-first", "bm-second"])
        #expect(targets[1].acceptedAt == Fixture.moment(40).wallMilliseconds)
        #expect(targets[0].samples == 0)
        #expect(targets[0].figures == ProgressFigures())
    }

    @Test func sumsWhatIsKnownAndKeepsUnknownUnknown() async throws {
        let scene = try await Self.sent()
        #expect(try await scene.summary().progress == ProgressFigures())
        let database = scene.database
        try await database.recordProgress(
            scene.run, ordinal: 1, ProgressSample(valid: 2, delivered: 1), at: Fixture.moment(100))
        try await database.recordProgress(
            scene.run, ordinal: 2, ProgressSample(valid: 2, delivered: 2, read: 1), at: Fixture.moment(200))
        let progress = try await scene.summary().progress
        #expect(progress.valid == 4)
        #expect(progress.delivered == 3)
        #expect(progress.read == 1)
        #expect(progress.recalled == nil)
        #expect(progress.sampledAt == Fixture.moment(200).wallMilliseconds)
    }

    @Test func aFigureThatALaterSampleLacksStays() async throws {
        let scene = try await Self.sent()
        let samples = [
            ProgressSample(valid: 2, delivered: 2, read: 1), ProgressSample(readCount: 2, readTotal: 2),
            ProgressSample(delivered: -5),
        ]
        for (index, sample) in samples.enumerated() {
            try await scene.database.recordProgress(
                scene.run, ordinal: 1, sample, at: Fixture.moment(Int64(index)))
        }
        let figures = try await scene.summary().batches[0].progress
        #expect(figures.valid == 2)
        #expect(figures.delivered == 2)
        #expect(figures.read == 2)
    }

    @Test func aLateSampleDoesNotReplaceANewerOne() async throws {
        let scene = try await Self.sent()
        try await scene.database.recordProgress(
            scene.run, ordinal: 1, ProgressSample(read: 2), at: Fixture.moment(200))
        try await scene.database.recordProgress(
            scene.run, ordinal: 1, ProgressSample(read: 1), at: Fixture.moment(100))
        #expect(try await scene.summary().batches[0].progress.read == 2)
        let history = try await scene.database.progressHistory(of: scene.run)
        #expect(history.map(\.sample.read) == [1, 2])
    }

    @Test func everySampleIsAPointOfTheCurve() async throws {
        let scene = try await Self.sent()
        let sample = ProgressSample(
            valid: 2, delivered: 2, read: 1, recalled: 0, isRecalled: false, readCount: 1, readTotal: 2)
        try await scene.database.recordProgress(scene.run, ordinal: 2, sample, at: Fixture.moment(300))
        let history = try await scene.database.progressHistory(of: scene.run)
        #expect(
            history == [
                ProgressPoint(ordinal: 2, sampledAt: Fixture.moment(300).wallMilliseconds, sample: sample)
            ])
        #expect(try await scene.database.pollTargets(of: scene.run).map(\.samples) == [0, 1])
    }

    @Test func refusesBatchesThatAreNotThere() async throws {
        let scene = try await Self.sent()
        let code = await code {
            try await scene.database.recordProgress(scene.run, ordinal: 9, ProgressSample(), at: Fixture.moment())
        }
        #expect(code == .notFound)
    }

    /// 2,500 batches of 200 people stay one query each for the sheet, the batches and the invalid ids.
    @Test func aLargeRunAddsUp() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 300, of: 20))
        for number in 0..<40 { try await scene.accept("many\(number)") }
        let summary = try await scene.summary()
        #expect(summary.batches.count == 300)
        #expect(summary.people.targeted == 6000)
        #expect(summary.people.accepted == 800)
        #expect(summary.people.pending == 5200)
        #expect(summary.people.addsUp)
    }
}
