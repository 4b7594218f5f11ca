import Foundation
import JobEngine
import JobModel
import JobStore
import SchemaFiles
import StrictJSON
import TestSupport
import Testing

@testable import LarkcastCLI

/// The commands that need no Feishu, run for real but for the process.
struct CommandTests {
    private let world: CommandWorld

    init() throws { world = try CommandWorld() }

    @Test func initWritesPrivateFilesOnce() async throws {
        let folder = world.home.path("campaigns")
        let first = try await world.run(["init", folder])
        #expect(first.status == .done)
        #expect(first.console.errors.contains("export LARKCAST_CONFIG=\(folder)/config.yaml\n"))
        let modes = [("config.yaml", 0o600), ("app_secret", 0o600), ("jobs/welcome.json", 0o644)]
        for (name, mode) in modes {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
            #expect((attributes[.posixPermissions] as? Int) == mode, "\(name)")
        }
        #expect(try String(contentsOfFile: folder + "/schema/job.schema.json", encoding: .utf8) == SchemaText.job)

        try Data("mine".utf8).write(to: URL(fileURLWithPath: folder + "/config.yaml"))
        let second = try await world.run(["init", folder, "--json"])
        #expect(second.status == .done)
        let document = try document(second)
        #expect(document["written"] == [])
        #expect(document["kept"]?.array?.count == 4)
        #expect(try String(contentsOfFile: folder + "/config.yaml", encoding: .utf8) == "mine")
        #expect(document["configuration"]?.string == folder + "/config.yaml")
        let placeholder = try await world.run(["validate", folder + "/jobs"])
        #expect(placeholder.status == .done)
        #expect(placeholder.console.errors.contains("only holds the place of an open_id"))
    }

    @Test func validateTellsAllProblemsOfAllFiles() async throws {
        try world.write(CommandWorld.manifest(job: "one"), to: "jobs/a.json")
        try world.write(CommandWorld.manifest(job: "one"), to: "jobs/b.json")
        try world.write("{\n\"job\": 1}", to: "jobs/c.json")
        try world.write("no manifest", to: "jobs/readme.txt")
        let text = try await world.run(["validate", world.home.path("jobs")])
        #expect(text.status == .data)
        #expect(text.console.out == "\(world.home.path("jobs/a.json")): valid\n")
        #expect(text.console.errors.contains("b.json:1:1: /job: the job \"one\" is also in"))
        #expect(text.console.errors.contains("c.json:2:8: /job:"))

        let json = try await world.run(["validate", world.home.path("jobs") + "/", "--json"])
        #expect(json.status == .data)
        let document = try document(json)
        #expect(document["valid"] == false)
        #expect(document["files"]?.array?.map { $0["valid"] } == [true, false, false])
        let problems = try #require(document["files"]?.array?[2]["problems"]?.array)
        #expect(problems.contains { $0["pointer"] == "/job" && $0["line"] == 2 })
        #expect(problems.allSatisfy { $0["severity"] == "error" })
    }

    @Test func validateShowsFindingsWithoutChangingTheExitCode() async throws {
        let world = try CommandWorld()
        let path = try world.write(
            "{\"job\":\"hello\",\"audience\":{\"users\":{\"open_ids\":[\"ou_1\"]}},\n \"message\":{\"text\":\"test\"}}",
            to: "m.json")
        let text = try await world.run(["validate", path])
        #expect(text.status == .done)
        #expect(text.console.errors.hasPrefix("warning: \(path):2:20: /message/text: \"test\" looks like a test"))
        #expect(text.console.errors.contains("(230100)") && text.console.errors.contains("[test-like-wording]"))
        let json = try await world.run(["validate", path, "--json"])
        #expect(json.status == .done)
        let document = try #require(JSONReader().readStrictly(Array(json.console.out.utf8)))
        let finding = try #require(document["files"]?.array?.first?["findings"]?.array?.first)
        #expect(finding["rule"]?.string == "test-like-wording" && finding["line"]?.integer == 2)
        #expect(finding["severity"] == "warning")
        #expect(finding["feishu_codes"] == [230_100] && finding["suggestion"]?.string != nil)
        let plan = try await world.run(["plan", path, "--json"])
        #expect(plan.status == .done && plan.console.out.contains("[test-like-wording]"))
    }

    @Test func validateOfNothingIsAProblem() async throws {
        try FileManager.default.createDirectory(atPath: world.home.path("empty"), withIntermediateDirectories: true)
        #expect(try await world.run(["validate", world.home.path("empty")]).status == .data)
        #expect(try await world.run(["validate", world.home.path("nowhere.json")]).status == .data)
    }

    @Test func planStoresNothing() async throws {
        let path = try world.write(CommandWorld.manifest(people: 7), to: "a.json")
        let text = try await world.run(["plan", path])
        #expect(text.status == .done)
        #expect(text.console.out.contains("7 targeted = 7 pending"))
        #expect(text.console.out.contains("\n│ Lunch is ready. "))
        let json = try await world.run(["plan", path, "--json"])
        #expect(try document(json)["batches"]?.integer == 1)
        #expect(json.console.errors.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: world.home.path(".local")))
    }

