import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Synchronization
import Testing

/// A clock that Feishu's Date speaks against tells of it, and starts nothing when it is far off.
struct ServerClockTests {
    /// What Feishu's clock shows, seconds apart from ours, once somebody has asked.
    private final class Feishu: Sendable {
        let skew = Mutex<Int64?>(nil)
        let clock: ManualClock

        init(_ clock: ManualClock) { self.clock = clock }

        var dependencies: EngineDependencies {
            var dependencies = clock.dependencies
            dependencies.serverSighting = { [self] in
                skew.withLock(\.self).map { seconds in
                    let now = clock.now()
                    return ServerSighting(
                        said: now.wallMilliseconds - seconds * 1000, monotonicMilliseconds: now.monotonicMilliseconds,
                        bootID: now.bootID)
                }
            }
            return dependencies
        }
    }

    private static func world() throws -> (TickWorld, Feishu) {
        var world = try TickWorld()
        try world.add(on: .cron(try CronFields("0 9 * * *")))
        return (world, Feishu(world.clock))
    }

    private static func tick(_ world: TickWorld, _ feishu: Feishu, at time: String) async throws -> TickReport {
        try world.clock.jump(to: time)
        let ticker = Ticker(
            store: world.store, engines: [world.world.engine], dependencies: feishu.dependencies,
            actor: EngineWorld.actor)
        return try await ticker.tick(world.folder, stop: StopSignal())
    }

    private static func clocks(_ report: TickReport) -> [String] {
        report.problems.compactMap { problem in
            switch problem.error as? TickProblem {
            case .clock(let text), .clockOff(let text): text
            default: nil
            }
        }
    }

    @Test(arguments: [(0, 0), (119, 0), (-119, 0), (180, 1), (-180, 1), (599, 1)] as [(Int64, Int)])
    func aSmallSkewIsToldAndSends(_ skew: Int64, _ told: Int) async throws {
        let (world, feishu) = try Self.world()
        feishu.skew.withLock { $0 = skew }
        let report = try await Self.tick(world, feishu, at: "2026-12-02T09:00")
        #expect(report.started.count == 1)
        #expect(Self.clocks(report).count == told, "\(Self.clocks(report))")
        #expect(report.problems.allSatisfy { $0.isWarning }, "nothing was kept from being done")
    }

    @Test(arguments: [660, -660, 86_400 * 400] as [Int64])
    func aGreatSkewStartsNothing(_ skew: Int64) async throws {
        let (world, feishu) = try Self.world()
        feishu.skew.withLock { $0 = skew }
        let report = try await Self.tick(world, feishu, at: "2026-12-02T09:00")
        #expect(report.started.isEmpty && Self.clocks(report).count == 1 && !report.problems[0].isWarning)
        #expect(try await world.runs().isEmpty, "nor is anything missed by such a clock")
        // Set right within the deadline, it starts.
        feishu.skew.withLock { $0 = 0 }
        #expect(try await Self.tick(world, feishu, at: "2026-12-02T09:05").started.count == 1)
    }

    /// The first answer comes with the token, after the firing was decided.
    @Test func anAnswerJustBeforeTheStartCountsToo() async throws {
        let (world, feishu) = try Self.world()
        let first = Mutex(true)
        var dependencies = feishu.dependencies
        let seen = dependencies.serverSighting
        feishu.skew.withLock { $0 = 3600 }
        // Nothing is known at the beginning of the tick.
        dependencies.serverSighting = { first.withLock { exchange(&$0, with: false) } ? nil : seen() }
        try world.clock.jump(to: "2026-12-02T09:00")
        let ticker = Ticker(
            store: world.store, engines: [world.world.engine], dependencies: dependencies, actor: EngineWorld.actor)
        let report = try await ticker.tick(world.folder, stop: StopSignal())
        #expect(report.started.isEmpty && Self.clocks(report).count == 1)
        #expect(world.world.feishu.sent.isEmpty)
        #expect(try await world.runs().isEmpty)
    }

    /// What an earlier process saw holds back the next one, until the clock is right or Feishu says otherwise.
    @Test func theNextProcessKnowsOfIt() async throws {
        let (world, feishu) = try Self.world()
        feishu.skew.withLock { $0 = 3600 }
        _ = try await Self.tick(world, feishu, at: "2026-12-02T08:00")
        #expect(try await world.store.serverSighting() != nil)
        let silent = Feishu(world.clock)
        let probes = world.world.feishu.probes
        let report = try await Self.tick(world, silent, at: "2026-12-02T09:00")
        #expect(report.started.isEmpty && Self.clocks(report).count == 1)
        #expect(world.world.feishu.probes == probes + 1, "Feishu is asked before anything is refused")
        // The wall clock is set back by the hour it was ahead; the monotonic one proves it right without a call.
        world.clock.setWall(toMilliseconds: world.clock.now().wallMilliseconds - 3_600_000)
        let after = ClockCheck(
            now: world.clock.now(), server: try await world.store.serverSighting()?.date(at: world.clock.now()))
        #expect(after.findings.isEmpty)
    }

    /// Asking takes time: the answer is younger than the look that asked, and counts all the same.
    @Test func anAnswerThatTakesItsTimeStillSpeaksAgainstTheClock() async throws {
        let (world, feishu) = try Self.world()
        feishu.skew.withLock { $0 = 0 }
        _ = try await Self.tick(world, feishu, at: "2026-12-02T08:00")
        feishu.skew.withLock { $0 = 3600 }
        var dependencies = feishu.dependencies
        let seen = dependencies.serverSighting
        let first = Mutex(true)
        dependencies.serverSighting = {
            // An old answer speaks against the clock; the probe's comes a moment later.
            if !first.withLock({ exchange(&$0, with: false) }) { world.clock.advance(milliseconds: 50) }
            return seen()
        }
        try world.clock.jump(to: "2026-12-02T10:00")
        let ticker = Ticker(
            store: world.store, engines: [world.world.engine], dependencies: dependencies, actor: EngineWorld.actor)
        let report = try await ticker.tick(world.folder, stop: StopSignal())
        #expect(report.missed.isEmpty && Self.clocks(report).count == 1)
        #expect(try await world.runs().isEmpty, "nothing is missed by such a clock")
    }

    @Test func aSingleWrongDateIsForgottenByTheNextAnswer() async throws {
        let (world, feishu) = try Self.world()
        try await world.store.note(
            ServerSighting(
                said: 1_000, monotonicMilliseconds: world.clock.now().monotonicMilliseconds, bootID: "test-boot"))
        // The probe is answered with the right time.
        let first = Mutex(true)
        var dependencies = feishu.dependencies
        let seen = dependencies.serverSighting
        feishu.skew.withLock { $0 = 0 }
        dependencies.serverSighting = { first.withLock { exchange(&$0, with: false) } ? nil : seen() }
        try world.clock.jump(to: "2026-12-02T09:00")
        let ticker = Ticker(
            store: world.store, engines: [world.world.engine], dependencies: dependencies, actor: EngineWorld.actor)
        let report = try await ticker.tick(world.folder, stop: StopSignal())
        #expect(report.started.count == 1 && report.problems.isEmpty)
    }
}

/// Puts a value in a place and returns what was there.
private func exchange<Value>(_ place: inout Value, with value: Value) -> Value {
    defer { place = value }
    return place
}
