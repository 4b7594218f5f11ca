import Foundation
import JobEngine
import JobModel
import Reporting
import Testing

@testable import JobStore
@testable import LarkcastCLI

/// A run as it is shown while it is sent.
struct DispatchViewTests {
    private static let hostile = "\u{1B}]0;owned\u{7}\u{1B}[2J\u{202E}\r\n"

    @Test func writesALineForEveryTenthWithoutATerminal() {
        let (fake, view) = view()
        view.observe(.started(Samples.run(Array(repeating: .pending, count: 100), state: .sending)))
        for ordinal in 1...100 { view.observe(attempt(ordinal, .accepted)) }
        #expect(fake.errorLines.count == 11)
        #expect(fake.errorLines[0] == "run k7m2k7m2k7m2: 100 batches, 100 to go")
        #expect(fake.errorLines[1].contains("10/100 batches · 100 ids"))
        #expect(fake.errorLines[10].contains("100.0%  100/100 batches · 1,000 ids"))
        #expect(!fake.errors.contains("\u{1B}") && !fake.errors.contains("\r"))
        #expect(fake.out.isEmpty)
    }

    /// A log has no columns: what is cut off there is lost.
    @Test func cutsNothingOffWithoutATerminal() {
        let (fake, view) = view(columns: 40)
        view.observe(.started(Samples.run(Array(repeating: .pending, count: 20), state: .sending)))
        view.observe(attempt(1, .inDoubt))
        for ordinal in 2...11 { view.observe(attempt(ordinal, .accepted, recipients: 100_000)) }
        let last = fake.errorLines.last ?? ""
        #expect(last.hasSuffix("1 in doubt"))
        #expect(last.contains("10/20 batches · 1,000,000 ids"))
        #expect(!fake.errors.contains("…"))
    }

