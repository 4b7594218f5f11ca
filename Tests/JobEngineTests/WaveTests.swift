import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Synchronization
import TestSupport
import Testing

/// A few people first, then more, then the rest: and never a wave before the one in front of it is through.
struct WaveTests {
    private static let wait: Int64 = 30 * 60 * 1000

    /// Ten, twenty and seventy people in batches of ten.
    private static func plan(_ gates: WaveGates = WaveGates(), notAfterSeconds: Int? = nil) throws -> RunPlan {
        var waves = Waves(sizes: [.people(10), .percent(20)])
        waves.gates = gates
        return try EngineWorld.plan(people: 100, notAfterSeconds: notAfterSeconds, waves: waves)
    }

    private static func waiting(_ number: Int, after milliseconds: Int64 = 0) -> DispatchEnd {
        .waitingForWave(NextWave(number: number, count: 3, opensAt: ManualClock.start + milliseconds + wait))
    }

    private func goOn(_ world: EngineWorld) async throws -> DispatchEnd {
        try await world.engine.pickUp(try await world.summary().id, by: EngineWorld.actor, stop: StopSignal())
    }

    @Test func eachWaveLeavesAfterTheOneBefore() async throws {
        let world = try EngineWorld()
        #expect(try await world.run(try Self.plan()) == Self.waiting(2))
        #expect(world.feishu.reached.count == 10)
        world.clock.advance(milliseconds: Self.wait - 1)
        #expect(try await goOn(world) == Self.waiting(2), "not a moment early, and the wait does not begin again")
        #expect(world.feishu.reached.count == 10)
        world.clock.advance(milliseconds: 1)
        #expect(try await goOn(world) == Self.waiting(3, after: Self.wait))
        #expect(world.feishu.reached.count == 30)
        world.clock.advance(milliseconds: Self.wait)
        #expect(try await goOn(world) == .complete)
        #expect(world.feishu.reached.count == 100)
        #expect(Set(world.feishu.reached).count == 100)
    }

    @Test func whatIsWatchedGoesThroughAllWaves() async throws {
        let world = try EngineWorld()
        let end = try await world.run(try Self.plan())
        let run = try await world.summary().id
        #expect(
            try await world.engine.seeThrough(run, after: end, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(world.feishu.reached.count == 100)
        #expect(world.clock.slept >= 2 * Self.wait)
    }

    @Test func aStopEndsTheWaiting() async throws {
        let world = try EngineWorld()
        let end = try await world.run(try Self.plan())
        let stop = StopSignal()
        stop.raise()
        let run = try await world.summary().id
        #expect(try await world.engine.seeThrough(run, after: end, by: EngineWorld.actor, stop: stop) == .drained)
        #expect(try await world.summary().state == .sending)
    }

    @Test func whoeverCancelsWhileItWaitsEndsIt() async throws {
        let world = try EngineWorld()
        let end = try await world.run(try Self.plan())
        let run = try await world.summary().id
        try await world.store.cancelPending(run, reason: "no", by: EngineWorld.actor, at: world.clock.now())
        let seen = try await world.engine.seeThrough(run, after: end, by: EngineWorld.actor, stop: StopSignal())
        #expect(seen == .stopped(.cancelled, reason: "no"))
        let waves = try await world.summary().waves
        #expect(waves.map(\.state) == [.done, .cancelled, .cancelled], "what never leaves has no time to leave at")
        #expect(waves.map(\.opensAt) == [nil, nil, nil])
        #expect(world.feishu.reached.count == 10)
    }

    @Test(arguments: [(4, true), (5, true), (6, false)])
    func theGateIsAtTheShareOfInvalidPeople(_ invalid: Int, _ isOpen: Bool) async throws {
        let ids = (0..<invalid).map(EngineWorld.person)
        let world = try EngineWorld([.accept(invalid: ids)])
        let end = try await world.run(try Self.plan(WaveGates(invalidPercent: 50, rejected: 0, inDoubt: 0)))
        #expect((end == Self.waiting(2)) == isOpen)
        #expect((try await world.summary().state == .paused) == !isOpen)
    }

    @Test func aClosedGateWaitsForAWordAndThenLetsTheNextWaveLeaveAtOnce() async throws {
        let world = try EngineWorld([.accept(invalid: [EngineWorld.person(3)])])
        let end = try await world.run(try Self.plan())
        let reason = "the gate behind wave 1 is closed: 1 of 10 people are invalid, the gate lets 5 % pass"
        #expect(end == .stopped(.paused, reason: reason))
        #expect(try await world.summary().waves.map(\.state) == [.gateClosed, .waiting, .waiting])
        let run = try await world.summary().id
        let refused = await #expect(throws: EngineError.self) { try await goOn(world) }
        #expect(refused != nil, "only resume goes past a gate")
        let resumed = try await world.engine.resume(run, by: EngineWorld.actor, stop: StopSignal())
        #expect(resumed == Self.waiting(3))
        #expect(world.feishu.reached.count == 30)
        let actions = try await world.store.auditEntries(of: run).entries.map(\.action)
        #expect(
            actions.filter { ["gate_failed", "resume", "wave"].contains($0) } == ["gate_failed", "resume", "wave"])
    }