    @Test func planForeseesWhatRunWillSayAboutRepetition() async throws {
        let path = try world.write(CommandWorld.manifest(people: 7), to: "a.json")
        let other = try world.write(CommandWorld.manifest(job: "other", people: 9), to: "b.json")
        let twin = try world.write(CommandWorld.manifest(job: "twin", people: 7), to: "c.json")
        try await deliver(path)
        func warnings(_ path: String) async throws -> String {
            try document(try await world.run(["plan", path, "--json"]))["warnings"]?.text() ?? ""
        }
        #expect(try await warnings(other).contains("7 of these people may have got the same message"))
        #expect(try await warnings(twin).contains("run will refuse this"))
        #expect(try await warnings(twin).contains("--allow-repeat k7m2k7m2k7m2"))
        #expect(try await warnings(path).contains("run k7m2k7m2k7m2 of this job is sending"))
        let run = try await world.run(["run", other])
        #expect(run.status == .needsDecision)
        #expect(run.console.errors.contains("warning: 7 of these people may have got the same message"))
        let named = try await world.run(["run", other, "--allow-repeat", "k7m2"])
        #expect(named.console.errors.contains("does not repeat run k7m2k7m2k7m2"))
        var elsewhere = world
        elsewhere.variables["LARKCAST_APP_ID"] = nil
        let blind = try await elsewhere.run(["plan", other, "--json"])
        #expect(blind.status == .done)
        #expect(try document(blind)["warnings"] == [])
    }

    /// Its quota, its store and its profile come from the configuration, and a `run` would end at it.
    @Test(arguments: [
        "profiles: {default: {app_id: a", "colour: red", "limits: {per_second: 0}", "limits: {per_second: 51}",
    ])
    func planEndsAtAWrongConfiguration(_ yaml: String) async throws {
        var world = try CommandWorld()
        world.variables["LARKCAST_BASE_URL"] = nil
        let path = try world.write(CommandWorld.manifest(), to: "a.json")
        try world.write(yaml, to: ".config/larkcast/config.yaml")
        #expect(try await world.run(["plan", path]).status == .configuration)
        let elsewhere = try world.write("confirm_above: 3", to: "good.yaml")
        #expect(try await world.run(["plan", path, "--config", elsewhere]).status == .done)
    }

    @Test func planNeedsTheConfigurationThatIsNamedAndNoSecret() async throws {
        var world = try CommandWorld()
        world.variables = ["HOME": world.home.url.path]
        let path = try world.write(CommandWorld.manifest(), to: "a.json")
        #expect(try await world.run(["plan", path]).status == .done)
        for line in [["--config", "/nope.yaml"], ["--config", ""], ["--profile", "nope"]] {
            #expect(try await world.run(["plan", path] + line).status == .configuration, "\(line)")
        }
        try world.write(
            "profiles: {default: {app_id: cli_1, app_secret_file: none}}", to: ".config/larkcast/config.yaml")
        #expect(try await world.run(["plan", path]).status == .done)
    }

