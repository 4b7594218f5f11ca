import Foundation
import JobModel
import StrictJSON
import TestSupport
import Testing

@testable import Reporting

/// A report is one page that loads nothing, runs nothing, names nobody, and can be read by everybody.
struct ReportPageTests {
    private func page(_ report: RunReport = fixtureReport(), _ context: ReportContext = fixtureContext()) -> String {
        ReportPage.html(report, context, at: fixtureInstant + 86_400_000)
    }

    private func probe(_ page: String) throws -> HTMLProbe {
        let (probe, problem) = HTMLProbe.read(page)
        return try #require(probe, "\(problem ?? "")")
    }

    @Test(arguments: Language.allCases) func aPageHasItsPolicyAndLandmarks(_ language: Language) throws {
        let found = try probe(page(fixtureReport(), fixtureContext(language)))
        let policy = found.elements.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
        #expect(
            policy?.attributes["content"]
                == "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'")
        let names = found.elements.map(\.name)
        for name in ["header", "main", "footer", "h1"] { #expect(names.count { $0 == name } == 1, "\(name)") }
        #expect(found.elements.first?.attributes["lang"] == "\(language.tag)")
        #expect(names.count { $0 == "section" } == 8)
        #expect(
            found.elements.filter { $0.name == "section" }.allSatisfy { $0.attributes["aria-label"]?.isEmpty == false })
    }

    /// The page is passed on to people elsewhere, and says what its figures are about.
    @Test func whoseClockAndHowManyBatchesAreSaid() {
        var report = fixtureReport()
        report.run.looked = LookedAt(known: 1, taken: 2)
        let text = page(report)
        #expect(text.contains("started 1 Dec 2026, 09:00 (GMT+0800)"))
        #expect(text.contains("All times are those of GMT+0800."))
        #expect(text.contains("99.1% of 590 valid · 1 of 2 batches looked at"))
        #expect(text.contains("They are about 1 of 2 batches: the others have not been looked at yet."))
        report.run.looked.known = 2
        #expect(!page(report).contains("looked at"))
        #expect(page(report, fixtureContext(.chinese)).contains("所有时间均为 GMT+0800 时间。"))
        #expect(ReportContext(language: .english, zone: .gmt).zoneName == "UTC")
    }

    /// Whoever adds up the shares finds what stands below them.
    @Test(arguments: [
        ([248, 40, 12, 0], ["82.7%", "13.3%", "4.0%", "0.0%"]), ([5, 25, 0, 0], ["16.7%", "83.3%", "0.0%", "0.0%"]),
        ([1, 1, 1, 0], ["33.4%", "33.3%", "33.3%", "0.0%"]), ([30, 0, 0, 0], ["100.0%", "0.0%", "0.0%", "0.0%"]),
        ([9999, 1, 0, 0], ["99.9%", "<0.1%", "0.0%", "0.0%"]), ([0, 0, 0, 0], ["–", "–", "–", "–"]),
        ([99_997, 1, 1, 1], ["99.9%", "<0.1%", "<0.1%", "<0.1%"]),
    ])
    func sharesOfTheBalanceSheetAddUp(_ counts: [Int], _ texts: [String]) {
        var people = BalanceSheet()
        (people.accepted, people.invalid, people.rejected, people.excluded) = (
            counts[0], counts[1], counts[2], counts[3]
        )
        people.targeted = counts.reduce(0, +)
        let shares = BalanceShares(people)
        let places: [BalancePhrase] = [.accepted, .invalid, .rejected, .excluded]
        #expect(places.map { shares.text($0, people, .english) } == texts)
    }

    @Test func theTileAndTheSheetNameOneShare() {
        var report = fixtureReport()
        report.run.people = BalanceSheet()
        (report.run.people.targeted, report.run.people.accepted, report.run.people.cancelled) = (30, 5, 25)
        let text = page(report)
        #expect(text.contains("16.7%") && text.contains("83.3%") && !text.contains("16.6%"))
    }

    @Test func whatThePlanWarnedOfIsTold() {
        var report = fixtureReport()
        #expect(!page(report).contains("What the plan warned of"))
        report.run.warnings = [
            PlanRemark.unavailable(Unavailability(people: 1, recipients: 9, ids: ["ou_0123abcd"])).text
        ]
        let english = page(report)
        #expect(english.contains("<h2>What the plan warned of</h2>"))
        #expect(english.contains("the app is not available to 1 of the 9 people") && !english.contains("ou_0123abcd"))
        #expect(page(report, fixtureContext(showsIDs: true)).contains("ou_0123abcd"))
        let chinese = page(report, fixtureContext(.chinese))
        #expect(chinese.contains("<h2>发送前的警告</h2>") && chinese.contains("9 人中有 1 人不在应用的可用范围内"))
    }

    /// A user id looks like any word, so its place behind it is what tells.
    @Test func namesToBeLeftOutAreNobodysToRead() {
        var report = fixtureReport()
        let first = [
            #""e404" (/audience/exclude/users/user_ids/1)"#, #""e405" (leavers (old).csv:12)"#,
            #""eng-quality" (/audience/exclude/departments/0)"#,
        ]
        report.run.warnings = [
            PlanRemark.idleExclusions(9, first: first).text, PlanRemark.unknownExclusions(3, first: first).text,
        ]
        for language in [Language.english, .chinese] {
            let text = page(report, fixtureContext(language))
            #expect(!text.contains("e404") && !text.contains("e405") && text.contains("eng-quality"))
            #expect(text.contains("(/audience/exclude/users/user_ids/1)") && text.contains("(leavers (old).csv:12)"))
        }
        #expect(page(report, fixtureContext(showsIDs: true)).contains("e404"))
    }

    @Test func aDepartmentThatWasLeftOutStandsOut() {
        var report = fixtureReport()
        #expect(!page(report).contains("<strong class=\"alarm\">"), "invalid ids are accounted for")
        report.departments[1].accepted = 0
        #expect(page(report).contains("<strong class=\"alarm\">0</strong>"))
        report.run.unit = .chats
        #expect(!page(report).contains("By department"), "groups are no departments")
    }

    @Test func whatIsTakenBackIsComparedWithEverybodyWhoGotIt() {
        var report = fixtureReport()
        (report.run.progress.recalled, report.run.reached) = (206, 240)
        report.run.batches = []
        #expect(page(report).contains("206 of 240 delivered are taken back. 34 still have it."))
        report.run.reached = 206
        #expect(page(report).contains("206 of 206 delivered are taken back.") && !page(report).contains("still have"))
    }

    @Test func earlierRunsSayWhetherTheyWereTakenBack() {
        var report = fixtureReport()
        report.previous[0].recall = .recalled
        #expect(page(report).contains("followed to its end · recalled") || page(report).contains("settled · recalled"))
    }

    @Test(arguments: [
        ("ou_0123abcd", "ou_…"), ("call 13800138000 now", "call … now"), ("+86 138 0013 8000", "…"),
        ("+8613800138000", "…"), ("to a.b+c@example.com.cn.", "to …@example.com.cn."), ("+1 415 555 0100", "+…"),
        ("log 20261130034811", "log 20261130034811"), ("230100", "230100"), ("x13800138000", "x13800138000"),
        ("139001380001", "139001380001"), ("2+3=5", "2+3=5"), ("@all", "@all"),
    ])
    func nobodyIsNamedUnlessAsked(_ text: String, _ masked: String) {
        #expect(fixtureContext().words(text) == masked)
        #expect(fixtureContext(showsIDs: true).words(text) == text)
    }

    /// What everybody was sent is shown as it was sent.
    @Test func whomToCallStaysInTitleAndMessage() {
        var report = fixtureReport()
        report.run.title = "Call 13800138000"
        report.message = .text("Ask hr@example.com or +1 415 555 0100, not ou_0123abcd.")
        let text = page(report)
        #expect(text.contains("<h1>Call 13800138000</h1>"))
        #expect(text.contains("Ask hr@example.com or +1 415 555 0100, not ou_….") && !text.contains("ou_0123"))
    }

    @Test(arguments: Language.allCases) func headingsDescendByOne(_ language: Language) throws {
        let found = try probe(page(fixtureReport(), fixtureContext(language)))
        let levels = found.elements.compactMap { $0.name.wholeMatch(of: /h([1-6])/).flatMap { Int($0.1) } }
        #expect(levels.first == 1)
        for (one, next) in zip(levels, levels.dropFirst()) { #expect(next <= one + 1) }
    }

    @Test func everyTableSaysWhatItsCellsAre() throws {
        let found = try probe(page())
        let tables = found.elements.count { $0.name == "table" }
        #expect(tables >= 6)
        #expect(found.elements.count { $0.name == "caption" } == tables)
        let headings = found.elements.filter { $0.name == "th" }
        #expect(headings.allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
        #expect(headings.contains { $0.attributes["scope"] == "row" })
        // What can be scrolled can be reached with the keyboard and has a name.
        let regions = found.elements.filter { $0.attributes["role"] == "region" }
        #expect(regions.count == tables)
        #expect(regions.allSatisfy { $0.attributes["tabindex"] == "0" && $0.attributes["aria-label"] != nil })
    }

    @Test func drawingsHaveWordsOrAreDecoration() throws {
        let found = try probe(page())
        let drawings = found.elements.filter { $0.name == "svg" }
        #expect(drawings.count > 4)
        for drawing in drawings {
            let hasWords = drawing.attributes["role"] == "img" && drawing.attributes["aria-label"]?.isEmpty == false
            #expect(hasWords || drawing.attributes["aria-hidden"] == "true")
        }
        let words = drawings.compactMap { $0.attributes["aria-label"] }
        #expect(
            words.contains(
                "Curves over time: 585 delivered and at least 310 read by 1 Dec 2026, 10:40. Half of the reads came within 49 min 58 s."
            ))
    }

    @Test(arguments: [
        (
            Language.english,
            [
                "Of 1,000 people targeted, Feishu accepted 590 (59.0%).", "1,000 = 590 + 4 + 200 + 5 + 1 + 200",
                "Refused by Feishu: test-like messages are restricted", "Write the announcement's real text",
                "larkcast resolve k7m2q9x4d1ab 3 decides it", "code 230100/7", "People who have left the company",
                "the tenant's recall window has passed", "203", "200 earlier entries", "People named singly",
                "Without a department", "halted: a batch is in doubt", "recalled in part", "larkcast itself",
                "Read most in ordinary (76.9%), least in Without a department (13.3%).",
            ]
        ),
        (
            .chinese,
            [
                "目标 1,000 人，飞书已受理 590（59.0%）。", "合计相符：1,000 = 590 + 4 + 200 + 5 + 1 + 200",
                "被飞书拒绝：疑似测试消息受限", "请使用正式文字", "错误码 230100/7", "已离职人员", "已超过企业的可撤回时限", "单独指定的人员",
                "2026年12月1日",
            ]
        ),
    ])
    func saysWhatThereIsToSay(_ language: Language, _ sentences: [String]) throws {
        var report = fixtureReport()
        report.audit.total = 203
        let text = try probe(page(report, fixtureContext(language))).text
        for sentence in sentences where sentence != "203" { #expect(text.contains(sentence), "\(sentence)") }
    }

    @Test func aSumThatDoesNotAddUpIsAnAlarm() throws {
        var report = fixtureReport()
        report.run.people.accepted = 1
        let found = try probe(page(report))
        #expect(found.elements.contains { $0.attributes["class"] == "alarm" })
        #expect(found.text.contains("It does not add up: 1,000 ≠ 1 + 4"))
    }

    @Test func nobodyIsNamedUnlessAsked() throws {
        var report = fixtureReport(
            "ou_boss told on_0123456789abcdef0123456789abcdef and ou_a-b, not thou_shalt on_call")
        report.message = .card(.json(["elements": [["tag": "markdown", "content": "<at id=ou_secret></at> ou_x"]]]))
        let unnamed = page(report)
        for id in ["ou_boss", "ou_a", "ou_gone1", "ou_secret", "ou_x", "on_01234"] {
            #expect(!unnamed.contains(id), "\(id)")
        }
        #expect(unnamed.contains("ou_… told on_… and ou_…, not thou_shalt on_call"))
        let named = page(report, fixtureContext(showsIDs: true))
        for id in ["ou_boss", "ou_gone1", "ou_gone2", "ou_secret"] { #expect(named.contains(id), "\(id)") }
    }

    @Test(arguments: HostileText.texts) func hostileTextIsTextInEverySink(_ text: String) throws {
        let series = RunSeries(job: text, since: 0, runs: [fixtureReport(text).run, fixtureReport(text).run])
        for written in [
            page(fixtureReport(text), fixtureContext(.chinese, showsIDs: true)),
            SeriesPage.html(series, fixtureContext(), at: fixtureInstant),
            SeriesPage.html(RunSeries(runs: series.runs), fixtureContext(), at: fixtureInstant),
        ] {
            #expect(HostileText.live(in: written, but: ["\n"]).isEmpty)
            let found = try probe(written)
            let names = Set(found.elements.map(\.name))
            #expect(names.isSubset(of: Self.sound), "\(names.subtracting(Self.sound))")
            let attributes = Set(found.elements.flatMap(\.attributes.keys))
            #expect(
                attributes.allSatisfy { !$0.hasPrefix("on") && !["src", "style", "srcdoc", "id"].contains($0) })
            for href in found.elements.compactMap({ $0.attributes["href"] }) { #expect(WebAddress(href) != nil) }
        }
    }

    private static let sound: Set<String> = [
        "html", "head", "meta", "title", "style", "body", "div", "header", "p", "h1", "ul", "li", "span", "main", "dl",
        "dt", "dd", "section", "h2", "h3", "article", "svg", "path", "rect", "polyline", "polygon", "circle", "text",
        "br", "footer", "strong", "details", "summary", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
        "figure", "figcaption", "a",
    ]

    @Test func nothingIsLoadedFromAnywhere() {
        let css = ReportStyle.css
        for word in ["url(", "@import", "http:", "https:", "expression", "</", "javascript"] {
            #expect(!css.contains(word), "\(word)")
        }
        for word in ["<script", "<link", "<img", "<iframe", "<object", " src=", "<base", "<form"] {
            #expect(!page().contains(word), "\(word)")
        }
    }

    @Test func aRunThatNeverWasIsAPageToo() throws {
        let run = RunSummary(
            id: RunID(rawValue: "000000000001"), job: "a", title: "A", state: .missed, planSHA256: "", unit: .people,
            createdAt: fixtureInstant)
        let found = try probe(page(RunReport(run: run)))
        for words in [
            "missed", "made 1 Dec 2026, 09:00", "There are no snapshots yet", "Nothing went wrong.",
            "Nobody has asked for this message back.", "so there is no message", "the first run of its job",
        ] { #expect(found.text.contains(words), "\(words)") }
    }

    @Test func manyDepartmentsAreFoldedAndAddedUp() throws {
        var report = fixtureReport()
        report.departments = (0..<2000).map { number in
            DepartmentFigures(
                name: "Department \(number)", batches: 1, recipients: 10 + number % 7, accepted: 10,
                progress: ProgressFigures(valid: 10, delivered: 10, read: number % 11))
        }
        let written = page(report)
        let found = try probe(written)
        #expect(found.text.contains("1,970 more departments") && found.text.contains("1,800 more departments"))
        #expect(written.utf8.count < 200_000, "\(written.utf8.count)")
    }

    @Test func aSeriesShowsItsRunsAndTheirSum() throws {
        var test = fixtureRun()
        test.isTest = true
        let series = RunSeries(job: nil, since: fixtureInstant, runs: [fixtureRun(), fixtureRun(), test])
        let found = try probe(SeriesPage.html(series, fixtureContext(), at: fixtureInstant))
        for words in [
            "Runs of all jobs", "since 1 Dec 2026, 09:00", "3 runs", "2,000", "53.3% of the delivered", "k7m2q9x4d1ab",
            "halted: a batch is in doubt · test", "Tests and runs that count departments or groups are listed",
        ] { #expect(found.text.contains(words), "\(words)") }
        #expect(found.elements.count { $0.attributes["class"] == "column" } == 4, "two runs, drawn in two sizes")
        let empty = try probe(SeriesPage.html(RunSeries(job: "a", runs: []), fixtureContext(.chinese), at: 1))
        #expect(empty.text.contains("任务 a 的历次运行") && empty.text.contains("没有可报告的运行。"))
    }

    @Test func manyRunsStayASmallPage() {
        let series = RunSeries(runs: Array(repeating: fixtureRun(), count: 10_000))
        let written = SeriesPage.html(series, fixtureContext(), at: fixtureInstant)
        #expect(written.utf8.count < 500_000, "\(written.utf8.count)")
        #expect(written.contains("9,600 older runs are not shown"))
    }

    @Test func aLongMessageIsCut() throws {
        var report = fixtureReport()
        report.message = .text(String(repeating: "&", count: 150_000))
        let written = page(report)
        #expect(written.utf8.count < 150_000, "\(written.utf8.count)")
        #expect(written.contains("… and 144,000 more characters"))
    }
}
