import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Synchronization
import Testing

/// A wall clock that runs ahead must not use up what is still to come.
struct ClockAheadTests {
    private static let hour: Int64 = 3_600_000

    private static func world() throws -> TickWorld {
        var world = try TickWorld()
        try world.add(on: .cron(try CronFields("0 9 * * *")))
        return world
    }

    private static func setWall(_ world: TickWorld, by milliseconds: Int64) {
        world.clock.setWall(toMilliseconds: world.clock.now().wallMilliseconds + milliseconds)
    }

    private static func look(_ world: TickWorld, _ dependencies: EngineDependencies? = nil) async throws -> TickReport {
        let ticker = Ticker(
            store: world.store, engines: [world.world.engine],
            dependencies: dependencies ?? world.clock.dependencies, actor: EngineWorld.actor)
        return try await ticker.tick(world.folder, stop: StopSignal())
    }

    private static func clocks(_ report: TickReport) -> [String] {
        report.problems.compactMap { if case .clock(let text) = $0.error as? TickProblem { text } else { nil } }
    }

    /// What Feishu's clock shows, so far ahead ours is, once it has been asked.
    private static func dependencies(_ world: TickWorld, aheadBy milliseconds: Int64) -> EngineDependencies {
        var dependencies = world.clock.dependencies
        dependencies.serverSighting = {
            guard world.world.feishu.probes > 0 else { return nil }
            let now = world.clock.now()
            return ServerSighting(
                said: now.wallMilliseconds - milliseconds, monotonicMilliseconds: now.monotonicMilliseconds,
                bootID: now.bootID)
        }
        return dependencies
    }

    @Test func aJumpOfADayUsesUpNothing() async throws {
        let world = try Self.world()
        try await world.tick(at: "2026-12-02T08:00")
        Self.setWall(world, by: 24 * Self.hour + 2 * Self.hour)
        for _ in 0..<2 {
            let report = try await Self.look(world)
            #expect(report.missed.isEmpty && report.started.isEmpty)
            #expect(Self.clocks(report).count == 1 && Self.clocks(report)[0].contains("jumped 26h"))
        }
        #expect(try await world.runs().isEmpty)
        Self.setWall(world, by: -26 * Self.hour)
        #expect(try await Self.look(world).problems.isEmpty, "set right, it is believed without a word")
        #expect(try await world.tick(at: "2026-12-02T09:00").started.count == 1)
        #expect(try await world.tick(at: "2026-12-03T09:00").started.count == 1)
    }

    /// A virtual machine that was held for a day: the boot clock stood still, and the wall clock is right.
    @Test func aJumpThatFeishusClockConfirmsIsNoSlip() async throws {
        let world = try Self.world()
        let dependencies = Self.dependencies(world, aheadBy: 0)
        try await world.tick(at: "2026-12-02T08:00")
        Self.setWall(world, by: 26 * Self.hour)
        let report = try await Self.look(world, dependencies)
        #expect(report.missed.map(\.occurrence) == ["2026-12-02T09:00[UTC]", "2026-12-03T09:00[UTC]"])
        #expect(world.world.feishu.probes == 1)
        #expect(try await Self.look(world, dependencies).problems.isEmpty)
    }

    /// The host has just started, and nobody has heard Feishu's clock: it is asked before a time is given up for lost.
    @Test(arguments: [(2 * hour, 0), (0, 1)] as [(Int64, Int)])
    func feishuIsAskedBeforeAMissIsWritten(_ ahead: Int64, _ missed: Int) async throws {
        let world = try Self.world()
        try await world.tick(at: "2026-12-02T08:00")
        try world.clock.jump(to: "2026-12-02T10:00")
        #expect(world.world.feishu.probes == 0)
        let report = try await Self.look(world, Self.dependencies(world, aheadBy: ahead))
        #expect(world.world.feishu.probes == 1)
        #expect(report.missed.count == missed)
        #expect(Self.clocks(report).count == 1 - missed)
        #expect(try await world.runs().count == missed)
        guard missed == 0 else { return }
        Self.setWall(world, by: -ahead)
        #expect(try await Self.look(world, Self.dependencies(world, aheadBy: 0)).problems.isEmpty, "nor is it noted")
    }

    /// Feishu could not be asked either: what was given up too early is taken back once an operator has accepted the clock.
    @Test func whatWasGivenUpTooEarlyIsDecidedAgain() async throws {
        var world = try Self.world()
        try world.add("sent", on: .cron(try CronFields("15 10 * * *")))
        try await world.tick(at: "2026-12-02T08:00")
        Self.setWall(world, by: 2 * Self.hour + 20 * 60_000)
        let early = try await Self.look(world)
        #expect(early.missed.map(\.occurrence) == ["2026-12-02T09:00[UTC]"])
        #expect(early.started.map(\.job) == ["sent"], "at 10:20 by that clock")
        Self.setWall(world, by: -(2 * Self.hour + 20 * 60_000))
        let refused = try await Self.look(world)
        #expect(Self.clocks(refused).count == 1 && refused.missed.isEmpty)
        try await world.store.acceptClock(by: EngineWorld.actor, at: world.clock.now())
        let accepted = try await Self.look(world)
        #expect(accepted.problems.isEmpty && accepted.missed.isEmpty && accepted.started.isEmpty)
        let jobs = try await world.store.jobs()
        #expect(jobs.values.allSatisfy { $0.examinedAt == world.clock.now().wallMilliseconds })

        #expect(try await world.tick(at: "2026-12-02T09:00").started.map(\.job) == ["hello"])
        let runs = try await world.store.summaries(limit: 10).filter { $0.job == "hello" }
        #expect(
            runs.count == 2 && runs.count { $0.state == .missed } == 1
                && runs.allSatisfy { $0.occurrence == "2026-12-02T09:00[UTC]" })
        #expect(
            runs.first { $0.state == .missed }?.stateReason?.hasSuffix("void: decided by a clock that ran ahead")
                == true)
        let audit = try await world.store.auditEntries()
        #expect(audit.isVerified && audit.entries.count { $0.action == "void" } == 1)
        // What that clock has sent stays sent.
        #expect(try await world.tick(at: "2026-12-02T10:15").started.isEmpty)
        #expect(world.world.feishu.sent.count == 2)
    }
}