    /// A pause that has nothing to do with the gate must not be a way past it.
    @Test func resumingAnotherPauseDoesNotOpenAGate() async throws {
        let world = try EngineWorld(onWire: { number, meanwhile in
            guard number == 1 else { return }
            let store = try meanwhile.store()
            let run = try await store.run("hello@latest").id
            try await store.pause(run, reason: "coffee", by: EngineWorld.actor, at: meanwhile.clock.now())
        })
        let gates = WaveGates(invalidPercent: 0, rejected: 0, inDoubt: 0)
        var waves = Waves(sizes: [.people(20)])
        waves.gates = gates
        let rejected = ScriptedFeishu.Step.accept(invalid: [EngineWorld.person(0)])
        let other = try EngineWorld([rejected])
        #expect(
            try await world.run(try EngineWorld.plan(people: 40, waves: waves)) == .stopped(.paused, reason: "coffee"))
        let run = try await world.summary().id
        #expect(
            try await world.engine.resume(run, by: EngineWorld.actor, stop: StopSignal())
                == .waitingForWave(NextWave(number: 2, count: 2, opensAt: ManualClock.start + Self.wait)))
        #expect(world.feishu.reached.count == 20, "the rest of the first wave went out, nothing of the second")
        let stopped = try await other.run(try EngineWorld.plan(people: 40, waves: waves))
        guard case .stopped(.paused, _) = stopped else {
            Issue.record("the gate is open: \(stopped)")
            return
        }
    }

    @Test func aDoubtHaltsBeforeAnyGate() async throws {
        let world = try EngineWorld([.answer(.inDoubt(.unknown), taken: true)])
        guard case .stopped(.halted, _) = try await world.run(try Self.plan()) else {
            Issue.record("it is not halted")
            return
        }
        let run = try await world.summary().id
        // The doubt is known now, but the gate lets none pass: that is a word of its own.
        guard
            case .stopped(.paused, let reason) = try await world.engine.resume(
                run, by: EngineWorld.actor, stop: StopSignal())
        else {
            Issue.record("the gate is open")
            return
        }
        #expect(reason?.contains("1 batch is in doubt, the gate lets 0 pass") == true)
        #expect(world.feishu.reached.count == 10)
    }

    @Test func whatIsTooLateForItsDeadlineIsNotSent() async throws {
        let world = try EngineWorld()
        _ = try await world.run(try Self.plan(notAfterSeconds: 45 * 60))
        world.clock.advance(milliseconds: Self.wait)
        _ = try await goOn(world)
        world.clock.advance(milliseconds: Self.wait)
        #expect(try await goOn(world) == .stopped(.expired, reason: "not_after has passed"))
        let people = try await world.summary().people
        #expect(people.accepted == 30 && people.cancelled == 70 && people.addsUp)
    }

    /// Whoever sets the clock moves no wave.
    @Test(arguments: [Int64(-86_400_000), -3_600_000, 3_000_000]) func theWaitIsNotOneOfTheWallClock(
        _ jump: Int64
    ) async throws {
        let world = try EngineWorld()
        _ = try await world.run(try Self.plan())
        let run = try await world.summary().id
        world.clock.setWall(toMilliseconds: world.clock.now().wallMilliseconds + jump)
        #expect(try await goOn(world) == Self.waiting(2, after: jump))
        #expect(try await world.store.waitingWaves(at: world.clock.now()).keys.contains(run))
        #expect(world.feishu.reached.count == 10)
        world.clock.advance(milliseconds: Self.wait)
        #expect(try await world.store.waitingWaves(at: world.clock.now()).isEmpty)
        #expect(try await goOn(world) == Self.waiting(3, after: jump + Self.wait))
        #expect(world.feishu.reached.count == 30)
    }

    @Test func aRecallWhileItWaitsStopsTheRest() async throws {
        let world = try EngineWorld()
        _ = try await world.run(try Self.plan())
        let run = try await world.summary().id
        _ = try await world.store.beginRecall(run, ordinals: nil, by: EngineWorld.actor, at: world.clock.now())
        world.clock.advance(milliseconds: 2 * Self.wait)
        _ = try? await goOn(world)
        #expect(world.feishu.reached.count == 10)
        #expect(try await world.summary().people.cancelled == 90)
    }

    /// Whoever takes the first wave back does not want the second one to leave.
    @Test(arguments: [true, false]) func aWaveThatIsTakenBackHoldsTheNextOne(_ hasLeft: Bool) async throws {
        let world = try EngineWorld()
        _ = try await world.run(try Self.plan())
        let run = try await world.summary().id
        _ = try await world.store.beginRecall(
            run, ordinals: hasLeft ? [1] : [4, 5], by: EngineWorld.actor, at: world.clock.now())
        world.clock.advance(milliseconds: Self.wait)
        if hasLeft {
            #expect(try await world.summary().state == .paused)
            await #expect(throws: EngineError.self) { _ = try await goOn(world) }
            #expect(world.feishu.reached.count == 10)
            _ = try await world.engine.resume(run, by: EngineWorld.actor, stop: StopSignal())
        } else {
            _ = try await goOn(world)
        }
        #expect(world.feishu.reached.count == 30, "with somebody's word, or where only what is unsent was stopped")
    }

    /// Another process holds the lock for as long as this test lasts.
    @Test func aStopIsHeardWhileSomebodyElseSends() async throws {
        let world = try EngineWorld()
        let end = try await world.run(try Self.plan())
        let run = try await world.summary().id
        world.clock.advance(milliseconds: Self.wait)
        let other = try JobDatabase.open(at: world.directory.path("store.sqlite"))
        let lock = try other.acquireRunnerLock(as: RunnerIdentity(processID: 4711, host: "elsewhere"))
        let stop = StopSignal()
        let told = Mutex(0)
        let engine = world.engine { event in
            if case .waitingForWave = event { told.withLock { $0 += 1 } }
        }
        async let seen = engine.seeThrough(run, after: end, by: EngineWorld.actor, stop: stop)
        let start = world.clock.slept
        while world.clock.slept < start + 5000 { await Task.yield() }
        stop.raise()
        #expect(try await seen == .drained)
        #expect(told.withLock { $0 } == 1, "told once, not at every look")
        withExtendedLifetime(lock) {}
    }

    /// The process dies at any batch; whoever comes next finds the wave where it was.
    @Test(arguments: 1...10) func waitingSurvivesTheProcess(_ number: Int) async throws {
        let world = try EngineWorld()
        var end = try await world.run(try Self.plan())
        for _ in 0..<number {
            guard case .waitingForWave(let next) = end else { break }
            world.clock.advance(milliseconds: (next.opensAt - world.clock.now().wallMilliseconds) / 2)
            end = try await goOn(world)
            #expect(world.feishu.reached.count == (next.number == 2 ? 10 : 30) || end == .complete)
        }
        #expect(Set(world.feishu.reached).count == world.feishu.reached.count)
    }
}
