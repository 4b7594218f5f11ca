import HTTPTypes
import JobModel
import Logging
import Reporting
import Testing

@testable import Dashboard

/// Logging in and out: what lets somebody in, for how long, and what does not.
struct LoginTests {
    private static let pages = ["/", "/runs/\(RunID(randomBits: 1))", "/calendar", "/audit", "/health", "/jobs/notice"]

    @Test func withoutLoginNothingIsShown() async throws {
        let world = try DashboardWorld()
        try await Runs.freeze(Runs.plan(title: "Secret plans"), 1, in: world)
        let browser = await Browser(world)
        for path in Self.pages {
            let answer = await browser.get(path)
            #expect(answer.code == 303 && answer.location?.hasPrefix("/login?next=") == true, "\(path)")
            #expect(!answer.text.contains("Secret"))
        }
        #expect(await browser.get("/live").code == 401)
        #expect(await browser.get("/runs/\(RunID(randomBits: 1))/live").code == 401)
        #expect(await browser.post("/runs/\(RunID(randomBits: 1))/recall", [:]).code == 403)
        #expect(await browser.get("/healthz").code == 200)
        #expect(await browser.get(Asset.style.address.text).code == 200)
        #expect(await browser.get("/login").code == 200)
    }

    @Test func theRightTokenLetsIn() async throws {
        let world = try DashboardWorld()
        let browser = await Browser(world)
        let answer = await browser.signIn("Li Na")
        #expect(answer.code == 303 && answer.location == "/")
        let cookie = try #require(answer.fields[values: .setCookie].first)
        #expect(cookie.hasPrefix("larkcast_session=") && cookie.contains("; Path=/; HttpOnly; SameSite=Strict"))
        #expect(await browser.get("/").text.contains("Li Na (approver)"))
    }

