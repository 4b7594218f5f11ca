import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import HTTPTransport

@Suite(.timeLimit(.minutes(15)))
struct SharedCallTests {
    @Test func keepsItsConnection() async throws {
        let server = try MisbehavingServer(.json("{}", keepAlive: true))
        let transport = try CurlTransport { $0.sharedLanes = 1 }
        let opened = [
            await transport.perform(.get(server.url("/1"))).connectionsOpened,
            await transport.perform(.get(server.url("/2"))).connectionsOpened,
        ]

        #expect(opened == [1, 0])
        #expect(server.requests.map(\.connection) == [1, 1])
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, Data?.none, [String]()),
        (.delete, nil, []),
        (.post, nil, ["0"]),
        (.post, Data(), ["0"]),
        (.post, Data([0, 0xFF, 0, 0x0A]), ["4"]),
        (.delete, Data("{}".utf8), ["2"]),
        (.patch, Data("{}".utf8), ["2"]),
    ])
    func sendsTheVerbAndExactlyTheBody(method: HTTPRequest.Method, body: Data?, lengths: [String]) async throws {
        let server = try MisbehavingServer(.json("{}"))
        let exchange = try await CurlTransport.forTests().perform(
            HTTPRequest(method: method, url: server.url("/x"), body: body))

        #expect(exchange.firstByte == .allowed)
        let request = try #require(server.requests.first)
        #expect(request.method == method.rawValue)
        #expect(request.target == "/x")
        #expect(Data(request.body) == body ?? Data())
        #expect(request.values(of: "Content-Length") == lengths)
        #expect(request.values(of: "Content-Type") == [])
    }

    @Test func sendsFieldsInOrderAndEvenEmptyOnes() async throws {
        let server = try MisbehavingServer(.json("{}"))
        let fields: [HTTPRequest.Field] = [
            .init("X-Two", "2"), .init("X-Empty", ""), .init("x-one", "a: b;\tü"), .init("X-Two", "again"),
        ]
        let transport = try CurlTransport { $0.userAgent = "larkcast/9.9 (test)" }
        _ = await transport.perform(HTTPRequest(method: .get, url: server.url(), fields: fields))

        let request = try #require(server.requests.first)
        #expect(request.fields.dropFirst(2).map(\.name) == ["X-Two", "X-Empty", "x-one", "X-Two"])
        #expect(request.fields.dropFirst(2).map(\.value) == ["2", "", "a: b;\tü", "again"])
        #expect(request.values(of: "User-Agent") == ["larkcast/9.9 (test)"])
    }

    @Test func sendsALargeBodyWithoutAskingFirst() async throws {
        let server = try MisbehavingServer(.json("{}"))
        let body = Data(repeating: 7, count: 3_000_000)
        let exchange = try await CurlTransport.forTests().perform(
            HTTPRequest(method: .post, url: server.url(), body: body))

        #expect(exchange.curlCode == .ok)
        #expect(server.requests.first?.body.count == body.count)
        #expect(server.requests.first?.values(of: "Expect") == [])
    }

    /// The transport's own limit would hold for an hour.
    @Test func givesUpAfterTheRequestsOwnTime() async throws {
        let server = try MisbehavingServer(.hang)
        var request = HTTPRequest.get(server.url())
        request.timeoutMilliseconds = 300
        let transport = try CurlTransport { $0.sharedLanes = 1 }

        #expect(await transport.perform(request).curlCode == .operationTimedOut)
    }

    @Test(arguments: [0, -1, 3_600_001, Int.max])
    func refusesATimeThatIsNone(_ milliseconds: Int) async throws {
        var request = HTTPRequest.get("http://127.0.0.1:9/")
        request.timeoutMilliseconds = milliseconds

        #expect(try await CurlTransport.forTests().perform(request).curlCode == .badFunctionArgument)
    }

    @Test func leavesThePathAsItIs() async throws {
        let server = try MisbehavingServer(.json("{}"))
        _ = try await CurlTransport.forTests().perform(.get(server.url("/a/../b/%2e%2e/c?d=%0A")))

        #expect(server.requests.map(\.target) == ["/a/../b/%2e%2e/c?d=%0A"])
    }

    @Test func doesNotTalkAboutItsFieldsWhenItFails() async throws {
        let server = try MisbehavingServer(.raw("nonsense"))
        let request = HTTPRequest(
            method: .get, url: server.url(), fields: [.init("Authorization", "Bearer t-secret")])
        let exchange = try await CurlTransport.forTests().perform(request)

        #expect(exchange.failure?.contains("t-secret") == false)
    }
}
