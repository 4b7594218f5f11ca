import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import HTTPTransport

/// What a response may bring along: caps, interim responses, redirects, encodings, odd bytes.
@Suite(.timeLimit(.minutes(15)))
struct ResponseLimitTests {
    @Test(arguments: [(999, false), (1_000, false), (1_001, true), (50_000, true)])
    func cutsTheBodyAtTheCap(size: Int, isCut: Bool) async throws {
        let server = try MisbehavingServer(.respond(body: String(repeating: "x", count: size)))
        let exchange = try await CurlTransport { $0.responseCap = 1_000 }.perform(.exclusive(server.url()))

        #expect(exchange.firstByte == .allowed)
        #expect(exchange.curlCode == (isCut ? .writeError : .ok))
        #expect(exchange.response?.isBodyTruncated == isCut)
        #expect(exchange.response?.body.count == min(size, 1_000))
        #expect((exchange.failure == "the response body went over 1000 bytes") == isCut)
    }

    @Test func endsAnEndlessBody() async throws {
        let server = try MisbehavingServer(
            .endless(start: "HTTP/1.1 200 OK\r\n\r\n", repeated: String(repeating: "x", count: 4_096)))
        let exchange = try await CurlTransport.forTests().perform(.exclusive(server.url()))

        #expect(exchange.curlCode == .writeError)
        #expect(exchange.response?.body.count == TransportConfiguration().responseCap)
    }

    @Test(arguments: [
        (start: "HTTP/1.1 200 OK\r\n", repeated: "X-Endless: 1\r\n"),
        (start: "HTTP/1.1 200 OK\r\n", repeated: "X-Long: \(String(repeating: "x", count: 9_000))\r\n"),
        (start: "", repeated: "HTTP/1.1 100 Continue\r\n\r\n"),
    ])
    func endsEndlessHeaders(start: String, repeated: String) async throws {
        let server = try MisbehavingServer(.endless(start: start, repeated: repeated))
        let exchange = try await CurlTransport.forTests().perform(.exclusive(server.url()))

        #expect(exchange.firstByte == .allowed)
        #expect(exchange.curlCode == .writeError)
        #expect(exchange.failure == "the response's header went over 100 fields or 65536 bytes")
        #expect((exchange.response?.fields.count ?? 0) <= 100)
    }

    @Test(arguments: [(100, CurlCode.ok), (101, .writeError)])
    func takesAHundredFields(count: Int, code: CurlCode) async throws {
        // Content-Length and Connection are the server's own two.
        let fields = (1...count - 2).map { ("X-Field", "\($0)") }
        let server = try MisbehavingServer(.respond(fields: fields, body: "{}"))
        let exchange = try await CurlTransport.forTests().perform(.exclusive(server.url()))

        #expect(exchange.curlCode == code)
        #expect(exchange.response?.fields.count == min(count, 100))
    }

    @Test func dropsInterimResponsesAndTrailers() async throws {
        let server = try MisbehavingServer(
            .raw(
                "HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\nX-Interim: 2\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nX-Final: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "2\r\n{}\r\n0\r\nX-Trailer: 4\r\n\r\n"))
        let exchange = try await CurlTransport.forTests().perform(.exclusive(server.url()))

        #expect(exchange.curlCode == .ok)
        #expect(exchange.response?.status == 200)
        #expect(exchange.response?.fields.map(\.name) == ["X-Final", "Transfer-Encoding"])
        #expect(exchange.response?.text == "{}")
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func neverFollowsARedirect(status: Int) async throws {
        let elsewhere = try MisbehavingServer(.json("{}"))
        let server = try MisbehavingServer(
            .respond(status: status, fields: [("Location", elsewhere.url("/elsewhere"))], body: ""))
        let transport = try CurlTransport.forTests()
        let sent = await transport.perform(.exclusive(server.url()))
        let read = await transport.perform(.get(server.url()))

        for exchange in [sent, read] {
            #expect(exchange.curlCode == .ok)
            #expect(exchange.response?.status == status)
            #expect(exchange.response?.values(of: "location") == [elsewhere.url("/elsewhere")])
        }
        #expect(server.requests.count == 2)
        #expect(elsewhere.connectionCount == 0)
    }

    @Test func neitherAsksForNorDecodesCompression() async throws {
        // `printf x | gzip -n`
        let gzip: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xAB, 0, 0, 0x83, 0x16, 0xDC, 0x8C, 1, 0, 0, 0,
        ]
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(gzip.count)\r\n\r\n"
        let server = try MisbehavingServer(.rawBytes(Array(head.utf8) + gzip))
        let exchange = try await CurlTransport.forTests().perform(.exclusive(server.url()))

        #expect(exchange.curlCode == .ok)
        #expect(exchange.response?.body == Data(gzip))
        #expect(server.requests.first?.values(of: "Accept-Encoding") == [])
    }

    @Test func keepsBytesThatAreNoText() async throws {
        let bytes: [UInt8] = [0, 0xFF, 0x1B, 0x5B, 0x32, 0x4A, 0xC0]
        let head = "HTTP/1.1 200 OK\r\nContent-Length: \(bytes.count)\r\nX-Odd: \u{1B}[2J\r\n\r\n"
        let server = try MisbehavingServer(.rawBytes(Array(head.utf8) + bytes))
        let exchange = try await CurlTransport.forTests().perform(.exclusive(server.url()))

        #expect(exchange.response?.body == Data(bytes))
        #expect(exchange.response?.values(of: "x-odd") == ["\u{1B}[2J"])
    }
}
