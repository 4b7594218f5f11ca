import CCurl
import HTTPTransport
import Testing

@testable import HTTPTransport

struct CurlOptionTests {
    private func table(
        _ kind: CallState.Kind, _ configuration: TransportConfiguration = TransportConfiguration()
    ) -> [String: CurlOption.Value] {
        let options = CurlOption.table(for: kind, configuration, reusesExclusive: false)
        return Dictionary(options.map { (CurlOption.name(of: $0.id), $0.value) }) { first, _ in first }
    }

    /// What the guarantees rest on; `CurlOption+Table.swift` has the reasons.
    static let always: [(name: String, value: CurlOption.Value)] = [
        ("NOSIGNAL", .number(1)), ("VERBOSE", .number(0)), ("NETRC", .number(0)), ("COOKIEFILE", .text(nil)),
        ("HTTP_VERSION", .number(2)), ("HTTP09_ALLOWED", .number(0)),
        ("FOLLOWLOCATION", .number(0)), ("MAXREDIRS", .number(0)), ("UNRESTRICTED_AUTH", .number(0)),
        ("DISALLOW_USERNAME_IN_URL", .number(1)), ("FAILONERROR", .number(0)),
        ("ACCEPT_ENCODING", .text(nil)), ("HTTP_CONTENT_DECODING", .number(0)),
        ("SSL_VERIFYPEER", .number(1)), ("SSL_VERIFYHOST", .number(2)), ("SSLVERSION", .number(6)),
        ("SSL_OPTIONS", .number(0)), ("PROXY_SSL_VERIFYPEER", .number(1)), ("PROXY_SSL_VERIFYHOST", .number(2)),
        ("PROXY_SSLVERSION", .number(6)),
        ("CONNECTTIMEOUT_MS", .number(10_000)), ("TIMEOUT_MS", .number(30_000)),
        ("LOW_SPEED_LIMIT", .number(16)), ("LOW_SPEED_TIME", .number(20)),
        ("PROXY", .text("")), ("NOPROXY", .text("")), ("SUPPRESS_CONNECT_HEADERS", .number(1)),
        ("HEADEROPT", .number(1)), ("USERAGENT", .text("larkcast")),
    ]

    @Test(arguments: always)
    func setsOnEveryCall(name: String, value: CurlOption.Value) {
        #expect(table(.exclusive)[name] == value)
        #expect(table(.shared)[name] == value)
    }

    @Test func keepsExclusiveCallsOffOtherConnections() {
        #expect(table(.exclusive)["FRESH_CONNECT"] == .number(1))
        #expect(table(.exclusive)["FORBID_REUSE"] == .number(1))
        #expect(table(.shared)["FRESH_CONNECT"] == .number(0))
        #expect(table(.shared)["FORBID_REUSE"] == .number(0))
        #expect(table(.shared)["MAXAGE_CONN"] == .number(55))
        #expect(table(.shared)["TCP_KEEPALIVE"] == .number(1))
    }

    @Test func followsTheConfiguration() {
        var configuration = TransportConfiguration()
        configuration.proxy = "http://192.0.2.1:3128"
        configuration.certificateAuthorityFile = "/etc/authority.pem"
        configuration.userAgent = "larkcast/1"
        let options = table(.shared, configuration)

        #expect(options["PROXY"] == .text("http://192.0.2.1:3128"))
        #expect(options["NOPROXY"] == .text(""))
        #expect(options["USERAGENT"] == .text("larkcast/1"))
        for name in ["CAINFO", "PROXY_CAINFO"] { #expect(options[name] == .text("/etc/authority.pem")) }
        for name in ["CAPATH", "PROXY_CAPATH"] { #expect(options[name] == .text(nil)) }
        #expect(table(.shared)["CAINFO"] == nil)
    }

    @Test func setsNothingTwice() {
        for kind in [CallState.Kind.exclusive, .shared] {
            let ids = CurlOption.table(for: kind, TransportConfiguration(), reusesExclusive: false).map(\.id.rawValue)
            #expect(Set(ids).count == ids.count)
        }
    }

    @Test func namesAnOptionLibcurlDoesNotKnow() throws {
        let easy = try #require(curl_easy_init())
        defer { curl_easy_cleanup(easy) }
        #expect(throws: TransportSetupError.optionRefused(name: "9999", code: .unknownOption)) {
            try CurlOption(CURLoption(9_999), .number(1)).apply(to: easy)
        }
    }

    @Test func namesAnOptionLibcurlDoesNotTake() throws {
        let easy = try #require(curl_easy_init())
        defer { curl_easy_cleanup(easy) }
        let refused = TransportSetupError.optionRefused(name: "LOW_SPEED_TIME", code: .badFunctionArgument)
        #expect(throws: refused) {
            try CurlOption(CURLOPT_LOW_SPEED_TIME, .number(-1)).apply(to: easy)
        }
        #expect(refused.description == "libcurl refused the option LOW_SPEED_TIME (code 43)")
    }

    @Test func refusesToStartWhenAnOptionFails() throws {
        var configuration = TransportConfiguration()
        configuration.lowSpeedSeconds = -1
        let settings = LaneSettings(kind: .exclusive, configuration: configuration, reusesExclusive: false)
        #expect(throws: TransportSetupError.optionRefused(name: "LOW_SPEED_TIME", code: .badFunctionArgument)) {
            try settings.probe()
        }
    }

    @Test func answersACallWhoseOptionsFail() async throws {
        var configuration = TransportConfiguration()
        configuration.lowSpeedSeconds = -1
        let settings = LaneSettings(kind: .exclusive, configuration: configuration, reusesExclusive: false)
        let queue = CallQueue(name: "lane", laneLimit: 1) { CurlLane.run($0, settings: settings) }
        let probe = HookProbe()
        let request = HTTPRequest.exclusive("https://nonexistent.invalid/", probe)
        let call = CurlCall(try CheckedRequest(request, allowsPlainLoopback: false), connection: request.connection)
        let exchange = await withCheckedContinuation { continuation in
            guard call.wait(with: continuation) else { return }
            _ = queue.add(call)
        }
        _ = queue.close()
        queue.waitForLanesToEnd()

        #expect(exchange.firstByte == .notReached)
        #expect(exchange.curlCode == .badFunctionArgument)
        #expect(exchange.failure == "libcurl refused the option LOW_SPEED_TIME (code 43)")
        #expect(exchange.connectionsOpened == 0)
        #expect(probe.runs == 0)
    }
}
