import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Testing

/// Feishu's limits in every sliding window, as the engine obeys them from the durable attempts.
struct WindowTests {
    @Test func sendsAtTheLimitsAndNeverAboveThem() async throws {
        let stamps = Recorder<Int64>()
        let world = try EngineWorld(onWire: { _, meanwhile in
            stamps.append(meanwhile.clock.now().monotonicMilliseconds)
        })
        let plan = try EngineWorld.plan(people: 2200, batchSize: 1, notAfterSeconds: 4 * 3600)
        #expect(try await world.run(plan) == .complete)

        let instants = stamps.values
        #expect(instants.count == 2200)
        #expect(Set(world.feishu.sent).count == 2200)
        #expect(SlidingWindows.most(instants, window: 1000) == 50)
        #expect(SlidingWindows.most(instants, window: 60_000) == 1000)
        // 50 a second fill a minute's thousand within 19 s; two minutes later the last 200 follow within 3 s.
        let shortest = 120_000 + 3000
        let taken = try #require(instants.max()) - (try #require(instants.min()))
        #expect(Double(shortest) / Double(taken) >= 0.95, "\(taken) ms")
    }

    /// Lanes that nap move the clock for each other, so the instants are those the store committed before the first byte.
    @Test func lanesShareTheWindows() async throws {
        var world = try EngineWorld()
        world.configuration.sendLimits = RateLimits(perSecond: 7, perMinute: 40, marginMilliseconds: 250)
        let plan = try EngineWorld.plan(people: 150, batchSize: 1, inFlight: 8)
        #expect(try await world.run(plan) == .complete)
        let instants = try await world.store.pollTargets(of: try await world.summary().id).map(\.acceptedAt)
        #expect(instants.count == 150)
        #expect(world.feishu.mostInFlight > 1)
        #expect(SlidingWindows.most(instants, window: 60_250) <= 40)
        #expect(SlidingWindows.most(instants, window: 1250) <= 7)
    }

    @Test func aNewRunnerCountsWhatTheLastOneSent() async throws {
        let stop = StopSignal()
        let stamps = Recorder<Int64>()
        var world = try EngineWorld(onWire: { number, meanwhile in
            stamps.append(meanwhile.clock.now().monotonicMilliseconds)
            if number == 20 { stop.raise() }
        })
        world.configuration.sendLimits = RateLimits(perSecond: 20, perMinute: 30, marginMilliseconds: 0)
        let plan = try EngineWorld.plan(people: 40, batchSize: 1)
        #expect(try await world.run(plan, stop: stop) == .drained)
        let run = try await world.summary()
        #expect(run.people.accepted == 20)
        #expect(try await world.engine.pickUp(run.id, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(SlidingWindows.most(stamps.values, window: 1000) == 20)
        #expect(SlidingWindows.most(stamps.values, window: 60_000) == 30)
    }

    @Test func refusedRequestsCountAsWell() async throws {
        let stamps = Recorder<Int64>()
        var world = try EngineWorld(
            Array(repeating: .answer(.inDoubt(.unknown)), count: 30),
            onWire: { _, meanwhile in stamps.append(meanwhile.clock.now().monotonicMilliseconds) })
        world.configuration.sendLimits = RateLimits(perSecond: 4, perMinute: 10, marginMilliseconds: 0)
        _ = try await world.run(try EngineWorld.plan(people: 30, batchSize: 1, maxInDoubt: 100))
        #expect(stamps.values.count == 30)
        #expect(SlidingWindows.most(stamps.values, window: 1000) == 4)
        #expect(SlidingWindows.most(stamps.values, window: 60_000) == 10)
    }
}
