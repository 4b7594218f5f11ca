import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// What people decide while the real binary sends, with the sandbox's journal as witness.
struct OperatorTests {
    /// The kill switch, a pause and a cancel from another process: what has begun by then is all there ever is.
    @Test(arguments: [["pause", "--all"], ["pause", "hello@latest"], ["cancel", "hello@latest", "--yes"]])
    func afterItReturnedNoNewRequestBegins(_ line: [String]) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            await server.addFault(on: .batchSend, nth: 9, count: nil, .held)
            let ids = Office.ids(100)
            let path = try office.manifest(ids: ids, delivery: #"{"batch_size":1,"in_flight":4}"#)
            let running = try office.larkcast.start(["run", path, "--yes", "--json"])
            try await server.waitForSends(9, orTheEndOf: running)
            let stop = try await office.larkcast.run(line + ["--reason", "wrong date"])
            #expect(stop.status == 0, "\(stop.errors)")
            let then = try await office.json("status", "hello@latest").document.batchStates
            let begun = then.count { !["pending", "claimed", "cancelled"].contains($0) }
            let isCancel = line[0] == "cancel"
            await server.removeFaults()
            let ended = await running.end()
            #expect(ended.status == (isCancel ? 1 : 75), "\(ended.errors)")
            #expect(ended.errors.contains("wrong date"))
            #expect(begun < 100, "it was stopped on its way")
            #expect(await server.sendCount() == begun)
            let after = try await office.json("status", "hello@latest").document
            #expect(after.people("accepted") == begun)
            #expect(after.people("in_doubt") == 0)
            #expect(after.addsUp)
            #expect(after.people(isCancel ? "cancelled" : "pending") == 100 - begun)

            // Nobody goes on without somebody's word, and with it nobody gets it twice.
            let again = try await office.json("run", path, "--yes")
            #expect(again.result.status == (line.contains("--all") ? 75 : 3))
            let type = isCancel ? "repeats" : line.contains("--all") ? "kill_switch" : "paused"
            #expect(again.document["error"]?["type"]?.string == type)
            #expect(await server.sendCount() == begun)
            guard !isCancel else {
                #expect(try await office.json("resume", "hello@latest").document["error"]?["type"] == "wrong_state")
                return
            }
            if line.contains("--all") {
                #expect(try await office.json("resume", "hello@latest").document["error"]?["type"] == "kill_switch")
                #expect(try await office.larkcast.run(["resume", "--all"]).status == 0)
            }
            #expect(try await office.json("resume", "hello@latest").result.status == 0)
            #expect(await server.reached().sorted() == ids.sorted())
        }
    }

    @Test func notSentSendsThatBatchAgainAndOnlyThatOne() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(40)
            let path = try office.manifest(ids: ids, delivery: #"{"batch_size":10,"in_flight":1}"#)
            _ = await server.addFault(
                FaultRule(api: .batchSend, nth: 2, effect: FaultEffect(status: 504, processesFirst: true)))
            let run = try await office.json("run", path, "--yes")
            let id = try #require(run.document["run"]?.string)
            #expect(run.result.errors.contains("larkcast resolve \(id) 2"))

            let shown = try await office.json("resolve", id, "2")
            #expect(shown.result.status == 3)
            #expect(shown.document["evidence"]?["http_status"]?.integer == 504)
            #expect(shown.document["evidence"]?["phase"] == "response")
            #expect(try #require(shown.document["evidence"]?["bytes_sent"]?.integer) > 0)
            #expect(shown.document["evidence"]?["peer"]?.string?.contains("127.0.0.1") == true)
            let words = "RESEND \(id)/2 TO 10 PEOPLE"
            let unasked = try await office.json("resolve", id, "2", "--not-sent", "--yes")
            #expect(unasked.result.status == 3)
            #expect(unasked.document["error"]?["hint"]?.string?.contains(words) == true)
            #expect(await server.sendCount() == 2)

            let resolved = try await office.json("resolve", id, "2", "--not-sent", "--confirm", words)
            #expect(resolved.result.status == 3, "the run is halted until somebody resumes it")
            #expect(resolved.document.batchStates == ["accepted", "pending", "pending", "pending"])
            #expect(await server.sendCount() == 2, "a decision sends nothing by itself")
            let second = try await office.json("resolve", id, "2", "--not-sent", "--confirm", words)
            #expect(second.document["error"]?["type"] == "already_resolved")

            #expect(try await office.json("resume", id).result.status == 0)
            let counts = Dictionary(await server.reached().map { ($0, 1) }, uniquingKeysWith: +)
            for (index, person) in ids.enumerated() {
                #expect(counts[person] == ((10..<20).contains(index) ? 2 : 1), "person \(index)")
            }
            let audit = try await office.json("audit", id)
            #expect(audit.result.status == 0)
            #expect(audit.document["verified"] == true)
            let actions = (audit.document["entries"]?.array ?? []).compactMap { $0["action"]?.string }
            #expect(actions == ["freeze", "start", "halt", "resolve", "resume", "sent"])
        }
    }

    /// The id that was lost on the way back is found in the journal, as it would be in the developer console.
    @Test func aFoundIDIsCheckedAtFeishuAndThenRecallable() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(10))
            _ = await server.addFault(
                FaultRule(api: .batchSend, nth: 1, effect: FaultEffect(status: 502, processesFirst: true)))
            #expect(try await office.json("run", path, "--yes").result.status == 3)
            let found = try #require(await server.journal().last { $0.api == .batchSend }?.messageID)

            let larger = try office.manifest(ids: Office.ids(20), job: "larger", text: "Another text")
            #expect(try await office.larkcast.run(["run", larger, "--yes"]).status == 0)
            let another = try #require(await server.journal().last { $0.api == .batchSend }?.messageID)
            let stranger = try Office(
                baseURL: server.baseURL,
                environment: ["LARKCAST_APP_ID": "cli_sandbox_other"])
            #expect(try await stranger.json("run", path, "--yes").result.status == 0)
            let theirs = try #require(await server.journal().last { $0.api == .batchSend }?.messageID)
            let unknown = "bm-" + String(repeating: "0", count: 32)
            for (id, words) in [(another, "belongs to batch 1"), (theirs, "230012"), (unknown, "230030")] {
                let refused = try await office.json("resolve", "hello@latest", "1", "--sent", "--message-id", id)
                #expect(refused.result.status == 65, "\(id)")
                #expect(refused.document["error"]?["type"] == "bad_message_id")
                let message = refused.document["error"]?["message"]?.string
                #expect(message?.contains(words) == true, "\(message ?? "")")
            }
            #expect(try await office.json("status", "hello@latest").document.people("in_doubt") == 10)

            let resolved = try await office.json("resolve", "hello@latest", "1", "--sent", "--message-id", found)
            #expect(resolved.result.status == 0)
            #expect(resolved.document["state"] == "sent")
            #expect(resolved.document.batchStates == ["resolved_sent"])
            try await server.advance(seconds: 3600)
            let taken = try await server.whileTimePasses { try await office.json("recall", "hello@latest", "--yes") }
            #expect(taken.document["recall"] == "recalled", "\(taken.document.text())")
        }
    }

    @Test func whatWasCancelledHalfWayCanBeTakenBack() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            await server.addFault(on: .batchSend, nth: 4, count: nil, .held)
            let path = try office.manifest(ids: Office.ids(400), delivery: #"{"batch_size":2,"in_flight":2}"#)
            let running = try office.larkcast.start(["run", path, "--yes"])
            try await server.waitForSends(4, orTheEndOf: running)
            #expect(try await office.json("cancel", "hello@latest", "--yes").result.status == 0)
            let twice = try await office.json("cancel", "hello@latest", "--yes")
            #expect(twice.result.status == 0)
            #expect(twice.document["state"] == "cancelled")
            await server.removeFaults()
            _ = await running.end()
            let sent = await server.sendCount()
            try await server.advance(seconds: 3600)
            let taken = try await server.whileTimePasses { try await office.json("recall", "hello@latest", "--yes") }
            #expect(taken.document["recall"] == "recalled", "\(taken.document.text())")
            #expect(taken.document.people("cancelled") == 400 - 2 * sent)
            #expect(await server.sendCount() == sent)
        }
    }

    @Test func aDoubtThatADeathLeftIsToldBeforeAnybodyGoesPastIt() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            await server.addFault(on: .batchSend, .held)
            let path = try office.manifest(ids: Office.ids(30), delivery: #"{"batch_size":10,"in_flight":1}"#)
            let running = try office.larkcast.start(["run", path, "--yes"])
            try await server.waitForSends(1, orTheEndOf: running)
            running.send(SIGKILL)
            _ = await running.end()
            let early = try await office.json("resolve", "hello@latest", "1", "--abandon")
            #expect(early.result.status == 3)
            #expect(early.document["error"]?["message"]?.string?.contains("on its way") == true)

            let told = try await office.json("resume", "hello@latest")
            #expect(told.result.status == 3)
            #expect(told.document["error"]?["type"] == "halted")
            #expect(told.document["error"]?["hint"]?.string?.contains("larkcast resolve") == true)
            let status = try await office.json("status", "hello@latest")
            #expect(status.document.batchStates == ["in_doubt", "pending", "pending"])
        }
    }
}
