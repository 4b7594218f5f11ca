import Foundation
import HTTPTypes
import JobModel
import JobStore
import Reporting
import TestSupport
import Testing

@testable import Dashboard

/// Pages: what they show, in which language, and that other people's text is never more than text.
struct PageTests {
    private static let run = RunID(randomBits: 1)

    @Test(arguments: HostileText.table.map(\.name)) func othersTextIsOnlyText(_ name: String) async throws {
        let text = try #require(HostileText.table.first { $0.name == name }).text
        let manifests = DashboardManifests(
            jobs: [
                DashboardJob(
                    job: "notice", title: text, firings: [], message: .text(text),
                    findings: [
                        ManifestProblem(
                            file: text, line: 1, column: 1, pointer: text, message: text, suggestion: text,
                            rule: .textMarkup)
                    ], remarks: [.placeholderID(text)])
            ], problems: [text])
        let world = try DashboardWorld(manifests: manifests)
        try await Runs.freeze(Runs.plan(title: text, sizes: [2, 1, 1], labels: [text, text, text]), 1, in: world)
        try await Runs.send(Self.run, accepting: 1, in: world)
        try await world.store.pause(
            Self.run, reason: text, by: AuditActor(name: text.isEmpty ? "x" : text), at: world.now)
        world.actions.note(ActionRefusal(message: text, hint: text))
        let browser = await Browser(world, as: "Li Na")
        let paths = [
            "/", "/runs/\(Self.run)", "/audit", "/calendar", "/jobs/notice", "/health", "/runs/\(Self.run)/recall",
            "/runs/\(Self.run)/resume", "/runs/\(Self.run)/cancel",
        ]
        for path in paths {
            for language in ["en", "zh"] {
                let page = await browser.get("\(path)?lang=\(language)")
                #expect(page.code == 200, "\(path)")
                try Self.check(page.text, path, besides: text)
            }
        }
    }

    /// A page is made of elements of ours alone, and steers nothing.
    private static func check(_ page: String, _ path: String, besides text: String) throws {
        #expect(HostileText.live(in: page, but: ["\n"]).isEmpty, "\(path)")
        let names = page.matches(of: #/<([a-zA-Z!\/][^\s>]*)/#.matchingSemantics(.unicodeScalar)).map {
            String($0.1).lowercased()
        }
        let known: Set<String> = [
            "!doctype", "html", "head", "meta", "title", "link", "script", "body", "a", "header", "div", "nav", "ul",
            "li", "span",
            "form", "input", "button", "main", "h1", "h2", "h3", "p", "table", "caption", "thead", "tbody", "tr", "th",
            "td", "time",
            "progress", "section", "dl", "dt", "dd", "code", "footer", "label", "article", "svg", "path", "br",
            "strong", "em",
            "meter", "details", "summary", "figure", "figcaption", "text", "line", "rect", "g", "desc", "ol", "small",
            "b",
            "polyline", "polygon", "circle", "tfoot", "hr", "pre", "s", "u", "blockquote", "defs",
        ]
        let foreign = Set(names.map { $0.replacing("/", with: "") }).subtracting(known)
        #expect(foreign.isEmpty, "\(path): \(foreign)")
        #expect(page.matches(of: #/<script/#).count <= 1 && !page.contains(#/<script[^>]*>[^<]/#), "\(path)")
        #expect(!page.contains(#/ on[a-z]+="/#) || text.contains("onload"), "\(path)")
        #expect(!page.contains("style=\""), "\(path): the policy lets no style attribute through")
    }

