import JobModel
import JobStore
import StrictJSON
import Testing

@testable import LarkcastCLI

/// Stopping and ending runs from the command line.
struct PauseCommandTests {
    private let world: CommandWorld
    private let run = CommandWorld.run.rawValue

    init() throws { world = try CommandWorld() }

    @Test func aPauseNamesWhoAndHowToGoOn() async throws {
        let store = try await world.sending([.accepted, nil])
        let first = try await world.run(["pause", "k7m2", "--reason", "wrong\u{1B}date"])
        #expect(first.status == .done)
        #expect(first.console.out.contains("paused"))
        #expect(first.console.out.contains("because wrong\\u{1b}date"))
        #expect(first.console.errors.contains("batch 2: under way"))
        #expect(first.console.errors.contains("larkcast resume \(run)"))
        let again = try await world.run(["pause", "hello@latest", "--reason", "other", "--json"])
        #expect(again.status == .done)
        #expect(try document(again)["state_reason"] == "wrong\u{1B}date", "the first word stands")
        #expect(again.console.errors.contains("paused already"))
        #expect(try await store.auditEntries().entries.filter { $0.action == "pause" }.count == 1)
    }

    @Test func whatIsOverCannotBePaused() async throws {
        let store = try await world.sending([.accepted, .accepted, .accepted])
        try await store.finishSendingIfComplete(CommandWorld.run, at: CommandWorld.now())
        for line in [["pause", "k7m2", "--json"], ["cancel", "k7m2", "--yes", "--json"]] {
            let result = try await world.run(line)
            #expect(result.status == .needsDecision)
            #expect(try document(result)["error"]?["type"] == "wrong_state")
        }
        #expect(try await store.summary(of: CommandWorld.run).state == .sent)
        #expect(try await world.run(["pause", "zzzz"]).status == .usage)
        #expect(try await world.run(["cancel", "zzzz"]).status == .usage)
    }

    @Test func aCancelNeedsAWordAndIsForGood() async throws {
        let store = try await world.sending([.accepted, nil])
        // The runner that has batch 2 on the wire is alive.
        let lock = try store.acquireRunnerLock(as: RunnerIdentity(processID: 1, host: "other"))
        defer { withExtendedLifetime(lock) {} }
        let alone = try await world.run(["cancel", "k7m2"])
        #expect(alone.status == .needsDecision)
        #expect(alone.console.errors.contains("--yes"))
        let refused = try await world.run(["cancel", "k7m2"], answers: ["n"], isTerminal: true)
        #expect(refused.status == .needsDecision)
        #expect(refused.console.errors.contains("1 batch to 10 people will never be sent"))
        #expect(try await store.summary(of: CommandWorld.run).state == .sending)

        let done = try await world.run(["cancel", "k7m2", "--reason", "postponed"], answers: ["y"], isTerminal: true)
        #expect(done.status == .done)
        #expect(done.console.errors.contains("larkcast recall \(run) takes it back"))
        let again = try await world.run(["cancel", "k7m2", "--json"])
        #expect(again.status == .done, "it is cancelled, as was asked")
        let document = try document(again)
        #expect(document["state"] == "cancelled")
        #expect(document["state_reason"] == "postponed")
        #expect(document["batches"]?.array?.map { $0["state"] } == ["accepted", "dispatching", "cancelled"])
        #expect(try await store.auditEntries().entries.filter { $0.action == "cancel" }.count == 1)
    }

    @Test func aCancelledRunInDoubtStillNeedsADecision() async throws {
        try await world.sending([.inDoubt])
        let result = try await world.run(["cancel", "k7m2", "--yes"])
        #expect(result.status == .needsDecision)
        #expect(result.console.errors.contains("larkcast resolve \(run) 1"))
    }

    @Test func everythingIsStoppedAndSaidEverywhere() async throws {
        let store = try await world.sending([.accepted])
        let stop = try await world.run(["pause", "--all", "--reason", "wrong tenant", "--json"])
        #expect(stop.status == .done)
        #expect(try document(stop)["kill_switch"]?["reason"] == "wrong tenant")
        #expect(try document(stop)["kill_switch"]?["at"] == "2026-12-01T01:00:00Z")
        let second = try await world.run(["pause", "--all", "--reason", "other"])
        #expect(second.console.errors.contains("wrong tenant"), "the first word stands")
        #expect(try await store.summary(of: CommandWorld.run).state == .sending)

        for line in [["list"], ["status"], ["status", "k7m2"], ["list", "--quiet"]] {
            let shown = try await world.run(line)
            #expect(shown.status == .done)
            #expect(shown.console.errors.contains("everything is paused since"), "\(line)")
            #expect(shown.console.errors.contains("larkcast resume --all"))
            let json = try document(try await world.run(line + ["--json"]))
            #expect(json["kill_switch"]?["reason"] == "wrong tenant")
        }
        let doctor = try await world.run(["doctor", "--offline", "--json"])
        #expect(doctor.status == .needsDecision)
        #expect(try document(doctor)["ok"] == false)

        let path = try world.write(CommandWorld.manifest(job: "other"), to: "a.json")
        for line in [["run", path, "--yes", "--json"], ["resume", "k7m2", "--json"]] {
            let refused = try await world.run(line)
            #expect(refused.status == .temporary, "Feishu, which nobody could reach, was not asked")
            let error = try document(refused)["error"]
            #expect(error?["type"] == "kill_switch")
            #expect(error?["message"]?.string?.contains("wrong tenant") == true)
            #expect(error?["hint"]?.string?.contains("resume --all") == true)
        }
    }

    @Test func liftingItTellsWhatWaits() async throws {
        try await world.sending([.accepted])
        let nothing = try await world.run(["resume", "--all"])
        #expect(nothing.status == .done)
        #expect(nothing.console.errors.contains("nothing was stopped"))
        _ = try await world.run(["pause", "--all"])
        let lifted = try await world.run(["resume", "--all", "--json"])
        #expect(lifted.status == .done)
        #expect(try document(lifted)["kill_switch"] == .null)
        #expect(try document(lifted)["lifted"]?["reason"] == "no reason given")
        #expect(lifted.console.errors.contains("larkcast resume \(run)"))
        #expect(try document(try await world.run(["list", "--json"]))["kill_switch"] == .null)
        #expect(try await world.run(["doctor", "--offline"]).status == .done)
    }

    private func document(_ result: CommandWorld.Result) throws -> JSONValue {
        try #require(JSONReader().readStrictly(Array(result.console.out.utf8)), "\(result.console.out)")
    }
}
