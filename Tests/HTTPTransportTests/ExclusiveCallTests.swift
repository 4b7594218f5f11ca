import Foundation
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@testable import HTTPTransport

@Suite(.timeLimit(.minutes(15)))
struct ExclusiveCallTests {
    @Test func carriesTheRequestAndReportsTheResponse() async throws {
        let server = try MisbehavingServer(.json(#"{"code":0}"#))
        let probe = HookProbe()
        let exchange = try await CurlTransport.forTests().perform(.exclusive(server.url("/a?b=c"), probe))

        #expect(exchange.firstByte == .allowed)
        #expect(exchange.curlCode == .ok)
        #expect(exchange.failure == nil)
        #expect(!exchange.isCancelled)
        #expect(exchange.response?.status == 200)
        #expect(exchange.response?.text == #"{"code":0}"#)
        #expect(exchange.response?.values(of: "content-type") == ["application/json"])
        #expect(probe.runs == 1)
        let request = try #require(server.requests.first)
        #expect(server.requests.count == 1)
        #expect(request.method == "POST")
        #expect(request.target == "/a?b=c")
        #expect(request.bodyText == #"{"n":1}"#)
        #expect(request.values(of: "Authorization") == ["Bearer t-secret"])
    }

    @Test func addsNothingButHostAgentAndLength() async throws {
        let server = try MisbehavingServer(.json("{}"))
        _ = try await CurlTransport.forTests().perform(.exclusive(server.url()))

        let names = try #require(server.requests.first).fields.map(\.name)
        #expect(names == ["Host", "User-Agent", "Content-Type", "Authorization", "Content-Length"])
    }

    @Test func runsTheHookAfterConnectingAndBeforeTheFirstByte() async throws {
        let server = try MisbehavingServer(.json("{}"))
        let seen = Mutex<(connections: Int, requests: Int)?>(nil)
        let connected = Door()
        let probe = HookProbe {
            connected.waitInHook()
            seen.withLock { $0 = (server.connectionCount, server.requests.count) }
        }
        let transport = try CurlTransport.forTests()
        async let exchange = transport.perform(.exclusive(server.url(), probe))
        await server.connections(reaching: 1)
        connected.open()

        #expect(await exchange.firstByte == .allowed)
        let counts = try #require(seen.withLock { $0 })
        #expect(counts.connections == 1)
        #expect(counts.requests == 0)
    }

    @Test func sendsNothingWhenTheHookThrows() async throws {
        let server = try MisbehavingServer(.json("{}"))
        let probe = HookProbe { throw HookProbe.Refusal() }
        let transport = try CurlTransport.forTests()
        let exchange = await transport.perform(.exclusive(server.url("/refused"), probe))

        #expect(exchange.firstByte == .refused)
        #expect(exchange.refusal as? HookProbe.Refusal == HookProbe.Refusal())
        #expect(exchange.curlCode == .abortedByCallback)
        #expect(exchange.response == nil)
        #expect(exchange.bytesSent == 0)
        #expect(probe.runs == 1)
        _ = await transport.perform(.exclusive(server.url("/next")))
        #expect(server.requests.map(\.target) == ["/next"])
    }

    @Test func opensAConnectionPerCall() async throws {
        let server = try MisbehavingServer(.json("{}", keepAlive: true))
        let transport = try CurlTransport { $0.exclusiveLanes = 1 }
        let probe = HookProbe()
        for _ in 1...3 {
            let exchange = await transport.perform(.exclusive(server.url(), probe))
            #expect(exchange.connectionsOpened == 1)
        }

        #expect(server.requests.map(\.connection) == [1, 2, 3])
        #expect(probe.runs == 3)
    }

    @Test(arguments: [MisbehavingServer.Behaviour.closeWithoutAnswer, .reset])
    func sendsOnceWhenTheSecondRequestOfAConnectionDies(_ death: MisbehavingServer.Behaviour) async throws {
        let server = try MisbehavingServer(.json("{}", keepAlive: true), death, .json("{}", keepAlive: true))
        let transport = try CurlTransport { $0.exclusiveLanes = 1 }
        _ = await transport.perform(.exclusive(server.url("/first")))
        let probe = HookProbe()
        let exchange = await transport.perform(.exclusive(server.url("/second"), probe))

        #expect(exchange.firstByte == .allowed)
        #expect([.gotNothing, .receiveError].contains(exchange.curlCode))
        #expect(exchange.response == nil)
        #expect(probe.runs == 1)
        #expect(server.requests.map(\.target) == ["/first", "/second"])
    }

    /// Without a fresh connection libcurl sends again by itself; only the guard stands in its way.
    @Test(arguments: [MisbehavingServer.Behaviour.closeWithoutAnswer, .reset])
    func blocksTheResendWhenAReusedConnectionDies(_ death: MisbehavingServer.Behaviour) async throws {
        let server = try MisbehavingServer(.json("{}", keepAlive: true), death, .json("{}", keepAlive: true))
        let transport = try CurlTransport(reusesExclusive: true) { $0.exclusiveLanes = 1 }
        _ = await transport.perform(.exclusive(server.url("/first")))
        let probe = HookProbe()
        let exchange = await transport.perform(.exclusive(server.url("/second"), probe))

        #expect(exchange.firstByte == .resendBlocked)
        #expect(exchange.curlCode == .abortedByCallback)
        #expect(exchange.response == nil)
        #expect(probe.runs == 1)
        #expect(server.requests.map(\.target) == ["/first", "/second"])
        #expect(server.requests.map(\.connection) == [1, 1])
        // The server's thread may accept the second one later than it is given up.
        await server.connections(reaching: 2)
        #expect(server.connectionCount == 2)
    }

    /// The counterpart of the two above: it shows that the scripted death really makes libcurl send again.
    @Test func letsLibcurlResendASharedCall() async throws {
        let server = try MisbehavingServer(
            .json("{}", keepAlive: true), .closeWithoutAnswer, .json("{}", keepAlive: true))
        let transport = try CurlTransport { $0.sharedLanes = 1 }
        _ = await transport.perform(.get(server.url("/first")))
        let exchange = await transport.perform(.get(server.url("/second")))

        #expect(exchange.firstByte == .allowed)
        #expect(exchange.curlCode == .ok)
        #expect(server.requests.map(\.target) == ["/first", "/second", "/second"])
    }

    @Test(arguments: [0, 1, 7_700, 70_000, 300_000])
    func countsTheBytesItSent(bodySize: Int) async throws {
        let server = try MisbehavingServer(.json("{}"))
        let body = String(repeating: "x", count: bodySize)
        let exchange = try await CurlTransport.forTests().perform(.exclusive(server.url(), body: body))

        let request = try #require(server.requests.first)
        #expect(request.body.count == bodySize)
        #expect(exchange.bytesSent == Int64(request.byteCount))
    }

    @Test func recordsPeerAndTimings() async throws {
        let server = try MisbehavingServer(.json("{}"))
        let exchange = try await CurlTransport.forTests().perform(.exclusive(server.url()))

        #expect(exchange.peer == "127.0.0.1:\(server.port)")
        #expect(exchange.osErrno == 0)
        let timings = exchange.timings
        #expect(timings.connect > 0)
        #expect(timings.tls == 0)
        #expect(timings.requestStart >= timings.connect)
        #expect(timings.firstResponseByte >= timings.requestStart)
        #expect(timings.total >= timings.firstResponseByte)
    }
}
