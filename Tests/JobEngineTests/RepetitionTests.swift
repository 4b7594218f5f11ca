import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Testing

/// The same message never goes to the same audience twice by mistake.
struct RepetitionTests {
    /// By hand as by schedule: what was said before anybody said yes stays with the run.
    @Test func whatThePlanWarnedOfIsKept() async throws {
        let world = try EngineWorld()
        let remark = PlanRemark.unknownExclusions(1, first: ["/audience/exclude/users/emails/0"])
        _ = try await world.engine.run(
            try EngineWorld.plan(people: 10), warnings: [remark], by: EngineWorld.actor, stop: StopSignal())
        #expect(try await world.summary().warnings == [remark.text])
        let begun = try EngineWorld()
        let run = begun.engine.newRunID()
        try await begun.engine.begin(
            try EngineWorld.plan(people: 10), as: run, warnings: [remark], by: EngineWorld.actor, stop: StopSignal())
        #expect(try await begun.store.summary(of: run).warnings == [remark.text])
    }

    private static let sevenDays: Int64 = 7 * 24 * 3600 * 1000

    @Test(arguments: [0, 1, sevenDays - 1])
    func refusesTheSameToTheSameWithinSevenDays(_ milliseconds: Int64) async throws {
        let world = try EngineWorld()
        #expect(try await world.run(try EngineWorld.plan(people: 20)) == .complete)
        let first = try await world.summary().id
        world.clock.advance(milliseconds: milliseconds)
        // Another job, other batches: what counts is the message and who gets it.
        let error = await #expect(throws: StoreError.self) {
            try await world.run(try EngineWorld.plan(people: 20, batchSize: 7, job: "again"))
        }
        #expect(error?.code == .repeats)
        #expect(error?.runs == [first])
        #expect(error?.hint.contains(first.rawValue) == true)
        #expect(world.feishu.reached.count == 20)
        #expect(try await world.store.summaries().count == 1)
    }

    @Test func sendsItAgainWhenTheOperatorNamesTheRun() async throws {
        let world = try EngineWorld()
        _ = try await world.run(try EngineWorld.plan(people: 20))
        let first = try await world.summary().id
        let wrong = await #expect(throws: StoreError.self) {
            try await world.engine.run(
                try EngineWorld.plan(people: 20), allowRepeatOf: RunID(rawValue: "zzzzzzzzzzzz"), by: EngineWorld.actor,
                stop: StopSignal())
        }
        #expect(wrong?.code == .repeats)
        let end = try await world.engine.run(
            try EngineWorld.plan(people: 20), allowRepeatOf: first, by: EngineWorld.actor, stop: StopSignal())
        #expect(end == .complete)
        #expect(world.feishu.reached.count == 40)

        let third = await #expect(throws: StoreError.self) {
            try await world.engine.run(
                try EngineWorld.plan(people: 20), allowRepeatOf: first, by: EngineWorld.actor, stop: StopSignal())
        }
        #expect(third?.code == .repeats, "a word about the first run is none about the second")
    }

    @Test func sevenDaysLaterItMayGoOutAgain() async throws {
        let world = try EngineWorld()
        _ = try await world.run(try EngineWorld.plan(people: 20))
        world.clock.advance(milliseconds: Self.sevenDays)
        #expect(try await world.run(try EngineWorld.plan(people: 20)) == .complete)
        #expect(world.feishu.reached.count == 40)
    }

    @Test func anotherMessageOrAudienceIsNoRepetition() async throws {
        let world = try EngineWorld()
        _ = try await world.run(try EngineWorld.plan(people: 20))
        #expect(try await world.run(try EngineWorld.plan(people: 21)) == .complete)
        #expect(try await world.run(try EngineWorld.plan(people: 20, text: "Hello to everyone!")) == .complete)
    }

    @Test func aDoubtCountsAsSentAndARefusalDoesNot() async throws {
        let doubt = try EngineWorld([.answer(.inDoubt(.probablyNotSent))])
        _ = try await doubt.run(try EngineWorld.plan(people: 10))
        try await doubt.store.cancelPending(
            try await doubt.summary().id, reason: "over", by: EngineWorld.actor, at: doubt.clock.now())
        let error = await #expect(throws: StoreError.self) { try await doubt.run(try EngineWorld.plan(people: 10)) }
        #expect(error?.code == .repeats)

        let refused = try EngineWorld([.answer(.rejected(.request))])
        _ = try await refused.run(try EngineWorld.plan(people: 10))
        #expect(try await refused.run(try EngineWorld.plan(people: 10)) == .complete)
        #expect(refused.feishu.reached.count == 10)
    }

    @Test func aJobHasOneUnfinishedRun() async throws {
        let world = try EngineWorld([.answer(.inDoubt(.unknown))])
        _ = try await world.run(try EngineWorld.plan(people: 20))
        let error = await #expect(throws: StoreError.self) {
            try await world.run(try EngineWorld.plan(people: 20, text: "something else"))
        }
        #expect(error?.code == .unfinished)
        #expect(world.feishu.calls == 1)
    }

    @Test func anOccurrenceHappensOnce() async throws {
        let world = try EngineWorld()
        let engine = world.engine
        let end = try await engine.run(
            try EngineWorld.plan(people: 20), occurrence: "2026-12-01T09:00", by: EngineWorld.actor, stop: StopSignal())
        #expect(end == .complete)
        let run = try await world.summary()
        #expect(run.occurrence == "2026-12-01T09:00")
        world.clock.advance(milliseconds: Self.sevenDays * 52)
        let error = await #expect(throws: StoreError.self) {
            try await engine.run(
                try EngineWorld.plan(people: 20, text: "another text"), occurrence: "2026-12-01T09:00",
                allowRepeatOf: run.id, by: EngineWorld.actor, stop: StopSignal())
        }
        #expect(error?.code == .occurrenceTaken)
        #expect(error?.runs == [run.id])
        let next = try await engine.run(
            try EngineWorld.plan(people: 20), occurrence: "2026-12-08T09:00", by: EngineWorld.actor, stop: StopSignal())
        #expect(next == .complete)
        #expect(world.feishu.reached.count == 40)
    }
}
