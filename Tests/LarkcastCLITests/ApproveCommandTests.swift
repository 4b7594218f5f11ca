import Foundation
import JobModel
import JobStore
import StrictJSON
import Testing

@testable import LarkcastCLI

/// A second person's yes: in time, outside quiet hours, and with what it is worth.
struct ApproveCommandTests {
    private var world: CommandWorld

    init() throws { world = try CommandWorld() }

    /// A run that waits since so many hours ago; it is 01:00 of UTC.
    private func waiting(hours: Int64 = 0, quietUntil: String = "09:30") async throws -> JobDatabase {
        let text = CommandWorld.manifest(
            extra:
                #","schedule":{"cron":"0 9 * * 1","timezone":"Asia/Shanghai","quiet_hours":{"from":"22:00","to":"\#(quietUntil)"}}"#
        )
        let manifest = try #require(
            ManifestReader(knownTimeZones: ["Asia/Shanghai"]).read(bytes: Array(text.utf8), name: "a.json").manifest)
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data(text.utf8))
        var made = CommandWorld.now()
        made.wallMilliseconds -= hours * 3_600_000
        let store = try world.store
        _ = try await store.freeze(
            plan, id: CommandWorld.run, appID: "cli_test", consent: .needed(because: []),
            by: AuditActor(name: "wang", userID: 1001), at: made)
        return store
    }

    private func approve(_ more: String...) async throws -> CommandWorld.Result {
        try await world.run(["approve", "k7m2", "--as", "Li Na", "--yes", "--json"] + more)
    }

    private func error(_ result: CommandWorld.Result) throws -> JSONValue? {
        JSONReader().readStrictly(Array(result.console.out.utf8))?["error"]
    }

    @Test func itIsRefusedInTheQuietHours() async throws {
        let store = try await waiting()
        let refused = try await approve()
        #expect(refused.status == .needsDecision)
        let error = try error(refused)
        #expect(error?["type"] == "quiet_hours")
        #expect(error?["message"]?.string?.contains("2026-12-01T09:30[Asia/Shanghai]") == true)
        #expect(error?["hint"]?.string?.contains("--in-quiet-hours") == true)
        #expect(try await store.summary(of: CommandWorld.run).state == .awaitingApproval)
        #expect(try await approve("--in-quiet-hours").status == .done)
        #expect(try await store.auditEntries().entries.last?.detail.contains(#""in_quiet_hours":true"#) == true)
    }

    /// A run that waits keeps later firings back, and those are the latest ones: whoever says @latest means the one that waits.
    @Test(arguments: ["approve", "cancel", "resume"])
    func theRunThatWaitsIsNamedWhereAnotherOneIsMeant(_ command: String) async throws {
        let store = try await waiting()
        try await store.recordUnsent(
            RunID(rawValue: "000000000009"), job: "hello", title: "Hello", appID: "cli_test",
            occurrence: "2026-12-08T09:00[Asia/Shanghai]", as: .skipped, reason: "the run before is unfinished",
            at: CommandWorld.now())
        let arguments = [command, "hello@latest"] + (command == "resume" ? [] : ["--yes"])
        let result = try await world.run(arguments + ["--json"])
        #expect(result.status == .needsDecision)
        let hint = try error(result)?["hint"]?.string
        let run = CommandWorld.run.rawValue
        #expect(hint == "the run of hello that is awaiting_approval is \(run): larkcast \(command) \(run)")
        let chinese = try await world.run(arguments + ["--lang", "zh"])
        #expect(
            chinese.console.errors.contains("任务 hello 中等待批准的运行是 \(run)：larkcast \(command) \(run)"),
            "\(chinese.console.errors)")
        #expect(try await world.run([command, "000000000009", "--json"]).status == .needsDecision)
    }

    /// Whoever waits for the end of the quiet hours should know whether the run does: until 02:00 of UTC.
    @Test(arguments: [("09:59", "Approve it from"), ("10:30", "It can be approved until 2026-12-01T02:00:00Z only")])
    func theRefusalSaysHowLongItWaits(_ end: String, _ words: String) async throws {
        _ = try await waiting(hours: 3, quietUntil: end)
        #expect(try error(try await approve())?["hint"]?.string?.hasPrefix(words) == true)
    }

    @Test func tooLateIsToldAndEndsIt() async throws {
        let store = try await waiting(hours: 5)
        let result = try await approve()
        #expect(result.status == .needsDecision)
        #expect(try error(result)?["message"]?.string?.contains("the approval came too late") == true)
        #expect(try await store.summary(of: CommandWorld.run).state == .expired)
    }

    /// Where the system knows no login, nothing but the typed name makes two people of them, and that is said.
    @Test(arguments: [nil, "1002"] as [String?])
    func theNameAloneIsSaidToBeAll(_ sudo: String?) async throws {
        var other = world
        other.variables["SUDO_UID"] = sudo
        let tests = ApproveCommandTests(world: other)
        let store = try await tests.waiting()
        let isNameAlone = Person.live(Environment(other.variables)) == nil
        let result = try await tests.approve("--in-quiet-hours")
        #expect(result.status == .done)
        #expect(result.console.errors.contains("the name alone tells you") == isNameAlone)
        let detail = try await store.auditEntries().entries.last { $0.action == "approve" }?.detail
        #expect(detail?.contains(#""told_apart_by":"name alone""#) == isNameAlone)
    }

    private init(world: CommandWorld) { self.world = world }
}
