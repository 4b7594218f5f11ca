import HTTPTransport
import TestSupport
import Testing

@testable import HTTPTransport

/// Everything that can go wrong before the first byte: the hook never runs, so nothing was sent.
@Suite(.timeLimit(.minutes(15)))
struct ConnectFaultTests {
    /// What all of these have in common.
    func expectNotReached(_ exchange: HTTPExchange, _ probe: HookProbe, _ location: SourceLocation = #_sourceLocation) {
        #expect(exchange.firstByte == .notReached, sourceLocation: location)
        #expect(exchange.response == nil, sourceLocation: location)
        #expect(exchange.bytesSent == 0, sourceLocation: location)
        #expect(exchange.failure != nil, sourceLocation: location)
        #expect(probe.runs == 0, sourceLocation: location)
    }

    @Test func doesNotReachAnUnknownHost() async throws {
        let probe = HookProbe()
        let exchange = try await CurlTransport.forTests().perform(
            .exclusive("https://\(Host.unresolvable)/", probe))

        expectNotReached(exchange, probe)
        #expect(exchange.curlCode == .couldNotResolveHost)
        #expect(exchange.peer == nil)
    }

    @Test func doesNotReachAClosedPort() async throws {
        // Port 1 is never among the free ports other tests get, so nobody listens there.
        let probe = HookProbe()
        let exchange = try await CurlTransport.forTests().perform(.exclusive("http://127.0.0.1:1/", probe))

        expectNotReached(exchange, probe)
        #expect(exchange.curlCode == .couldNotConnect)
        #expect(exchange.osErrno != 0)
    }

    @Test func givesUpOnAPortThatSwallowsConnections() async throws {
        let hole = try FullBacklog()
        let probe = HookProbe()
        let transport = try CurlTransport { $0.connectTimeoutMilliseconds = 200 }
        let exchange = await transport.perform(.exclusive("http://127.0.0.1:\(hole.port)/", probe))

        expectNotReached(exchange, probe)
        #expect(exchange.curlCode == .operationTimedOut)
    }

    @Test func givesUpOnATLSHandshakeThatHangs() async throws {
        let server = try MisbehavingServer(.hangBeforeReading)
        let probe = HookProbe()
        let transport = try CurlTransport { $0.connectTimeoutMilliseconds = 3000 }
        let exchange = await transport.perform(.exclusive("https://127.0.0.1:\(server.port)/", probe))

        expectNotReached(exchange, probe)
        #expect(exchange.curlCode == .operationTimedOut)
        #expect(server.connectionCount == 1)
    }

    @Test(arguments: [
        (MisbehavingServer.Behaviour.rawBeforeReading("HTTP/1.1 400 Bad Request\r\n\r\n"), [CurlCode.tlsConnectError]),
        (.closeBeforeReading, [.tlsConnectError]),
        // A reset can be so quick that connecting itself fails.
        (.resetBeforeReading, [.tlsConnectError, .couldNotConnect]),
    ])
    func doesNotReachAPortThatSpeaksNoTLS(
        _ behaviour: MisbehavingServer.Behaviour, codes: [CurlCode]
    ) async throws {
        let server = try MisbehavingServer(behaviour)
        let probe = HookProbe()
        let exchange = try await CurlTransport.forTests().perform(
            .exclusive("https://127.0.0.1:\(server.port)/", probe))

        expectNotReached(exchange, probe)
        #expect(codes.contains(exchange.curlCode), "\(exchange.curlCode.rawValue)")
    }

    @Test(arguments: [
        (MisbehavingServer.Behaviour.respond(status: 407, body: "who are you"), CurlCode.receiveError),
        (.respond(status: 502, body: #"{"code":0}"#), .receiveError),
        (.reset, .receiveError), (.closeWithoutAnswer, .receiveError), (.hang, .operationTimedOut),
    ])
    func doesNotReachTheServerBehindAFailingProxy(
        _ behaviour: MisbehavingServer.Behaviour, code: CurlCode
    ) async throws {
        let proxy = try MisbehavingServer(behaviour)
        let probe = HookProbe()
        let transport = try CurlTransport {
            $0.proxy = "http://user:hunter2@127.0.0.1:\(proxy.port)"
            if code == .operationTimedOut { $0.connectTimeoutMilliseconds = 3000 }
        }
        let exchange = await transport.perform(.exclusive("https://nonexistent.invalid/", probe))

        expectNotReached(exchange, probe)
        #expect([code, .proxyError].contains(exchange.curlCode), "\(exchange.curlCode.rawValue)")
        #expect(exchange.failure?.contains("hunter2") == false)
        let request = try #require(proxy.requests.first)
        #expect(proxy.requests.count == 1)
        #expect(request.method == "CONNECT")
        #expect(request.target == "nonexistent.invalid:443")
        #expect(request.values(of: "Authorization") == [])
    }

    @Test func doesNotReachAnUnknownProxy() async throws {
        let probe = HookProbe()
        let transport = try CurlTransport { $0.proxy = "http://\(Host.unresolvable):3128" }
        let exchange = await transport.perform(.exclusive("https://127.0.0.1:1/", probe))

        expectNotReached(exchange, probe)
        #expect(exchange.curlCode == .couldNotResolveProxy)
    }

    @Test func keepsPlainLoopbackAwayFromTheProxy() async throws {
        let proxy = try MisbehavingServer(.respond(status: 502))
        let server = try MisbehavingServer(.json("{}"))
        let transport = try CurlTransport { $0.proxy = "http://127.0.0.1:\(proxy.port)" }
        let exchange = await transport.perform(.exclusive(server.url()))

        #expect(exchange.response?.status == 200)
        #expect(proxy.connectionCount == 0)
    }
}
