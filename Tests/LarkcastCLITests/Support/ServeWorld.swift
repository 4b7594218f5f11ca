import FeishuAPI
import Foundation
import JobEngine
import JobModel
import JobStore
import Logging
import StrictJSON
import Synchronization
import TestSupport
import Testing

@testable import LarkcastCLI

/// A daemon's rounds over a store on disk, under a clock that somebody else moves.
final class ServeWorld: Sendable {
    private struct State {
        var wall: Int64 = 1_796_086_800_000
        var lived: Int64 = 1_000_000
        var seed: UInt64 = 1
        var look = JobCatalog.Look(folder: JobFolder(jobs: []))
        var looks = 0
        var tidied = 0
        var broken: CommandFailure?
        var worse: CommandFailure?
    }

    /// Manifests as a test says they are.
    private final class Source: ManifestSource {
        let world: ServeWorld
        /// What the configuration it was made from lacks.
        let worse: CommandFailure?
        init(_ world: ServeWorld) {
            self.world = world
            worse = world.state.withLock { $0.worse }
        }
        var engines: [Engine] { [world.engine] }
        func look() -> JobCatalog.Look {
            world.state.withLock { state in
                state.looks += 1
                var look = state.look
                if let worse { look.problems.append(.init(about: "a.json", error: worse)) }
                return look
            }
        }
    }

    let directory: TemporaryDirectory
    let store: JobDatabase
    let feishu = WillingFeishu()
    let console = FakeConsole()
    let bell = Bell()
    let stop = StopSignal()
    private let said = Mutex<[String]>([])
    private let state = Mutex(State())

    init() throws {
        directory = try TemporaryDirectory(isInMemory: true)
        store = try JobDatabase.open(at: directory.path("store.sqlite"))
        try FileManager.default.createDirectory(atPath: directory.path("jobs"), withIntermediateDirectories: false)
    }

    /// The store as another process has it open.
    func otherProcess() throws -> JobDatabase { try JobDatabase.open(at: directory.path("store.sqlite")) }

    var engine: Engine { Engine(store: store, messaging: feishu, dependencies: dependencies) }

    var now: Moment {
        state.withLock { Moment(wallMilliseconds: $0.wall, monotonicMilliseconds: $0.lived, bootID: "boot") }
    }

    /// Lets time pass.
    func pass(seconds: Int64) {
        state.withLock { state in
            state.wall += seconds * 1000
            state.lived += seconds * 1000
        }
    }

    /// Sets the wall clock; no time passes.
    func setWall(by seconds: Int64) { state.withLock { $0.wall += seconds * 1000 } }

    /// How often the manifests were read.
    var looks: Int { state.withLock { $0.looks } }
    /// How often memory was given back.
    var tidied: Int { state.withLock { $0.tidied } }
    /// What the service manager was told.
    var saidToSupervisor: [String] { said.withLock { $0 } }

    /// What the manifests are from now on.
    func change(_ body: (inout JobCatalog.Look) -> Void) { state.withLock { body(&$0.look) } }
    /// What reading the configuration throws from now on.
    func breakConfiguration(_ failure: CommandFailure?) { state.withLock { $0.broken = failure } }

    /// What sources that are made from now on lack, for a manifest that the others can send.
    func worsenConfiguration(_ failure: CommandFailure?) { state.withLock { $0.worse = failure } }

    /// Adds a job to ten people, or to another number of them.
    func add(
        _ job: String, cron: String? = nil, needsApproval: Bool = false, people: Int = 10,
        calendar: BusinessCalendar? = nil, warnings: [PlanRemark] = []
    ) throws {
        var timetable: Timetable?
        if let cron, let rules = FoundationZoneRules("UTC") {
            var schedule = Schedule(trigger: .cron(try CronFields(cron)), timezone: "UTC")
            schedule.allowFrequent = true
            if calendar != nil { schedule.calendar = CalendarRule(file: "days/x.json", onHoliday: .skip) }
            timetable = Timetable(job: job, schedule: schedule, rules: rules, calendar: calendar)
        }
        let plan = try Samples.plan(people: people, job: job)
        var approval = Approval()
        approval.required = needsApproval
        let scheduled = ScheduledJob(
            job: job, title: job, path: "jobs/\(job).json", manifestSHA256: plan.manifestSHA256,
            timetable: timetable, engine: engine, approval: approval,
            planning: { _ in PlannedRun(plan: plan, warnings: warnings) })
        change { $0.folder?.jobs.append(scheduled) }
    }

