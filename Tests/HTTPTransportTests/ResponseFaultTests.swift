import HTTPTransport
import TestSupport
import Testing

@testable import HTTPTransport

/// Everything that can go wrong after the first byte: the call stays "allowed", and what came is kept.
@Suite(.timeLimit(.minutes(15)))
struct ResponseFaultTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var behaviour: MisbehavingServer.Behaviour
        var codes: [CurlCode]
        var status: Int?
        var body: String?
    }

    static let faults: [Fault] = [
        Fault(testDescription: "FIN after reading", behaviour: .closeWithoutAnswer, codes: [.gotNothing]),
        Fault(testDescription: "RST after reading", behaviour: .reset, codes: [.receiveError]),
        Fault(testDescription: "garbage", behaviour: .raw("SSH-2.0-OpenSSH_9.2\r\n"), codes: [.unsupportedProtocol]),
        Fault(
            testDescription: "Content-Length too large, body complete",
            behaviour: .truncate(announced: 500, body: #"{"code":0}"#), codes: [.partialFile],
            status: 200, body: #"{"code":0}"#),
        Fault(
            testDescription: "Content-Length too small",
            behaviour: .raw("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n{\"code\":0}"), codes: [.ok],
            status: 200, body: #"{"co"#),
        Fault(
            testDescription: "negative Content-Length",
            behaviour: .raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}"), codes: [.weirdServerReply],
            status: 200, body: ""),
        Fault(
            testDescription: "bad chunk",
            behaviour: .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n"),
            codes: [.receiveError], status: 200, body: "{}"),
        Fault(
            testDescription: "last chunk missing",
            behaviour: .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"),
            codes: [.partialFile], status: 200, body: "{}"),
        Fault(
            testDescription: "end in the middle of the header",
            behaviour: .raw("HTTP/1.1 200 OK\r\nContent-Ty"), codes: [.ok, .receiveError, .gotNothing], status: 200,
            body: ""),
        Fault(
            testDescription: "only an interim response",
            behaviour: .raw("HTTP/1.1 100 Continue\r\n\r\n"), codes: [.gotNothing, .receiveError, .ok]),
        Fault(
            testDescription: "gateway timeout", behaviour: .respond(status: 504, body: "<html>"), codes: [.ok],
            status: 504, body: "<html>"),
    ]

    @Test(arguments: faults)
    func keepsWhatCameAndSendsOnce(_ fault: Fault) async throws {
        let server = try MisbehavingServer(fault.behaviour)
        let probe = HookProbe()
        let exchange = try await CurlTransport.forTests().perform(.exclusive(server.url(), probe))

        #expect(exchange.firstByte == .allowed)
        #expect(fault.codes.contains(exchange.curlCode), "\(exchange.curlCode.rawValue) \(exchange.failure ?? "-")")
        #expect((exchange.failure == nil) == (exchange.curlCode == .ok))
        #expect(exchange.response?.status == fault.status)
        #expect(exchange.response?.text == fault.body)
        #expect(exchange.bytesSent > 0)
        #expect(probe.runs == 1)
        #expect(server.requests.count == 1)
    }

    @Test func timesOutWhenTheServerHangsAfterReading() async throws {
        let server = try MisbehavingServer(.hang)
        let transport = try CurlTransport { $0.totalTimeoutMilliseconds = 3000 }
        let exchange = await transport.perform(.exclusive(server.url()))

        #expect(exchange.firstByte == .allowed)
        #expect(exchange.curlCode == .operationTimedOut)
        #expect(exchange.response == nil)
        #expect(server.requests.count == 1)
        // libcurl rounds a timeout to its own clock and may end it some microseconds early.
        #expect(exchange.timings.total >= 2_990_000)
    }

    @Test func givesUpOnATransferThatIsTooSlow() async throws {
        let server = try MisbehavingServer(
            .drip("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", every: .milliseconds(200)))
        let transport = try CurlTransport {
            $0.lowSpeedSeconds = 1
            $0.lowSpeedBytesPerSecond = 100
        }
        let exchange = await transport.perform(.exclusive(server.url()))

        #expect(exchange.firstByte == .allowed)
        #expect(exchange.curlCode == .operationTimedOut)
        #expect(exchange.failure?.contains("too slow") == true)
    }

    @Test func survivesADrippingButCompleteAnswer() async throws {
        let server = try MisbehavingServer(
            .drip("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", every: .milliseconds(2)))
        let exchange = try await CurlTransport.forTests().perform(.exclusive(server.url()))

        #expect(exchange.curlCode == .ok)
        #expect(exchange.response?.text == "{}")
    }
}