    @Test func behindTLSTheCookieIsKeptToIt() async throws {
        let world = try DashboardWorld(publicURL: "https://larkcast.example.com")
        let browser = await Browser(world)
        browser.authority = "larkcast.example.com"
        let answer = await browser.signIn("Li Na")
        let cookie = try #require(answer.fields[values: .setCookie].first)
        #expect(
            cookie.hasPrefix("__Host-larkcast_session=") && cookie.contains("; Secure") && !cookie.contains("Domain"))
        #expect(await browser.get("/").code == 200)
    }

    @Test func namesAndTokensThatDoNotBelongTogetherLookAlike() async throws {
        let tries = [
            ("Li Na", "wrong"), ("Li Na", ""), ("Nobody", "wrong"), ("", ""), ("Li Na", "lct_wangwei"),
            ("Nobody", "lct_lina"),
            ("Li Na", " lct_lina"),
        ]
        var pages: Set<String> = []
        for (name, token) in tries {
            let browser = await Browser(try DashboardWorld())
            let answer = await browser.signIn(name, token: token)
            #expect(answer.code == 403 && answer.fields[values: .setCookie].allSatisfy { !$0.contains("_session=") })
            pages.insert(answer.text.replacing("value=\"\(name)\"", with: "value=\"\""))
        }
        #expect(pages.count == 1, "no page may tell whether there is such a name")
    }

    @Test func eachFailureMakesTheNextWrongTryWait() async throws {
        let world = try DashboardWorld()
        let browser = await Browser(world)
        for _ in 0..<LoginGate.freeTries { #expect(await browser.signIn("Li Na", token: "wrong").code == 403) }
        let answer = await browser.signIn("Li Na", token: "wrong")
        #expect(answer.code == 429 && answer.fields[.retryAfter] == "1")
        // Others may be wrong meanwhile.
        #expect(await Browser(world).signIn("Wang Wei", token: "wrong").code == 403)
        world.pass(1000)
        #expect(await browser.signIn("Li Na", token: "wrong").code == 403)
        world.pass(1000)
        #expect(await browser.signIn("Li Na", token: "wrong").code == 429, "twice as long as before")
        world.pass(1000)
        #expect(await browser.signIn("Li Na", token: "wrong").code == 403)
        // A success wipes the slate.
        #expect(await browser.signIn("Li Na").code == 303)
        #expect(await browser.signIn("Li Na", token: "wrong").code == 403)
    }

    /// Else whoever knows a name, or none, would decide who may sign in.
    @Test func nobodyIsKeptOutByTheWrongTriesOfOthers() async throws {
        let world = try DashboardWorld()
        let guesser = await Browser(world)
        for number in 0..<200 {
            await guesser.signIn(number.isMultiple(of: 2) ? "Li Na" : "name \(number)", token: "wrong")
            world.pass(50)
        }
        #expect(await guesser.signIn("Li Na", token: "wrong").code == 429)
        #expect(await guesser.signIn("somebody else", token: "wrong").code == 429)
        #expect(await Browser(world).signIn("Li Na").code == 303)
        #expect(await Browser(world).signIn("Ann").code == 303)
    }

    @Test func anUnknownNameWaitsLikeAKnownOne() async throws {
        let browser = await Browser(try DashboardWorld())
        for _ in 0..<LoginGate.freeTries { await browser.signIn("Nobody", token: "wrong") }
        #expect(await browser.signIn("Nobody", token: "wrong").code == 429)
    }

    @Test func guessesSpreadOverManyNamesMeetAWallToo() {
        let gate = LoginGate()
        for number in 0..<LoginGate.freeTriesOfAll { gate.failed("name \(number)", at: 1000) }
        #expect((1...5000).contains(gate.wait(for: "somebody else", at: 1000)))
        // However many fail, nobody else is locked out for longer than that.
        for number in 0..<5000 { gate.failed("other \(number)", at: 1000) }
        #expect(gate.wait(for: "somebody else", at: 1000) <= 5000)
        #expect(gate.wait(for: "somebody else", at: 1000 + 5000) == 0)
    }

    @Test func theWaitOfANameGrowsToAMinute() {
        let gate = LoginGate()
        for _ in 0..<40 { gate.failed("a", at: 0) }
        #expect(gate.wait(for: "A", at: 0) == LoginGate.longestWait)
        #expect(gate.wait(for: "a", at: LoginGate.longestWait) == 0)
        gate.failed("a", at: LoginGate.window * 2)
        #expect(gate.wait(for: "a", at: LoginGate.window * 2) == 0, "long ago is forgotten")
    }

    @Test func aSessionEndsWhenNobodyIsThere() async throws {
        let world = try DashboardWorld()
        let browser = await Browser(world, as: "Ann")
        world.pass(SessionBook.idle - 1)
        #expect(await browser.get("/").code == 200)
        world.pass(SessionBook.idle)
        #expect(await browser.get("/").code == 303)
    }

    @Test func andAfterHalfADayWhateverHappens() async throws {
        let world = try DashboardWorld()
        let browser = await Browser(world, as: "Ann")
        var passed: Int64 = 0
        while passed + SessionBook.idle / 2 < SessionBook.longest {
            world.pass(SessionBook.idle / 2)
            passed += SessionBook.idle / 2
            #expect(await browser.get("/").code == 200)
        }
        world.pass(SessionBook.idle / 2)
        #expect(await browser.get("/").code == 303)
    }

    @Test func aCookieOfAnEndedSessionOpensNothing() async throws {
        let world = try DashboardWorld()
        let browser = await Browser(world, as: "Ann")
        let cookie = try #require(browser.cookies["larkcast_session"])
        await browser.get("/")
        let seal = try #require(
            browser.last.text.firstMatch(of: #/action="/logout"><input type="hidden" name="seal" value="([^"]+)"/#))
        #expect(await browser.post("/logout", ["seal": String(seal.1)]).location == "/login")
        #expect(browser.cookies["larkcast_session"] == nil)
        browser.setCookie("larkcast_session", cookie)
        #expect(await browser.get("/").code == 303, "replayed")
    }

    @Test(arguments: ["", "x", String(repeating: "0", count: 64), "' OR 1=1 --"]) func madeUpCookiesOpenNothing(
        _ cookie: String
    ) async throws {
        let browser = await Browser(try DashboardWorld())
        browser.setCookie("larkcast_session", cookie)
        #expect(await browser.get("/").code == 303)
    }

    @Test func twoSessionCookiesAreNone() async throws {
        let world = try DashboardWorld()
        let browser = await Browser(world, as: "Ann")
        let cookie = try #require(browser.cookies["larkcast_session"])
        browser.setCookie("larkcast_session", "\(cookie); larkcast_session=\(cookie)")
        #expect(await browser.get("/").code == 303)
    }

    @Test func everyLoginBeginsANewSession() async throws {
        let world = try DashboardWorld()
        let browser = await Browser(world, as: "Ann")
        let first = try #require(browser.cookies["larkcast_session"])
        await browser.signIn("Ann")
        #expect(browser.cookies["larkcast_session"] != first)
        browser.setCookie("larkcast_session", first)
        #expect(await browser.get("/").code == 303, "the old one ended with it")
    }

    /// Whoever leaves the company must not go on deciding until the program is started again.
    @Test func whoIsNoUserAnyMoreIsLoggedOutAtOnce() async throws {
        let world = try DashboardWorld()
        let (gone, promoted, same) = (
            await Browser(world, as: "Ann"), await Browser(world, as: "Wang Wei"), await Browser(world, as: "Li Na")
        )
        let session = try #require(
            gone.cookies["larkcast_session"].flatMap {
                world.desk.sessions.session($0, at: world.now.monotonicMilliseconds)
            })
        var users = DashboardWorld.users.filter { $0.name != "Ann" }
        users[1].role = .approver
        users.append(DashboardUser(name: "Bo", role: .viewer, tokenSHA256: SecretBytes.digest("lct_bo")))
        world.desk.users.change(to: users)
        #expect(await gone.get("/").code == 303)
        #expect(!world.desk.sessions.isOpen(session, at: world.now.monotonicMilliseconds), "open pages end too")
        #expect(await gone.signIn("Ann").code == 403)
        #expect(await promoted.get("/").code == 303, "a role is not changed behind anybody's back")
        #expect(await promoted.signIn("Wang Wei").code == 303)
        #expect(await promoted.get("/").text.contains("Wang Wei (approver)"))
        #expect(await same.get("/").code == 200)
        #expect(await Browser(world).signIn("Bo", token: "lct_bo").code == 303)
    }

    @Test func whetherALoginIsNeededDoesNotChange() throws {
        let world = try DashboardWorld()
        let server = DashboardServer(world.desk.configuration, world.sources, logger: Logger(label: "test"))
        #expect(throws: DashboardSetupError.otherKind) { try server.changeUsers(to: []) }
        try server.changeUsers(to: [DashboardWorld.users[0]])
        var open = world.desk.configuration
        open.users = []
        let openServer = DashboardServer(open, world.sources, logger: Logger(label: "test"))
        #expect(throws: DashboardSetupError.otherKind) { try openServer.changeUsers(to: DashboardWorld.users) }
        try openServer.changeUsers(to: [])
    }

    @Test func nobodyHasEndlesslyManySessions() {
        let shared = SharedClock()
        let book = SessionBook(of: UserBook(DashboardWorld.users), randomBytes: { shared.bytes($0) })
        let cookies = (0..<40).map { book.open(DashboardWorld.users[0], at: Int64($0)) }
        let live = cookies.filter { book.session($0, at: 50) != nil }
        #expect(live == Array(cookies.suffix(SessionBook.mostOfOne)))
    }

    @Test(arguments: [
        "//evil.example", "https://evil.example", "/\\evil.example", "/%2f%2fevil.example", "/logout", "/assets/x",
        "javascript:alert(1)",
    ])
    func nobodyIsSentElsewhereAfterwards(_ next: String) async throws {
        let browser = await Browser(try DashboardWorld())
        await browser.get("/login")
        var form = browser.hidden(in: browser.last.text)
        (form["next"], form["name"], form["token"]) = (next, "Ann", "lct_ann")
        #expect(await browser.post("/login", form).location == "/")
    }

    @Test func thePageThatWasWantedComesNext() async throws {
        let browser = await Browser(try DashboardWorld())
        let location = try #require(await browser.get("/audit").location)
        await browser.get(location)
        var form = browser.hidden(in: browser.last.text)
        (form["name"], form["token"]) = ("Ann", "lct_ann")
        #expect(await browser.post("/login", form).location == "/audit")
    }

    @Test func nobodyIsLoggedInByAForeignPage() async throws {
        let world = try DashboardWorld()
        let attacker = await Browser(world)
        await attacker.get("/login")
        var form = attacker.hidden(in: attacker.last.text)
        (form["name"], form["token"]) = ("Ann", "lct_ann")
        // The victim's browser has a visitor's cookie of its own, or none: the attacker's form fits neither.
        let victim = await Browser(world)
        #expect(await victim.post("/login", form).code == 403)
        await victim.get("/login")
        #expect(await victim.post("/login", form).code == 403)
        victim.fetchSite = "cross-site"
        #expect(await victim.post("/login", victim.hidden(in: victim.last.text)).code == 403)
        #expect(victim.cookies["larkcast_session"] == nil)
    }
}
