import Testing

@testable import Dashboard

@Suite struct HostAllowListTests {
    private let list = HostAllowList(["127.0.0.1:8787", "larkcast.example.com"])

    @Test(arguments: ["127.0.0.1:8787", "larkcast.example.com", "LARKCAST.example.COM"])
    func ourNamesAreHeard(authority: String) {
        #expect(list.allows(authority))
    }

    @Test(arguments: [
        nil, "", "evil.example", "127.0.0.1", "127.0.0.1:8788", "larkcast.example.com.evil.example",
        "larkcast.example.com:80",
    ])
    func othersAreNot(authority: String?) {
        #expect(!list.allows(authority))
    }
}
