import Testing

@testable import FeishuAPI

@Suite struct ConfigurationTests {
    @Test(arguments: [
        ("https://open.feishu.cn", "https://open.feishu.cn", true),
        ("https://open.feishu.cn/", "https://open.feishu.cn", true),
        ("HTTPS://Open.Larksuite.COM", "https://open.larksuite.com", true),
        ("https://open.larkenterprise.com:8443", "https://open.larkenterprise.com:8443", false),
        ("https://[2001:db8::1]:443", "https://[2001:db8::1]:443", false), ("https://[::1]", "https://[::1]", false),
        ("https://192.0.2.1", "https://192.0.2.1", false),
        ("https://xn--fiqs8s.example", "https://xn--fiqs8s.example", false),
    ])
    func takesHTTPSAddresses(_ address: String, _ text: String, _ isKnown: Bool) throws {
        let url = try FeishuBaseURL(address)
        #expect(url.text == text)
        #expect(url.isKnown == isKnown)
        #expect(!url.isPlainLoopback)
    }

    @Test(arguments: [
        "http://127.0.0.1:8080", "http://127.8.9.1", "http://localhost:1", "http://[::1]:65535", "http://LOCALHOST/",
    ])
    func takesPlainHTTPToThisMachine(_ address: String) throws {
        #expect(try FeishuBaseURL(address).isPlainLoopback)
    }

    @Test(arguments: [
        "", "open.feishu.cn", "https://", "https:///", "//open.feishu.cn", "ftp://open.feishu.cn", "file:///etc/passwd",
        "http://open.feishu.cn", "http://127.0.0.1.example.com", "http://127.1", "http://0.0.0.0", "http://128.0.0.1",
        "http://localhost.example.com", "http://[::2]", "http://127.0.0.256", "https://user:pass@open.feishu.cn",
        "https://open.feishu.cn@evil.example", "https://open.feishu.cn/open-apis", "https://open.feishu.cn//",
        "https://open.feishu.cn?x=1", "https://open.feishu.cn#x", "https://open.feishu.cn\\@evil.example",
        "https://open.feishu.cn.", "https://.feishu.cn", "https://open..cn", "https://-a.cn", "https://a-.cn",
        "https://open.feishu.cn:", "https://open.feishu.cn:0", "https://open.feishu.cn:65536",
        "https://open.feishu.cn:+1",
        "https://open.feishu.cn:８０", "https://open feishu.cn", "https://open.feishu.cn\r\nHost: evil", "https://飞书.cn",
        "https://[::1", "https://::1", "https://[]", "https://[zz::1]", " https://open.feishu.cn", "https://a_b.cn",
        "https://\u{202E}open.feishu.cn", "https://open.feishu.cn%00", "https://" + String(repeating: "a", count: 300),
        "https://" + String(repeating: "a", count: 64) + ".cn",
    ])
    func refusesEverythingElseWithAFix(_ address: String) throws {
        let error = try #require(throws: FeishuConfigurationError.self) { try FeishuBaseURL(address) }
        #expect(error.setting == .baseURL)
        #expect(error.fix.hasSuffix("."))
        #expect(!error.description.contains("pass@"))
    }

    @Test func knowsBothClouds() {
        #expect(FeishuBaseURL.feishu.text == "https://open.feishu.cn")
        #expect(FeishuBaseURL.lark.text == "https://open.larksuite.com")
        #expect(FeishuBaseURL.feishu.isKnown && FeishuBaseURL.lark.isKnown)
        #expect((try? FeishuBaseURL("https://open.feishu.cn")) == .feishu)
    }

    @Test(arguments: ["", "cli a", "cli_\n", "cli_ä", "cli_\"", String(repeating: "a", count: 129)])
    func refusesAppIDs(_ id: String) throws {
        let error = try #require(throws: FeishuConfigurationError.self) {
            try FeishuConfiguration(appID: id, appSecret: Secret("s"))
        }
        #expect(error.setting == .appID)
    }

    @Test(arguments: ["", "secret\n", "a b", "a\tb", "ä", "a\u{0}", String(repeating: "a", count: 4_097)])
    func refusesSecretsWithoutQuotingThem(_ secret: String) throws {
        let error = try #require(throws: FeishuConfigurationError.self) {
            try FeishuConfiguration(appID: "cli_1", appSecret: Secret(secret))
        }
        #expect(error.setting == .appSecret)
        #expect(secret.isEmpty || !error.description.contains(secret))
    }

    @Test func callsThePlatformOfTheConfiguration() throws {
        let configuration = try FeishuConfiguration(baseURL: .lark, appID: "cli_1", appSecret: Secret("s"))
        #expect(configuration.baseURL.host == "open.larksuite.com")
        #expect(try Rig.configuration().baseURL == .feishu)
    }
}
