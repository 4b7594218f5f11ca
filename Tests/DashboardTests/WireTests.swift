import Foundation
import TestSupport
import Testing

@testable import Dashboard

/// Bytes on the wire as no browser sends them.
struct WireTests {
    static func head(_ port: Int, _ lines: [String] = [], line: String = "GET /healthz HTTP/1.1") -> String {
        ([line, "Host: 127.0.0.1:\(port)"] + lines).joined(separator: "\r\n") + "\r\n\r\n"
    }

    /// The status of the answer to these bytes, and whether the connection ended with it.
    static func ask(_ port: Int, _ text: String, seconds: Double = 120) async throws -> (
        status: Int?, isClosed: Bool, text: String
    ) {
        let connection = try RawConnection(port: port)
        await connection.say(text)
        let (heard, isClosed) = await connection.hear(seconds: seconds)
        return (RawConnection.status(heard), isClosed, heard)
    }

    @Test func plainRequestsAreAnswered() async throws {
        try await RunningDashboard.with { port, _ in
            let (status, _, text) = try await Self.ask(port, Self.head(port, ["Connection: close"]))
            #expect(
                status == 200 && text.hasSuffix("ok\n") && text.contains("Content-Security-Policy: default-src 'none'"))
            #expect(!text.lowercased().contains("server:"))
        }
    }

    @Test(arguments: [
        "Content-Length: 5\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Transfer-Encoding: chunked", "Transfer-Encoding: xchunked", "Transfer-Encoding : chunked",
        "Transfer-Encoding:\tchunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5, 6", "Content-Length: +5", "Content-Length: 5 ", "Content-Length: 0x5", "Content-Length: -1",
        "Content-Length: 99999999999999999999999", "Host: evil.example", "X: a\r\n b", "X\u{0}: a",
        "Upgrade: websocket\r\nConnection: Upgrade",
        "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: x", "Expect: 100-continue",
    ])
    func nothingIsSmuggled(_ lines: String) async throws {
        try await RunningDashboard.with { port, _ in
            // What follows would be the next request to somebody who reads the first one's length differently.
            let text = Self.head(port, [lines], line: "POST /login HTTP/1.1") + "0\r\n\r\n" + Self.head(port)
            let (status, isClosed, heard) = try await Self.ask(port, text)
            // A trailing space is white space of the field (RFC 9110, section 5.5), so that 5 is 5, and the form is refused.
            #expect(isClosed || lines == "Content-Length: 5 ", "\(heard)")
            #expect([400, 413, 417, 415, 403, 404].contains(status ?? 0), "\(heard)")
            #expect(!heard.contains("\nok\n"), "the bytes behind it were taken for a request")
        }
    }

    @Test(arguments: [
        ("GET / HTTP/2.0", 400), ("GET / HTTP/9.9", 400), ("GET /\u{0} HTTP/1.1", 400), ("get / HTTP/1.1", 400),
        ("GET http://evil.example/ HTTP/1.1", 404), ("GET /..%2f..%2fetc/passwd HTTP/1.1", 404),
        ("GET /../audit HTTP/1.1", 404),
        ("OPTIONS * HTTP/1.1", 404), ("DELETE / HTTP/1.1", 405), ("PRI * HTTP/2.0", 400), ("\u{16}\u{3}\u{1}", 400),
    ])
    func crookedRequestLines(_ line: String, _ status: Int) async throws {
        try await RunningDashboard.with { port, _ in
            let answer = try await Self.ask(port, Self.head(port, ["Connection: close"], line: line))
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test func headsHaveALength() async throws {
        try await RunningDashboard.with { port, _ in
            let long = String(repeating: "a", count: 9000)
            #expect(try await Self.ask(port, Self.head(port, ["X-Long: \(long)"])).status == 431)
            let many = (0..<100).map { "X-\($0): a" }
            #expect(try await Self.ask(port, Self.head(port, many)).status == 431)
            let address = try await Self.ask(
                port, Self.head(port, line: "GET /?job=\(String(repeating: "a", count: 3000)) HTTP/1.1"))
            #expect(address.status == 414)
            let endless = try RawConnection(port: port)
            await endless.say("GET / HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n")
            for number in 0..<200 { await endless.say("X-\(number): \(String(repeating: "b", count: 100))\r\n") }
            let (heard, isClosed) = await endless.hear()
            #expect(
                isClosed && [431, nil].contains(RawConnection.status(heard)), "a head without an end ends at a limit")
        }
    }

    @Test func bodiesHaveALength() async throws {
        try await RunningDashboard.with { port, _ in
            let text = Self.head(port, ["Content-Length: 17000"], line: "POST /login HTTP/1.1")
            let answer = try await Self.ask(port, text + String(repeating: "a", count: 17_000))
            #expect(answer.status == 413 && answer.isClosed)
            let body = try await Self.ask(port, Self.head(port, ["Content-Length: 5"]) + "hello")
            #expect(body.status == 400 && body.isClosed)
        }
    }

    @Test func slowHeadsAreNotWaitedFor() async throws {
        var limits = DashboardLimits()
        (limits.headMilliseconds, limits.bodyMilliseconds, limits.idleMilliseconds) = (300, 300, 300)
        try await RunningDashboard.with(limits) { port, _ in
            // Silent, and then a letter at a time: both have as long as everybody.
            let silent = try await Self.ask(port, "")
            #expect(silent.status == 408 && silent.isClosed)
            let slow = try RawConnection(port: port)
            for letter in "GET / HTTP/1.1\r\nX: " {
                guard await slow.say(String(letter)) else { break }
                try await Task.sleep(for: .milliseconds(30))
            }
            let (text, isClosed) = await slow.hear()
            #expect(RawConnection.status(text) == 408 && isClosed)
            let body = try await Self.ask(
                port,
                Self.head(
                    port, ["Content-Length: 50", "Content-Type: application/x-www-form-urlencoded"],
                    line: "POST /login HTTP/1.1") + "slow")
            #expect(body.status == 408 && body.isClosed)
            let idle = try await Self.ask(port, Self.head(port))
            #expect(idle.status == 200 && idle.isClosed, "kept for a while, not for ever")
        }
    }

    @Test func whoComesTooManyIsToldSo() async throws {
        var limits = RunningDashboard.patient
        limits.connections = 8
        try await RunningDashboard.with(limits) { port, _ in
            var open = try (0..<48).map { _ in try RawConnection(port: port) }
            var answers: [Int?] = []
            // Which eight came in first is for the event loops to say.
            for _ in 0..<2000 where open.count > 8 {
                var left: [RawConnection] = []
                for connection in open {
                    let (text, isClosed) = await connection.hear(seconds: 0.01)
                    if isClosed || !text.isEmpty {
                        answers.append(RawConnection.status(text))
                    } else {
                        left.append(connection)
                    }
                }
                open = left
            }
            #expect(open.count == 8 && answers.count == 40 && answers.allSatisfy { $0 == 503 })
            for connection in open {
                await connection.say(Self.head(port))
                let (text, _) = await connection.hear { $0.hasSuffix("ok\n") }
                #expect(RawConnection.status(text) == 200, "those inside are served as ever")
            }
        }
    }

    @Test func afterAFloodTheDoorIsOpen() async throws {
        try await RunningDashboard.with { port, _ in
            for _ in 0..<10 {
                var flood: [RawConnection] = []
                for _ in 0..<200 { if let connection = try? RawConnection(port: port) { flood.append(connection) } }
                _ = await flood.last?.hear(seconds: 0.05)
            }
            var status: Int?
            for _ in 0..<200 where status != 200 {
                status = try await Self.ask(port, Self.head(port, ["Connection: close"])).status
                if status != 200 { try await Task.sleep(for: .milliseconds(50)) }
            }
            #expect(status == 200)
        }
    }

    @Test func requestsInARowAreAnsweredInARow() async throws {
        try await RunningDashboard.with { port, _ in
            let connection = try RawConnection(port: port)
            await connection.say(String(repeating: Self.head(port), count: 20))
            let (text, _) = await connection.hear { $0.components(separatedBy: "\nok\n").count == 21 }
            #expect(text.components(separatedBy: "HTTP/1.1 200 OK").count == 21)
        }
    }

    @Test func aLivePageIsAStreamThatEndsWithTheProgram() async throws {
        let world = try DashboardWorld(users: [])
        try await Runs.freeze(Runs.plan(title: "T"), 1, in: world)
        let connection = try await RunningDashboard.with(world: world) { port, _ in
            let connection = try RawConnection(port: port)
            await connection.say(Self.head(port, line: "GET /live HTTP/1.1"))
            let (text, isClosed) = await connection.hear { $0.contains("data: {") }
            #expect(RawConnection.status(text) == 200 && text.contains("text/event-stream") && !isClosed)
            return Kept(connection)
        }
        let (_, isClosed) = await connection.value.hear()
        #expect(isClosed)
    }

    /// Carries a connection out of a closure.
    private struct Kept: Sendable {
        nonisolated(unsafe) let value: RawConnection
        init(_ value: RawConnection) { self.value = value }
    }

    @Test func livePagesDoNotTakeThePlacesOfOthers() async throws {
        var limits = RunningDashboard.patient
        (limits.connections, limits.livePages) = (4, 12)
        try await RunningDashboard.with(limits) { port, _ in
            var live: [RawConnection] = []
            for _ in 0..<12 {
                let connection = try RawConnection(port: port)
                await connection.say(Self.head(port, line: "GET /live HTTP/1.1"))
                let (text, _) = await connection.hear { $0.contains("retry:") }
                #expect(RawConnection.status(text) == 200)
                live.append(connection)
            }
            let thirteenth = try await Self.ask(
                port, Self.head(port, ["Connection: close"], line: "GET /live HTTP/1.1"))
            #expect(thirteenth.status == 503)
            #expect(try await Self.ask(port, Self.head(port, ["Connection: close"])).status == 200)
        }
    }
}
