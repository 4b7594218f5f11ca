import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import FeishuSandbox

/// The command itself: what it prints, what it takes and how it ends.
@Suite struct CommandTests {
    static func run(_ arguments: String...) async throws -> (status: Int32, output: String, errors: String) {
        try await SandboxProcess(arguments).end()
    }

    static func token(_ client: TestClient, id: String, secret: String) async throws -> WireJSON {
        let credentials = ByteBuffer(string: "{\"app_id\":\"\(id)\",\"app_secret\":\"\(secret)\"}")
        return try ServerTests.json(try await client.post(TokenTests.path, body: credentials))
    }

    static func send(_ client: TestClient, token: String, to openID: String) async throws -> WireJSON {
        let body = "{\"msg_type\":\"text\",\"content\":{\"text\":\"Hello everyone\"},\"open_ids\":[\"\(openID)\"]}"
        let response = try await client.post(
            "/open-apis/message/v4/batch_send/", headers: [.authorization: "Bearer \(token)"],
            body: ByteBuffer(string: body))
        return try ServerTests.json(response)
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func printsOneLineAndEndsWhenTold(_ signal: Int32) async throws {
        let sandbox = try SandboxProcess(["--people", "5"])
        let line = try sandbox.readyLine()
        #expect(line.wholeMatch(of: #/feishu-sandbox listening on http://127\.0\.0\.1:[0-9]+/#) != nil)
        sandbox.signal(signal)
        let end = try await sandbox.end()
        #expect(end.status == 0)
        #expect(end.output.isEmpty)
        #expect(end.errors.isEmpty)
    }

    @Test func anIdleConnectionDoesNotHoldItBack() async throws {
        let sandbox = try SandboxProcess(["--people", "5"])
        let client = TestClient(host: "127.0.0.1", port: try sandbox.port())
        client.connect()
        _ = try await Self.token(client, id: "cli_sandbox", secret: "sandbox-secret-not-real")
        sandbox.signal(SIGTERM)
        let end = try await sandbox.end()
        #expect(end.status == 0)
        try? await client.shutdown()
    }

    @Test func theJournalSurvivesBeingKilled() async throws {
        try await JournalTests.withJournalPath { path in
            let sandbox = try SandboxProcess(["--people", "5", "--journal", path])
            let sent = try await TestClient.withClient(host: "127.0.0.1", port: try sandbox.port()) { client in
                let token = try await Self.token(client, id: "cli_sandbox", secret: "sandbox-secret-not-real")
                return try await Self.send(client, token: token["tenant_access_token"]?.string ?? "", to: "ou_x")
            }
            sandbox.signal(SIGKILL)
            _ = try await sandbox.end()
            let lines = try JournalTests.lines(path)
            #expect(lines.count == 2)
            #expect(lines.last?["processed"]?.bool == true)
            #expect(lines.last?["message_id"]?.string == sent["data"]?["message_id"]?.string)
        }
    }

    @Test func optionsReachTheServer() async throws {
        let sandbox = try SandboxProcess([
            "--people", "5", "--app-id", "cli_mine", "--app-secret", "mine", "--accept-unknown-ids", "--no-limits",
        ])
        try await TestClient.withClient(host: "127.0.0.1", port: try sandbox.port()) { client in
            let token =
                try await Self.token(client, id: "cli_mine", secret: "mine")["tenant_access_token"]?.string ?? ""
            for _ in 0..<60 {
                let sent = try await Self.send(client, token: token, to: "ou_" + String(repeating: "0", count: 32))
                #expect(sent["code"]?.integer == 0)
                #expect(sent["data"]?["invalid_open_ids"]?.strings == [])
            }
        }
    }

    @Test(arguments: CompanyListing.allCases)
    func printsTheCompanyOfASeed(_ listing: CompanyListing) async throws {
        let printed = try await Self.run("--print-company", listing.rawValue, "--seed", "7", "--people", "30")
        #expect(printed.status == 0)
        #expect(printed.output == listing.text(of: SandboxCompany(seed: 7, people: 30)))
    }

    @Test func printsACompanyOfAnotherShape() async throws {
        let printed = try await Self.run(
            "--print-company", "json", "--people", "40", "--departments", "120", "--overlap", "0.9")
        #expect(
            printed.output
                == CompanyListing.json.text(of: SandboxCompany(seed: 1, people: 40, departments: 120, overlap: 0.9)))
    }

    @Test func anUnknownContactRangeIsAnErrorThatNamesIt() async throws {
        let end = try await Self.run("--people", "5", "--contact-range", "eng,nowhere")
        #expect(end.status == 1)
        #expect(end.errors.contains("nowhere"))
    }

    @Test(arguments: [
        ["--departments", "0"], ["--overlap", "1.5"], ["--speed", "-1"], ["--people", "-5"], ["--port", "99999"],
        ["--latency", "-1"], ["--print-company", "xml"],
        ["--seed", "x"], ["--app-secret", ""], ["extra"], ["--unknown"],
    ])
    func refusesWrongOptionsAsUsage(_ arguments: [String]) async throws {
        let end = try await SandboxProcess(arguments).end()
        #expect(end.status == 64)
        #expect(end.output.isEmpty)
        #expect(end.errors.contains("Error:"))
    }

    @Test func aTakenPortIsAnErrorAndNoLine() async throws {
        let first = try SandboxProcess(["--people", "5"])
        let second = try await Self.run("--people", "5", "--port", String(try first.port()))
        #expect(second.status == 1)
        #expect(second.output.isEmpty)
        #expect(!second.errors.isEmpty)
    }

    @Test func anUnwritableJournalIsAnErrorThatNamesIt() async throws {
        let end = try await Self.run("--journal", "/nowhere/journal.jsonl")
        #expect(end.status == 1)
        #expect(end.errors.contains("/nowhere/journal.jsonl"))
    }

    @Test func helpShowsAnExample() async throws {
        let help = try await Self.run("--help")
        #expect(help.status == 0)
        #expect(help.output.contains("Example:"))
        for option in ["--port", "--seed", "--speed", "--journal", "--latency", "--no-limits", "--print-company"] {
            #expect(help.output.contains(option))
        }
    }
}