    @Test func theListSaysWhereEachRunStands() async throws {
        let world = try DashboardWorld(users: [])
        try await Runs.freeze(Runs.plan(job: "canteen", title: "Canteen closed", sizes: [2, 2]), 1, in: world)
        try await Runs.send(RunID(randomBits: 1), accepting: 1, in: world)
        try await Runs.freeze(
            Runs.plan(job: "move", title: "Office move"), 2, in: world, consent: .needed(because: []))
        let browser = await Browser(world)
        let page = await browser.get("/").text
        #expect(
            page.contains("Canteen closed") && page.contains("2 of 4 handed to Feishu")
                && page.contains("not asked yet"))
        #expect(page.contains("1 run needs a decision") && page.contains("awaiting approval"))
        #expect(page.contains("For looking only: no users are configured."))
        let waiting = await browser.get("/?state=attention").text
        #expect(waiting.contains("Office move") && !waiting.contains("Canteen closed"))
        let job = await browser.get("/?job=canteen").text
        #expect(!job.contains("Office move") && job.contains("Canteen closed"))
        #expect(await browser.get("/?state=done").text.contains("No run fits."))
        let chinese = await browser.get("/?lang=zh").text
        #expect(chinese.contains("运行，最新在前") && chinese.contains("已交飞书 2 / 4") && chinese.contains("等待批准"))
    }

    /// Only what Feishu took was handed to it; where the others are is said beside.
    @Test func whatWasNeverSentWasNotHandedOver() async throws {
        let world = try DashboardWorld(users: [])
        try await Runs.freeze(Runs.plan(job: "early", sizes: [2, 194]), 1, in: world)
        try await Runs.send(RunID(randomBits: 1), accepting: 0, in: world)
        _ = try await world.store.cancelPending(RunID(randomBits: 1), reason: "no", by: Runs.ann, at: world.now)
        try await Runs.freeze(Runs.plan(job: "mixed", sizes: [1, 1, 2]), 2, in: world)
        try await Runs.send(RunID(randomBits: 2), accepting: 1, in: world)
        let refused = try await Runs.dispatch(RunID(randomBits: 2), in: world)
        _ = try await world.store.record(refused, AttemptResult(outcome: .rejected), at: world.now)
        let unknown = try await Runs.dispatch(RunID(randomBits: 2), in: world)
        _ = try await world.store.record(unknown, AttemptResult(outcome: .inDoubt), at: world.now)
        let browser = await Browser(world)
        let list = await browser.get("/").text
        #expect(list.contains("0 of 196 handed to Feishu · 196 cancelled") && list.contains(#"max="196" value="0""#))
        #expect(list.contains("1 of 4 handed to Feishu · 1 rejected · 2 in doubt"))
        let page = await browser.get("/runs/\(RunID(randomBits: 1))").text
        #expect(page.contains("0 / 196 · 0.0% · 196 cancelled"))
        let chinese = await browser.get("/?lang=zh").text
        #expect(chinese.contains("已交飞书 0 / 196 · 已取消 196") && chinese.contains("已交飞书 1 / 4 · 被拒绝 1 · 结果不明 2"))
        for run in try await world.store.summaries() {
            let event = LiveFigures.run(run).event(.english, zone: .gmt)
            #expect(event.contains(RunFigures(run: run, language: .english).sendingShare))
        }
    }

    @Test func theListHasPages() async throws {
        let world = try DashboardWorld(users: [])
        for number in 1...120 {
            try await Runs.freeze(Runs.plan(job: "job-\(number)", title: "Title \(number)"), UInt64(number), in: world)
            world.pass(1000)
        }
        let browser = await Browser(world)
        var seen: [String] = []
        var path = "/"
        for _ in 0..<3 {
            let page = await browser.get(path).text
            seen += page.matches(of: #/class="d-title" href="[^"]+">Title (\d+)</#).map { String($0.1) }
            guard let next = page.firstMatch(of: #/href="(\/\?after=[0-9a-z]{12})">Older/#) else { break }
            path = String(next.1)
        }
        #expect(seen == (1...120).reversed().map(String.init))
        #expect(await browser.get("/?after=zzzzzzzzzzzz").code == 404)
    }

    @Test func aRunOfManyBatchesHasPagesOfThem() async throws {
        let world = try DashboardWorld(users: [])
        try await Runs.freeze(Runs.plan(sizes: Array(repeating: 1, count: 250)), 1, in: world)
        let browser = await Browser(world)
        let first = await browser.get("/runs/\(Self.run)").text
        #expect(first.contains("Batches 1 to 100 of 250") && first.contains("from=101#batches"))
        #expect(first.contains("<th scope=\"row\">100</th>") && !first.contains("<th scope=\"row\">101</th>"))
        let last = await browser.get("/runs/\(Self.run)?from=201").text
        #expect(last.contains("Batches 201 to 250 of 250") && !last.contains("from=251"))
        for from in ["0", "-5", "x", "999999", "99999999999999999999", "9223372036854775807"] {
            #expect([200, 404].contains(await browser.get("/runs/\(Self.run)?from=\(from)").code))
        }
    }

    @Test func theAuditIsReadFromItsEndAndCheckedOnDemand() async throws {
        let world = try DashboardWorld(users: [])
        try await Runs.freeze(Runs.plan(), 1, in: world)
        for _ in 0..<120 {
            try await world.store.pauseAll(reason: "r", by: Runs.ann, at: world.now)
            _ = try await world.store.resumeAll(by: Runs.ann, at: world.now)
        }
        let browser = await Browser(world)
        let page = await browser.get("/audit").text
        #expect(page.contains("/audit?before=") && page.contains("let everything go on") && !page.contains(">freeze<"))
        let number = try #require(page.firstMatch(of: #/\/audit\?before=(\d+)/#))
        let older = await browser.get("/audit?before=\(number.1)").text
        #expect(older.contains("paused everything"))
        #expect(await browser.get("/audit?check=1").text.contains("nothing in it was changed"))
    }

    @Test func thereMayBeNoStoreYet() async throws {
        let world = try DashboardWorld(users: [])
        let sources = DashboardSources(
            openStore: { nil }, now: { world.now }, sleep: { try await Task.sleep(for: $0) },
            randomBytes: { Array(repeating: 7, count: $0) })
        var configuration = try DashboardConfiguration(listen: #require(ListenAddress("127.0.0.1:8787")), zone: .gmt)
        configuration.limits = RunningDashboard.patient
        let desk = FrontDesk(configuration, sources)
        for (path, code) in [("/", 200), ("/health", 200), ("/calendar", 200), ("/audit", 404), ("/readyz", 200)] {
            let head = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:8787", path: path)
            let answer = await desk.answer(to: head) { nil }
            #expect(answer.code == code, "\(path)")
        }
    }

    @Test func pagesHaveLandmarksLabelsAndOneHeading() async throws {
        let world = try DashboardWorld()
        try await Runs.freeze(Runs.plan(), 1, in: world)
        try await Runs.send(Self.run, accepting: 1, in: world)
        let browser = await Browser(world, as: "Li Na")
        let paths = ["/", "/runs/\(Self.run)", "/runs/\(Self.run)/cancel", "/calendar", "/audit", "/health", "/login"]
        for path in paths {
            let page = await browser.get(path).text
            #expect(page.matches(of: #/<h1/#).count == 1 && page.matches(of: #/<main/#).count == 1, "\(path)")
            #expect(page.contains("<header") && page.contains("<footer") && page.contains("href=\"#main\""), "\(path)")
            let labels = Set(page.matches(of: #/<label for="([^"]+)"/#).map { String($0.1) })
            let ids =
                page.matches(of: #/<input id="([^"]+)"/#).map { String($0.1) }
                + page.matches(of: #/<input type="checkbox" id="([^"]+)"/#).map { String($0.1) }
            #expect(Set(ids).isSubset(of: labels), "\(path)")
            #expect(
                page.matches(of: #/ id="([^"]+)"/#).count
                    == Set(page.matches(of: #/ id="([^"]+)"/#).map { $0.1 }).count, "\(path)")
            for bar in page.matches(of: #/<progress[^>]*>/#) { #expect(bar.0.contains("aria-label"), "\(path)") }
            for table in page.matches(of: #/<table>(.*?)<thead/#) { #expect(table.1.contains("<caption>"), "\(path)") }
        }
    }
}
