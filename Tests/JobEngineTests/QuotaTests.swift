import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Testing

/// A used up quota stops the app, not only the run that met it.
struct QuotaTests {
    private static let used = ScriptedFeishu.Step.answer(.throttled(.dailyQuota))

    @Test func anotherRunOfTheAppDoesNotGoOn() async throws {
        let stop = StopSignal()
        let world = try EngineWorld(
            [.accept(), .accept(), Self.used],
            onWire: { number, _ in if number == 1 { stop.raise() } })
        #expect(try await world.run(try EngineWorld.plan(people: 30), stop: stop) == .drained)
        let interrupted = try await world.summary().id
        let end = try await world.run(try EngineWorld.plan(people: 30, job: "other", text: "Something else"))
        guard case .quotaUsedUp = end else { return #expect(Bool(false), "ended with \(end)") }

        let stopped = try await world.engine.pickUp(interrupted, by: EngineWorld.actor, stop: StopSignal())
        guard case .appStopped(let why) = stopped else { return #expect(Bool(false), "ended with \(stopped)") }
        #expect(why.reason.contains("11247"))
        #expect(world.feishu.requests == 3)
        #expect(try await world.summary().state == .sending, "it goes on by itself once there is room")

        let error = await #expect(throws: EngineError.self) {
            try await world.run(try EngineWorld.plan(people: 10, job: "third", text: "A third thing"))
        }
        guard case .appStopped = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(try await world.store.summaries().count == 2, "nothing new is frozen")
    }

    @Test func theNextDayItGoesOn() async throws {
        let stop = StopSignal()
        let world = try EngineWorld(
            [.accept(), Self.used], onWire: { number, _ in if number == 1 { stop.raise() } })
        let long = 3 * 86_400
        _ = try await world.run(try EngineWorld.plan(people: 30, notAfterSeconds: long), stop: stop)
        let interrupted = try await world.summary().id
        _ = try await world.run(try EngineWorld.plan(people: 10, notAfterSeconds: long, job: "other", text: "Else"))
        world.clock.advance(milliseconds: 86_399_999)
        guard case .appStopped = try await world.engine.pickUp(interrupted, by: EngineWorld.actor, stop: StopSignal())
        else { return #expect(Bool(false), "the day is not over") }
        world.clock.advance(milliseconds: 1)
        #expect(try await world.engine.pickUp(interrupted, by: EngineWorld.actor, stop: StopSignal()) == .complete)
    }

    @Test func anOperatorsResumeLetsTheWholeAppGoOn() async throws {
        let stop = StopSignal()
        let world = try EngineWorld(
            [.accept(), Self.used], onWire: { number, _ in if number == 1 { stop.raise() } })
        _ = try await world.run(try EngineWorld.plan(people: 30), stop: stop)
        let interrupted = try await world.summary().id
        _ = try await world.run(try EngineWorld.plan(people: 10, job: "other", text: "Something else"))
        let paused = try await world.summary(job: "other").id
        #expect(try await world.engine.resume(paused, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(try await world.engine.pickUp(interrupted, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(Set(world.feishu.reached).count == 30)
    }

    @Test func aPlanBeyondTheDayIsRefusedBeforeAnythingIsKept() async throws {
        var world = try EngineWorld()
        world.configuration.recipientsPerDay = 50
        #expect(try await world.run(try EngineWorld.plan(people: 40)) == .complete)
        let error = await #expect(throws: StoreError.self) {
            try await world.run(try EngineWorld.plan(people: 11, job: "other", text: "Something else"))
        }
        #expect(error?.code == .dailyQuota)
        #expect(try await world.store.summaries().count == 1)
        #expect(try await world.run(try EngineWorld.plan(people: 10, job: "other", text: "Else")) == .complete)
        world.clock.advance(milliseconds: 86_400_000)
        #expect(try await world.run(try EngineWorld.plan(people: 50, job: "third", text: "Third")) == .complete)
    }
}
