import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// `serve` as a service manager runs it: the real program, with real signals, sockets and neighbours.
struct ServeProcessTests {
    private static let token = MisbehavingServer.Behaviour.json(
        #"{"code":0,"msg":"ok","tenant_access_token":"t-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234","expire":7200}"#)
    private static let accepted = MisbehavingServer.Behaviour.json(
        #"{"code":0,"msg":"ok","data":{"message_id":"bm-0123456789abcdef0123456789abcdef"}}"#)

    @Test func startsWhatIsDueAndWhatComesLater() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let daemon = try Daemon(office, jobs: ["a.json": Daemon.due("a", ids: Office.ids(3))])
            try await daemon.says("everyone is accounted for")
            #expect(await server.sendCount() == 1)
            let others = Array(Office.ids(6)[3...])
            try Daemon.put(Daemon.due("b", ids: others), as: "b.json", in: office)
            try await daemon.says("everyone is accounted for", times: 2)
            #expect(await server.reached().sorted() == Office.ids(6).sorted())
            let end = await daemon.stop()
            #expect(end.status == 0 && !end.wasKilled, "\(end.errors)")
            let sent = daemon.lines.filter { $0["message"] == "a batch was sent" }
            #expect(sent.count == 2 && sent.allSatisfy { $0["run"] != nil && $0["batch"] == 1 && $0["log_id"] != nil })
            #expect(daemon.lines.count == end.errors.split(separator: "\n").count, "every line is JSON")
            #expect(!end.errors.contains(Office.secret))
            #expect(end.output.isEmpty)
        }
    }

