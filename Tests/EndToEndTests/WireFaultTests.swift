import StrictJSON
import TestSupport
import Testing

/// What can happen on the wire itself: the real binary against a server that breaks the protocol.
struct WireFaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let behaviour: MisbehavingServer.Behaviour
        var exit: Int32
        var state: String
    }

    private static let accepted = #"{"code":0,"msg":"ok","data":{"message_id":"bm-0123456789abcdef0123456789abcdef"}}"#

    private static let cases = [
        Case(
            testDescription: "closed after the request was read", behaviour: .closeWithoutAnswer, exit: 3,
            state: "in_doubt"),
        Case(testDescription: "reset after the request was read", behaviour: .reset, exit: 3, state: "in_doubt"),
        Case(testDescription: "no HTTP at all", behaviour: .raw("SSH-2.0-whatever\r\n"), exit: 3, state: "in_doubt"),
        Case(
            testDescription: "half a JSON", behaviour: .truncate(announced: 400, body: #"{"code":0,"msg":"#), exit: 3,
            state: "in_doubt"),
        Case(
            testDescription: "all of the JSON, short of its announced length",
            behaviour: .truncate(announced: 4000, body: accepted), exit: 0, state: "accepted"),
        Case(
            testDescription: "a redirect",
            behaviour: .respond(status: 307, fields: [("Location", "/elsewhere")], body: ""),
            exit: 77, state: "rejected"),
        Case(
            testDescription: "somebody is invalid whom the batch does not hold",
            behaviour: .json(accepting(#""invalid_department_ids":["od-1"]"#)), exit: 1, state: "accepted"),
        Case(
            testDescription: "somebody is invalid, and it cannot be read who",
            behaviour: .json(accepting(#""invalid_open_ids":"ou_1""#)), exit: 1, state: "accepted"),
        Case(testDescription: "an empty 200", behaviour: .respond(status: 200, body: ""), exit: 3, state: "in_doubt"),
    ]

    private static func accepting(_ more: String) -> String {
        #"{"code":0,"msg":"ok","data":{"message_id":"bm-7c0a4b5f2d1e4f3a9b8c7d6e5f4a3b2c",\#(more)}}"#
    }

    @Test(arguments: cases) func theRequestIsSentOnceAndItsEndIsKnownOrInDoubt(_ fault: Case) async throws {
        let server = try MisbehavingServer(
            .json(
                #"{"code":0,"msg":"ok","tenant_access_token":"t-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234","expire":7200}"#
            ),
            fault.behaviour)
        defer { server.stop() }
        let office = try Office(baseURL: "http://127.0.0.1:\(server.port)")
        let path = try office.manifest(ids: Office.ids(10))
        let run = try await office.json("run", path, "--yes")
        #expect(run.result.status == fault.exit, "\(run.result.errors)")
        #expect(run.document.batchStates == [fault.state])
        #expect(run.document.addsUp)
        let sends = server.requests.filter { $0.target.hasPrefix("/open-apis/message/v4/batch_send") }
        #expect(sends.count == 1, "never sent again by itself")
        #expect(server.requests.allSatisfy { !$0.target.contains("elsewhere") }, "no redirect is followed")

        guard fault.state != "rejected" else { return }
        let again = try await office.larkcast.run(["run", path, "--yes"])
        #expect(again.status == 3, "neither a doubt nor a finished run is repeated: \(again.errors)")
        #expect(server.requests.filter { $0.target.contains("batch_send") }.count == 1)
    }

    @Test func nobodyListeningEndsIn69WithNothingKept() async throws {
        let server = try MisbehavingServer(.hang)
        let address = "http://127.0.0.1:\(server.port)"
        server.stop()
        let office = try Office(baseURL: address)
        let run = try await office.json("run", try office.manifest(ids: Office.ids(10)), "--yes")
        #expect(run.result.status == 69, "\(run.result.errors)")
        #expect(run.document["error"]?["type"] == "unreachable")
        #expect(try await office.json("list").document["runs"]?.array?.isEmpty == true)
    }

    @Test(
        arguments: [
            "http://open.feishu.cn", "ftp://127.0.0.1", "https://user:pass@open.feishu.cn",
            "https://open.feishu.cn/path",
            "not a url", "http://127.0.0.1.evil.example",
        ])
    func addressesThatAreNotSafeAreRefused(_ address: String) async throws {
        let office = try Office(baseURL: address)
        let run = try await office.json("run", try office.manifest(ids: Office.ids(1)), "--yes")
        #expect(run.result.status == 78)
        #expect(run.document["error"]?["type"] == "configuration")
    }
}
