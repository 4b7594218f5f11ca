import JobModel
import Testing

@testable import Reporting

/// A run that moves, laid out for terminals of every width.
struct LiveLayoutTests {
    private static let now = fixtureInstant

    private static func run(title: String = "2026 福利选择开放 benefits", total: Int = 2500) -> LiveRun {
        var run = LiveRun(
            id: RunID(rawValue: "k7m2q9x4d1ab"), title: title, state: .sending, sent: Share(total / 2, of: total))
        run.pace = Pace.Estimate(perSecond: 16.42, secondsLeft: 71...88)
        run.limits = .init(
            second: Share(14, of: 50), minute: Share(812, of: 1000), month: Share(12_003, of: 50_000))
        return run
    }

    /// Everything that can be said at once.
    private static func full(total: Int = 2500) -> LiveRun {
        var run = run(total: total)
        run.progress = ProgressFigures(
            valid: total * 200, delivered: total * 199, read: total * 120, recalled: total * 3, sampledAt: now)
        run.lookedAt = Share(total / 3, of: total / 2)
        run.recall = .requested
        run.takenBack = Share(total * 3, of: total * 199)
        run.inDoubt = 3
        run.wave = .init(number: 2, count: 3, nextAt: now + 720_000)
        run.pause = .init(reason: "Feishu asked the app to rest: code 99991400, too often", milliseconds: 39_200)
        run.nextLook = 12_000
        return run
    }

    private func lines(
        _ run: LiveRun, columns: Int = 80, rows: Int = 40, _ language: Language = .english, isWatching: Bool = false
    ) -> [String] {
        LiveLayout(language, columns: columns, rows: rows, now: Self.now, isWatching: isWatching).lines(run)
            .map(\.plain)
    }

    @Test func showsEveryStageAndWhatItMeets() {
        expectNoDifference(
            lines(Self.full()),
            [
                "2026 福利选择开放 benefits · k7m2q9x4d1ab · sending · recall requested",
                "Sent        ███████████████···············  50.0% 1,250 of 2,500 batches",
                "Delivered   █████████████████████████████▊  99.5% 497,500 of 500,000 valid",
                "Read        ██████████████████············  60.3% at least 300,000 of 497,500",
                "Taken back  ▍·····························   1.5% 7,500 of 497,500 delivered",
                "Pace        16.4 people/s · 1 min 20 s to 1 min 30 s left",
                "In doubt    3 batches, never sent again by themselves",
                "Waiting     40 s: Feishu asked the app to rest: code 99991400, too often",
                "Wave        2 of 3 · the next leaves in 12 min",
                "Limits      last second 14 of 50 · last minute 812 of 1,000",
                "            this month 12,003 of 50,000",
                "Figures     of 833 of 1,250 batches · next look in 12 s",
            ])
    }

    @Test func speaksChinese() {
        expectNoDifference(
            lines(Self.full(), .chinese, isWatching: true),
            [
                "2026 福利选择开放 benefits · k7m2q9x4d1ab · 发送中 · 撤回中",
                "已发送    ███████████████···············  50.0% 1,250 / 2,500 批",
                "已送达    █████████████████████████████▊  99.5% 497,500 / 500,000 有效",
                "已读      ██████████████████············  60.3% 至少 300,000 / 497,500",
                "已撤回    ▍·····························   1.5% 7,500 / 497,500 已送达",
                "速度      每秒 16.4 人 · 剩 1 分钟 20 秒 至 1 分钟 30 秒",
                "结果不明  3 批，不会自动重发",
                "等待      还要 40 秒：Feishu asked the app to rest: code 99991400, too often",
                "波次      第 2 波，共 3 波 · 下一波12 分钟后发出",
                "限额      最近一秒 14 / 50 · 最近一分钟 812 / 1,000 · 本月 12,003 / 50,000",
                "数据      来自 833 / 1,250 批 · 12 秒后再查看",
                "按 Ctrl-C 只结束查看，运行照常进行",
            ])
    }

    @Test func whatIsUnknownIsNotZero() {
        let lines = lines(Self.run())
        #expect(lines[2] == "Delivered   ······························      – not asked yet")
        #expect(!lines.contains { $0.hasPrefix("Taken back") })
        #expect(self.lines(Self.run(), columns: 40)[2] == "Delivered   ········      –")
    }

