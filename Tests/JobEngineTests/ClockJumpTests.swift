import JobEngine
import JobModel
import JobStore
import Testing

/// The wall clock jumps in the middle of a run: pacing goes by the clock nobody can set, and nobody gets anything twice.
struct ClockJumpTests {
    private static let hour: Int64 = 3_600_000

    @Test(
        arguments: [
            ("an hour on", ManualClock.start + hour), ("an hour back", ManualClock.start - hour),
            ("a day on", ManualClock.start + 24 * hour), ("a year back", ManualClock.start - 365 * 24 * hour),
            ("1970", 0), ("2038", 2_147_483_648_000), ("2100", 4_102_444_800_000),
        ] as [(String, Int64)])
    func pacingGoesOnUnmoved(_ name: String, _ wall: Int64) async throws {
        let stamps = Recorder<Int64>()
        var world = try EngineWorld(onWire: { number, meanwhile in
            stamps.append(meanwhile.clock.now().monotonicMilliseconds)
            if number == 15 { meanwhile.clock.setWall(toMilliseconds: wall) }
        })
        world.configuration.sendLimits = RateLimits(perSecond: 10, perMinute: 1000, marginMilliseconds: 0)
        let plan = try EngineWorld.plan(people: 60, batchSize: 1, notAfterSeconds: 300 * 24 * 3600)
        let end = try await world.run(plan)
        let reached = world.feishu.reached
        #expect(Set(reached).count == reached.count, "nobody twice")
        #expect(SlidingWindows.most(stamps.values, window: 1000) <= 10)
        #expect(try await world.summary().people.addsUp)
        if case .stopped(.expired, _) = end {
            #expect(wall > ManualClock.start, "a deadline is wall time: only a clock set on can pass it")
        } else {
            #expect(end == .complete)
            #expect(reached.count == 60)
            #expect(world.clock.slept <= 7000, "no window waits for a wall clock to come back: \(world.clock.slept) ms")
        }
    }

    /// The computer restarts: its monotonic clock begins anew, and the wall clock may be wrong until it is set.
    @Test func aRunThatIsPickedUpUnderAnotherClockGoesOn() async throws {
        let stop = StopSignal()
        let world = try EngineWorld(onWire: { number, _ in if number == 3 { stop.raise() } })
        #expect(try await world.run(try EngineWorld.plan(people: 60), stop: stop) == .drained)
        world.clock.setWall(toMilliseconds: ManualClock.start - 24 * Self.hour)
        let run = try await world.summary()
        #expect(try await world.engine.pickUp(run.id, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(world.feishu.reached.sorted() == (0..<60).map(EngineWorld.person).sorted())
        let again = await #expect(throws: StoreError.self) {
            try await world.store.refuseRepetition(
                of: try EngineWorld.plan(people: 60), appID: "cli_test", allowing: nil, at: world.clock.now())
        }
        #expect(again?.code == .repeats, "a clock set back does not make the repetition new")
    }
}
