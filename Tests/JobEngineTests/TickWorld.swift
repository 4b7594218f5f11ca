import FeishuAPI
import Foundation
import JobEngine
import JobModel
import JobStore

/// A zone as Foundation knows it.
struct FoundationZone: ZoneRules {
    let name: String
    var dataVersion: String { TimeZone.timeZoneDataVersion }

    func offset(at instant: Int64) -> Int {
        TimeZone(identifier: name)?.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant))) ?? 0
    }
}

/// A folder of jobs and a ticker over an engine's world.
struct TickWorld {
    var world: EngineWorld
    var folder = JobFolder(jobs: [])

    init(_ feishu: ScriptedFeishu = ScriptedFeishu([])) throws {
        world = try EngineWorld(feishu)
        feishu.figures.answerProgress { _, _ in .success(BatchProgress(valid: 10, delivered: 10, read: 10)) }
    }

    var clock: ManualClock { world.clock }
    var store: JobDatabase { world.store }

    var ticker: Ticker {
        Ticker(
            store: world.store, engines: [world.engine], dependencies: world.clock.dependencies,
            actor: EngineWorld.actor)
    }

    /// Adds a job to ten people, or to another number of them.
    mutating func add(
        _ job: String = "hello", on trigger: Schedule.Trigger?, zone: String = "UTC", needsApproval: Bool = false,
        text: String? = nil, people: Int = 10, change: (inout Schedule) -> Void = { _ in }
    ) throws {
        var timetable: Timetable?
        if let trigger {
            var schedule = Schedule(trigger: trigger, timezone: zone)
            change(&schedule)
            timetable = Timetable(job: job, schedule: schedule, rules: FoundationZone(name: zone))
        }
        let plan = try EngineWorld.plan(people: people, job: job, text: text ?? "News of \(job)")
        var approval = Approval()
        approval.required = needsApproval
        folder.jobs.append(
            ScheduledJob(
                job: job, title: job, path: "jobs/\(job).json", manifestSHA256: plan.manifestSHA256,
                timetable: timetable, engine: world.engine, approval: approval,
                planning: { _ in PlannedRun(plan: plan) }))
    }

    /// Sets the clock to an instant of UTC and looks once.
    @discardableResult
    func tick(at time: String, seconds: Int64 = 0) async throws -> TickReport {
        try clock.jump(to: time, seconds: seconds)
        return try await ticker.tick(folder, stop: StopSignal())
    }

    /// The runs that were made, the last one first, by occurrence and state.
    func runs() async throws -> [String] {
        try await store.summaries(limit: 1000).map { "\($0.occurrence ?? "-") \($0.state.rawValue)" }
    }
}

extension ManualClock {
    /// Lets time pass until a civil time of UTC.
    func jump(to time: String, seconds: Int64 = 0) throws {
        guard let date = try? Date("\(time):00Z", strategy: .iso8601) else { throw CocoaError(.formatting) }
        let wall = Int64(date.timeIntervalSince1970) * 1000 + seconds * 1000
        advance(milliseconds: wall - now().wallMilliseconds)
    }
}
