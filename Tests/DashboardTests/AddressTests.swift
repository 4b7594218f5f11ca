import Foundation
import JobModel
import Testing

@testable import Dashboard

/// Addresses that are written down: where to listen, what people type, and the places of pages.
struct AddressTests {
    @Test(arguments: [
        ("127.0.0.1:8787", "127.0.0.1", 8787, true), ("[::1]:0", "::1", 0, true), ("localhost:1", "localhost", 1, true),
        ("127.9.9.9:80", "127.9.9.9", 80, true), ("0.0.0.0:8787", "0.0.0.0", 8787, false),
        ("10.0.0.5:65535", "10.0.0.5", 65_535, false), ("Example.COM:8787", "example.com", 8787, false),
        ("[2001:db8::1]:8787", "2001:db8::1", 8787, false),
        ("127.0.0.1.evil.example:80", "127.0.0.1.evil.example", 80, false),
        ("localhost.evil.example:80", "localhost.evil.example", 80, false), ("127.1:80", "127.1", 80, false),
    ])
    func listeningIsReadStrictly(_ text: String, _ host: String, _ port: Int, _ isLoopback: Bool) throws {
        let address = try #require(ListenAddress(text))
        #expect(address.host == host && address.port == port && address.isLoopback == isLoopback)
    }

    @Test(arguments: [
        "", "8787", ":8787", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:8787x", "[::1]",
        "[::1]8787",
        "::1:8787", "[::1", "[localhost]:80", "a b:80", "a/b:80", "user@host:80", "127.0.0.1:8 0", "127.0.0.1:٨٧",
        "[::1]:+1",
    ])
    func nonsenseIsNoAddress(_ text: String) { #expect(ListenAddress(text) == nil) }

    @Test func whatOthersCanReachNeedsUsers() throws {
        let open = try #require(ListenAddress("0.0.0.0:8787"))
        #expect(throws: DashboardSetupError.exposed(open)) {
            try DashboardConfiguration(listen: open, zone: .gmt)
        }
        _ = try DashboardConfiguration(listen: open, users: DashboardWorld.users, zone: .gmt)
    }

    @Test func theNamesAreThoseOfThePortAndThePublicOnes() throws {
        let configuration = try DashboardConfiguration(
            listen: #require(ListenAddress("127.0.0.1:0")), publicURL: PublicURL("https://Larkcast.example.com/"),
            hosts: ["10.0.0.5:9000"], zone: .gmt)
        let names = HostAllowList(configuration.names(port: 4000))
        for name in ["127.0.0.1:4000", "localhost:4000", "[::1]:4000", "larkcast.example.com", "10.0.0.5:9000"] {
            #expect(names.allows(name))
        }
        for name in ["127.0.0.1:0", "127.0.0.1", "evil.example", "larkcast.example.com:4000", "larkcast.example.com."] {
            #expect(!names.allows(name))
        }
        #expect(configuration.isSecure)
    }

    @Test(arguments: [
        ("https://a.example", "a.example", true), ("http://10.0.0.5:8787/", "10.0.0.5:8787", false),
        ("HTTPS://A.example:443", "a.example", true), ("https://[::1]:8443", "[::1]:8443", true),
    ])
    func thePublicAddressHasAHostAndNothingElse(_ text: String, _ authority: String, _ isSecure: Bool) throws {
        let url = try #require(PublicURL(text))
        #expect(url.authority == authority && url.isSecure == isSecure)
    }

    @Test(arguments: [
        "a.example", "ftp://a.example", "https://", "https://a.example/path", "https://u@a.example",
        "https://a.example?x",
        "https://a b", "javascript:alert(1)", "https://a.example//",
    ])
    func anythingElseIsNoPublicAddress(_ text: String) { #expect(PublicURL(text) == nil) }

    @Test(arguments: [
        ("/", Route.runs), ("/live", .listLive), ("/runs/k7m2k7m2k7m2", .run(RunID(rawValue: "k7m2k7m2k7m2"))),
        ("/runs/k7m2k7m2k7m2/live", .runLive(RunID(rawValue: "k7m2k7m2k7m2"))),
        ("/runs/k7m2k7m2k7m2/recall", .action(RunID(rawValue: "k7m2k7m2k7m2"), .recall)), ("/jobs/a-b", .job("a-b")),
        ("/healthz", .healthz), ("/calendar", .calendar),
    ])
    func aPathIsAPlace(_ path: String, _ route: Route) { #expect(Route(path: path) == route) }

    @Test(arguments: [
        "", "//", "/runs", "/runs/", "/runs/short", "/runs/K7M2K7M2K7M2", "/runs/k7m2k7m2k7m2/",
        "/runs/k7m2k7m2k7m2/delete",
        "/runs/../audit", "/./audit", "/%61udit", "/audit%00", "/audit/", "/..%2f..%2fetc%2fpasswd", "/jobs/../x",
        "/jobs/A",
        "/jobs/-a", "/assets/", "/assets/../x", "/audit;x", "/audit\\", "http://evil.example/", "*",
        "/runs/k7m2k7m2k7m2/live/x",
    ])
    func everyOtherPathIsNone(_ path: String) { #expect(Route(path: path) == nil) }

    @Test func formsAreReadStrictly() {
        #expect(FormText.fields("a=1&b=%E4%BD%A0+x&c=") == ["a": "1", "b": "你 x", "c": ""])
        #expect(FormText.fields("") == [:])
        for text in ["a=1&a=2", "a=%", "a=%zz", "a=%ff", "a=%00", "=1", "&", String(repeating: "a=1&", count: 80)] {
            #expect(FormText.fields(text) == nil, "\(text.prefix(20))")
        }
    }
}
