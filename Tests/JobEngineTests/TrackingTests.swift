import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Testing

/// Following what was sent for weeks at a small price, from tick to tick.
struct TrackingTests {
    /// Looks whenever something is due, until nothing is.
    private static func followToTheEnd(_ world: TickWorld) async throws -> Int {
        var ticks = 0
        while let next = try await world.ticker.nextWake(world.folder.jobs) {
            world.clock.advance(milliseconds: max(0, next - world.clock.now().wallMilliseconds))
            _ = try await world.ticker.tick(world.folder, stop: StopSignal())
            ticks += 1
            guard ticks < 2000 else { break }
        }
        return ticks
    }

    /// The contract's bar: readers trickle in for a month, and one batch costs fewer than 150 calls.
    @Test func aMonthOfTricklingReadersCostsFewerThan150Calls() async throws {
        let world = try TickWorld()
        world.world.feishu.figures.answerProgress { _, look in
            .success(BatchProgress(valid: 1000, delivered: 1000, read: look))
        }
        var manifest = Manifest(job: "hello", audience: Audience(), message: .text("Hello"))
        manifest.audience.users.openIDs = [EngineWorld.person(1)]
        manifest.tracking.seconds = Tracking.longestSeconds
        _ = try await world.world.run(try BatchPlanner.plan(manifest: manifest, manifestBytes: .init("{}".utf8)))
        let start = world.clock.now().wallMilliseconds
        _ = try await Self.followToTheEnd(world)
        let figures = world.world.feishu.figures
        let calls = figures.progressCalls.count + figures.readersCalls.count
        #expect((100..<150).contains(calls), "\(calls) calls")
        #expect(world.clock.now().wallMilliseconds - start >= 28 * 86_400_000)
        #expect(try await world.store.run("hello@latest").state == .settled)
    }

    @Test func standingStillEndsIt() async throws {
        let world = try TickWorld()
        world.world.feishu.figures.answerProgress { _, look in
            .success(BatchProgress(valid: 10, delivered: 10, read: min(look, 7)))
        }
        _ = try await world.world.run(try EngineWorld.plan(people: 10))
        _ = try await Self.followToTheEnd(world)
        let run = try await world.store.run("hello@latest")
        #expect(run.state == .settled && run.progress.read == 7)
        #expect(world.world.feishu.figures.progressCalls.count < 15)
    }

    /// Unknown to Feishu for a while, or for good: asked ever more rarely, and never for ever.
    @Test func aBatchFeishuDoesNotKnowIsGivenUp() async throws {
        let world = try TickWorld()
        world.world.feishu.figures.answerProgress { _, _ in .failure(FeishuError(.batchProgress, .unknownBatch)) }
        _ = try await world.world.run(try EngineWorld.plan(people: 10))
        _ = try await Self.followToTheEnd(world)
        #expect(world.world.feishu.figures.progressCalls.count < 60)
        #expect(try await world.store.run("hello@latest").state == .settled)
    }

    /// Polling stops at four fifths of the month's calls; what is due then waits for the next month.
    @Test func pollingLeavesCallsForTheRest() async throws {
        var world = try TickWorld()
        world.world.configuration.callsPerMonth = 20
        world.world.feishu.figures.answerProgress { _, look in
            .success(BatchProgress(valid: 1000, delivered: 10 + look, read: look))
        }
        _ = try await world.world.run(try EngineWorld.plan(people: 10))
        var isTold = false
        for _ in 0..<40 {
            world.clock.advance(milliseconds: 600_000)
            let report = try await world.ticker.tick(world.folder, stop: StopSignal())
            isTold = isTold || report.problems.contains { $0.error as? TickProblem == .outOfBudget }
        }
        #expect(isTold)
        let used = try await world.store.callsThisMonth(of: world.world.feishu.appID, at: world.clock.now())
        #expect((16...18).contains(used), "\(used) calls")
    }

    /// A year of a weekly and a monthly job in New York, through both changes of the clocks.
    @Test func aYearFiresEachOccurrenceOnce() async throws {
        var world = try TickWorld()
        let zone = "America/New_York"
        try world.add("weekly", on: .cron(try CronFields("30 1 * * 0")), zone: zone)
        try world.add("monthly", on: .cron(try CronFields("30 2 8 * *")), zone: zone)
        try world.clock.jump(to: "2027-01-01T00:00")
        _ = try await world.ticker.tick(world.folder, stop: StopSignal())
        let end = world.clock.now().wallMilliseconds + 365 * 86_400_000
        while let next = try await world.ticker.nextWake(world.folder.jobs), next < end {
            world.clock.advance(milliseconds: max(0, next - world.clock.now().wallMilliseconds))
            let report = try await world.ticker.tick(world.folder, stop: StopSignal())
            #expect(report.problems.isEmpty && report.missed.isEmpty)
        }
        let runs = try await world.store.summaries(limit: 1000)
        #expect(runs.count { $0.job == "weekly" } == 52)
        #expect(runs.count { $0.job == "monthly" } == 12)
        #expect(Set(runs.map { $0.job + ($0.occurrence ?? "") }).count == 64)
        #expect(runs.allSatisfy { $0.state == .settled })
        #expect(world.world.feishu.sent.count == 64)
    }
}
