import ArgumentParser
import Dashboard
import Foundation
import JobModel
import Logging
import Reporting
import Synchronization
import TestSupport
import Testing

@testable import JobStore
@testable import LarkcastCLI

/// Decisions from a browser over a real store: the same things that the commands do, under the name of whoever decided.
struct DashboardOperationsTests {
    private static let user = DashboardUser(name: "Li Na", role: .approver, tokenSHA256: [], logins: ["lina"])
    private let world: CommandWorld
    private let store: JobDatabase
    private let desk: BackDesk
    private let operations: DashboardOperations
    private let told: Told

    private final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        @discardableResult func add(_ more: Int) -> Int {
            count.withLock { count in
                count += more
                return count
            }
        }
        func raise(to value: Int) { count.withLock { $0 = max($0, value) } }
    }

    private final class Told: Sendable {
        private let heard = Mutex<[RunID]>([])
        var runs: [RunID] { heard.withLock { $0 } }
        func hear(_ run: RunID) { heard.withLock { $0.append(run) } }
    }

    init() throws {
        world = try CommandWorld()
        let console = FakeConsole()
        let invocation = Invocation(
            options: try GlobalOptions.parse([]), environment: Environment(world.variables), console: console.console,
            dependencies: CommandWorld.dependencies, zone: .gmt)
        let handler = ConsoleLogHandler(
            console: console.console, format: .json, level: .info, zone: .gmt, now: CommandWorld.now)
        desk = BackDesk(log: ServeLog(logger: Logger(label: "larkcast", factory: { _ in handler })))
        let told = Told()
        self.told = told
        operations = DashboardOperations(invocation: invocation, desk: desk) { told.hear($0) }
        store = try world.store
    }

    /// A run to three people, made by somebody.
    @discardableResult
    private func freeze(
        by author: String = "wang", consent: Consent = .notNeeded, extra: String = "", sources: RunSources? = nil
    ) async throws -> RunID {
        let text = CommandWorld.manifest(extra: extra)
        let manifest = try #require(
            ManifestReader(knownTimeZones: ["Asia/Shanghai"]).read(bytes: Array(text.utf8), name: "a.json").manifest)
        var plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data(text.utf8))
        plan.sources = sources
        _ = try await store.freeze(
            plan, id: CommandWorld.run, appID: "cli_test", consent: consent, by: AuditActor(name: author),
            at: CommandWorld.now())
        return CommandWorld.run
    }

    private func order(_ action: RunAction, plan: String? = nil, quiet: Bool = false, reason: String? = nil)
        async throws -> ActionOrder
    {
        let hash = try await store.brief(of: CommandWorld.run).planSHA256
        return ActionOrder(
            action: action, run: CommandWorld.run, planSHA256: plan ?? hash, inQuietHours: quiet, reason: reason,
            user: Self.user)
    }

    private func refusal(_ body: () async throws -> Void) async -> ActionRefusal? {
        do {
            try await body()
            return nil
        } catch {
            return error as? ActionRefusal
        }
    }

    @Test func pausingGoingOnAndCancelling() async throws {
        let run = try await freeze()
        try await operations.perform(order(.pause, reason: "wrong date"))
        #expect(try await store.brief(of: run).stateReason == "wrong date")
        try await operations.perform(order(.resume))
        #expect(try await store.brief(of: run).state == .sending, "whoever sends finds it")
        try await operations.perform(order(.cancel))
        let after = try await store.brief(of: run)
        #expect(after.state == .cancelled && after.stateReason == "cancelled by Li Na")
        let entries = try await store.auditEntries(of: run).entries.filter { $0.who.name == "Li Na" }
        #expect(entries.map(\.action) == ["pause", "resume", "cancel"])
        #expect(entries.allSatisfy { $0.detail.contains(#""via":"dashboard""#) })
        #expect(told.runs == [run, run, run])
    }

    @Test func aYesIsForThePlanThatWasLookedAt() async throws {
        let run = try await freeze(consent: .needed(because: []))
        let outlook = try await operations.outlook(.approve, on: run, by: Self.user)
        #expect(outlook.refusal == nil && outlook.quietUntil == nil && outlook.expiresAt != nil)
        let other = try await order(.approve, plan: String(repeating: "0", count: 64))
        #expect(await refusal { try await operations.perform(other) }?.message.contains("another plan") == true)
        #expect(told.runs.isEmpty, "nobody is told of what was not done")
        try await operations.perform(order(.approve))
        #expect(try await store.brief(of: run).state == .sending)
    }

    @Test func aYesIsForWhatTheFilesSaid() async throws {
        try world.write(CommandWorld.manifest(), to: "hello.json")
        let sources = RunSources(manifestPath: world.home.path("hello.json"), hashes: ["card.json": "another"])
        let run = try await freeze(consent: .needed(because: []), sources: sources)
        #expect(try await operations.outlook(.approve, on: run, by: Self.user).refusal == nil, "there is no such file")
        try world.write("{}", to: "card.json")
        let outlook = try await operations.outlook(.approve, on: run, by: Self.user)
        #expect(outlook.refusal?.message.contains("changed: card.json") == true)
        let order = try await order(.approve)
        #expect(await refusal { try await operations.perform(order) }?.message.contains("changed: card.json") == true)
        #expect(try await store.brief(of: run).state == .awaitingApproval)
    }

    @Test(arguments: ["Li Na", "li na", "lina", "LINA", "root (sudo by lina)"])
    func nobodyApprovesTheirOwn(_ author: String) async throws {
        let run = try await freeze(by: author, consent: .needed(because: []))
        let outlook = try await operations.outlook(.approve, on: run, by: Self.user)
        #expect(outlook.refusal?.message.contains("cannot approve it") == true)
        let order = try await order(.approve)
        #expect(await refusal { try await operations.perform(order) }?.message.contains("cannot approve it") == true)
        #expect(try await store.brief(of: run).state == .awaitingApproval)
    }

    @Test func quietHoursAreKeptUnlessItIsMeant() async throws {
        let quiet =
            #","schedule":{"cron":"0 9 * * 1","timezone":"Asia/Shanghai","quiet_hours":{"from":"22:00","to":"09:30"}}"#
        let run = try await freeze(consent: .needed(because: []), extra: quiet)
        #expect(try await operations.outlook(.approve, on: run, by: Self.user).quietUntil != nil)
        let order = try await order(.approve)
        #expect(await refusal { try await operations.perform(order) }?.message.contains("quiet hours") == true)
        try await operations.perform(self.order(.approve, quiet: true))
        let last = try await store.auditEntries(of: run).entries.last
        #expect(last?.detail.contains(#""in_quiet_hours":true"#) == true)
    }

    @Test func theKillSwitchHoldsHereToo() async throws {
        try await freeze()
        try await operations.perform(order(.pause))
        try await store.pauseAll(reason: "moved", by: AuditActor(name: "ops"), at: CommandWorld.now())
        let order = try await order(.resume)
        #expect(await refusal { try await operations.perform(order) }?.hint?.contains("resume --all") == true)
    }

    @Test func whatIsOverStaysOver() async throws {
        try await freeze()
        try await operations.perform(order(.cancel))
        for action in [RunAction.pause, .resume, .approve] {
            let order = try await order(action)
            #expect(await refusal { try await operations.perform(order) } != nil, "\(action)")
        }
    }

    @Test func aRecallStopsAtOnceWhatIsUnsent() async throws {
        let run = try await freeze()
        try await store.begin(run, by: AuditActor(name: "wang"), at: CommandWorld.now())
        try await operations.perform(order(.recall))
        // Feishu is not asked before the desk runs, and nothing can leave any more all the same.
        #expect(try await store.brief(of: run).state == .cancelled)
        #expect(try await store.brief(of: run).people.cancelled == 3)
    }

    @Test func withoutAnAppNothingIsStopped() async throws {
        var variables = world.variables
        variables["LARKCAST_APP_ID"] = "cli_other"
        let invocation = Invocation(
            options: try GlobalOptions.parse([]), environment: Environment(variables), console: FakeConsole().console,
            dependencies: CommandWorld.dependencies, zone: .gmt)
        let run = try await freeze()
        let order = try await order(.recall)
        let elsewhere = DashboardOperations(invocation: invocation, desk: desk) { _ in }
        #expect(await refusal { try await elsewhere.perform(order) }?.message.contains("no profile") == true)
        #expect(try await store.brief(of: run).state == .planned)
    }

    /// Ten people who press the button are one recall, and one more for what came up meanwhile.
    @Test func errandsOfOneKindAreDoneOneAtATime() async throws {
        let run = try await freeze()
        let (begun, atOnce, most) = (Counter(), Counter(), Counter())
        let gate = AsyncStream<Void>.makeStream()
        let errand = BackDesk.Errand(run: run, name: "the recall") {
            begun.add(1)
            most.raise(to: atOnce.add(1))
            if begun.value == 1 { for await _ in gate.stream {} }
            atOnce.add(-1)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await desk.run() }
            for _ in 0..<10 { #expect(desk.add(errand)) }
            while begun.value == 0 { try await Task.sleep(for: .milliseconds(2)) }
            for _ in 0..<10 { #expect(desk.add(errand)) }
            gate.continuation.finish()
            while begun.value < 2 || atOnce.value > 0 { try await Task.sleep(for: .milliseconds(2)) }
            group.cancelAll()
        }
        #expect(begun.value == 2 && most.value == 1)
    }

    /// What was told to people takes back nothing of what a recall has met.
    @Test func aSuccessOfAnotherKindHidesNoFailure() async throws {
        let run = try await freeze()
        let failure = CommandFailure(exit: .permission, type: "x", message: "app secret invalid", hint: nil)
        let told = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await desk.run() }
            #expect(desk.add(BackDesk.Errand(run: run, name: "the recall") { throw failure }))
            while await operations.remark(on: run) == nil { try await Task.sleep(for: .milliseconds(2)) }
            #expect(desk.add(BackDesk.Errand(run: run, name: "telling") { told.add(1) }))
            while told.value == 0 { try await Task.sleep(for: .milliseconds(2)) }
            group.cancelAll()
        }
        #expect(await operations.remark(on: run)?.message == "app secret invalid")
    }

    @Test func nothingIsApprovedInAStoreThatIsNotBelieved() async throws {
        let run = try await freeze(consent: .needed(because: []))
        try await store.distrust(.found(.otherMachine), at: CommandWorld.now())
        let outlook = try await operations.outlook(.approve, on: run, by: Self.user)
        #expect(outlook.refusal?.message.contains("it was last used on another machine") == true)
        #expect(
            Readiness.obstacles(
                try await store.operatingFigures(at: CommandWorld.now()), at: CommandWorld.now(), isLookedAfter: false)
                == ["nothing is sent from this store: it was last used on another machine"])
    }

    @Test func whatDoesNotGetThroughIsRemembered() async throws {
        let run = try await freeze()
        let failure = CommandFailure(exit: .unreachable, type: "x", message: "Feishu is away", hint: "wait")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await desk.run() }
            #expect(desk.add(BackDesk.Errand(run: run, name: "the recall") { throw failure }))
            while await operations.remark(on: run) == nil { try await Task.sleep(for: .milliseconds(2)) }
            #expect(await operations.remark(on: run)?.message == "Feishu is away")
            #expect(desk.add(BackDesk.Errand(run: run, name: "the recall") {}))
            while await operations.remark(on: run) != nil { try await Task.sleep(for: .milliseconds(2)) }
            group.cancelAll()
        }
    }
}
