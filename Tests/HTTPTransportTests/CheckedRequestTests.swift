import HTTPTransport
import TestSupport
import Testing

@testable import HTTPTransport

@Suite(.timeLimit(.minutes(15)))
struct CheckedRequestTests {
    private func refusal(_ request: HTTPRequest, allowsPlainLoopback: Bool = true) -> CheckedRequest.Refusal? {
        do throws(CheckedRequest.Refusal) {
            _ = try CheckedRequest(request, allowsPlainLoopback: allowsPlainLoopback)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "https://open.feishu.cn/open-apis/im/v1/messages?receive_id_type=open_id", "HTTPS://open.feishu.cn/",
        "https://192.0.2.1:8443/x", "https://[2001:db8::1]/x", "http://127.0.0.1:8080/", "http://127.255.3.4/",
        "http://[::1]:8080/", "http://localhost:1/", "http://LocalHost/",
    ])
    func takesWhatIsSafe(url: String) {
        #expect(refusal(.get(url)) == nil)
    }

    @Test(arguments: [
        "", "open.feishu.cn/x", "//open.feishu.cn/x", "https://", "https:///x", "https:/x", "https:x", "https://a b/",
        "https://host/a b",
        "https://host/\r\nX: 1", "https://host/\n", "https://host/\u{0}", "https://höst/", "https://host:99999/",
        "https://user@host/", "https://user:pass@host/", "https://:pass@host/", "http://user@127.0.0.1/",
        "https://open.feishu.cn\\@evil.example/",
    ])
    func refusesMalformedURLs(url: String) {
        #expect(refusal(.get(url))?.code == .malformedURL)
    }

    @Test(arguments: [
        "ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/", "ws://127.0.0.1/", "javascript://x/",
        "http://open.feishu.cn/", "http://128.0.0.1/", "http://127.0.0.1.evil.example/",
        "http://localhost.evil.example/",
        "http://0.0.0.0/", "http://[::]/", "http://[::ffff:127.0.0.1]/",
    ])
    func refusesEveryOtherScheme(url: String) {
        #expect(refusal(.get(url))?.code == .unsupportedProtocol)
    }

    @Test func refusesPlainLoopbackUnlessConfigured() {
        let refused = refusal(.get("http://127.0.0.1:8080/"), allowsPlainLoopback: false)
        #expect(refused == .init(code: .unsupportedProtocol, reason: "the URL must be https"))
        #expect(refusal(.get("https://127.0.0.1:8080/"), allowsPlainLoopback: false) == nil)
    }

    @Test(arguments: [
        "127.1", "127.0.0", "127.0.0.256", "127.0.0.+1", "127.0.0.1.", "127..0.1", "1270.0.0.1", "::1", "",
    ])
    func takesOnlyPlainNotationForLoopback(host: String) {
        #expect(!CheckedRequest.isLoopback(host))
    }

    @Test(arguments: [
        ("X-A", "1\r\nX-Injected: 2"), ("X-A", "1\n"), ("X-A", "\r"), ("X-A", "a\u{0}b"), ("X-A", "\u{7F}"),
        ("X-A\r\nX-Injected", "1"), ("X A", "1"), ("X:A", "1"), ("", "1"), ("X-Ä", "1"), ("X-A\u{0}", "1"),
    ])
    func refusesInjectedFields(name: String, value: String) {
        let request = HTTPRequest(
            method: .get, url: "https://host/", fields: [.init("X-Good", "1"), .init(name, value)])
        let refused = refusal(request)
        #expect(refused?.code == .badFunctionArgument)
        #expect(refused?.reason.contains("Injected") == false)
    }

    @Test(arguments: CheckedRequest.reservedNames.sorted())
    func refusesFieldsThatBelongToTheTransport(name: String) {
        let request = HTTPRequest(method: .get, url: "https://host/", fields: [.init(name.uppercased(), "x")])
        #expect(refusal(request)?.reason == "the header field \(name) belongs to the transport")
    }

    @Test func writesLinesAsLibcurlReadsThem() throws {
        let request = HTTPRequest(
            method: .post, url: "https://host/",
            fields: [.init("X-A", "1"), .init("X-Empty", " "), .init("content-type", "application/json")])
        let checked = try CheckedRequest(request, allowsPlainLoopback: false)
        #expect(checked.lines == ["X-A: 1", "X-Empty;", "content-type: application/json", "Expect:", "Accept:"])
        #expect(checked.scheme == "https")
    }

    @Test(arguments: [
        ("http://example.com/", CurlCode.unsupportedProtocol), ("https://user:hunter2@127.0.0.1/", .malformedURL),
    ])
    func answersWithoutConnecting(url: String, code: CurlCode) async throws {
        let probe = HookProbe()
        let transport = try CurlTransport.forTests()
        let exchange = await transport.perform(.exclusive(url, probe))

        #expect(exchange.firstByte == .notReached)
        #expect(exchange.curlCode == code)
        #expect(exchange.failure?.contains("hunter2") == false)
        #expect(exchange.connectionsOpened == 0)
        #expect(probe.runs == 0)
        #expect(transport.laneCount == 0)
    }

    @Test func sendsNothingWhenAFieldIsRefused() async throws {
        let server = try MisbehavingServer(.json("{}"))
        let request = HTTPRequest(
            method: .get, url: server.url(), fields: [.init("Authorization", "Bearer t-secret\r\nX-Injected: 1")])
        let exchange = try await CurlTransport.forTests().perform(request)

        #expect(exchange.firstByte == .notReached)
        #expect(exchange.curlCode == .badFunctionArgument)
        #expect(exchange.failure == "the value of the header field authorization holds a control character")
        #expect(server.connectionCount == 0)
    }
}