    /// There the run is shown moving: lines would push it down.
    @Test func saysOnATerminalOnlyWhatMatters() {
        let (fake, view) = view(isTerminal: true)
        view.observe(.started(Samples.run(Array(repeating: .pending, count: 20), state: .sending)))
        for ordinal in 1...19 { view.observe(attempt(ordinal, .accepted)) }
        view.observe(attempt(20, .inDoubt))
        view.observe(.polled(Samples.run([.accepted]), nextInMilliseconds: 30_000))
        #expect(
            fake.errorLines == ["run k7m2k7m2k7m2: 20 batches, 20 to go", "batch 20 is in doubt (10 ids): no answer"])
        #expect(view.nextLook == CommandWorld.now().monotonicMilliseconds + 30_000)
    }

    @Test func speaksChinese() {
        let fake = FakeConsole()
        let view = DispatchView(console: fake.console, now: CommandWorld.now, zone: .gmt, language: .chinese)
        view.observe(.started(Samples.run(Array(repeating: .pending, count: 20), state: .sending)))
        for ordinal in 1...2 { view.observe(attempt(ordinal, .accepted)) }
        view.observe(attempt(3, .rejected))
        view.observe(.recallRequested(ordinal: 1, state: .tooOld, message: "code 230009, too old"))
        #expect(fake.errorLines[0] == "运行 k7m2k7m2k7m2：共 20 批，待发送 20 批")
        #expect(fake.errorLines[1].hasPrefix("发送中 ██"))
        #expect(fake.errorLines[1].contains("2/20 批 · 20 个 ID"))
        #expect(fake.errorLines[2].hasPrefix("第 3 批被拒绝（10 个 ID）："))
        #expect(fake.errorLines.last == "第 1 批：已过撤回期限：错误码 230009，返回信息“too old”")
    }

    @Test func countsWhatWasDoneBefore() {
        let (fake, view) = view()
        view.observe(.started(Samples.run([.accepted, .rejected, .inDoubt, .pending, .pending], state: .sending)))
        #expect(fake.errorLines == ["run k7m2k7m2k7m2: 5 batches, 3 to go"])
        view.observe(attempt(4, .accepted))
        #expect(fake.errorLines.last?.contains("3/5 batches · 10 ids") == true)
        #expect(fake.errorLines.last?.contains("1 in doubt") == true)
    }

    @Test func aBatchThatComesBackIsNotDone() {
        let (fake, view) = view()
        view.observe(.started(Samples.run([.pending, .pending], state: .sending)))
        var evidence = AttemptEvidence()
        evidence.curlCode = 7
        evidence.message = "connection refused"
        view.observe(.attempted(run: Samples.runID, ordinal: 1, recipients: 10, state: .pending, evidence: evidence))
        #expect(fake.errorLines.last == "batch 1 was not taken and is still to be sent: connection refused, curl 7")
        view.observe(attempt(1, .accepted))
        #expect(fake.errorLines.last?.contains("1/2 batches") == true)
    }

    @Test func aMessageThatMayHaveArrivedIsNotCalledUntaken() {
        let (fake, view) = view()
        var evidence = AttemptEvidence()
        evidence.firstByte = "allowed"
        evidence.httpStatus = 504
        view.observe(
            .attempted(
                run: Samples.runID, ordinal: 4, recipients: 1, state: .pending, evidence: evidence, mayHaveArrived: true
            ))
        #expect(
            fake.errorLines.last
                == "message 4 may have arrived; it goes out again with the same uuid, of which Feishu sends one: HTTP 504"
        )
    }

    @Test(arguments: [
        (BatchState.inDoubt, "batch 7 is in doubt (10 ids): "), (.rejected, "batch 7 was rejected (10 ids): "),
    ])
    func namesDoubtsAndRefusalsEvenWhenQuiet(_ state: BatchState, _ words: String) {
        let fake = FakeConsole(isQuiet: true)
        let view = DispatchView(console: fake.console, now: CommandWorld.now, zone: .gmt)
        var evidence = AttemptEvidence()
        evidence.feishuCode = 99_992_402
        view.observe(.attempted(run: Samples.runID, ordinal: 7, recipients: 10, state: state, evidence: evidence))
        #expect(fake.errorLines == [words + "code 99992402"])
    }

    /// A message to one person is no batch, in the line no less than in what `status` says of it.
    @Test(arguments: [
        (BatchState.inDoubt, "message 7 is in doubt: code 99992402"),
        (.rejected, "message 7 was rejected: code 99992402"),
        (.pending, "message 7 was not taken and is still to be sent: code 99992402"),
    ])
    func callsMessagesByTheirName(_ state: BatchState, _ line: String) {
        let (fake, view) = view()
        var run = Samples.run([.pending], state: .sending)
        run.channel = .direct
        view.observe(.started(run))
        var evidence = AttemptEvidence()
        (evidence.feishuCode, evidence.httpStatus, evidence.firstByte) = (99_992_402, 400, "allowed")
        view.observe(.attempted(run: Samples.runID, ordinal: 7, recipients: 1, state: state, evidence: evidence))
        #expect(fake.errorLines.contains(line), "\(fake.errorLines)")
    }

    @Test func escapesEverythingThatComesFromOutside() {
        let (fake, view) = view()
        var evidence = AttemptEvidence()
        evidence.message = Self.hostile
        evidence.logID = Self.hostile
        for state in [BatchState.inDoubt, .rejected] {
            view.observe(.attempted(run: Samples.runID, ordinal: 1, recipients: 1, state: state, evidence: evidence))
        }
        evidence.firstByte = "allowed"
        view.observe(.attempted(run: Samples.runID, ordinal: 1, recipients: 1, state: .pending, evidence: evidence))
        view.observe(.waiting(run: Samples.runID, milliseconds: 90_000, reason: .appPause(Self.hostile)))
        view.observe(.recallRequested(ordinal: 1, state: .refused, message: Self.hostile))
        #expect(fake.errorLines.count == 5)
        for scalar in ["\u{1B}", "\u{7}", "\u{202E}", "\r"] { #expect(!fake.errors.contains(scalar)) }
        #expect(fake.errors.contains("\\u{1b}"))
    }

    @Test func tellsALongWaitOnceAndShortOnesNever() {
        let (fake, view) = view()
        view.observe(.waiting(run: Samples.runID, milliseconds: 1999, reason: .rateLimit))
        #expect(fake.errors.isEmpty)
        view.observe(.waiting(run: Samples.runID, milliseconds: 40_000, reason: .rateLimit))
        view.observe(.waiting(run: Samples.runID, milliseconds: 39_750, reason: .rateLimit))
        #expect(fake.errorLines == ["waiting 40 s: the rate limit's window is full"])
        view.observe(attempt(1, .accepted))
        view.observe(.waiting(run: Samples.runID, milliseconds: 41_000, reason: .rateLimit))
        #expect(fake.errorLines.last == "waiting 41 s: the rate limit's window is full")
        #expect(fake.errorLines.filter { $0.hasPrefix("waiting") }.count == 2)
    }

    @Test func tellsWhatWasFoundOfADeadRunner() {
        let (fake, view) = view()
        var report = RescueReport()
        view.observe(.rescued(report))
        #expect(fake.errors.isEmpty)
        report.requeued = [BatchReference(run: RunID(rawValue: "a"), ordinal: 1)]
        report.inDoubt = [BatchReference(run: RunID(rawValue: "a"), ordinal: 2)]
        view.observe(.rescued(report))
        #expect(fake.errorLines.count == 2)
        #expect(fake.errorLines[0].contains("1 batch provably never left"))
        #expect(fake.errorLines[1].contains("batch 2 of run a was on the wire; it is in doubt"))
        report = RescueReport()
        report.repeatable = [BatchReference(run: RunID(rawValue: "a"), ordinal: 3)]
        report.outlived = [BatchReference(run: RunID(rawValue: "a"), ordinal: 4)]
        view.observe(.rescued(report))
        #expect(fake.errorLines[2].contains("1 message was on the wire and goes out again"))
        #expect(
            fake.errorLines[3].contains("batch 4 of run a may have arrived, and its uuid can no longer be repeated"))
    }

    @Test func showsFiguresWithUnknownOnesAsADash() {
        let (fake, view) = view()
        var run = Samples.run([.accepted])
        view.observe(.polled(run, nextInMilliseconds: 30_000))
        #expect(fake.errorLines[0].contains("delivered – of – · read at least – (–) · next look in 30 s"))
        run.progress = ProgressFigures(valid: 10, delivered: 8, read: 2)
        view.observe(.polled(run, nextInMilliseconds: nil))
        #expect(fake.errorLines[1].hasSuffix("delivered 8 of 10 · read at least 2 (25.0%)"))
    }

    private func view(isTerminal: Bool = false, columns: Int = 80) -> (FakeConsole, DispatchView) {
        let fake = FakeConsole(isTerminal: isTerminal, columns: columns)
        return (fake, DispatchView(console: fake.console, now: CommandWorld.now, zone: .gmt))
    }

    private func attempt(_ ordinal: Int, _ state: BatchState, recipients: Int = 10) -> EngineEvent {
        .attempted(
            run: Samples.runID, ordinal: ordinal, recipients: recipients, state: state, evidence: AttemptEvidence())
    }
}