    @Test(arguments: Language.allCases, Array(40...200))
    func noLineIsAsWideAsTheTerminal(language: Language, columns: Int) {
        let hostile = "标题" + String(repeating: "很长的标题 \u{1B}[2J", count: 20)
        var runs = [
            Self.run(), Self.full(), Self.full(total: 2_500_000), Self.run(title: hostile), Self.run(title: ""),
        ]
        runs.append(LiveRun(id: RunID(rawValue: "k7m2q9x4d1ab"), title: "x", state: .missed, sent: Share(0, of: 0)))
        runs[0].pause = .init(reason: hostile)
        runs[0].channel = .direct
        for run in runs {
            for line in lines(run, columns: columns, language, isWatching: true) {
                #expect(TerminalText.columns(of: line) < columns, "\(line)")
                #expect(!line.contains("\u{1B}"))
            }
        }
    }

    /// What the bars stand for is read against each other: they begin and end in the same columns.
    @Test(arguments: Language.allCases, [40, 60, 80, 120, 200])
    func barsStandBelowEachOther(language: Language, columns: Int) {
        let bars = lines(Self.full(), columns: columns, language)[1...4]
        let starts = bars.map { line in
            TerminalText.columns(of: String(line.prefix { !"█▉▊▋▌▍▎▏·".contains($0) }))
        }
        let ends = bars.map { line in
            TerminalText.columns(of: String(line.prefix { $0 != "%" }))
        }
        #expect(Set(starts).count == 1 && Set(ends).count == 1, "\(bars)")
    }

    @Test func aNarrowTerminalLosesWordsBeforeFigures() {
        let narrow = lines(Self.full(), columns: 40)
        #expect(narrow[1] == "Sent        ██··  50.0% 1,250/2,500")
        #expect(narrow[2].hasSuffix("99.5% 497,500/500,000"))
        #expect(narrow[0].hasPrefix("2026 福利") && narrow[0].hasSuffix("requested"))
    }

    @Test func aLowTerminalLosesTheLeast() {
        let all = lines(Self.full())
        for rows in 1...all.count { #expect(lines(Self.full(), rows: rows) == Array(all.prefix(rows))) }
        #expect(lines(Self.full(), rows: 0) == Array(all.prefix(1)))
    }

    @Test(arguments: [
        (71...71, "about 1 min 20 s left"), (3...3, "about 5 s left"), (58...64, "1 min to 1 min 10 s left"),
        (61...64, "about 1 min 10 s left"), (3601...3900, "1 h 10 min to 1 h 10 min left"),
        (90...700, "1 min 30 s to 12 min left"),
    ])
    func timesLeftAreCalm(seconds: ClosedRange<Int>, text: String) {
        var run = Self.run()
        run.pace?.secondsLeft = seconds
        let shown = text == "1 h 10 min to 1 h 10 min left" ? "about 1 h 10 min left" : text
        #expect(lines(run).contains { $0.hasSuffix(shown) }, "\(lines(run))")
    }

    @Test func theLastWaveIsCalledSo() {
        var run = Self.run()
        run.wave = .init(number: 3, count: 3)
        #expect(lines(run).contains("Wave        3 of 3 · the last"))
        run.pause = .init(reason: "batch 3 is in doubt")
        run.inDoubt = 1
        #expect(lines(run).contains("Because     batch 3 is in doubt"))
        #expect(lines(run).contains("In doubt    1 batch, never sent again by itself"))
    }

    @Test func aLogGetsOneLine() {
        expectNoDifference(
            LiveLine.text(Self.full(), .english),
            "k7m2q9x4d1ab · sending · Sent 1,250 of 2,500 batches · Delivered 497,500 of 500,000 valid · "
                + "Read at least 300,000 of 497,500 · recall requested · Taken back 7,500 of 497,500 delivered · "
                + "In doubt 3 batches, never sent again by themselves · "
                + "Feishu asked the app to rest: code 99991400, too often")
        #expect(LiveLine.text(Self.run(), .chinese) == "k7m2q9x4d1ab · 发送中 · 已发送 1,250 / 2,500 批")
    }
}
