import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Synchronization
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
        #expect((15...16).contains(used), "\(used) calls")
    }

    /// A page is no larger than what is left, so four fifths are never passed.
    @Test func aPageKeepsToWhatIsLeft() async throws {
        var world = try TickWorld()
        world.world.configuration.callsPerMonth = 150
        world.world.configuration.sendLimits = RateLimits(perSecond: 10_000, perMinute: 1_000_000)
        world.world.feishu.figures.answerProgress { _, look in .success(BatchProgress(valid: 10, delivered: 1, read: 0))
        }
        _ = try await world.world.run(try EngineWorld.plan(people: 600))
        world.clock.advance(milliseconds: 10_000)
        let report = try await world.ticker.tick(world.folder, stop: StopSignal())
        #expect(report.problems.contains { $0.error as? TickProblem == .outOfBudget })
        let used = try await world.store.callsThisMonth(of: world.world.feishu.appID, at: world.clock.now())
        #expect((119...120).contains(used), "\(used) calls")
    }

    /// One batch Feishu cannot answer for is put off, and the others are looked at.
    @Test(arguments: [FeishuError.Kind.server, .malformedAnswer, .unknownCode])
    func aBatchWithoutAnAnswerStarvesNoOther(_ kind: FeishuError.Kind) async throws {
        var world = try TickWorld()
        world.world.configuration.queryLanes = 1
        let poisoned = Mutex<String?>(nil)
        world.world.feishu.figures.answerProgress { batch, _ in
            poisoned.withLock { $0 = $0 ?? batch }
            guard batch != poisoned.withLock({ $0 }) else { return .failure(FeishuError(.batchProgress, kind)) }
            return .success(BatchProgress(valid: 10, delivered: 10, read: 10))
        }
        _ = try await world.world.run(try EngineWorld.plan(people: 30))
        world.clock.advance(milliseconds: 11_000)
        let report = try await world.ticker.tick(world.folder, stop: StopSignal())
        #expect(report.polled == 3)
        let problem = report.problems.compactMap { $0.error as? TickProblem }.first
        guard case .unanswered(batches: 1, _) = problem else {
            Issue.record("nobody is told: \(report.problems)")
            return
        }
        let run = try await world.store.run("hello@latest")
        #expect(run.batches.map(\.progress.read) == [nil, 10, 10])
        _ = try await Self.followToTheEnd(world)
        #expect(try await world.store.run("hello@latest").state == .settled)
        #expect(world.world.feishu.figures.progressCalls.count < 150, "not at every tick for ever")
    }

    /// When Feishu answers for nobody it is not asked about everybody.
    @Test func aFeishuThatIsUnwellEndsTheRound() async throws {
        let world = try TickWorld()
        world.world.feishu.figures.answerProgress { _, _ in .failure(FeishuError(.batchProgress, .unknownCode)) }
        _ = try await world.world.run(try EngineWorld.plan(people: 300))
        world.clock.advance(milliseconds: 11_000)
        let report = try await world.ticker.tick(world.folder, stop: StopSignal())
        #expect(report.problems.count == 1)
        #expect((8...12).contains(Set(world.world.feishu.figures.progressCalls).count))
    }

    /// Permission may be lacking for one kind of message alone.
    @Test func aMissingPermissionStarvesNoOther() async throws {
        var world = try TickWorld()
        world.world.configuration.queryLanes = 1
        world.world.feishu.figures.answerProgress { batch, _ in
            batch.hasSuffix("1001")
                ? .failure(FeishuError(.batchProgress, .permission))
                : .success(BatchProgress(valid: 10, delivered: 10, read: 10))
        }
        _ = try await world.world.run(try EngineWorld.plan(people: 20))
        world.clock.advance(milliseconds: 11_000)
        #expect(try await world.ticker.tick(world.folder, stop: StopSignal()).problems.count == 1)
        _ = try await world.ticker.tick(world.folder, stop: StopSignal())
        #expect(try await world.store.run("hello@latest").batches.map(\.progress.read) == [nil, 10])
    }

    /// A tick that is followed by another in a minute leaves the rest to that.
    @Test func aTickLooksAtOnePage() async throws {
        var world = try TickWorld()
        world.world.configuration.sendLimits = RateLimits(perSecond: 10_000, perMinute: 1_000_000)
        _ = try await world.world.run(try EngineWorld.plan(people: 250, batchSize: 1))
        let ticker = Ticker(
            store: world.store, engines: [world.world.engine], dependencies: world.clock.dependencies,
            actor: EngineWorld.actor, pollPages: 1)
        world.clock.advance(milliseconds: 11_000)
        #expect(try await ticker.tick(world.folder, stop: StopSignal()).polled == 200)
        #expect(try await ticker.tick(world.folder, stop: StopSignal()).polled == 50)
    }

    /// Its first batch was followed to the end while it was halted, and then the other one was abandoned.
    @Test func whatWasHaltedWhileItWasFollowedSettles() async throws {
        let world = try TickWorld(ScriptedFeishu([.accept(), .answer(.inDoubt(.unknown))]))
        _ = try await world.world.run(try EngineWorld.plan(people: 20))
        _ = try await Self.followToTheEnd(world)
        let run = try await world.store.run("hello@latest")
        #expect(run.state == .halted)
        try await world.store.resolve(
            run.id, ordinal: 2, as: .abandoned, attempt: 1, reason: "x", by: EngineWorld.actor, at: world.clock.now())
        try await world.store.finishSendingIfComplete(run.id, at: world.clock.now())
        #expect(try await world.ticker.tick(world.folder, stop: StopSignal()).settled == [run.id])
        #expect(try await world.store.run("hello@latest").state == .settled)
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
