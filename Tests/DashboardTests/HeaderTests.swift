import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobModel
import Reporting
import Testing

@testable import Dashboard

/// What every answer tells a browser, and which requests get no further than the door.
struct HeaderTests {
    private static let paths = [
        "/", "/?state=done", "/runs/\(RunID(randomBits: 1))", "/runs/zzzzzzzzzzzz", "/calendar", "/jobs/notice",
        "/jobs/none",
        "/audit", "/health", "/healthz", "/readyz", "/metrics", "/login", "/nothing", "/assets/none",
        Asset.style.address.text,
        Asset.script.address.text, "/live",
    ]

    @Test(arguments: [true, false]) func everyAnswerCarriesTheWholeSet(_ isSignedIn: Bool) async throws {
        let world = try DashboardWorld()
        try await Runs.freeze(Runs.plan(), 1, in: world)
        let browser = await Browser(world, as: isSignedIn ? "Li Na" : nil)
        for path in Self.paths {
            for method in [HTTPRequest.Method.get, .head, .post, .delete] {
                let answer = await browser.get(path, method)
                let fields = answer.fields
                #expect(fields[.contentSecurityPolicy] == SecurityHeaders.policy, "\(path)")
                #expect(fields[.xContentTypeOptions] == "nosniff", "\(path)")
                #expect(fields[try #require(.init("Referrer-Policy"))] == "no-referrer", "\(path)")
                let isAsset = path.hasPrefix("/assets/larkcast") && answer.code == 200
                #expect(
                    fields[.cacheControl] == (isAsset ? "public, max-age=31536000, immutable" : "no-store"), "\(path)")
                #expect(fields[.accessControlAllowOrigin] == nil)
                // The answer to a HEAD has the length of the page it stands for, and no page.
                if method == .head { #expect(answer.response(isHead: true).body.contentLength == 0) }
            }
        }
    }

    @Test func thePolicyAllowsNothingInline() {
        let policy = SecurityHeaders.policy
        #expect(!policy.contains("unsafe") && !policy.contains("*") && policy.hasPrefix("default-src 'none'"))
    }

    @Test(arguments: [
        "evil.example", "127.0.0.1", "127.0.0.1:8788", "127.0.0.1:8787.evil.example", "evil.example:8787", "",
        "127.0.0.1:8787@evil.example", "[::2]:8787",
    ])
    func nobodySpeaksToItUnderAnotherName(_ authority: String) async throws {
        let browser = await Browser(try DashboardWorld(users: []))
        browser.authority = authority
        // A name that a proxy claims to have been asked for counts as little.
        let answer = await browser.get(
            "/", .get, ["X-Forwarded-Host": "127.0.0.1:8787", "Forwarded": "host=\"127.0.0.1:8787\""])
        #expect(answer.code == 403)
        #expect(!answer.text.contains("evil"))
    }

    @Test func whatAProxyClaimsChangesNothing() async throws {
        let browser = await Browser(try DashboardWorld())
        let claims = [
            "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "https", "X-Forwarded-User": "Li Na",
            "X-Original-URL": "/audit",
            "X-Rewrite-URL": "/audit", "X-HTTP-Method-Override": "GET",
        ]
        #expect(await browser.get("/", .get, claims).location == "/login?next=%2F")
        await browser.get("/login", .get, claims)
        // No TLS is configured, so nobody's word makes the cookie a secure one.
        #expect(browser.last.fields[values: .setCookie].allSatisfy { !$0.contains("Secure") })
    }

    @Test(arguments: [
        ("Transfer-Encoding", "chunked", 400), ("Transfer-Encoding", "identity", 400), ("Upgrade", "websocket", 400),
        ("Upgrade", "h2c", 400), ("Expect", "100-continue", 417), ("Host", "evil.example", 400),
        ("Content-Length", "5", 400),
        ("Content-Length", "-1", 400), ("Content-Length", "+1", 400), ("Content-Length", "0x10", 400),
        ("Content-Length", "99999999999999999999", 413), ("Content-Length", "1000000", 413),
    ])
    func ambiguousHeadsAreRefused(_ name: String, _ value: String, _ status: Int) async throws {
        let browser = await Browser(try DashboardWorld(users: []))
        #expect(await browser.get("/", .get, [name: value]).code == status)
    }

    @Test func longAddressesAreRefused() async throws {
        let browser = await Browser(try DashboardWorld(users: []))
        #expect(await browser.get("/?job=" + String(repeating: "a", count: 8192)).code == 414)
        #expect(await browser.get("/" + String(repeating: "a", count: 2000)).code == 404)
    }

    @Test(arguments: ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW", "get"])
    func onlyLookingAndPosting(_ method: String) async throws {
        let browser = await Browser(try DashboardWorld(users: []))
        for path in ["/", "/audit", "/healthz"] {
            let answer = await browser.get(path, try #require(.init(method)))
            #expect(answer.code == 405 && answer.fields[.allow] == "GET, HEAD", "\(path)")
        }
    }

    @Test func whoOnlyLooksCannotPost() async throws {
        let browser = await Browser(try DashboardWorld(users: []))
        #expect(await browser.post("/", [:]).code == 405)
        #expect(await browser.post("/runs/\(RunID(randomBits: 1))/recall", [:]).code == 403)
        #expect(await browser.get("/login").code == 404)
        #expect(await browser.post("/login", ["name": "Li Na", "token": "lct_lina"]).code == 404)
    }

    @Test func theLanguageIsTheBrowsersUnlessSomebodyChose() async throws {
        let browser = await Browser(try DashboardWorld(users: []))
        browser.language = "zh-CN,zh;q=0.9,en;q=0.8"
        #expect(await browser.get("/").text.contains("<html lang=\"zh-CN\">"))
        #expect(await browser.get("/?lang=en").text.contains("<html lang=\"en\">"))
        // From then on, on every page.
        #expect(await browser.get("/audit").text.contains("<html lang=\"en\">"))
        #expect(await browser.get("/?lang=xx").text.contains("<html lang=\"en\">"))
    }

    @Test func documentsForMonitorsAreMounted() async throws {
        var documents = DashboardDocuments()
        documents.metrics = { _ in DashboardDocument(contentType: "application/openmetrics-text", text: "# EOF\n") }
        documents.readyz = { _ in DashboardDocument(status: 503, contentType: "text/plain", text: "no") }
        let browser = await Browser(try DashboardWorld(documents: documents))
        #expect(await browser.get("/healthz").text == "ok\n")
        for path in ["/metrics", "/readyz"] {
            #expect(await browser.get(path).code == 401)
            #expect(await browser.get(path, .get, ["Authorization": "Bearer lct_nobody"]).code == 401)
        }
        let monitor = ["Authorization": "Bearer lct_ann"]
        #expect(await browser.get("/metrics", .get, monitor).text == "# EOF\n")
        #expect(await browser.get("/readyz", .get, monitor).code == 503)
        // A token opens nothing else: pages take sessions alone.
        #expect(await browser.get("/audit", .get, monitor).code == 303)
    }
}
