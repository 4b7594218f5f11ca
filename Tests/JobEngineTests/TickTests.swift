import FeishuAPI
import Foundation
import JobEngine
import JobModel
import JobStore
import Testing

/// One look at everything: what is due starts once, what is late is told, and nothing else happens.
struct TickTests {
    private static func daily() throws -> Schedule.Trigger { .cron(try CronFields("0 9 * * *")) }

    @Test func whatIsDueStartsOnce() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily())
        #expect(try await world.tick(at: "2026-12-02T08:59").started.isEmpty)
        let report = try await world.tick(at: "2026-12-02T09:00", seconds: 5)
        #expect(report.started.map(\.occurrence) == ["2026-12-02T09:00[UTC]"])
        #expect(report.started.first?.end == .complete)
        for minute in 1...3 { #expect(try await world.tick(at: "2026-12-02T09:0\(minute)").started.isEmpty) }
        #expect(world.world.feishu.sent.count == 1)
    }

    /// A manifest is often written a moment before it is due, and the first tick comes after that.
    @Test func whatIsDueWhenTheJobIsFirstSeenStarts() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily())
        #expect(try await world.tick(at: "2026-12-02T09:10").started.count == 1)
        #expect(try await world.tick(at: "2026-12-02T09:11").started.isEmpty)
    }

    @Test func whatIsLaterThanItsDeadlineIsMissedAndNotSent() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily())
        try await world.tick(at: "2026-12-02T08:00")
        let report = try await world.tick(at: "2026-12-04T10:00")
        #expect(report.started.isEmpty)
        #expect(
            report.missed.map(\.occurrence) == [
                "2026-12-02T09:00[UTC]", "2026-12-03T09:00[UTC]", "2026-12-04T09:00[UTC]",
            ])
        #expect(try await world.runs().allSatisfy { $0.hasSuffix("missed") })
        #expect(try await world.tick(at: "2026-12-04T10:01").missed.isEmpty, "told once")
        #expect(world.world.feishu.sent.count == 0)
    }

    @Test func aScheduledRunRemembersTheRulesOfItsTime() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily())
        try await world.tick(at: "2026-12-02T09:00")
        try await world.tick(at: "2026-12-03T12:00")
        let runs = try await world.store.summaries(limit: 10)
        #expect(runs.map(\.state) == [.missed, .settled])
        #expect(runs.allSatisfy { $0.tzdata == TimeZone.timeZoneDataVersion })
        _ = try await world.world.run(try EngineWorld.plan(people: 3, job: "by-hand"))
        #expect(try await world.world.summary(job: "by-hand").tzdata == nil)
    }

    @Test func catchingUpSendsTheLatestOnly() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily()) { $0.catchUp = .latest }
        try await world.tick(at: "2026-12-02T08:00")
        let report = try await world.tick(at: "2026-12-04T10:00")
        #expect(report.started.map(\.occurrence) == ["2026-12-04T09:00[UTC]"])
        #expect(report.missed.count == 2)
        #expect(world.world.feishu.sent.count == 1)
    }

    @Test func anUnfinishedRunIsNotOvertaken() async throws {
        let feishu = ScriptedFeishu([.answer(.inDoubt(.unknown), taken: true)])
        var world = try TickWorld(feishu)
        try world.add(on: try Self.daily())
        try await world.tick(at: "2026-12-02T09:00")
        #expect(try await world.runs() == ["2026-12-02T09:00[UTC] halted"])
        let report = try await world.tick(at: "2026-12-03T09:00")
        #expect(report.skipped.map(\.occurrence) == ["2026-12-03T09:00[UTC]"])
        #expect(world.world.feishu.sent.count == 1)
    }

    @Test func twentyAtOnceDoTheWorkOfOne() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily())
        try world.clock.jump(to: "2026-12-02T09:00")
        let here = world
        let started = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        return try await here.ticker.tick(here.folder, stop: StopSignal()).started.count
                    } catch let error as StoreError where error.code == .lockHeld {
                        return 0
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(started == 1)
        #expect(world.world.feishu.sent.count == 1)
    }

    @Test func anApprovalIsWaitedForAcrossTicks() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily(), needsApproval: true)
        let report = try await world.tick(at: "2026-12-02T09:00")
        #expect(report.started.isEmpty && report.awaitingApproval.count == 1)
        #expect(try await world.tick(at: "2026-12-02T09:01").resumed.isEmpty)
        #expect(world.world.feishu.sent.count == 0)
        let run = try await world.store.run("hello@latest")
        try await world.store.approve(
            run.id, planSHA256: run.planSHA256, by: AuditActor(name: "boss"), at: world.clock.now())
        #expect(try await world.tick(at: "2026-12-02T09:02").resumed.map(\.run) == [run.id])
        #expect(world.world.feishu.sent.count == 1)
    }

    /// The job's own schedule is no repetition by mistake; the same message from elsewhere is.
    @Test func theSameMessageFromElsewhereIsNotRepeated() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily(), text: "Hello to everyone")
        for day in 2...4 { #expect(try await world.tick(at: "2026-12-0\(day)T09:00").started.count == 1) }

        var other = try TickWorld()
        try other.add(on: try Self.daily(), text: "Hello to everyone")
        _ = try await other.world.run(try EngineWorld.plan(people: 10, job: "elsewhere", text: "Hello to everyone"))
        let report = try await other.tick(at: "2026-12-02T09:00")
        #expect(report.started.isEmpty && report.skipped.count == 1)
        #expect(other.world.feishu.sent.count == 1)
    }

    /// Whoever corrects the time after the message went out must not send it a second time.
    @Test(arguments: [false, true]) func aTimeEditedAfterItFiredSendsNothingAgain(_ isCron: Bool) async throws {
        var world = try TickWorld()
        func trigger(_ hour: Int) throws -> Schedule.Trigger? {
            guard !isCron else { return .cron(try CronFields("0 \(hour) * * *")) }
            return CivilTime(year: 2026, month: 12, day: 2, hour: hour, minute: 0).map { .at($0) }
        }
        try world.add(on: try trigger(9))
        #expect(try await world.tick(at: "2026-12-02T09:00").started.count == 1)
        world.folder = JobFolder(jobs: [])
        try world.add(on: try trigger(10))
        let report = try await world.tick(at: "2026-12-02T10:00")
        #expect(report.started.isEmpty && report.skipped.count == 1)
        #expect(world.world.feishu.sent.count == 1)
        if isCron {
            #expect(try await world.tick(at: "2026-12-03T10:00").started.count == 1, "the next day it goes on")
        }
    }

    /// Whoever corrects the time and the audience, or the text, must not send it to the same people either.
    @Test(arguments: [(false, 11, "News"), (true, 11, "News"), (true, 10, "Better news")])
    func aTimeAndMoreEditedAfterItFiredSendNothingAgain(_ isCron: Bool, _ people: Int, _ text: String) async throws {
        var world = try TickWorld()
        func trigger(_ minute: Int) throws -> Schedule.Trigger? {
            guard !isCron else { return .cron(try CronFields("\(minute) 9 * * *")) }
            return CivilTime(year: 2026, month: 12, day: 2, hour: 9, minute: minute).map { .at($0) }
        }
        try world.add(on: try trigger(0), text: "News")
        #expect(try await world.tick(at: "2026-12-02T09:00").started.count == 1)
        let first = try await world.store.run("hello@latest").id
        world.folder = JobFolder(jobs: [])
        try world.add(on: try trigger(5), text: text, people: people)
        let report = try await world.tick(at: "2026-12-02T09:05")
        #expect(report.started.isEmpty && report.skipped.map(\.occurrence) == ["2026-12-02T09:05[UTC]"])
        #expect(report.skipped.first?.reason.contains("run \(first) of the same job") == true)
        #expect(world.world.feishu.reached.count == 10)
        if isCron {
            #expect(try await world.tick(at: "2026-12-03T09:05").started.count == 1, "the next day it goes on")
        }
    }

    @Test func whoeverWantsItFrequentlyGetsIt() async throws {
        var world = try TickWorld()
        try world.add(on: .cron(try CronFields("0 9 * * *")), text: "News") { $0.allowFrequent = true }
        #expect(try await world.tick(at: "2026-12-02T09:00").started.count == 1)
        world.folder = JobFolder(jobs: [])
        try world.add(on: .cron(try CronFields("5 9 * * *")), text: "Better news") { $0.allowFrequent = true }
        #expect(try await world.tick(at: "2026-12-02T09:05").started.count == 1)
    }

    /// Yesterday's message that went out late is no reason to keep today's back.
    @Test func theDayAfterALateStartIsOnTime() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily()) { $0.startingDeadlineSeconds = 12 * 3600 }
        #expect(try await world.tick(at: "2026-12-02T08:00").started.isEmpty)
        #expect(try await world.tick(at: "2026-12-02T18:00").started.count == 1)
        #expect(try await world.tick(at: "2026-12-03T09:00").started.count == 1)
        #expect(world.world.feishu.sent.count == 2)
    }

    @Test func aClockThatWentBackDecidesNothing() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily())
        try await world.tick(at: "2026-12-03T08:00")
        world.clock.setWall(toMilliseconds: world.clock.now().wallMilliseconds - 3_600_000)
        let report = try await world.ticker.tick(world.folder, stop: StopSignal())
        #expect(report.problems.count == 1 && report.problems.first?.error is TickProblem)
        #expect(world.world.feishu.sent.count == 0)
        try await world.store.noteClock(world.clock.now())
        #expect(try await world.ticker.tick(world.folder, stop: StopSignal()).problems.isEmpty, "an operator's word")
    }

    @Test func aManifestThatGoesAndComesOwesNothing() async throws {
        var world = try TickWorld()
        try world.add("other", on: nil)
        try world.add(on: try Self.daily())
        try await world.tick(at: "2026-12-02T08:00")
        let jobs = world.folder
        world.folder.jobs.removeLast()
        #expect(try await world.tick(at: "2026-12-02T08:01").removed == ["hello"])
        #expect(try await world.tick(at: "2026-12-02T08:02").removed.isEmpty)
        world.folder = jobs
        let back = try await world.tick(at: "2026-12-05T12:00")
        #expect(back.missed.isEmpty && back.started.isEmpty)
    }

    /// While an editor has a file half written, its job is neither gone nor started.
    @Test func aBrokenManifestIsNotGone() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily())
        try await world.tick(at: "2026-12-02T08:00")
        let jobs = world.folder
        world.folder = JobFolder(jobs: [], broken: ["jobs/hello.json": "x"])
        #expect(try await world.tick(at: "2026-12-02T09:00").removed.isEmpty)
        world.folder = jobs
        #expect(try await world.tick(at: "2026-12-02T09:02").started.count == 1, "mended within its deadline")
    }

    @Test func anUnreadableFolderForgetsNothing() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily())
        try await world.tick(at: "2026-12-02T08:00")
        try world.clock.jump(to: "2026-12-02T08:30")
        #expect(try await world.ticker.tick(nil, stop: StopSignal()).removed.isEmpty)
        #expect(try await world.tick(at: "2026-12-02T09:00").started.count == 1)
    }

    /// What a dead process left goes on with the next tick, before anything new.
    @Test func whatWasLeftUnfinishedGoesOn() async throws {
        var world = try TickWorld()
        try world.add("other", on: nil)
        try world.clock.jump(to: "2026-12-02T07:58")
        let plan = try EngineWorld.plan(people: 10)
        let run = world.world.engine.newRunID()
        try await world.world.engine.freeze(plan, as: run, by: EngineWorld.actor)
        let report = try await world.tick(at: "2026-12-02T08:00")
        #expect(report.resumed.map(\.run) == [run])
        #expect(report.resumed.first?.end == .complete)
    }

    /// A machine that dies between freezing and the first claim, and comes back days later, must not send then.
    @Test func whatNeverBeganIsNotBegunDaysLater() async throws {
        var world = try TickWorld()
        try world.add("other", on: nil)
        try world.clock.jump(to: "2026-12-02T08:00")
        let run = world.world.engine.newRunID()
        try await world.world.engine.freeze(try EngineWorld.plan(people: 10), as: run, by: EngineWorld.actor)
        let report = try await world.tick(at: "2026-12-05T08:00")
        #expect(report.resumed.isEmpty && report.missed.map(\.job) == ["hello"])
        #expect(try await world.store.run("hello@latest").state == .expired)
        #expect(world.world.feishu.sent.isEmpty)
    }
}
