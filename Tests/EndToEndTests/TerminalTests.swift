import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// What people see on a terminal while the real program works.
struct TerminalTests {
    private static let delivery = #"{"batch_size":2,"in_flight":1}"#

    /// A run of forty batches on a terminal, held up at some of them until the test has seen what it came for.
    ///
    /// How often its bar is drawn depends on how busy the machine is; that it shows where a run stands does not.
    private struct Scene {
        let server: SandboxServer
        let office: Office
        let terminal: PseudoTerminal
        let running: ChildProcess
        let stops: Stops

        init(
            _ server: SandboxServer, environment: [String: String] = [:], arguments: [String] = [],
            stoppingAt stops: [Int] = [20]
        ) async throws {
            let batches = 40
            self.server = server
            self.stops = await Stops(server, at: stops)
            office = try Office(baseURL: server.baseURL, environment: environment)
            let path = try office.manifest(ids: Office.ids(2 * batches), delivery: delivery)
            terminal = try PseudoTerminal(columns: 80, rows: 24)
            running = try office.larkcast.start(["run", path, "--yes"] + arguments, on: terminal)
        }

        /// Waits until its bar shows that half is sent, does something and lets it go on.
        ///
        /// - Returns: what came of it; `nil` when one of the two was not so.
        func inTheMidst<Value: Sendable>(
            _ act: @escaping @Sendable (PseudoTerminal, ChildProcess) throws -> Value?
        ) async throws -> Value? {
            let value = try await onOwnThread { [terminal, running] in
                terminal.blocks { shows(19, $0) } ? try act(terminal, running) : nil
            }
            await server.removeFaults()
            return value
        }
    }

    /// Batches whose answers are kept back, one after the other.
    private struct Stops {
        private let server: SandboxServer
        private let rules: [(batch: Int, fault: Int)]

        init(_ server: SandboxServer, at batches: [Int]) async {
            var rules: [(batch: Int, fault: Int)] = []
            for batch in batches { rules.append((batch, await server.addFault(on: .batchSend, nth: batch, .held))) }
            self.server = server
            self.rules = rules
        }

        /// Goes from one to the next, and on from the last, as soon as it is told that so many batches are sent.
        ///
        /// - Returns: whether all of them were.
        func areAllTold(by isTold: @escaping @Sendable (_ sent: Int) -> Bool) async throws -> Bool {
            for rule in rules {
                guard try await onOwnThread({ isTold(rule.batch - 1) }) else { return false }
                await server.removeFault(rule.fault)
            }
            return true
        }
    }

    /// Whether the bar has shown so many batches as sent.
    private static func shows(_ sent: Int, _ terminal: PseudoTerminal) -> Bool {
        terminal.text.contains("% \(sent) of 40 batches")
    }

    private static func screen(_ terminal: PseudoTerminal, columns: Int = 80) -> VirtualScreen {
        var screen = VirtualScreen(columns: columns)
        screen.feed(terminal.text)
        return screen
    }