    /// Sends the one batch of a manifest as a runner would have; its run stays sending.
    private func deliver(_ path: String) async throws {
        let store = try world.store
        let now = CommandWorld.now()
        let plan = try PreparedJob(reading: path).ready().draft.plan()
        _ = try await store.freeze(plan, id: CommandWorld.run, appID: "cli_test", by: CommandWorld.tester, at: now)
        try await store.begin(CommandWorld.run, by: CommandWorld.tester, at: now)
        let epoch = try await store.beginEpoch(as: RunnerIdentity(processID: 1, host: "test"), at: now)
        guard
            case .claimed(let batch) = try await store.claim(
                CommandWorld.run, epoch: epoch, limits: RateLimits(), at: now)
        else { return #expect(Bool(false), "nothing to claim") }
        try store.markDispatching(batch.ticket, at: now)
        try await store.record(
            batch.ticket, AttemptResult(outcome: .accepted, batchMessageID: "bm-1000"), at: now)
    }

    @Test func aManifestsProblemsAreOneDocument() async throws {
        let path = try world.write("{}", to: "a.json")
        let result = try await world.run(["plan", path, "--json"])
        #expect(result.status == .data)
        let error = try document(result)["error"]
        #expect(error?["type"]?.string == "manifest")
        #expect(error?["problems"]?.array?.isEmpty == false)
    }

    @Test func runAsksBeforeAnythingIsFrozen() async throws {
        let path = try world.write(CommandWorld.manifest(people: 7), to: "a.json")
        let alone = try await world.run(["run", path])
        #expect(alone.status == .needsDecision)
        #expect(alone.console.errors.contains("--yes"))
        let refused = try await world.run(["run", path], answers: ["n"], isTerminal: true)
        #expect(refused.status == .needsDecision)
        #expect(refused.console.errors.contains("Send to 7 people? [y/N]"))
        #expect(try await world.store.summaries().isEmpty)
    }

    @Test func whatIsNotConfiguredIsSaidBeforeAnythingElse() async throws {
        let path = try world.write(CommandWorld.manifest(), to: "a.json")
        for (name, words) in [("LARKCAST_APP_ID", "no app id"), ("LARKCAST_APP_SECRET", "no app secret")] {
            var world = world
            world.variables[name] = nil
            let result = try await world.run(["run", path, "--yes"])
            #expect(result.status == .configuration)
            #expect(result.console.errors.contains(words))
        }
        var insecure = world
        insecure.variables["LARKCAST_BASE_URL"] = "http://open.feishu.cn"
        #expect(try await insecure.run(["run", path, "--yes"]).status == .configuration)
    }

    @Test func aHaltedRunIsExplainedNotContinued() async throws {
        let path = try world.write(CommandWorld.manifest(people: 7), to: "a.json")
        let run = try await haltedRun(path)
        let again = try await world.run(["run", path, "--yes"])
        #expect(again.status == .needsDecision)
        #expect(again.console.errors.contains("run \(run) of hello is paused (lunch)"))
        #expect(again.console.errors.contains("larkcast resume \(run)"))

        let recall = try await world.run(["recall", "hello@latest"])
        #expect(recall.status == .needsDecision)
        #expect(recall.console.errors.contains("Stop: 1 batch, 7 people"))
        #expect(try await world.store.run("hello@latest").state == .paused)
    }

    @Test func queriesShowWhatTheStoreKnows() async throws {
        let empty = try await world.run(["list"])
        #expect(empty.status == .done)
        #expect(empty.console.out.isEmpty)
        #expect(empty.console.errors == "there are no runs yet\n")
        #expect(try await world.run(["status", "zzzz"]).status == .usage)

        let path = try world.write(CommandWorld.manifest(people: 7), to: "a.json")
        let run = try await haltedRun(path)
        #expect(try document(try await world.run(["list", "--json"]))["runs"]?.array?.count == 1)
        let status = try document(try await world.run(["status", String(run.rawValue.prefix(4)), "--json"]))
        #expect(status["run"]?.string == run.rawValue)
        #expect(status["people"]?["pending"]?.integer == 7)
        #expect(try await world.run(["status", "hello@latest"]).console.out.contains("7 targeted = 7 pending"))

        let file = world.home.path("report.csv")
        let report = try await world.run(["report", "hello@latest", "--format", "csv", "--output", file])
        #expect(report.status == .done)
        #expect(report.console.out.isEmpty)
        let csv = try await world.run(["report", "hello@latest", "--format", "csv"])
        #expect(try String(contentsOfFile: file, encoding: .utf8) == csv.console.out)
        let pipe = world.home.path("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let unread = try await world.run(["report", "hello@latest", "--output", pipe])
        #expect(unread.status == .storage, "nobody reads it, and nobody is waited for")
        let reader = open(pipe, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        #expect(try await world.run(["report", "hello@latest", "--output", pipe]).status == .done)
        let nowhere = try await world.run(["report", "hello@latest", "--output", "/nowhere/report.txt"])
        #expect(nowhere.status == .storage)
    }

    @Test func schemaPrintsTheFiles() async throws {
        #expect(try await world.run(["schema", "job"]).console.out == SchemaText.job)
        #expect(try await world.run(["schema", "store"]).console.out == SchemaText.store)
        #expect(try await world.run(["schema", "report"]).console.out == SchemaText.report)
    }

    @Test func doctorLooksAtEverythingOffline() async throws {
        let good = try await world.run(["doctor", "--offline", "--json"])
        #expect(good.status == .done)
        #expect(try document(good)["ok"] == true)
        #expect(!good.console.out.contains("s3cr3t"))
        var world = world
        world.variables["LARKCAST_APP_SECRET"] = "with space"
        let bad = try await world.run(["doctor", "--offline"])
        #expect(bad.status == .configuration)
        #expect(bad.console.out.contains("✗ problem"))
        #expect(!bad.console.out.contains("with space"))
    }

    /// Freezes a manifest as a run that somebody paused.
    private func haltedRun(_ path: String) async throws -> RunID {
        let plan = try PreparedJob(reading: path).ready().draft.plan()
        let id = RunID(rawValue: "k7m2k7m2k7m2")
        let actor = AuditActor(name: "tester", userID: 1)
        let store = try world.store
        _ = try await store.freeze(plan, id: id, appID: "cli_test", by: actor, at: CommandWorld.now())
        try await store.pause(id, reason: "lunch", by: actor, at: CommandWorld.now())
        return id
    }

    private func document(_ result: CommandWorld.Result) throws -> JSONValue {
        let reading = JSONReader().read(Array(result.console.out.utf8))
        #expect(reading.problems.isEmpty)
        return try #require(reading.root?.value)
    }
}
