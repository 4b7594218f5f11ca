import JobModel
import Testing

@testable import JobStore

/// What somebody who watches a run reads again and again.
struct RunMotionTests {
    private func motion(_ scene: Scene, at milliseconds: Int64 = 0) async throws -> RunMotion {
        try await scene.database.motion(of: scene.run, at: Fixture.moment(milliseconds))
    }

    @Test func batchesAreCountedByState() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 6, of: 3), maxInDoubt: 3)
        try await scene.accept("first")
        try await scene.accept("second")
        try await scene.send(AttemptResult(outcome: .rejected))
        try await scene.send(AttemptResult(outcome: .inDoubt))
        _ = try await scene.dispatch()
        let motion = try await motion(scene)
        #expect(motion.batches == [.accepted: 2, .rejected: 1, .inDoubt: 1, .dispatching: 1, .pending: 1])
        #expect((motion.accounted, motion.total) == (3, 6) && motion.run.looked == LookedAt(known: 0, taken: 2))
        #expect(motion.run.batches.isEmpty, "a run of 50,000 messages is read many times")
        let summary = try await scene.summary()
        #expect(motion.run.people == summary.people && motion.run.state == summary.state)
        #expect(motion.openThrough == nil)
    }

    @Test func figuresAreAboutWhatWasLookedAt() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 3, of: 3))
        for name in ["first", "second"] { try await scene.accept(name) }
        try await scene.database.recordProgress(
            scene.run, ordinal: 2, ProgressSample(valid: 3, delivered: 2, read: 1), at: Fixture.moment())
        let motion = try await motion(scene)
        #expect(motion.run.looked == LookedAt(known: 1, taken: 2))
        #expect(motion.run.progress.delivered == 2)
    }

    @Test func whatWasTakenBackIsCounted() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 2, of: 3))
        for name in ["first", "second"] { try await scene.accept(name) }
        #expect(try await motion(scene).takenBack == 0)
        try scene.execute("UPDATE batch SET recallWanted = 1, recall = 'confirmed' WHERE ordinal = 2")
        #expect(try await motion(scene).takenBack == 1)
        try scene.execute("UPDATE batch SET recallWanted = 1, recall = 'too_old' WHERE ordinal = 1")
        #expect(try await motion(scene).takenBack == 1)
    }

    @Test func theLimitsOfItsAppAreItsOwn() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 4, of: 1))
        for (number, second) in [0, 40, 60].enumerated() {
            try await scene.accept("number\(number)", at: Fixture.moment(Int64(second) * 1000))
        }
        let app = try await motion(scene, at: 60_500).app
        #expect(app.appID == Fixture.app && app.callsThisMonth == 3)
        #expect(app.calls == [.init(api: "batch_send", total: 3, lastMinute: 2, lastSecond: 1)])
    }

    @Test func whatHoldsItIsNamed() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 4, of: 1))
        let free = try await motion(scene)
        #expect(free.rest == nil && free.appStop == nil && free.killSwitch == nil)
        try await scene.send(AttemptResult(outcome: .throttled, pausesAppMilliseconds: 20_000))
        let rest = try #require(try await motion(scene, at: 5000).rest)
        #expect(rest.milliseconds == 15_000 && !rest.reason.isEmpty)
        #expect(try await motion(scene, at: 20_000).rest == nil)
        try await scene.database.pauseAll(reason: "fire drill", by: Fixture.ann, at: Fixture.moment())
        #expect(try await motion(scene).killSwitch?.reason == "fire drill")
    }

    @Test func aRunThatIsNotIsNotFound() async throws {
        let database = try JobDatabase.inMemory()
        let error = await #expect(throws: StoreError.self) {
            try await database.motion(of: Fixture.runID(9), at: Fixture.moment())
        }
        #expect(error?.code == .notFound)
    }
}
