import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// Direct messages by the real binary: nobody twice whatever is lost on the way, and nobody left in doubt while a `uuid` lives.
struct DirectProcessTests {
    private static let direct = #"{"channel":"direct"}"#

    @Test func everybodyGetsAMessageOfTheirOwn() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(30)
            let path = try office.manifest(ids: ids, delivery: Self.direct)
            let plan = try await office.json("plan", path)
            #expect(plan.document["channel"]?.string == "direct" && plan.document["batches"]?.integer == 30)
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 0, "\(run.result.errors)")
            #expect(run.document.people("accepted") == 30 && run.document.addsUp)
            #expect(run.document["channel"]?.string == "direct")
            let messages = await server.messages()
            #expect(messages.map(\.openID).sorted() == ids.sorted())
            #expect(Set(messages.map(\.uuid)).count == 30)
            #expect(messages.allSatisfy { $0.content == #"{"text":"The office moves on Friday."}"# })
            let known = (run.document["batches"]?.array ?? []).compactMap { $0["batch_message_id"]?.string }
            #expect(Set(known) == Set(messages.map(\.id)))
            let text = try await office.larkcast.run(["status", "hello@latest"])
            #expect(text.output.contains("Messages") && !text.output.contains(known[0]), "a line for all of them")
        }
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let effect: FaultEffect
        var exit: Int32 = 0
        /// The state of the second of four messages, the one that meets the fault.
        var state = "accepted"
        /// Requests in all.
        var requests = 5
        var runState = "sent"
        var reached = 4
    }

    private static let faults = [
        Fault(testDescription: "504 after it was processed", effect: FaultEffect(status: 504, processesFirst: true)),
        Fault(testDescription: "503 before it was processed", effect: FaultEffect(status: 503)),
        Fault(
            testDescription: "garbage with status 200",
            effect: FaultEffect(status: 200, body: "<html>maintenance</html>", processesFirst: true)),
        Fault(
            testDescription: "an unknown code", effect: FaultEffect(status: 200, code: 424_242, processesFirst: true)),
        Fault(testDescription: "being sent", effect: FaultEffect(status: 400, code: 230_049, processesFirst: true)),
        Fault(testDescription: "too much for one person", effect: FaultEffect(status: 400, code: 230_020)),
        Fault(
            testDescription: "429 with a reset header",
            effect: FaultEffect(status: 429, code: 99_991_400, headers: ["x-ogw-ratelimit-reset": "1"])),
        Fault(testDescription: "token expired in the middle", effect: FaultEffect(status: 400, code: 99_991_663)),
        Fault(
            testDescription: "code 0 without an id",
            effect: FaultEffect(status: 200, body: #"{"code":0,"msg":"ok","data":{}}"#, processesFirst: true), exit: 1,
            state: "accepted_without_id", requests: 4),
        Fault(
            testDescription: "a person who has left",
            effect: FaultEffect(status: 400, code: 230_029, message: "User has resigned."), exit: 1, state: "rejected",
            requests: 4, reached: 3),
        Fault(
            testDescription: "content refused", effect: FaultEffect(status: 400, code: 230_022), exit: 3,
            state: "rejected", requests: 2, runState: "paused", reached: 1),
        Fault(
            testDescription: "permission lost", effect: FaultEffect(status: 400, code: 230_027), exit: 77,
            state: "pending", requests: 2, runState: "paused", reached: 1),
    ]

    @Test(arguments: faults)
    func aFaultReachesNobodyTwice(_ fault: Fault) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            await server.addFault(on: .message, nth: 2, fault.effect)
            let ids = Office.ids(4)
            let path = try office.manifest(ids: ids, delivery: #"{"channel":"direct","in_flight":1}"#)
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == fault.exit, "\(run.result.errors)")
            #expect(run.document["state"]?.string == fault.runState)
            #expect(run.document.batchStates[1] == fault.state)
            #expect(run.document.addsUp)
            #expect(await server.journal().count { $0.api == .message } == fault.requests)
            let reached = await server.messages().map(\.openID)
            #expect(reached.count == fault.reached && Set(reached).count == reached.count)
        }
    }

    /// A permission is the app's, so nobody loses their message for it.
    @Test func onceAPermissionIsBackEverybodyGetsTheirs() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            await server.addFault(on: .message, nth: 3, count: nil, FaultEffect(status: 400, code: 230_027))
            let ids = Office.ids(8)
            let path = try office.manifest(ids: ids, delivery: #"{"channel":"direct","in_flight":4}"#)
            let stopped = try await office.json("run", path, "--yes")
            #expect(stopped.result.status == 77, "\(stopped.result.errors)")
            #expect(stopped.document.people("rejected") == 0 && stopped.document.people("accepted") == 2)
            #expect(stopped.result.errors.contains("sends to those who are left"), "\(stopped.result.errors)")
            await server.removeFaults()
            let done = try await office.json("resume", "hello@latest")
            #expect(done.result.status == 0, "\(done.result.errors)")
            #expect(await server.messages().map(\.openID).sorted() == ids.sorted())
        }
    }

    @Test func whatStaysUnansweredIsLeftForLaterAndThenSentOnce() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL, configuration: "retry:\n  tries: 2\n")
            await server.addFault(on: .message, count: nil, FaultEffect(status: 504, processesFirst: true))
            let path = try office.manifest(ids: Office.ids(3), delivery: #"{"channel":"direct","in_flight":1}"#)
            let stuck = try await office.json("run", path, "--yes")
            #expect([69, 75].contains(stuck.result.status), "\(stuck.result.errors)")
            #expect(stuck.document.people("in_doubt") == 0, "nothing is in doubt while the uuid lives")
            #expect(stuck.result.errors.contains("may have arrived; it goes out again with the same uuid"))
            #expect(!stuck.result.errors.contains("nothing unproven") && !stuck.result.errors.contains("was not taken"))
            #expect(!stuck.result.errors.contains("cannot be reached"), "\(stuck.result.errors)")
            await server.removeFaults()
            let done = try await office.json("resume", "hello@latest")
            #expect(done.result.status == 0, "\(done.result.errors)")
            #expect(await server.messages().map(\.openID).sorted() == Office.ids(3))
        }
    }

    /// Before, during and after the request; what may have left leaves again under the same uuid, of which Feishu sends one.
    @Test(arguments: ["P1", "P4", "P5", "P7", "P8", "P9", "P11"])
    func aKillLeavesNobodyInDoubt(_ point: String) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(8)
            let path = try office.manifest(ids: ids, delivery: #"{"channel":"direct","in_flight":2}"#)
            let killed = try await office.larkcast.run(
                after: "export LARKCAST_CRASH=\(point):3:kill", ["run", path, "--yes", "--quiet"])
            #expect(killed.wasKilled, "\(killed.status) \(killed.errors)")
            let done = try await office.json("resume", "hello@latest")
            #expect(done.result.status == 0, "\(done.result.errors)")
            #expect(done.document.people("accepted") == 8)
            #expect(await server.messages().map(\.openID).sorted() == ids)
        }
    }

    @Test func aCancelledRunKeepsItsDoubt() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(4), delivery: #"{"channel":"direct","in_flight":1}"#)
            let killed = try await office.larkcast.run(
                after: "export LARKCAST_CRASH=P7:2:kill", ["run", path, "--yes", "--quiet"])
            #expect(killed.wasKilled)
            let cancelled = try await office.json("cancel", "hello@latest", "--yes")
            #expect(cancelled.document.people("in_doubt") == 1 && cancelled.document.people("cancelled") == 2)
            #expect(cancelled.document.people("accepted") == 1 && cancelled.document.addsUp)
        }
    }

    @Test func eachMessageIsTakenBack() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            _ = try await office.json(
                "run", try office.manifest(ids: Office.ids(5), delivery: Self.direct), "--yes")
            // The answer to the second request is lost, and the message is gone when it is asked again.
            await server.addFault(on: .messageRecall, nth: 2, FaultEffect(status: 502, processesFirst: true))
            let recall = try await office.json("recall", "hello@latest", "--yes")
            #expect(recall.result.status == 0, "\(recall.result.errors)")
            #expect(recall.document["recall"]?.string == "recalled")
            #expect(recall.document["progress"]?["recalled"]?.integer == 5)
            #expect(await server.messages().allSatisfy { $0.recalledAt != nil })
        }
    }

    @Test func whoHasReadIsAskedForEachMessage() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            _ = try await office.json(
                "run", try office.manifest(ids: Office.ids(20), delivery: Self.direct), "--yes")
            try await server.advance(seconds: 5 * 86_400)
            let polled = try await office.json("poll", "hello@latest")
            #expect(polled.result.status == 0, "\(polled.result.errors)")
            let read = try #require(polled.document["progress"]?["read"]?.integer)
            #expect(read > 5 && read <= 20)
            let asked = await server.journal().count { $0.api == .readUsers }
            #expect(asked == 20)
            _ = try await office.json("poll", "hello@latest")
            let again = await server.journal().count { $0.api == .readUsers }
            #expect(again == 40 - read, "who has read it is not asked about again")
        }
    }

    @Test(arguments: [["poll", "hello@latest"], ["tick", "--jobs", "."], ["resume", "hello@latest"]])
    func whatADeadProcessLeftUnpinnedIsPinnedByTheNextLook(_ look: [String]) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let chat = try #require(server.company.chats.first { $0.hasBot }).chatID
            let path = try office.manifest(
                """
                {"job":"hello","audience":{"chats":["\(chat)"]},"message":{"text":"The office moves on Friday."},
                 "delivery":{"channel":"direct","pin":true}}
                """)
            let killed = try await office.larkcast.run(
                after: "export LARKCAST_CRASH=P12:1:kill", ["run", path, "--yes", "--quiet"])
            #expect(killed.wasKilled)
            #expect(await server.journal().allSatisfy { $0.api != .pinCreate })
            // The run that the process was seeing through is sent, or a tick goes on with it first.
            let end = try await office.larkcast.run(look)
            #expect(
                await server.journal().count { $0.api == .pinCreate && $0.isProcessed } == 1,
                "\(end.output)\(end.errors)")
            #expect(await server.messages().count == 1)
        }
    }

    /// A gateway's 502 says nothing about a pin, and holds up neither the sender nor the exit.
    @Test(arguments: [["poll", "hello@latest"], ["resume", "hello@latest"]])
    func aPinThatMeetsAGatewayIsAskedForAgain(_ look: [String]) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let chats = server.company.chats.filter(\.hasBot).prefix(3).map(\.chatID)
            let list = chats.map { "\"\($0)\"" }.joined(separator: ",")
            let path = try office.manifest(
                """
                {"job":"hello","audience":{"chats":[\(list)]},"message":{"text":"The office moves on Friday."},
                 "delivery":{"channel":"direct","pin":true}}
                """)
            await server.addFault(on: .pinCreate, count: nil, FaultEffect(status: 502))
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 0, "\(run.result.errors)")
            #expect((run.document["batches"]?.array ?? []).allSatisfy { $0["pinned"] == nil })
            #expect(run.result.errors.contains("3 messages were sent but are not pinned yet"))
            await server.removeFaults()
            let end = try await office.larkcast.run(look)
            #expect(
                await server.journal().count { $0.api == .pinCreate && $0.isProcessed } == chats.count,
                "\(end.output)\(end.errors)")
            let status = try await office.json("status", "hello@latest")
            #expect((status.document["batches"]?.array ?? []).allSatisfy { $0["pinned"] == true })
        }
    }

    @Test func groupsGetTheirMessageAndItsPin() async throws {
        var configuration = SandboxConfiguration.forClients
        configuration.acceptsUnknownIDs = false
        try await SandboxServer.withServer(configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let chats = server.company.chats
            let open = chats.filter(\.hasBot).prefix(2).map(\.chatID)
            let closed = try #require(chats.first { !$0.hasBot }).chatID
            let list = (open + [closed]).map { "\"\($0)\"" }.joined(separator: ",")
            let path = try office.manifest(
                """
                {"job":"hello","audience":{"chats":[\(list)]},"message":{"text":"The office moves on Friday."},
                 "delivery":{"channel":"direct","pin":true}}
                """)
            await server.addFault(on: .pinCreate, nth: 2, FaultEffect(status: 400, code: 230_046, message: "no right"))
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 1, "\(run.result.errors)")
            #expect(run.document["unit"]?.string == "chats" && run.document.addsUp)
            #expect(run.document.batchStates == ["accepted", "accepted", "rejected"])
            #expect((run.document["batches"]?.array ?? []).map { $0["pinned"]?.bool } == [true, false, nil])
            #expect(run.result.errors.contains("not pinned"))
            #expect(await server.journal().count { $0.api == .pinCreate && $0.isProcessed } == 1)
            #expect(await server.messages().map(\.chatID).sorted() == open.sorted())
        }
    }
}