    /// Sixty batches are under way, and stand still at the third; what is put beside them leaves all the same.
    @Test func whatComesDueDoesNotWaitForALongSend() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            await server.addFault(on: .batchSend, nth: 3, count: nil, .held)
            let ids = Office.ids(61)
            let long = Daemon.due("long", ids: Array(ids[1...]), delivery: #"{"batch_size":1,"in_flight":1}"#)
            let daemon = try Daemon(office, jobs: ["long.json": long])
            try await server.waitForSends(3, orTheEndOf: daemon.running)
            try Daemon.put(Daemon.due("small", ids: [ids[0]]), as: "small.json", in: office)
            try await server.waitForSends(4, orTheEndOf: daemon.running)
            await server.removeFaults()
            try await daemon.says("everyone is accounted for", times: 2)
            #expect(await daemon.stop().status == 0, "\(daemon.running.errorsSoFar)")
            let reached = await server.reached()
            #expect(Set(reached).count == 61 && reached.count == 61)
            #expect(reached.last != ids[0], "the small one left while the long one was sent")
        }
    }

    /// A batch is on the wire when the word comes.
    private static func onTheWire(
        _ act: @escaping @Sendable (Daemon, MisbehavingServer) -> Void
    ) async throws -> (end: Command.Result, states: [String]) {
        let server = try MisbehavingServer(token, .held(accepted))
        defer { server.stop() }
        let office = try Office(baseURL: "http://127.0.0.1:\(server.port)")
        let daemon = try await onOwnThread {
            let daemon = try Daemon(office, jobs: ["hello.json": Daemon.due("hello", ids: Office.ids(30))])
            daemon.running.block { server.requests.count >= 2 }
            act(daemon, server)
            daemon.running.block { false }
            return daemon
        }
        let end = await daemon.running.end()
        return (end, try await office.json("status", "hello@latest").document.batchStates)
    }

    @Test(arguments: [SIGTERM, SIGINT]) func drains(_ signal: Int32) async throws {
        let (end, states) = try await Self.onTheWire { daemon, server in
            daemon.running.send(signal)
            daemon.running.blockUntilItSays("stopping")
            server.release()
        }
        #expect(end.status == 0 && !end.wasKilled, "\(end.errors)")
        #expect(states == ["accepted", "pending", "pending"])
    }

    @Test func aSecondWordEndsItAtOnceAndAHangUpIsNone() async throws {
        let (end, states) = try await Self.onTheWire { daemon, _ in
            daemon.running.send(SIGTERM)
            daemon.running.blockUntilItSays("stopping")
            daemon.running.send(SIGHUP)
            daemon.running.send(SIGINT)
        }
        #expect(end.status == 75 && !end.wasKilled, "\(end.errors)")
        #expect(end.errors.contains("this may leave 1 batch in doubt"))
        #expect(states == ["dispatching", "pending", "pending"], "the next runner calls it in doubt")
    }

    @Test func tellsTheServiceManager() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let folder = try TemporaryDirectory()
            let ear = try DatagramEar(folder.path("n"))
            let office = try Office(
                baseURL: server.baseURL,
                environment: ["NOTIFY_SOCKET": folder.path("n"), "WATCHDOG_USEC": "200000"])
            let daemon = try Daemon(office)
            func hears(_ words: String) async throws -> String {
                var isOver = false
                while !isOver {
                    // What it said last is still there when it has ended.
                    isOver = daemon.running.hasEnded
                    while let message = ear.next() { if message.hasPrefix(words) { return message } }
                    try await Task.sleep(for: .milliseconds(10))
                }
                return "it has ended: \(daemon.running.errorsSoFar)"
            }
            #expect(try await hears("READY=1") == "READY=1")
            for _ in 0..<3 { #expect(try await hears("WATCHDOG=1") == "WATCHDOG=1") }
            daemon.running.send(SIGHUP)
            let reloading = try await hears("RELOADING=1").split(separator: "\n")
            #expect(reloading.count == 2 && reloading.last?.hasPrefix("MONOTONIC_USEC=") == true)
            #expect(try await hears("READY=1") == "READY=1")
            daemon.running.send(SIGTERM)
            #expect(try await hears("STOPPING=1") == "STOPPING=1")
            #expect(await daemon.running.end().status == 0)
        }
    }

    @Test func aHangUpReadsTheConfigurationAnewAndABrokenOneIsNotTaken() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL, configuration: "limits: {per_second: 20}\n")
            let daemon = try Daemon(office)
            try await daemon.says("serving jobs")
            let path = office.directory.path("config.yaml")
            try Data("limits: {per_sekond: 20}\n".utf8).write(to: URL(fileURLWithPath: path))
            daemon.running.send(SIGHUP)
            try await daemon.says("stays in use")
            try Daemon.put(Daemon.due("a", ids: Office.ids(3)), as: "a.json", in: office)
            try await daemon.says("everyone is accounted for")
            #expect(await server.sendCount() == 1, "the old configuration still works")
            try Data("limits: {per_second: 10}\n".utf8).write(to: URL(fileURLWithPath: path))
            daemon.running.send(SIGHUP)
            try await daemon.says("read anew")
            #expect(await daemon.stop().status == 0)
            #expect(daemon.running.errorsSoFar.contains("per_sekond"))
        }
    }

    @Test func aHalfWrittenManifestAndAFolderThatIsAwayAreToldOnce() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let daemon = try Daemon(office)
            try await daemon.says("serving jobs")
            let whole = Daemon.due("a", ids: Office.ids(3))
            _ = try office.manifest(String(whole.prefix(40)), name: "jobs/a.json")
            try await daemon.says(#""about":"jobs/a.json""#)
            _ = try office.manifest(whole, name: "jobs/a.json")
            try await daemon.says("everyone is accounted for")
            let (jobs, away) = (office.directory.path("jobs"), office.directory.path("away"))
            try FileManager.default.moveItem(atPath: jobs, toPath: away)
            try await daemon.says("cannot be read")
            try FileManager.default.moveItem(atPath: away, toPath: jobs)
            try await daemon.says("over: the folder jobs cannot be read")
            _ = try office.manifest(
                #"{"job":"b","audience":{"users":{"open_ids":["\#(Office.ids(1)[0])"]}},"message":{"text":"b"}}"#,
                name: "jobs/b.json")
            try FileManager.default.removeItem(atPath: jobs + "/a.json")
            try await daemon.says("the manifest is gone")
            // What is left of a disk that was not mounted is an empty folder: nothing counts as taken out.
            try FileManager.default.removeItem(atPath: jobs + "/b.json")
            try await daemon.says("the folder has no manifest any more")
            #expect(await daemon.stop().status == 0)
            let errors = daemon.running.errorsSoFar
            for words in [#""level":"error","message":"jobs/a.json"#, "over: jobs/a.json", "the manifest is gone"] {
                #expect(errors.components(separatedBy: words).count == 2, "\(words): \(errors)")
            }
            #expect(await server.sendCount() == 1)
        }
    }

    @Test func aSecondDaemonIsRefusedAndOtherCommandsAreNot() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let daemon = try Daemon(office)
            try await daemon.says("serving jobs")
            let second = try await office.json("serve", "--jobs", "jobs")
            #expect(second.result.status == 75)
            #expect(second.document["error"]?["type"] == "lock_held")
            #expect(second.document["error"]?["message"]?.string?.contains("already serves") == true)
            let run = try await daemon.beside(["run", try office.manifest(ids: Office.ids(3)), "--yes"])
            #expect(run.status == 0, "beside an idle daemon a person just sends: \(run.errors)")
            #expect(try await office.larkcast.run(["tick", "--jobs", "jobs"]).status == 0)
            #expect(await daemon.stop().status == 0)
        }
    }

    /// `kill -9` where a crash leaves something different behind; the next daemon finishes what can be finished.
    @Test(arguments: ["P1", "P4", "P5", "P7", "P8", "P9", "P11", "P12", "P13"])
    func aKilledDaemonIsFollowedByOneThatFinishes(_ point: String) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let dying = try Office(
                baseURL: server.baseURL,
                environment: [
                    "LARKCAST_CRASH": "\(point):1:kill", "LARKCAST_DB": office.directory.path("larkcast.sqlite"),
                    "HOME": office.directory.url.path,
                ])
            let ids = Office.ids(30)
            let jobs = ["hello.json": Daemon.due("hello", ids: ids)]
            let first = try Daemon(dying, jobs: jobs)
            #expect(await first.running.end().wasKilled, "\(first.running.errorsSoFar)")
            let second = try Daemon(office, jobs: jobs)
            let isDoubtful = ["P4", "P5", "P7", "P8"].contains(point)
            try await second.says(isDoubtful ? "in doubt" : "everyone is accounted for")
            if isDoubtful {
                try await second.says("the run is halted")
                #expect(try await second.beside(["resume", "hello@latest"]).status == 3)
            }
            #expect(await second.stop().status == 0)
            let run = try await office.json("status", "hello@latest").document
            #expect(run.addsUp && run.people("pending") == 0, "\(run.text())")
            #expect(run.people("in_doubt") == (isDoubtful ? 10 : 0))
            let reached = await server.reached()
            #expect(Set(reached).count == reached.count, "nobody twice")
            #expect(reached.count >= run.people("accepted") ?? 99, "nobody lost")
        }
    }

    @Test func aDaemonATickAPauseAndARecallAtOnceSendNothingTwice() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            await server.addFault(on: .batchSend, count: nil, FaultEffect(delayMilliseconds: 100))
            let ids = Office.ids(60)
            let jobs = [
                "a.json": Daemon.due("a", ids: Array(ids[..<30]), delivery: #"{"batch_size":1}"#),
                "b.json": Daemon.due("b", ids: Array(ids[30...]), delivery: #"{"batch_size":1}"#),
            ]
            let daemon = try Daemon(office, jobs: jobs)
            try await server.waitForSends(4, orTheEndOf: daemon.running)
            let larkcast = office.larkcast
            let ends = try await withThrowingTaskGroup(of: Command.Result.self) { group in
                for line in [
                    ["tick", "--jobs", "jobs"], ["tick", "--jobs", "jobs"], ["pause", "a@latest", "--reason", "wait"],
                    ["recall", "b@latest", "--yes"],
                ] { group.addTask { try await larkcast.run(line) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(ends.allSatisfy { !$0.wasKilled })
            await server.removeFaults()
            while !daemon.running.hasEnded {
                let a = try await office.json("status", "a@latest").document
                if a["state"] == "sent" { break }
                if a["state"] == "paused" { _ = try await daemon.beside(["resume", "a@latest"]) }
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(await daemon.stop().status == 0, "\(daemon.running.errorsSoFar)")
            let reached = await server.reached()
            #expect(Set(reached).count == reached.count, "nobody twice")
            #expect(Set(reached).isSuperset(of: ids[..<30]), "nobody of the run that went on is lost")
            #expect(try await office.json("status", "a@latest").document.addsUp)
            #expect(try await office.json("status", "b@latest").document.addsUp)
        }
    }

    /// Two hosts, or one careless `cp -a`: the twin's daemon stays up, sends nothing, and says what to do.
    @Test func aTwinSendsNothingBeforeItIsAdopted() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            #expect(try await office.json("run", try office.manifest(ids: Office.ids(3)), "--yes").result.status == 0)
            let twin = office.directory.path("twin")
            try FileManager.default.createDirectory(
                atPath: twin, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            for name in ["", ".lock", ".ledger"] {
                let copy = "\(twin)/larkcast.sqlite\(name)"
                try FileManager.default.copyItem(
                    atPath: office.directory.path("larkcast.sqlite\(name)"), toPath: copy)
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy)
            }
            let store = ["--db", "\(twin)/larkcast.sqlite"]
            let daemon = try Daemon(office, jobs: ["a.json": Daemon.due("a", ids: Office.ids(9))], store)
            try await daemon.says("not_adopted")
            #expect(await server.sendCount() == 1)
            let adopted = try await daemon.beside(["adopt", "--i-stopped-the-other-one"] + store)
            #expect(adopted.status == 0, "\(adopted.errors)")
            try await daemon.says("everyone is accounted for")
            #expect(await server.sendCount() == 2)
            #expect(await daemon.stop().status == 0)
        }
    }

    @Test(arguments: [["LARKCAST_APP_SECRET": ""], ["LARKCAST_BASE_URL": "ftp://x"]])
    func whatCannotWorkIsSaidAtTheStart(_ environment: [String: String]) async throws {
        let office = try Office(baseURL: "http://127.0.0.1:9", environment: environment)
        let daemon = try Daemon(office)
        let end = await daemon.running.end()
        #expect(end.status == 78, "\(end.errors)")
        #expect(daemon.lines.last?["level"] == "critical")
    }
}
