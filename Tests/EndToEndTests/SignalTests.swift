import FeishuSandbox
import StrictJSON
import TestSupport
import Testing

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A signal in every phase of a run: nothing new begins, what is on the wire finishes, and a second word is obeyed.
struct SignalTests {
    private static let token = MisbehavingServer.Behaviour.json(
        #"{"code":0,"msg":"ok","tenant_access_token":"t-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234","expire":7200}"#)
    private static let accepted = MisbehavingServer.Behaviour.json(
        #"{"code":0,"msg":"ok","data":{"message_id":"bm-0123456789abcdef0123456789abcdef"}}"#)
    private static let oneLane = #"{"batch_size":10,"in_flight":1}"#

    /// A run whose first batch is held on the wire by the server while something is done to the program.
    ///
    /// All of it happens on a thread of its own: a test that comes back late would find the program's timeout instead.
    private struct OnTheWire: Sendable {
        let server: MisbehavingServer
        let office: Office
        let end: Command.Result

        init(
            _ answer: MisbehavingServer.Behaviour = accepted, people: Int = 30, after preparation: String = ":",
            _ act: @escaping @Sendable (RunningCommand, MisbehavingServer) -> Void
        ) async throws {
            let server = try MisbehavingServer(token, .held(answer))
            let office = try Office(baseURL: "http://127.0.0.1:\(server.port)")
            let path = try office.manifest(ids: Office.ids(people), delivery: oneLane)
            let running = try await onOwnThread {
                let running = try office.larkcast.start(after: preparation, ["run", path, "--yes"])
                running.block { server.requests.count >= 2 }
                act(running, server)
                running.block { false }
                return running
            }
            end = await running.end()
            (self.server, self.office) = (server, office)
        }

        /// The states of the batches as the store has them.
        func states() async throws -> [String] {
            defer { server.stop() }
            return try await office.json("status", "hello@latest").document.batchStates
        }
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
    func whatIsOnTheWireFinishesAndNothingNewBegins(_ signal: Int32) async throws {
        let scene = try await OnTheWire { running, server in
            running.send(signal)
            running.blockUntilItSays("stopping")
            server.release()
        }
        #expect(scene.end.status == 75 && !scene.end.wasKilled, "\(scene.end.errors)")
        #expect(scene.server.requests.count == 2)
        #expect(try await scene.states() == ["accepted", "pending", "pending"])
    }

    @Test(
        "a second word ends it at once and says what it may cost",
        arguments: [[SIGINT, SIGINT], [SIGTERM, SIGTERM], [SIGINT, SIGTERM], [SIGQUIT], [SIGHUP, SIGINT]])
    func endsAtOnce(_ signals: [Int32]) async throws {
        let scene = try await OnTheWire { running, _ in
            for signal in signals {
                running.send(signal)
                running.blockUntilItSays("larkcast: ")
            }
        }
        #expect(scene.end.status == 75 && !scene.end.wasKilled, "\(scene.end.errors)")
        #expect(scene.end.errors.contains("this may leave 1 batch in doubt"))
        #expect(try await scene.states() == ["dispatching", "pending", "pending"], "the next runner calls it in doubt")
    }

    @Test func aHangUpIsNoSecondWord() async throws {
        let scene = try await OnTheWire { running, server in
            running.send(SIGTERM)
            running.blockUntilItSays("stopping")
            for _ in 0..<3 { running.send(SIGHUP) }
            server.release()
        }
        #expect(scene.end.status == 75)
        #expect(try await scene.states().first == "accepted", "systemd's SendSIGHUP costs nobody a doubt")
    }

    @Test func nohupIsObeyed() async throws {
        let scene = try await OnTheWire(people: 10, after: "trap '' HUP") { running, server in
            running.send(SIGHUP)
            server.release()
        }
        #expect(scene.end.status == 0, "\(scene.end.errors)")
        #expect(!scene.end.errors.contains("stopping"))
        #expect(try await scene.states() == ["accepted"])
    }

    @Test(arguments: [SIGTERM, SIGINT]) func isHeardInAPacingNap(_ signal: Int32) async throws {
        let server = try MisbehavingServer(
            Self.token,
            .respond(
                status: 429, fields: [("x-ogw-ratelimit-reset", "60")], body: #"{"code":99991400,"msg":"too often"}"#))
        defer { server.stop() }
        let office = try Office(baseURL: "http://127.0.0.1:\(server.port)")
        let path = try office.manifest(ids: Office.ids(30), delivery: Self.oneLane)
        let running = try await onOwnThread {
            let running = try office.larkcast.start(["run", path, "--yes"])
            running.blockUntilItSays("waiting")
            running.send(signal)
            running.block { false }
            return running
        }
        let end = await running.end()
        #expect(end.status == 75, "\(end.errors)")
        #expect(server.requests.count == 2, "nothing went out after the word")
    }

    @Test func isHeardWhileTheTokenIsStillAskedFor() async throws {
        let server = try MisbehavingServer(.hang)
        defer { server.stop() }
        let office = try Office(baseURL: "http://127.0.0.1:\(server.port)")
        let path = try office.manifest(ids: Office.ids(30), delivery: Self.oneLane)
        let running = try await onOwnThread {
            let running = try office.larkcast.start(["run", path, "--yes"])
            running.block { server.requests.count >= 1 }
            running.send(SIGTERM)
            running.block { false }
            return running
        }
        let end = await running.end()
        #expect(end.status == 75, "\(end.errors)")
        #expect(end.errors.contains("cancelled"), "it was broken off, not waited for: \(end.errors)")
        #expect(try await office.json("list").document["runs"]?.array?.isEmpty == true, "nothing was frozen")
    }

    @Test func isHeardBetweenTwoLooks() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(30), delivery: Self.oneLane)
            let running = try office.larkcast.start(["run", path, "--yes", "--wait", "settled"])
            try await running.says("next look")
            running.send(SIGTERM)
            let end = await running.end()
            #expect(end.status == 0 && !end.wasKilled, "everyone was reached; only watching ended early")
            #expect(end.output.contains("30 accepted"))
        }
    }

    @Test(
        "a stopped process is no lost one",
        arguments: [
            (MisbehavingServer.Behaviour.closeWithoutAnswer, "in_doubt", 3), (accepted, "accepted", 75),
        ] as [(MisbehavingServer.Behaviour, String, Int32)])
    func wakesUpToWhatHappenedMeanwhile(
        _ answer: MisbehavingServer.Behaviour, _ state: String, _ status: Int32
    ) async throws {
        let scene = try await OnTheWire(answer) { running, server in
            running.send(SIGSTOP)
            server.release()
            running.send(SIGTERM)
            running.send(SIGCONT)
        }
        #expect(scene.end.status == status, "\(scene.end.errors)")
        #expect(scene.server.requests.count == 2)
        #expect(try await scene.states() == [state, "pending", "pending"])
    }
}
