import CustomDump
import JobModel
import Testing

@testable import Reporting

struct RunTextTests {
    @Test func reportIsAlignedAndComplete() {
        expectNoDifference(
            RunText.report(fixtureRun(), on: TextSurface(in: fixtureZone)),
            [
                "2026 福利选择开放 benefits (benefits-2026)",
                "run k7m2q9x4d1ab · halted · 2026-12-01 09:00:02 +08:00",
                "because batch 3 is in doubt",
                "",
                "People      1,000 targeted = 590 accepted + 4 invalid + 200 rejected + 5 excluded + 1 duplicate"
                    + " + 200 in doubt",
                "Delivered   █████████████████████████████▋ 99.1%    585 of 590 valid",
                "Read        ████████████████·············· 53.3%    312 at least",
                "            as of 2026-12-01 09:05:00 +08:00",
                "",
                "#  Batch         State     Ids  Invalid  Delivered  Read  Tries  Message id",
                "1  Finance 财务  accepted  200        2        197   120      1  bm-0001",
                "2  Batch 2       rejected  200        0          –     –      1  –",
                "3  Batch 3       in_doubt  200        0          –     –      2  –",
                "",
                "batch 2 rejected: code 230100, invalid test message, log id 2026",
                "batch 3 in_doubt: HTTP 504\\u{1b}[2J, curl 0",
                "",
                "Feishu does not know:",
                "  batch 1: ou_gone1",
                "  batch 1: ou_gone2",
            ])
    }

    /// A stored sentence is read back for people who read another language, and stands as it is where it cannot be.
    @Test func saysWhatThePlanWarnedOf() {
        var run = fixtureRun()
        let unknown = PlanRemark.unknownExclusions(2, first: ["/audience/exclude/users/emails/0"])
        run.warnings = [unknown.text, "words of another version\u{1b}[2J"]
        let english = RunText.report(run, on: TextSurface(in: fixtureZone))
        #expect(english.contains("Warnings    " + unknown.text))
        #expect(english.contains("            words of another version\\u{1b}[2J"))
        let chinese = RunText.report(run, on: TextSurface(.chinese, in: fixtureZone))
        #expect(chinese.contains { $0.hasPrefix("警告") && $0.contains("要排除的人员中，有 2 人在飞书中不存在") })
        #expect(chinese.contains { $0.hasSuffix("words of another version\\u{1b}[2J") })
    }

    @Test func saysWhatIsNotKnownYet() {
        var run = fixtureRun()
        run.progress = ProgressFigures()
        let figures = RunText.figures(run, on: TextSurface(in: fixtureZone))
        #expect(figures.last == "Delivery    not asked yet; larkcast poll k7m2q9x4d1ab")
    }

    /// After a look at one batch of a hundred, 100 % of one is not 100 % of all.
    @Test func saysHowMuchWasLookedAt() {
        var run = fixtureRun()
        run.looked = LookedAt(known: 1, taken: 2)
        #expect(
            RunText.figures(run, on: TextSurface(in: fixtureZone)).contains {
                $0.hasSuffix("585 of 590 valid, of 1 of 2 batches looked at")
            })
        run.looked.known = 2
        #expect(!RunText.figures(run, on: TextSurface(in: fixtureZone)).contains { $0.contains("looked at") })
    }

    @Test func showsARecallBesideTheFigures() {
        var run = fixtureRun()
        run.recall = .partial
        (run.progress.recalled, run.reached) = (100, 197)
        #expect(RunText.heading(run, on: TextSurface(in: fixtureZone))[1].contains("halted, recall partial"))
        let figures = RunText.figures(run, on: TextSurface(in: fixtureZone))
        #expect(
            figures.contains {
                $0.hasPrefix("Taken back  ███████████████") && $0.hasSuffix("100 of 197, 97 still have it")
            })
        let chinese = RunText.figures(run, on: TextSurface(.chinese, in: fixtureZone))
        #expect(chinese.contains { $0.hasSuffix("100 / 197，97 人仍能看到") })
        run.progress.recalled = 197
        #expect(
            RunText.figures(run, on: TextSurface(in: fixtureZone)).contains { $0.hasSuffix("197 of the delivered") })
    }

    @Test func tellsWhatFeishuSaidToARefusedRecall() {
        var run = fixtureRun()
        run.batches[0].recall = .refused
        run.batches[0].lastProblem = "recall refused, code 230026, log id 2026r"
        #expect(
            RunText.report(run, on: TextSurface(in: fixtureZone)).contains(
                "batch 1 accepted: recall refused, code 230026, log id 2026r"))
    }

    @Test func aWaveThatNeverLeavesHasNoTime() {
        var run = fixtureRun()
        run.waves = [
            WaveSummary(number: 1, ordinals: 1...1, recipients: 200, state: .done),
            WaveSummary(number: 2, ordinals: 2...3, recipients: 400, state: .cancelled),
        ]
        let lines = RunText.report(run, on: TextSurface(in: fixtureZone))
        #expect(lines.contains { $0.contains("cancelled  2–3") && $0.hasSuffix("–") })
    }

    @Test func namesAtMostTwentyUnknownIDs() {
        var run = fixtureRun()
        run.batches[0].invalidIDs = (0..<25).map { "ou_\($0)" }
        let lines = RunText.report(run, on: TextSurface(in: fixtureZone))
        #expect(lines.last == "  … and 5 more (see --json)")
    }

    @Test func countsDepartmentsByTheirName() {
        var run = fixtureRun()
        run.unit = .departments
        #expect(RunText.figures(run, on: TextSurface(in: fixtureZone))[0].hasPrefix("Departments 1,000 targeted"))
    }

    @Test func listsRunsOneALine() {
        expectNoDifference(
            RunListText.table([fixtureRun()], on: TextSurface(in: fixtureZone)),
            [
                "Run           Job            State   Started                     Targeted  Accepted  Delivered  Read  Recall"
                    + "  Title",
                "k7m2q9x4d1ab  benefits-2026  halted  2026-12-01 09:00:02 +08:00     1,000       590        585   312  –    "
                    + "   2026 福利选择开放 benefits",
            ])
        #expect(RunListText.table([], on: TextSurface(in: fixtureZone)).isEmpty)
    }
}