    @Test func aRunMovesAndLeavesItsReport() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let scene = try await Scene(server, stoppingAt: [5, 17, 25, 37])
            let terminal = scene.terminal
            let running = scene.running
            let isMoving = try await scene.stops.areAllTold { sent in
                terminal.blocks { Self.shows(sent, $0) && !Self.screen($0).isCursorShown }
            }
            #expect(isMoving, "\(terminal.text)")
            #expect(try await terminal.end(of: running).status == 0)
            let screen = Self.screen(terminal)
            #expect(screen.isCursorShown && screen.unknown.isEmpty)
            let text = screen.text.joined(separator: "\n")
            #expect(text.contains("80 accepted") && !text.contains("last second"), "\(text)")
            #expect(screen.text.count { $0.contains("40 batches, 40 to go") } == 1)
        }
    }

    @Test func controlCStopsInGoodOrderAndGivesTheCursorBack() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let scene = try await Scene(server)
            let office = scene.office
            let terminal = scene.terminal
            try #require(await scene.inTheMidst { terminal, _ in terminal.type("\u{3}") })
            let end = try await terminal.end(of: scene.running)
            #expect(end.status == 75, "\(end): \(terminal.text)")
            let screen = Self.screen(terminal)
            #expect(screen.isCursorShown && screen.unknown.isEmpty)
            #expect(screen.text.contains { $0.contains("larkcast: stopping; what is on the wire finishes first") })
            #expect(screen.text.contains { $0.contains("stopped before the end") })
            #expect(try await office.json("status", "hello@latest").document.addsUp)
        }
    }

    /// Between them nothing has ended, so that it ends at once.
    @Test func aSecondOneGivesTheCursorBackToo() async throws {
        let server = try MisbehavingServer(
            .json(#"{"code":0,"msg":"ok","tenant_access_token":"t-1","expire":7200}"#), .hang)
        defer { server.stop() }
        let office = try Office(baseURL: "http://127.0.0.1:\(server.port)")
        let path = try office.manifest(ids: Office.ids(20), delivery: Self.delivery)
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        let (running, isTyped) = try await onOwnThread {
            let running = try office.larkcast.start(["run", path, "--yes"], on: terminal)
            let isOnTheWire = terminal.blocks { $0.text.contains("of 10 batches") && server.requests.count >= 2 }
            terminal.type("\u{3}")
            let isHeard = terminal.blocks { $0.text.contains("stopping") }
            terminal.type("\u{3}")
            return (running, isOnTheWire && isHeard)
        }
        let end = try await terminal.end(of: running)
        #expect(isTyped && end.status == 75 && !end.wasKilled, "\(end): \(terminal.text)")
        #expect(Self.screen(terminal).isCursorShown)
    }

    @Test func whatIsBrokenOffBySignalGivesTheCursorBack() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(20), delivery: Self.delivery)
            #expect(try await office.larkcast.run(["run", path, "--yes"]).status == 0)
            // Time stands still in this sandbox: nothing is ever taken back.
            let terminal = try PseudoTerminal(columns: 80, rows: 24)
            let running = try office.larkcast.start(["recall", "hello@latest", "--yes"], on: terminal)
            let isHidden = try await onOwnThread {
                let isMoving = terminal.blocks {
                    $0.text.contains("recall requested") && $0.text.contains("Taken back")
                }
                return isMoving && !Self.screen(terminal).isCursorShown
            }
            #expect(isHidden, "\(terminal.text)")
            terminal.type("\u{3}")
            let end = try await terminal.end(of: running)
            #expect(end.wasKilled && end.status == SIGINT)
            let screen = Self.screen(terminal)
            #expect(screen.isCursorShown && screen.cursor.column == 0)
        }
    }

    @Test func aSuspendedRunGivesTheCursorBackAndTakesItAgain() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let scene = try await Scene(server)
            let terminal = scene.terminal
            let isBack = try await scene.inTheMidst { terminal, running in
                // ^Z is ignored where no shell could bring it back; what it does is the same.
                running.send(SIGTSTP)
                let isShown = terminal.blocks { $0.text.contains("\u{1B}[?25h\r") }
                running.send(SIGCONT)
                return isShown && terminal.blocks { $0.text.components(separatedBy: "\u{1B}[?25l").count > 2 }
            }
            #expect(isBack == true, "\(terminal.text)")
            #expect(try await terminal.end(of: scene.running).status == 0)
            #expect(Self.screen(terminal).isCursorShown)
        }
    }

    @Test(
        arguments: [
            (["TERM": "dumb"], [], false), ([:], ["--quiet"], false), (["NO_COLOR": "1"], [], true), ([:], [], true),
        ] as [([String: String], [String], Bool)])
    func movesOnlyWhereItMay(_ environment: [String: String], _ arguments: [String], _ moves: Bool) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let scene = try await Scene(
                server, environment: environment, arguments: arguments, stoppingAt: moves ? [20] : [])
            let (terminal, running) = (scene.terminal, scene.running)
            if moves { #expect(try await scene.inTheMidst { _, _ in true } == true, "\(terminal.text)") }
            #expect(try await terminal.end(of: running).status == 0)
            let text = terminal.text
            #expect(text.contains("\u{1B}[?25l") == moves)
            #expect(text.contains("\u{1B}[36m") == (moves && environment["NO_COLOR"] == nil))
            if !moves { #expect(!text.contains("\u{1B}"), "\(text.debugDescription)") }
            #expect(text.contains("80 accepted"))
        }
    }

    @Test func withoutATerminalThereIsNoEscape() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(20), delivery: Self.delivery)
            let run = try await office.larkcast.run(["run", path, "--yes", "--lang", "zh"])
            #expect(run.status == 0 && run.output.contains("已受理 20"))
            #expect(run.errors.contains("10/10 批 · 20 个 ID"))
            let watch = try office.larkcast.start(["status", "hello@latest", "--watch"])
            // It hears signals from before its first line on.
            while watch.outputSoFar.isEmpty, !watch.hasEnded { try await Task.sleep(for: .milliseconds(5)) }
            watch.send(SIGINT)
            let watched = await watch.end()
            #expect(watched.status == 0, "\(watched.errors)")
            for text in [run.output, run.errors, watched.output, watched.errors] { #expect(!text.contains("\u{1B}")) }
        }
    }

    /// A run is watched for somebody: with `| head` nobody is there any more, and nothing would ever end it.
    @Test(.timeLimit(.minutes(15))) func nothingIsWatchedForNobody() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(20), delivery: Self.delivery)
            #expect(try await office.larkcast.run(["run", path, "--yes"]).status == 0)
            let watch = try await office.larkcast.run(
                after: ":", ["status", "hello@latest", "--watch"], redirections: "| true")
            #expect(!watch.wasKilled)
        }
    }

    @Test func aNarrowerTerminalIsKeptTo() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let scene = try await Scene(server)
            let terminal = scene.terminal
            let after = try #require(
                await scene.inTheMidst { terminal, running in
                    terminal.resize(columns: 40, rows: 24)
                    let before = terminal.bytes.count
                    func after(_ terminal: PseudoTerminal) -> String {
                        String(decoding: terminal.bytes.dropFirst(before), as: UTF8.self)
                    }
                    defer { running.send(SIGTERM) }
                    return terminal.blocks { after($0).contains("/40") } ? after(terminal) : nil
                })
            #expect(try await terminal.end(of: scene.running).status == 75)
            for line in after.split(separator: "\r\n").dropFirst(2) where line.contains("Limits") {
                var screen = VirtualScreen(columns: 200)
                screen.feed(String(line))
                #expect(screen.text.allSatisfy { $0.count < 40 }, "\(line)")
            }
        }
    }

    @Test func somebodyWatchesWhatAnotherProcessSends() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let scene = try await Scene(server, stoppingAt: [9, 17, 25])
            let office = scene.office
            let sender = scene.terminal
            let terminal = try PseudoTerminal(columns: 100, rows: 24)
            #expect(try await onOwnThread { sender.blocks { Self.shows(8, $0) } }, "\(sender.text)")
            let watch = try office.larkcast.start(["status", "hello@latest", "--watch"], on: terminal)
            let isFollowed = try await scene.stops.areAllTold { sent in terminal.blocks { Self.shows(sent, $0) } }
            #expect(isFollowed, "\(terminal.text)")
            terminal.type("\u{3}")
            let end = try await terminal.end(of: watch)
            #expect(end.status == 0 && !end.wasKilled)
            let screen = Self.screen(terminal, columns: 100)
            #expect(screen.isCursorShown && screen.unknown.isEmpty)
            #expect(screen.text.contains { $0.hasPrefix("Sent        █") }, "the last figures stay")
            #expect(screen.text.contains { $0.hasPrefix("Ctrl-C ends watching, not the run") })
            #expect(try await sender.end(of: scene.running).status == 0, "and the run goes on")
            #expect(try await office.json("status", "hello@latest").document.people("accepted") == 80)
        }
    }

    @Test func aWatchEndsWithTheRunAndTellsEveryChangeInALine() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(60), delivery: Self.delivery)
            let stops = await Stops(server, at: [8, 16, 24])
            let running = try office.larkcast.start(["run", path, "--yes"])
            try await running.says("to go")
            let watch = try office.larkcast.start(["status", "hello@latest", "--watch"])
            let isFollowed = try await stops.areAllTold { sent in
                let line = "· Sent \(sent) of 30 batches"
                watch.block { watch.outputSoFar.contains(line) }
                return watch.outputSoFar.contains(line)
            }
            #expect(isFollowed, "\(watch.outputSoFar)")
            #expect(await running.end().status == 0)
            #expect(try await office.larkcast.run(["recall", "hello@latest", "--batch", "1", "--yes"]).status != 64)
            watch.send(SIGTERM)
            let end = await watch.end()
            #expect(end.status == 0)
            let lines = end.output.split(separator: "\n")
            #expect(lines.count >= 3, "\(end.output)")
            #expect(Set(lines.map { $0.dropFirst(28) }).count == lines.count, "only what has changed")
            #expect(lines.allSatisfy { $0.contains(" · Sent ") && $0.contains(" of 30 batches") }, "\(end.output)")
        }
    }

    @Test func aWatchOfARunThatIsOverShowsItAndEnds() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let waves = #"{"waves":{"sizes":[2],"wait":"30m"},"batch_size":2}"#
            let path = try office.manifest(ids: Office.ids(4), delivery: waves)
            let running = try office.larkcast.start(["run", path, "--yes"])
            try await running.says("wave 2 leaves at")
            running.send(SIGTERM)
            #expect(await running.end().status == 75)
            #expect(try await office.larkcast.run(["cancel", "hello@latest", "--yes"]).status == 0)
            let watch = try await office.larkcast.run(["status", "hello@latest", "--watch", "--lang", "zh"])
            #expect(watch.status == 0, "\(watch.errors)")
            #expect(watch.output.contains(" · 已取消 · 已发送 2 / 2 批") && watch.output.contains("已取消 2"), "\(watch.output)")
            let json = try await office.json("status", "hello@latest", "--watch")
            #expect(json.result.status == 0 && json.document["state"] == "cancelled", "one document and nothing else")
            #expect(try await office.larkcast.run(["status", "--watch"]).status == 64)
        }
    }
}
