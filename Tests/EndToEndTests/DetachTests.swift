import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// `run --detach`: the command returns, a process of its own sends, and nobody gets anything twice.
struct DetachTests {
    private static let oneLane = #"{"batch_size":10,"in_flight":1}"#

    /// Keeps the answers back until the faults are removed.
    private static func hold(_ server: SandboxServer, from nth: Int = 1) async {
        await server.addFault(on: .batchSend, nth: nth, count: nil, .held)
    }

    /// Waits for a state of the newest run; whoever brings it there is no child of the test.
    private static func state(_ state: String, of office: Office, job: String = "hello") async throws -> JSONValue {
        while true {
            let run = try await office.json("status", "\(job)@latest").document
            if run["state"]?.string == state { return run }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// The numbers of `/proc/PID/stat` behind the name: parent, group, session, terminal.
    private static func standing(_ process: Int) throws -> (name: String, session: Int?, terminal: Int?) {
        let text = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        let name = text.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
        let words = text.split(separator: ")").last.map { $0.split(separator: " ") } ?? []
        return (String(name), Int(words[3]), Int(words[4]))
    }

    private static func isAlive(_ process: Int) -> Bool { kill(pid_t(process), 0) == 0 }

    @Test func theCommandReturnsAndAProcessOfItsOwnSends() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(40)
            let path = try office.manifest(ids: ids, delivery: Self.oneLane)
            await Self.hold(server)
            let run = try await office.json("run", path, "--yes", "--detach", "--as", "autumn")
            #expect(run.result.status == 0, "\(run.result.errors)")
            #expect(run.document["state"] == "sending" && run.document["occurrence"] == "autumn")
            let process = try #require(run.document["detached"]?["process"]?.integer)
            let standing = try Self.standing(process)
            #expect(standing.session == process && standing.terminal == 0 && standing.name == "larkcast")
            let arguments = try String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)
            #expect(arguments.contains("detached") && !arguments.contains(Office.secret))
            #expect(try await office.larkcast.run(["run", path, "--yes"]).status == 75, "it has the lock")
            await server.removeFaults()
            let sent = try await Self.state("sent", of: office)
            #expect(sent.people("accepted") == 40 && sent.addsUp && sent["run"] == run.document["run"])
            #expect(await server.reached().sorted() == ids.sorted())

            let log = try #require(run.document["detached"]?["log"]?.string)
            let mode = try FileManager.default.attributesOfItem(atPath: log)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            while try !String(contentsOfFile: log, encoding: .utf8).contains("the run is sent"), Self.isAlive(process) {
                try await Task.sleep(for: .milliseconds(20))
            }
            let lines = try String(contentsOfFile: log, encoding: .utf8)
            #expect(lines.contains("the run is sent") && lines.contains("batch=4"), "\(lines)")
            #expect(!lines.contains(Office.secret))
        }
    }

    /// A terminal that closes takes every process of its session with it, except one that has a session of its own.
    @Test func theTerminalMayClose() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(40)
            _ = try office.manifest(ids: ids, delivery: Self.oneLane)
            await Self.hold(server, from: 2)
            // script(1) gives the command a terminal, and closes it as soon as the command has returned.
            let command = #"exec script -qec "$0 run hello.json --yes --detach" /dev/null"#
            let terminal = try await office.larkcast.run(after: command, [])
            #expect(terminal.status == 0 && terminal.output.contains("is sent by process"), "\(terminal.output)")
            #expect(await server.reached().count < 40, "it was still sending when the terminal was gone")
            await server.removeFaults()
            let sent = try await Self.state("sent", of: office)
            #expect(sent.people("accepted") == 40)
            #expect(await server.reached().sorted() == ids.sorted())
        }
    }

    /// A lock or a pipe of the caller's is held by nobody once the command has returned: a script goes on.
    @Test func nothingOfTheCallersIsKeptOpen() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(40)
            _ = try office.manifest(ids: ids, delivery: Self.oneLane)
            await Self.hold(server, from: 2)
            let script = """
                exec 9>held
                flock 9
                words=$("$0" run hello.json --yes --detach) || exit 99
                exec 9>&-
                exec flock -n held echo "$words"
                """
            let end = try await office.larkcast.run(after: script, [])
            #expect(end.status == 0 && end.output.contains("is sent by process"), "\(end)")
            #expect(await server.reached().count < 40, "it was still sending when the script went on")
            await server.removeFaults()
            _ = try await Self.state("sent", of: office)
            #expect(await server.reached().sorted() == ids.sorted())
        }
    }

    /// A killed one leaves what any killed run leaves: a doubt about what was on the wire, and the rest for whoever looks next.
    @Test(arguments: [["resume", "hello@latest"], ["tick", "--jobs", "none"]])
    func whoeverLooksNextGoesOn(_ next: [String]) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            try FileManager.default.createDirectory(
                atPath: office.directory.path("none"), withIntermediateDirectories: false)
            let ids = Office.ids(30)
            let path = try office.manifest(ids: ids, delivery: Self.oneLane)
            await server.addFault(on: .batchSend, nth: 2, .held)
            let run = try await office.json("run", path, "--yes", "--detach")
            let process = try #require(run.document["detached"]?["process"]?.integer)
            while await server.sendCount() < 2 { try await Task.sleep(for: .milliseconds(10)) }
            kill(pid_t(process), SIGKILL)
            let told = try await office.larkcast.run(next)
            #expect(told.status == 3, "\(told.errors)")
            let halted = try await office.json("status", "hello@latest").document
            #expect(halted["state"] == "halted" && halted.batchStates == ["accepted", "in_doubt", "pending"])
            #expect(try await office.larkcast.run(["resume", "hello@latest"]).status == 3, "the doubt stays")
            let last = try await office.json("status", "hello@latest").document
            #expect(last.batchStates == ["accepted", "in_doubt", "accepted"] && last.addsUp)
            let reached = await server.reached()
            #expect(Set(reached).count == reached.count, "nobody twice")
            #expect(Set(ids[0..<10] + ids[20..<30]).isSubset(of: reached))
        }
    }

    /// Before its first batch was claimed nothing can be in doubt: the next tick just sends it.
    @Test func aDeathBeforeTheFirstBatchCostsNothing() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            try FileManager.default.createDirectory(
                atPath: office.directory.path("none"), withIntermediateDirectories: false)
            let ids = Office.ids(30)
            let path = try office.manifest(ids: ids, delivery: Self.oneLane)
            // The second token is the detached one's own.
            _ = await server.addFault(FaultRule(api: .token, nth: 2, effect: FaultEffect(code: 10014)))
            let run = try await office.json("run", path, "--yes", "--detach")
            #expect(run.result.status == 77 && run.document["error"]?["type"] == "credentials", "\(run.document)")
            #expect(run.result.errors.contains("the next tick or a daemon goes on with it"))
            #expect(try await office.json("status", "hello@latest").document["state"] == "sending")
            #expect(await server.sendCount() == 0)
            #expect(try await office.larkcast.run(["tick", "--jobs", "none"]).status == 0)
            #expect(await server.reached().sorted() == ids.sorted())
        }
    }

    @Test func whereNothingCanBeginNothingIsFrozen() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(10), delivery: Self.oneLane)
            let unasked = try await office.json("run", path, "--detach")
            #expect(unasked.result.status == 3 && unasked.document["error"]?["type"] == "confirmation")
            _ = await server.addFault(FaultRule(api: .token, effect: FaultEffect(code: 10014)))
            #expect(try await office.larkcast.run(["run", path, "--yes", "--detach"]).status == 77)
            let log = office.directory.path("larkcast.sqlite.detached.log")
            try? FileManager.default.removeItem(atPath: log)
            try FileManager.default.createSymbolicLink(
                atPath: log, withDestinationPath: office.directory.path("elsewhere"))
            #expect(try await office.larkcast.run(["run", path, "--yes", "--detach"]).status == 74)
            #expect(try await office.json("list").document["runs"]?.array?.isEmpty == true)
        }
    }

    @Test func besideAnotherRunNothingIsFrozen() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let first = try office.manifest(ids: Office.ids(20), delivery: Self.oneLane)
            let second = try office.manifest(ids: Office.ids(10), job: "second", text: "More of it")
            await Self.hold(server)
            let running = try office.larkcast.start(["run", first, "--yes"])
            try await server.waitForSends(1, orTheEndOf: running)
            let refused = try await office.json("run", second, "--yes", "--detach")
            #expect(refused.result.status == 75 && refused.document["error"]?["type"] == "lock_held")
            #expect(try await office.json("list").document["runs"]?.array?.count == 1)
            await server.removeFaults()
            #expect(await running.end().status == 0)
        }
    }

    /// A daemon goes on with whatever is unfinished, so the run is frozen beside it, and one of the two sends it.
    @Test func besideADaemonItGoesOutOnce() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(10)
            await Self.hold(server)
            let daemon = try Daemon(office, jobs: ["a.json": Daemon.due("a", ids: Office.ids(20))])
            try await server.waitForSends(1, orTheEndOf: daemon.running)
            let path = try office.manifest(ids: ids, text: "To ten of them")
            let run = try await office.json("run", path, "--yes", "--detach")
            #expect(run.result.status == 0, "\(run.result.errors)")
            #expect(run.document["detached"]?["waits_for"]?.string?.contains("is already sending") == true)
            await server.removeFaults()
            #expect(try await Self.state("sent", of: office).people("accepted") == 10)
            _ = try await Self.state("sent", of: office, job: "a")
            #expect(await daemon.stop().status == 0)
            let reached = await server.reached()
            #expect(reached.count == 30, "each of both once")
        }
    }

    @Test func itWatchesWhereThatIsWanted() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL, configuration: "tracking: {intervals: [1]}\n")
            let path = try office.manifest(ids: Office.ids(10), delivery: Self.oneLane)
            try await server.whileTimePasses {
                let run = try await office.json("run", path, "--yes", "--detach", "--wait", "settled")
                #expect(run.result.status == 0, "\(run.result.errors)")
                _ = try await Self.state("settled", of: office)
            }
        }
    }

    @Test func aSecondPersonIsStillWanted() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let list = Office.ids(10).map { "\"\($0)\"" }.joined(separator: ",")
            let path = try office.manifest(
                #"{"job":"hello","audience":{"users":{"open_ids":[\#(list)]}},"message":{"text":"News"},"#
                    + #""approval":{"required":true}}"#)
            let run = try await office.json("run", path, "--yes", "--detach")
            #expect(run.result.status == 3 && run.document["state"] == "awaiting_approval")
            #expect(run.document["detached"] == nil)
            #expect(try await office.larkcast.run(["run", path, "--yes", "--detach"]).status == 3)
            #expect(await server.sendCount() == 0)
        }
    }
}
