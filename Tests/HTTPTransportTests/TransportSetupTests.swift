import HTTPTransport
import Testing

@testable import HTTPTransport

struct TransportSetupTests {
    typealias Change = @Sendable (inout TransportConfiguration) -> Void

    static let unusable: [(name: String, change: Change)] = [
        ("connect timeout", { $0.connectTimeoutMilliseconds = 0 }),
        ("total timeout", { $0.totalTimeoutMilliseconds = 0 }),
        ("total timeout", { $0.totalTimeoutMilliseconds = .max }),
        ("lowest speed", { $0.lowSpeedBytesPerSecond = 0 }),
        ("time below", { $0.lowSpeedSeconds = 0 }),
        ("response cap", { $0.responseCap = 0 }),
        ("exclusive lanes", { $0.exclusiveLanes = 0 }),
        ("shared lanes", { $0.sharedLanes = -1 }),
        ("shared lanes", { $0.sharedLanes = 257 }),
        ("user agent", { $0.userAgent = "" }),
        ("user agent", { $0.userAgent = "a\r\nX-Injected: 1" }),
        ("authority file", { $0.certificateAuthorityFile = "" }),
        ("proxy", { $0.proxy = "" }),
        ("proxy", { $0.proxy = "192.0.2.1:3128" }),
        ("proxy", { $0.proxy = "ftp://user:hunter2@192.0.2.1" }),
        ("proxy", { $0.proxy = "http://user:hunter2@host:99999" }),
        ("proxy", { $0.proxy = "http://host\r\n" }),
    ]

    @Test(arguments: unusable)
    func refusesAnUnusableConfiguration(name: String, change: Change) throws {
        var configuration = TransportConfiguration()
        change(&configuration)
        let error = #expect(throws: TransportSetupError.self) { try CurlTransport(configuration: configuration) }
        guard case .invalidConfiguration(let reason) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains(name))
        #expect(!reason.contains("hunter2"))
    }

    @Test(arguments: [
        "http://host:3128", "https://u:p@host", "socks5h://[::1]:1080", "socks4://h", "socks4a://h", "socks5://h",
    ])
    func takesEveryKindOfProxy(proxy: String) throws {
        var configuration = TransportConfiguration()
        configuration.proxy = proxy
        #expect(throws: Never.self) { try CurlTransport(configuration: configuration) }
    }

    private let facts = CurlLibrary.Facts(
        version: "7.80.0", number: 0x07_50_00, protocols: ["http", "https"], hasTLS: true)

    @Test func takesTheOldestReleaseWithTheCallback() {
        #expect(CurlLibrary.check(facts) == nil)
    }

    @Test func refusesALibcurlThatCannotProveAnything() {
        var old = facts
        old.number = 0x07_4F_01
        old.version = "7.79.1"
        #expect(CurlLibrary.check(old) == .libcurlTooOld(found: "7.79.1"))
        var plain = facts
        plain.hasTLS = false
        #expect(CurlLibrary.check(plain) == .libcurlLacks(feature: "TLS"))
        for scheme in ["http", "https"] {
            var without = facts
            without.protocols.remove(scheme)
            #expect(CurlLibrary.check(without) == .libcurlLacks(feature: scheme))
        }
    }

    @Test func startsWithTheLibcurlHere() throws {
        let found = try #require(CurlLibrary.facts())
        #expect(CurlLibrary.check(found) == nil)
        #expect(found.version.split(separator: ".").count == 3)
    }

    @Test(arguments: [
        (TransportSetupError.libcurlTooOld(found: "7.79.1"), "libcurl 7.79.1 is too old; 7.80 or newer is needed"),
        (.libcurlLacks(feature: "TLS"), "this libcurl was built without TLS"),
        (.libcurlFailed(.failedInit), "libcurl could not be initialised (code 2)"),
        (.invalidConfiguration("no"), "no"),
    ])
    func saysWhatIsWrong(error: TransportSetupError, text: String) {
        #expect(error.description == text)
    }

    @Test func takesTheProxyOutOfLibcurlsWords() {
        let proxy = "http://user:hunter2@proxy"
        let text = "Unsupported proxy syntax in '\(proxy)'"
        #expect(CurlEvidence.redact(text, proxy: proxy) == "Unsupported proxy syntax in '(the configured proxy)'")
        #expect(CurlEvidence.redact("text", proxy: nil) == "text")
        #expect(CurlEvidence.redact("text", proxy: "") == "text")
    }

    @Test(arguments: [
        (0, 0, 0), (150, 0, 150), (7_850, 7_700, 7_850), (150, 70_000, 70_150), (70_150, 70_000, 70_150),
    ])
    func addsUpWhatWasSent(request: Int64, upload: Int64, total: Int64) {
        #expect(CurlEvidence.total(request: request, upload: upload) == total)
    }
}
