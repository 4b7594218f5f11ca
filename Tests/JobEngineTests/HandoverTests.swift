import JobEngine
import JobModel
import JobStore
import Synchronization
import TestSupport
import Testing

/// A run that one process begins and another one sends.
struct HandoverTests {
    private static let run = RunID(rawValue: "k7m2k7m2k7m2")

    private static func other(_ world: EngineWorld) throws -> (JobDatabase, RunnerLock) {
        let store = try JobDatabase.open(at: world.directory.path("store.sqlite"))
        return (store, try store.acquireRunnerLock(as: RunnerIdentity(processID: 4711, host: "elsewhere")))
    }

    private static func begin(_ world: EngineWorld, besideARunner: Bool = false) async throws {
        try await world.engine.begin(
            try EngineWorld.plan(people: 30), as: run, besideARunner: besideARunner, by: EngineWorld.actor,
            stop: StopSignal())
    }

    @Test func whatHasBegunIsSentByWhoeverPicksItUp() async throws {
        let world = try EngineWorld()
        try await Self.begin(world)
        #expect(try await world.summary().state == .sending && world.feishu.reached.isEmpty)
        let end = try await world.engine.pickUpWhenFree(Self.run, by: EngineWorld.actor, stop: StopSignal()) { _ in
            #expect(Bool(false), "nobody holds the lock")
        }
        #expect(end == .complete && world.feishu.reached.count == 30)
    }

    @Test func besideARunnerOnlyWhereThatIsWanted() async throws {
        let world = try EngineWorld()
        let other = try Self.other(world)
        let error = await #expect(throws: StoreError.self) { try await Self.begin(world) }
        #expect(error?.code == .lockHeld)
        #expect(try await world.store.summaries().isEmpty)
        try await Self.begin(world, besideARunner: true)
        #expect(try await world.summary().state == .sending)
        withExtendedLifetime(other) {}
    }

    /// A daemon that looks every second has the lock now and then, and never for long.
    @Test(arguments: ["run", "pick up", "begin", "require"])
    func whoeverOnlyLooksIsWaitedFor(_ asked: String) async throws {
        var patient = try EngineWorld()
        // The manual clock runs while this test waits for its turn: three seconds of it are over at once.
        patient.configuration.lockPatienceMilliseconds = 1_000_000_000
        let world = patient
        if asked == "pick up" { try await Self.begin(world) }
        let other = Mutex<(JobDatabase, RunnerLock)?>(try Self.other(world))
        let start = world.clock.slept
        async let done: Void = {
            switch asked {
            case "run": _ = try await world.run(try EngineWorld.plan(people: 30))
            case "pick up": _ = try await world.engine.pickUp(Self.run, by: EngineWorld.actor, stop: StopSignal())
            case "begin": try await Self.begin(world)
            default: try await world.engine.requireTurn(StopSignal())
            }
        }()
        while world.clock.slept < start + 1000 { await Task.yield() }
        other.withLock { $0 = nil }
        try await done
        #expect(world.feishu.reached.count == (asked == "run" || asked == "pick up" ? 30 : 0))
    }

    @Test func nobodyIsWaitedForLong() async throws {
        let world = try EngineWorld()
        let other = try Self.other(world)
        let start = world.clock.slept
        let error = await #expect(throws: StoreError.self) { try await world.run(try EngineWorld.plan(people: 30)) }
        #expect(error?.code == .lockHeld && world.feishu.calls == 0)
        #expect((3000...3100).contains(world.clock.slept - start))
        let stop = StopSignal()
        stop.raise()
        await #expect(throws: CancellationError.self) { try await world.engine.requireTurn(stop) }
        withExtendedLifetime(other) {}
    }

    @Test func theLockIsWaitedForAndToldOfOnce() async throws {
        let world = try EngineWorld()
        try await Self.begin(world)
        let other = Mutex<(JobDatabase, RunnerLock)?>(try Self.other(world))
        let told = Mutex(0)
        let start = world.clock.slept
        async let end = world.engine.pickUpWhenFree(Self.run, by: EngineWorld.actor, stop: StopSignal()) { _ in
            told.withLock { $0 += 1 }
        }
        while world.clock.slept < start + 5000 { await Task.yield() }
        #expect(world.feishu.reached.isEmpty)
        other.withLock { $0 = nil }
        #expect(try await end == .complete)
        #expect(told.withLock { $0 } == 1 && world.feishu.reached.count == 30)
    }

    /// Whoever has the lock may take the run to its end, or somebody may stop it meanwhile.
    @Test(arguments: [true, false]) func elsewhereIsAnEndToo(_ isStop: Bool) async throws {
        let world = try EngineWorld()
        try await Self.begin(world)
        let other = try Self.other(world)
        let stop = StopSignal()
        let start = world.clock.slept
        async let end = world.engine.pickUpWhenFree(Self.run, by: EngineWorld.actor, stop: stop) { _ in }
        while world.clock.slept < start + 2000 { await Task.yield() }
        if isStop {
            stop.raise()
        } else {
            try await other.0.cancelPending(
                Self.run, reason: "wrong date", by: EngineWorld.actor, at: world.clock.now())
        }
        #expect(try await end == (isStop ? .drained : .stopped(.cancelled, reason: "wrong date")))
        #expect(world.feishu.reached.isEmpty)
    }
}
