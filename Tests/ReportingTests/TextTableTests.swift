import JobModel
import Testing

@testable import Reporting

/// Tables on terminals of every width, and times from where their reader stands.
struct TextTableTests {
    private static let titles = [
        "2026 福利选择开放：请在十二月前完成您的选择并提交", "Lunch", "关于春节放假安排的通知 Spring Festival holiday",
    ]

    private static func runs() -> [RunSummary] {
        titles.enumerated().map { index, title in
            var run = fixtureRun()
            run.title = title
            run.job = index == 1 ? "lunch" : "benefits-2026-\(index)-zhongwen"
            run.startedAt = fixtureInstant - Int64(index) * 7_200_000
            run.recall = index == 2 ? .partial : .none
            return run
        }
    }

    private func surface(_ columns: Int, _ language: Language = .english) -> TextSurface {
        TextSurface(language, in: fixtureZone, columns: columns, now: fixtureInstant + 180_000)
    }

    @Test func aTerminalGetsTimesFromNow() {
        expectNoDifference(
            RunListText.table(Self.runs(), on: surface(120)),
            [
                "Run           Job                  State   Started    Targeted  Accepted  Delivered  Read  Recall   Title",
                "k7m2q9x4d1ab  benefits-2026-0-zh…  halted  3 min ago     1,000       590        585   312  –        2026 福利选择开放：…",
                "k7m2q9x4d1ab  lunch                halted  2 h ago       1,000       590        585   312  –        Lunch",
                "k7m2q9x4d1ab  benefits-2026-2-zh…  halted  4 h ago       1,000       590        585   312  partial  关于春节放假安排的…",
            ])
    }

    @Test(arguments: Language.allCases, Array(50...160))
    func everyTableKeepsToTheTerminal(language: Language, columns: Int) {
        let surface = surface(columns, language)
        var report = Self.runs()[0]
        report.title = "Lunch"
        let lines = RunListText.table(Self.runs(), on: surface) + RunText.report(report, on: surface)
        for line in lines where !line.hasPrefix("batch ") && !line.hasPrefix("第") && !line.contains("k7m2q9x4d1ab ·") {
            #expect(TerminalText.columns(of: line) <= columns, "\(line)")
        }
    }

    /// Whatever is left out, the columns that are there stand below their headings.
    @Test(arguments: Language.allCases, [50, 60, 80, 120])
    func whatMattersStays(language: Language, columns: Int) {
        let table = RunListText.table(Self.runs(), on: surface(columns, language))
        #expect(table.count == 4)
        #expect(table[1...].allSatisfy { $0.hasPrefix("k7m2q9x4d1ab  ") })
        #expect(table[1].contains(language.name(RunState.halted)))
    }

    @Test func aFileHasRoomForEverything() {
        let table = RunListText.table(Self.runs(), on: TextSurface(in: fixtureZone))
        #expect(table[1].contains("2026-12-01 09:00:00 +08:00"))
        #expect(table[1].contains("benefits-2026-0-zhongwen"))
        let lines = RunText.report(fixtureRun(), on: TextSurface(in: fixtureZone))
        #expect(!lines.joined().contains("ago"))
        #expect(
            RunText.heading(fixtureRun(), on: surface(80))[1]
                == "run k7m2q9x4d1ab · halted · 2026-12-01 09:00:02 +08:00 (2 min ago)")
    }

    @Test func theReportSpeaksChinese() {
        var run = fixtureRun()
        run.recall = .requested
        (run.progress.recalled, run.reached) = (100, 197)
        let lines = RunText.report(run, on: TextSurface(.chinese, in: fixtureZone))
        expectNoDifference(
            Array(lines.prefix(12)),
            [
                "2026 福利选择开放 benefits (benefits-2026)",
                "运行 k7m2q9x4d1ab · 已停住，撤回：撤回中 · 2026-12-01 09:00:02 +08:00",
                "原因：batch 3 is in doubt",
                "",
                "人员        目标 1,000 = 已受理 590 + 无效 4 + 被拒绝 200 + 排除 5 + 重复 1 + 结果不明 200",
                "已送达      █████████████████████████████▋ 99.1%    585 / 有效 590",
                "已读        ████████████████·············· 53.3%    312 （至少）",
                "已撤回      ███████████████▏·············· 50.7%    100 / 197，97 人仍能看到",
                "            截至 2026-12-01 09:05:00 +08:00",
                "",
                "#  批次          状态      ID 数  无效  已送达  已读  尝试  消息 ID",
                "1  Finance 财务  已受理      200     2     197   120     1  bm-0001",
            ])
    }

    @Test func whatIsTooLongIsWrappedBesideItsLabel() {
        expectNoDifference(
            surface(40).row("People", "1,000 targeted = 590 accepted + 4 invalid + 200 rejected"),
            [
                "People      1,000 targeted = 590", "            accepted + 4 invalid + 200", "            rejected",
            ])
        #expect(TextSurface(in: fixtureZone).row("", "x\u{1B}") == ["            x\\u{1b}"])
    }

    @Test func nothingGivesWayWhereNothingCan() {
        var table = TextTable([.init(heading: "A"), .init(heading: "B", rank: 0), .init(heading: "C", narrowest: 3)])
        table.append(["aaaaaaaaaa", "bbbb", "cccccccccc"])
        #expect(table.lines(width: 30)[1] == "aaaaaaaaaa  bbbb  cccccccccc")
        #expect(table.lines(width: 24)[1] == "aaaaaaaaaa  bbbb  ccccc…")
        #expect(table.lines(width: 15)[1] == "aaaaaaaaaa  cc…")
        #expect(table.lines(width: 5)[1] == "aaaaaaaaaa  cc…", "what is left is shown all the same")
    }
}