    private var dependencies: EngineDependencies {
        EngineDependencies(
            now: { self.now },
            sleep: { duration in
                self.pass(seconds: max(1, duration.components.seconds))
                await Task.yield()
                try Task.checkCancellation()
            }, randomUnit: { 0.5 },
            randomBits: {
                self.state.withLock { state in
                    state.seed = state.seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return state.seed >> 3
                }
            }, identity: RunnerIdentity(processID: 42, host: "test"))
    }

    /// The rounds of a daemon that was just started; while it is at work it looks around only when the bell rings.
    func rounds() throws -> ServeRounds {
        var dependencies = dependencies
        dependencies.sleep = { _ in for await _ in AsyncStream<Void>.makeStream().stream {} }
        let handler = ConsoleLogHandler(
            console: console.console, format: .json, level: .info, zone: .gmt, now: { self.now })
        let loop = ServeLoop(
            store: store, directory: directory.path("jobs"),
            makeSource: {
                if let broken = self.state.withLock({ $0.broken }) { throw broken }
                return Source(self)
            },
            dependencies: dependencies, actor: CommandWorld.tester,
            log: ServeLog(logger: Logger(label: "test", factory: { _ in handler })),
            supervisor: Supervisor(watchdogMicroseconds: nil) { words in self.said.withLock { $0 += words } },
            bell: bell, stop: stop, supervisorMicroseconds: { 7 },
            giveBackMemory: { self.state.withLock { $0.tidied += 1 } })
        return try ServeRounds(loop)
    }

    /// The log's lines that say something.
    func lines(_ words: String) -> Int { console.errorLines.count { $0.contains(words) } }
}

/// A Feishu that takes everything, unless it is told to be away.
final class WillingFeishu: BatchMessaging {
    private let state = Mutex((isAway: false, sent: 0))
    private let onWire = Mutex<(@Sendable () async throws -> Void)?>(nil)
    let appID = "cli_test"

    /// What happens once, while the next batch is on the wire.
    func whileOneIsOnTheWire(_ act: @escaping @Sendable () async throws -> Void) { onWire.withLock { $0 = act } }

    /// How many batches were taken.
    var sent: Int { state.withLock { $0.sent } }
    /// Whether nothing can be asked.
    func setAway(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }

    var isPrepared: Bool { get async { !state.withLock { $0.isAway } } }

    func prepare() async throws(FeishuError) {
        if state.withLock({ $0.isAway }) { throw FeishuError(.tenantToken, .unreachable) }
    }

    func send(_ body: Data, beforeFirstByte: @escaping @Sendable () throws -> Void) async -> SendOutcome {
        do {
            try await onOwnThread(beforeFirstByte)
        } catch {
            return SendOutcome(verdict: .notSent(.refused), evidence: SendEvidence())
        }
        if let act = onWire.withLock({ act in
            defer { act = nil }
            return act
        }) {
            do { try await act() } catch { Issue.record(error) }
        }
        let number = state.withLock { state in
            state.sent += 1
            return state.sent
        }
        let id = "bm-" + String(repeating: "0", count: 28) + String(1000 + number)
        return SendOutcome(
            verdict: .accepted(batchMessageID: id, invalid: InvalidRecipients()), evidence: SendEvidence())
    }

    func progress(of batchMessageID: String) async throws(FeishuError) -> BatchProgress {
        BatchProgress(valid: 10, delivered: 10, read: 10)
    }

    func readers(of batchMessageID: String) async throws(FeishuError) -> BatchReaders {
        throw FeishuError(.batchReaders, .unreachable)
    }

    func recall(_ batchMessageID: String) async throws(FeishuError) {}
}
