import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// The real program with a dashboard, the sandbox, and somebody at a browser.
struct DashboardProcessTests {
    /// A configuration with users, and their tokens as `larkcast token` made them.
    private static func office(_ server: SandboxServer, users: KeyValuePairs<String, String>) async throws -> (
        Office, [String: String]
    ) {
        let plain = try Office(baseURL: server.baseURL)
        var (tokens, lines): ([String: String], [String]) = ([:], ["dashboard:", "  users:"])
        for (name, role) in users {
            let made = try await plain.json("token", name, "--role", role).document
            tokens[name] = made["token"]?.string
            lines += [
                "    - name: \(name)", "      role: \(role)",
                "      token_sha256: \(made["token_sha256"]?.string ?? "")",
            ]
        }
        let text = lines.joined(separator: "\n") + "\ntracking:\n  intervals: [1, 1, 1]\n"
        return (try Office(baseURL: server.baseURL, configuration: text), tokens)
    }

    @Test func approvingAndRecallingInABrowser() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let (office, tokens) = try await Self.office(server, users: ["Li Na": "approver", "Wang Wei": "author"])
            let manifest = #"""
                {"job":"move","title":"Office <move>","approval":{"required":true},"message":{"text":"We move on Friday."},
                "audience":{"users":{"open_ids":["\#(Office.ids(3).joined(separator: "\",\""))"]}}}
                """#
            let path = try office.manifest(manifest)
            let waiting = try await office.json("run", path, "--yes")
            #expect(waiting.result.status == 3)
            let runs = try await office.json("list").document["runs"]?.array
            let run = try #require(runs?.first?["run"]?.string)
            let daemon = try Daemon(office, ["--listen", "127.0.0.1:0"])
            let port = try #require(try await Visitor.port(of: daemon.running), "\(daemon.running.errorsSoFar)")
            let visitor = Visitor(port: port)
            #expect(try await visitor.get("/").location == "/login?next=%2F")
            #expect(try await visitor.signIn("Li Na", "wrong").status == 403)
            #expect(try await visitor.signIn("Li Na", tokens["Li Na"] ?? "").status == 303)
            #expect(try await visitor.get("/").body.contains("Office &lt;move&gt;"))
            let approved = try await visitor.decide("/runs/\(run)/approve")
            #expect(approved.status == 303, "\(approved.body)")
            // The daemon in the same process finds it by itself.
            try await daemon.says("sent")
            while await server.sendCount() == 0, !daemon.running.hasEnded {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(await server.reached().count == 3)
            let author = Visitor(port: port)
            #expect(try await author.signIn("Wang Wei", tokens["Wang Wei"] ?? "").status == 303)
            try await server.advance(seconds: 60)
            while try await author.get("/runs/\(run)").body.contains("/recall\"") == false {
                try await Task.sleep(for: .milliseconds(50))
            }
            let form = Visitor.form(try await author.get("/runs/\(run)/recall").body)
            // A double click.
            #expect(try await author.post("/runs/\(run)/recall", form).status == 303)
            #expect(try await author.post("/runs/\(run)/recall", form).status == 303)
            while try await author.get("/runs/\(run)").body.contains("data-t=\"recall\">recalled<") == false {
                try await server.advance(seconds: 60)
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(await daemon.stop().status == 0)
            let entries = try await office.json("audit", run).document["entries"]?.array ?? []
            let decisions = entries.filter { ["Li Na", "Wang Wei"].contains($0["who"]?.string ?? "") }
            #expect(decisions.map { $0["action"]?.string } == ["approve", "recall"])
            #expect(await server.journal().count { $0.api == .recall } == 1, "asked once")
        }
    }

    @Test(arguments: [false, true]) func aHangUpReadsTheUsersAnew(_ isDaemon: Bool) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let (office, tokens) = try await Self.office(server, users: ["Li Na": "approver", "Wang Wei": "author"])
            let daemon =
                isDaemon
                ? try Daemon(office, ["--listen", "127.0.0.1:0"]).running
                : try office.larkcast.start(["serve", "--listen", "127.0.0.1:0"])
            let visitor = Visitor(port: try #require(try await Visitor.port(of: daemon), "\(daemon.errorsSoFar)"))
            #expect(try await visitor.signIn("Wang Wei", tokens["Wang Wei"] ?? "").status == 303)
            let path = office.directory.path("config.yaml")
            let whole = try String(contentsOfFile: path, encoding: .utf8)
            try whole.replacing("author", with: "king").write(toFile: path, atomically: true, encoding: .utf8)
            daemon.send(SIGHUP)
            try await daemon.says("users as they were stay")
            #expect(try await visitor.get("/").status == 200)
            let cut = try #require(whole.range(of: "    - name: Wang Wei")?.lowerBound)
            try (String(whole[..<cut]) + "tracking:\n  intervals: [1, 1, 1]\n")
                .write(toFile: path, atomically: true, encoding: .utf8)
            daemon.send(SIGHUP)
            try await daemon.says("users were read anew")
            #expect(try await visitor.get("/").status == 303)
            #expect(try await visitor.signIn("Wang Wei", tokens["Wang Wei"] ?? "").status == 403)
            #expect(try await visitor.signIn("Li Na", tokens["Li Na"] ?? "").status == 303)
            daemon.send(SIGTERM)
            #expect(await daemon.end().status == 0)
        }
    }

    /// What a load balancer asks: not whether a file can be read, but whether the work is done.
    @Test func readyMeansThatNothingIsHeldBack() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(2))
            #expect(try await office.larkcast.run(["run", path, "--yes"]).status == 0)
            let dashboard = try office.larkcast.start(["serve", "--listen", "127.0.0.1:0"])
            let visitor = Visitor(port: try #require(try await Visitor.port(of: dashboard)))
            #expect(try await visitor.get("/readyz").body == "ready\n")
            #expect(try await office.larkcast.run(["pause", "--all", "--reason", "a fire drill"]).status == 0)
            let held = try await visitor.get("/readyz")
            #expect(held.status == 503 && held.body.contains("everything is held back by pause --all"))
            #expect(try await visitor.get("/healthz").status == 200)
            dashboard.send(SIGTERM)
            #expect(await dashboard.end().status == 0)
        }
    }

    @Test func aDashboardThatIsKilledLeavesSendingAlone() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(60), delivery: #"{"batch_size":2,"in_flight":1}"#)
            await server.addFault(on: .batchSend, nth: 10, count: nil, .held)
            let sending = try office.larkcast.start(["run", path, "--yes"])
            while await server.sendCount() == 0, !sending.hasEnded { try await Task.sleep(for: .milliseconds(10)) }
            let dashboard = try office.larkcast.start(["serve", "--listen", "127.0.0.1:0"])
            let port = try #require(try await Visitor.port(of: dashboard), "\(dashboard.errorsSoFar)")
            let visitor = Visitor(port: port)
            let page = try await visitor.get("/").body
            #expect(page.contains("sending") && page.contains("For looking only"))
            // Open pages too: they must not hold anything.
            let live = try RawConnection(port: port)
            await live.say("GET /live HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n")
            let (text, _) = await live.hear { $0.contains("data: {") }
            #expect(text.contains("data: {"))
            dashboard.send(SIGKILL)
            _ = await dashboard.end()
            await server.removeFaults()
            #expect(await sending.end().status == 0)
            #expect(await server.reached().count == 60)
        }
    }

    @Test func aPortThatIsTakenIsToldBeforeAnythingIsSent() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let first = try office.larkcast.start(["serve", "--listen", "127.0.0.1:0"])
            let port = try #require(try await Visitor.port(of: first))
            let daemon = try Daemon(
                office, jobs: ["a.json": Daemon.due("a", ids: Office.ids(1))], ["--listen", "127.0.0.1:\(port)"])
            let end = await daemon.running.end()
            #expect(end.status == 75 && end.errors.contains("cannot listen on 127.0.0.1:\(port)"))
            #expect(await server.sendCount() == 0)
            first.send(SIGTERM)
            #expect(await first.end().status == 0)
        }
    }

    @Test func openPagesDoNotKeepItFromEnding() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let daemon = try Daemon(
                office, jobs: ["a.json": Daemon.due("a", ids: Office.ids(2))], ["--listen", "[::1]:0"])
            try await daemon.says("dashboard listens on http://[::1]:")
            let other = try office.larkcast.start(["serve", "--listen", "127.0.0.1:0"])
            let port = try #require(try await Visitor.port(of: other))
            let live = try (0..<20).map { _ in try RawConnection(port: port) }
            for connection in live { await connection.say("GET /live HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n") }
            // Half a request, and somebody who only came in.
            let half = try RawConnection(port: port)
            await half.say("GET / HTTP/1.1\r\nHost:")
            let silent = try RawConnection(port: port)
            other.send(SIGTERM)
            #expect(await other.end().status == 0)
            withExtendedLifetime((live, half, silent)) {}
            #expect(await daemon.stop().status == 0)
        }
    }
}
