import FeishuSandbox
import StrictJSON
import TestSupport
import Testing

/// What the platform may answer in the middle of a run: the exit code, the states, and the sandbox's journal as witness.
struct FaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let effect: FaultEffect
        var exit: Int32
        /// The state of the second of four batches, the one that meets the fault.
        var state: String
        /// People reached in the end.
        var reached: Int
        /// `batch_send` requests in all.
        var requests: Int
        var runState: String
    }

    private static let cases = [
        Case(
            testDescription: "504 after it was processed", effect: FaultEffect(status: 504, processesFirst: true),
            exit: 3,
            state: "in_doubt", reached: 20, requests: 2, runState: "halted"),
        Case(
            testDescription: "503 before it was processed", effect: FaultEffect(status: 503), exit: 3,
            state: "in_doubt",
            reached: 10, requests: 2, runState: "halted"),
        Case(
            testDescription: "garbage with status 200",
            effect: FaultEffect(status: 200, body: "<html>maintenance</html>", processesFirst: true), exit: 3,
            state: "in_doubt", reached: 20, requests: 2, runState: "halted"),
        Case(
            testDescription: "code 0 without an id",
            effect: FaultEffect(status: 200, body: #"{"code":0,"msg":"ok","data":{}}"#, processesFirst: true), exit: 1,
            state: "accepted_without_id", reached: 40, requests: 4, runState: "sent"),
        Case(
            testDescription: "duplicate code keys",
            effect: FaultEffect(
                status: 200, body: #"{"code":0,"code":10003,"data":{"message_id":"bm-1234567890"}}"#,
                processesFirst: true),
            exit: 3, state: "in_doubt", reached: 20, requests: 2, runState: "halted"),
        Case(
            testDescription: "an unknown code", effect: FaultEffect(status: 200, code: 424_242), exit: 3,
            state: "in_doubt",
            reached: 10, requests: 2, runState: "halted"),
        Case(
            testDescription: "internal error 11246",
            effect: FaultEffect(status: 200, code: 11246, message: "Service Internal Error"),
            exit: 3, state: "in_doubt", reached: 10, requests: 2, runState: "halted"),
        Case(
            testDescription: "429 with a reset header",
            effect: FaultEffect(status: 429, code: 99_991_400, headers: ["x-ogw-ratelimit-reset": "1"]), exit: 0,
            state: "accepted", reached: 40, requests: 5, runState: "sent"),
        Case(
            testDescription: "429 without a header", effect: FaultEffect(status: 429, code: 99_991_400), exit: 0,
            state: "accepted", reached: 40, requests: 5, runState: "sent"),
        Case(
            testDescription: "HTTP 400 with the rate limit's code",
            effect: FaultEffect(status: 400, code: 99_991_400, headers: ["x-ogw-ratelimit-reset": "abc"]), exit: 0,
            state: "accepted", reached: 40, requests: 5, runState: "sent"),
        Case(
            testDescription: "a reset of an hour",
            effect: FaultEffect(status: 429, code: 99_991_400, headers: ["x-ogw-ratelimit-reset": "3600"]), exit: 75,
            state: "pending", reached: 10, requests: 2, runState: "sending"),
        Case(
            testDescription: "token expired in the middle", effect: FaultEffect(status: 400, code: 99_991_663), exit: 0,
            state: "accepted", reached: 40, requests: 5, runState: "sent"),
        Case(
            testDescription: "permission lost", effect: FaultEffect(status: 200, code: 11203, message: "no permission"),
            exit: 77, state: "rejected", reached: 10, requests: 2, runState: "paused"),
        Case(
            testDescription: "content refused",
            effect: FaultEffect(status: 200, code: 230_100, message: "test message"),
            exit: 3, state: "rejected", reached: 10, requests: 2, runState: "paused"),
        Case(
            testDescription: "daily quota used up", effect: FaultEffect(status: 200, code: 11247), exit: 75,
            state: "pending", reached: 10, requests: 2, runState: "paused"),
    ]

    @Test(arguments: cases) func endsAsTheTableSays(_ fault: Case) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(40), delivery: #"{"batch_size":10,"in_flight":1}"#)
            _ = await server.addFault(FaultRule(api: .batchSend, nth: 2, effect: fault.effect))
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == fault.exit, "\(run.result.errors)")
            #expect(run.document["state"]?.string == fault.runState)
            #expect(run.document.batchStates.count == 4)
            #expect(run.document.batchStates[1] == fault.state)
            #expect(run.document.addsUp)
            let reached = await server.reached()
            #expect(reached.count == fault.reached)
            #expect(Set(reached).count == reached.count, "nobody twice")
            #expect(await server.sendCount() == fault.requests)
            if fault.exit != 0 { #expect(!run.result.errors.isEmpty, "something is said") }
        }
    }

    @Test func aHaltedRunIsExplainedAndGoesOnOnlyByResume() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(40), delivery: #"{"batch_size":10,"in_flight":1}"#)
            _ = await server.addFault(
                FaultRule(api: .batchSend, nth: 2, effect: FaultEffect(status: 504, processesFirst: true)))
            #expect(try await office.json("run", path, "--yes").result.status == 3)
            let again = try await office.larkcast.run(["run", path, "--yes"])
            #expect(again.status == 3)
            #expect(again.errors.contains("halted") && again.errors.contains("resume"))
            #expect(await server.sendCount() == 2)

            let resumed = try await office.json("resume", "hello@latest")
            #expect(resumed.result.status == 3, "batch 2 still waits for a decision")
            #expect(resumed.document.batchStates == ["accepted", "in_doubt", "accepted", "accepted"])
            #expect(resumed.document.people("in_doubt") == 10)
            let reached = await server.reached()
            #expect(reached.count == 40 && Set(reached).count == 40, "the doubtful ten got it once, and only once")
        }
    }

    @Test func aTokenRefusedTwiceStopsTheRun() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(10))
            _ = await server.addFault(
                FaultRule(api: .batchSend, count: 2, effect: FaultEffect(status: 400, code: 99_991_663)))
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 77)
            #expect(run.document.batchStates == ["pending"])
            #expect(await server.reached().isEmpty)
            #expect(try await office.json("run", path, "--yes").result.status == 0, "the same command goes on")
            #expect(await server.reached().count == 10)
        }
    }

    @Test func aWrongSecretEndsBeforeAnythingIsKept() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(
                baseURL: server.baseURL, environment: ["LARKCAST_APP_SECRET": "wrong-marker-secret"])
            let run = try await office.json("run", try office.manifest(ids: Office.ids(5)), "--yes")
            #expect(run.result.status == 77)
            #expect(run.document["error"]?["type"] == "credentials")
            #expect(
                !run.result.output.contains("wrong-marker-secret") && !run.result.errors.contains("wrong-marker-secret")
            )
            #expect(try await office.json("list").document["runs"]?.array?.isEmpty == true)
            #expect(await server.sendCount() == 0)
        }
    }

    @Test func aRecallOutsideTheWindowIsNamedAndCounted() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            #expect(try await office.json("run", try office.manifest(ids: Office.ids(10)), "--yes").result.status == 0)
            try await server.advance(seconds: 90_000)
            let recall = try await office.json("recall", "hello@latest", "--yes")
            #expect(recall.result.status == 1)
            #expect(recall.document["recall"] == "refused")
            #expect(recall.document["batches"]?.array?.first?["recall"] == "too_old")
        }
    }
}
