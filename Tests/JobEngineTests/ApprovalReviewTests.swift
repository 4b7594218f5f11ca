import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Synchronization
import Testing

/// A yes is for a message, an audience and a time: when any of them is no longer what was asked about, nobody can give it.
struct ApprovalReviewTests {
    private static func waiting(
        _ trigger: Schedule.Trigger? = nil, change: (inout Schedule) -> Void = { _ in }
    ) async throws -> TickWorld {
        var world = try TickWorld()
        try world.add(on: trigger ?? .cron(try CronFields("0 9 * * *")), needsApproval: true, change: change)
        #expect(try await world.tick(at: "2026-12-02T09:00").awaitingApproval.count == 1)
        return world
    }

    private static func approve(_ world: TickWorld) async throws {
        let run = try await world.store.run("hello@latest")
        try await world.store.approve(
            run.id, planSHA256: run.planSHA256, by: AuditActor(name: "boss"), at: world.clock.now())
    }

    @Test func anEditVoidsIt() async throws {
        var world = try await Self.waiting()
        world.folder.jobs[0].manifestSHA256 = String(repeating: "b", count: 64)
        let report = try await world.tick(at: "2026-12-02T09:01")
        #expect(report.skipped.map(\.occurrence) == ["2026-12-02T09:00[UTC]"])
        #expect(report.skipped.first?.reason.contains("its manifest was changed") == true)
        let run = try await world.store.run("hello@latest")
        #expect(
            run.state == .cancelled && run.stateReason?.contains("its manifest was changed after it was made") == true)
        await #expect(throws: StoreError.self) { try await Self.approve(world) }
        let told = try await world.store.auditEntries().entries.last
        #expect(told?.action == "cancel" && told.flatMap { NotificationKind(auditAction: $0.action) } == .finish)
        #expect(
            try await world.tick(at: "2026-12-03T09:00").awaitingApproval.count == 1, "the next day it is asked anew")
        #expect(world.world.feishu.sent.isEmpty)
    }

    /// The plan is frozen, and what somebody wants now is what the files say now; one that is broken wants nothing.
    @Test func anEditOfAFileVoidsIt() async throws {
        var world = try TickWorld()
        try world.add(on: .cron(try CronFields("0 9 * * *")), needsApproval: true)
        let planning = world.folder.jobs[0].planning
        let sources = RunSources(manifestPath: "/jobs/hello.json", hashes: ["people.csv": "a"])
        world.folder.jobs[0].planning = { stop in
            var planned = try await planning(stop)
            planned.plan.sources = sources
            return planned
        }
        let asked = Mutex<[RunSources]>([])
        world.folder.jobs[0].changedFiles = { frozen in
            asked.withLock { $0.append(frozen) }
            return []
        }
        #expect(try await world.tick(at: "2026-12-02T08:59").skipped.isEmpty)
        #expect(asked.withLock { $0 }.isEmpty, "nothing waits, so nothing is read")
        #expect(try await world.tick(at: "2026-12-02T09:00").awaitingApproval.count == 1)
        #expect(try await world.tick(at: "2026-12-02T09:01").skipped.isEmpty)
        #expect(asked.withLock { $0 } == [sources])
        world.folder.jobs[0].changedFiles = { _ in ["people.csv", "card.json"] }
        let report = try await world.tick(at: "2026-12-02T09:02")
        #expect(report.skipped.map(\.occurrence) == ["2026-12-02T09:00[UTC]"])
        let run = try await world.store.run("hello@latest")
        #expect(
            run.state == .cancelled
                && run.stateReason == RunReason.filesChanged("people.csv, card.json").text)
        await #expect(throws: StoreError.self) { try await Self.approve(world) }
        #expect(world.world.feishu.sent.isEmpty)
    }

    /// Of a run that an older version made nobody knows what its files said.
    @Test func whatWasNotKeptIsNotCompared() async throws {
        var world = try await Self.waiting()
        world.folder.jobs[0].changedFiles = { _ in ["people.csv"] }
        #expect(try await world.tick(at: "2026-12-02T09:01").skipped.isEmpty)
    }

    @Test func aRemovalVoidsIt() async throws {
        var world = try await Self.waiting()
        // An empty folder would be a disk that is not mounted.
        try world.add("other", on: .cron(try CronFields("0 9 1 1 *")))
        world.folder.jobs.removeAll { $0.job == "hello" }
        let report = try await world.tick(at: "2026-12-02T09:01")
        #expect(report.removed == ["hello"] && report.skipped.count == 1)
        #expect(try await world.store.run("hello@latest").stateReason?.contains("manifest was removed") == true)
    }

    /// An editor is at work, or a disk is away: what was asked about may be there again in a moment.
    @Test(
        arguments: [JobFolder(jobs: [], broken: ["jobs/hello.json": "half written"]), JobFolder(jobs: []), nil]
            as [JobFolder?])
    func whatCannotBeReadVoidsNothing(_ folder: JobFolder?) async throws {
        let world = try await Self.waiting()
        try world.clock.jump(to: "2026-12-02T09:01")
        #expect(try await world.ticker.tick(folder, stop: StopSignal()).skipped.isEmpty)
        try await Self.approve(world)
        #expect(try await world.tick(at: "2026-12-02T09:02").resumed.count == 1)
    }

    /// Made by hand from a manifest that is no scheduled job of the folder.
    @Test func aRunOfAnotherFolderWaitsOn() async throws {
        var world = try TickWorld()
        try world.add("other", on: nil)
        try world.clock.jump(to: "2026-12-02T09:00")
        try await world.world.engine.freeze(
            try EngineWorld.plan(people: 10), as: world.world.engine.newRunID(), consent: .needed(because: []),
            by: EngineWorld.actor)
        #expect(try await world.tick(at: "2026-12-02T12:59").skipped.isEmpty)
        let report = try await world.tick(at: "2026-12-02T13:00")
        #expect(report.missed.map(\.job) == ["hello"], "four hours, its not_after, are over")
        #expect(try await world.store.run("hello@latest").state == .expired)
    }

    /// Nine days later, in its own quiet hours, it went out once.
    @Test func nobodyApprovesItDaysLater() async throws {
        let world = try await Self.waiting()
        #expect(try await world.tick(at: "2026-12-02T12:59").missed.isEmpty)
        let report = try await world.tick(at: "2026-12-02T13:00")
        #expect(report.missed.map(\.occurrence) == ["2026-12-02T09:00[UTC]"])
        let run = try await world.store.run("hello@latest")
        #expect(run.state == .expired && run.stateReason?.contains("in time") == true)
        await #expect(throws: StoreError.self) { try await Self.approve(world) }
        #expect(world.world.feishu.sent.isEmpty)
    }
}
