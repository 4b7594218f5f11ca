import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// A secret and tokens with a mark on them go through everything that can go wrong; then the mark is looked for
/// everywhere.
struct MarkerTests {
    private static let secret = "MARKER-s3cr3t-0f-th3-app-MARKER"
    private static let token = "t-MARKERg1044qeGEDXTB6NDJOGV4JQC"
    private static let marks = [secret, token, "MARKER", "Bearer t-", "t-g10"]

    /// Everything in the folder, the outputs of every program included.
    private func expectNoMark(
        in office: Office, but files: Set<String> = [], among kinds: [String] = [".sqlite", ".lock", ".err"]
    ) throws {
        var looked: [String] = []
        let folder = office.directory.url
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        for name in names where !files.contains(name) {
            guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else { continue }
            for mark in Self.marks {
                #expect(data.range(of: Data(mark.utf8)) == nil, "«\(mark)» is in \(name)")
                let base64 = Data(mark.utf8).base64EncodedData().dropLast(4)
                #expect(data.range(of: base64) == nil, "«\(mark)» in base64 is in \(name)")
            }
            looked.append(name)
        }
        for kind in kinds { #expect(looked.contains { $0.hasSuffix(kind) }, "\(kind) was among them: \(looked)") }
    }

    /// A whole campaign against the sandbox, whose tokens are its own: failures, kill, recall, every format.
    @Test(arguments: ["environment", "file"]) func noArtefactHoldsWhatMustStayInMemory(_ source: String) async throws {
        var configuration = SandboxConfiguration.forClients
        configuration.app = SandboxApp(id: "cli_sandbox", secret: Self.secret)
        try await SandboxServer.withServer(configuration) { server in
            let office = try office(at: server.baseURL, secretIn: source)
            let path = try office.manifest(ids: Office.ids(400), delivery: #"{"batch_size":10,"in_flight":1}"#)
            for (nth, effect) in [
                (2, FaultEffect(status: 400, code: 99_991_663)), (4, FaultEffect(status: 429, code: 99_991_400)),
                (6, FaultEffect(status: 504, processesFirst: true)),
            ] {
                _ = await server.addFault(FaultRule(api: .batchSend, nth: nth, effect: effect))
            }
            #expect(try await office.larkcast.run(["doctor"]).status == 0)
            #expect(try await office.larkcast.run(["run", path, "--yes", "--verbose"]).status == 3)
            let before = await server.sendCount()
            await server.addFault(on: .batchSend, nth: 3, count: nil, .held)
            let killed = try office.larkcast.start(["resume", "hello@latest", "--verbose"])
            try await server.waitForSends(before + 3, orTheEndOf: killed)
            try expectNoMark(inProcess: killed.processID)
            killed.send(SIGKILL)
            _ = await killed.end()
            await server.removeFaults()
            for arguments in [
                ["resume", "hello@latest", "--json", "--verbose"], ["poll", "hello@latest"],
                ["status", "hello@latest"],
                ["report", "hello@latest", "--format", "csv", "--output", "report.csv"],
                ["report", "hello@latest", "--format", "json", "--output", "report.json"],
                ["report", "hello@latest", "--format", "html", "--with-ids", "--output", "report.html"],
                ["list"], ["doctor", "--json"], ["plan", path], ["run", path, "--yes"], ["run", "--no-such", "x"],
            ] {
                #expect(!(try await office.larkcast.run(arguments)).wasKilled, "\(arguments)")
            }
            _ = await server.addFault(FaultRule(api: .recall, nth: 1, effect: FaultEffect(status: 200, code: 230_026)))
            let recall = try await server.whileTimePasses { try await office.json("recall", "hello@latest", "--yes") }
            #expect(recall.document["recall"]?.string != "none")
            try expectNoMark(in: office, but: ["app_secret"])
        }
    }

    /// A peer that says back what it was told, in every place an answer has.
    @Test(arguments: ["msg", "msg with a mark behind", "log id", "header", "body", "status line", "token call"])
    func anEchoIsNotKept(_ place: String) async throws {
        let (secret, token) = (Self.secret, Self.token)
        let echo = "app_secret=\(secret) Authorization: Bearer \(token) \(token)\u{301} \(secret)\u{301}"
        let grant = MisbehavingServer.Behaviour.json(
            #"{"code":0,"msg":"ok","tenant_access_token":"\#(token)","expire":7200}"#)
        let refusal: MisbehavingServer.Behaviour =
            switch place {
            case "msg": .json(#"{"code":11203,"msg":"no permission for \#(echo)"}"#)
            case "msg with a mark behind": .json(#"{"code":11203,"msg":"\#(secret)\u0301x \#(token)\u0301"}"#)
            case "log id": .json(#"{"code":11203,"msg":"no","error":{"log_id":"\#(token)"}}"#)
            case "header":
                .respond(
                    status: 400, fields: [("X-Tt-Logid", secret), ("X-Request-Id", token), ("X-Echo", echo)],
                    body: #"{"code":11203,"msg":"no"}"#)
            case "body": .respond(status: 502, body: "<html>\(echo)</html>")
            case "status line": .raw("HTTP/1.1 403 \(token) \(secret)\r\nContent-Length: 0\r\n\r\n")
            default: .json(#"{"code":10014,"msg":"app secret \#(secret) invalid","error":{"log_id":"\#(secret)"}}"#)
            }
        let server =
            place == "token call" ? try MisbehavingServer(refusal) : try MisbehavingServer(grant, refusal)
        defer { server.stop() }
        let office = try office(at: "http://127.0.0.1:\(server.port)", secretIn: "environment")
        let path = try office.manifest(ids: Office.ids(10))
        for arguments in [["run", path, "--yes", "--verbose"], ["run", path, "--yes", "--json"], ["doctor"]] {
            #expect(try await office.larkcast.run(arguments).status != 0)
        }
        for arguments in [["status", "hello@latest"], ["status", "hello@latest", "--json"]] {
            _ = try await office.larkcast.run(arguments)
        }
        try expectNoMark(in: office, among: place == "token call" ? [".err"] : [".sqlite", ".lock", ".err"])
    }

    private func office(at address: String, secretIn source: String) throws -> Office {
        guard source == "file" else {
            return try Office(baseURL: address, environment: ["LARKCAST_APP_SECRET": Self.secret])
        }
        let office = try Office(
            baseURL: address,
            configuration: """
                profiles:
                  default: {app_id: cli_sandbox, app_secret_file: app_secret, base_url: "\(address)"}
                """, environment: ["LARKCAST_APP_SECRET": ""])
        let path = office.directory.path("app_secret")
        try Data((Self.secret + "\n").utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return office
    }

    /// What other programs see of a running one.
    private func expectNoMark(inProcess id: Int32) throws {
        #if os(Linux)
            for name in ["cmdline", "environ", "comm"] {
                let data = try Data(contentsOf: URL(fileURLWithPath: "/proc/\(id)/\(name)"))
                for mark in Self.marks { #expect(data.range(of: Data(mark.utf8)) == nil, "«\(mark)» is in \(name)") }
            }
        #endif
    }
}
