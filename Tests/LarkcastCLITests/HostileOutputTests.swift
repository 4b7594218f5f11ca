import Foundation
import JobEngine
import JobModel
import JobStore
import StrictJSON
import TestSupport
import Testing

@testable import LarkcastCLI

/// Whatever reaches the console, nothing but our own line breaks and our own cursor movement leaves it.
struct HostileOutputTests {
    /// The text without what the console writes itself to draw over a transient line.
    private func withoutErasing(_ text: String) -> String {
        text.replacing(#/\A\r|\r\u{1B}\[J|\u{1B}\[K\u{1B}\[J/#.matchingSemantics(.unicodeScalar), with: "")
    }

    private func expectDead(_ console: FakeConsole, _ lines: Int) {
        for stream in [console.out, console.errors] {
            let text = withoutErasing(stream)
            #expect(HostileText.live(in: text, but: ["\n"]).isEmpty, "\(text.debugDescription)")
        }
        let written = withoutErasing(console.out + console.errors)
        #expect(written.unicodeScalars.count { $0 == "\n" } == lines, "no text begins a line of its own")
    }

    @Test(arguments: HostileText.texts) func everyWayThroughTheConsoleIsDead(_ text: String) {
        let console = FakeConsole(answers: [nil], isTerminal: true)
        console.console.show(transient: text)
        console.console.note(text)
        console.console.warn(text)
        console.console.out([text, text])
        _ = console.console.ask(text)
        expectDead(console, 4)
    }

    @Test(arguments: HostileText.texts) func aFailureIsAsManyLinesAsWeMade(_ text: String) throws {
        let console = FakeConsole()
        FailureReport(console: console.console).show(
            CommandFailure(exit: .data, type: "x", message: text, hint: text, logID: "id" + text))
        expectDead(console, 3)

        let problems = FakeConsole()
        let problem = ManifestProblem(
            file: text, line: 1, column: 1, pointer: "/" + text, message: text, suggestion: text)
        FailureReport(console: problems.console).show(CommandFailure(problems: [problem, problem], count: 5))
        expectDead(problems, 4)

        let json = FakeConsole(isJSON: true)
        FailureReport(console: json.console).show(
            CommandFailure(exit: .data, type: "x", message: text, hint: text, logID: text))
        let document = try #require(JSONReader().readStrictly(Array(json.out.utf8)))
        #expect(Array(document["error"]?["message"]?.string?.utf8 ?? "-".utf8) == Array(text.utf8))
        #expect(HostileText.live(in: json.out, but: ["\n"]).isEmpty)
    }

    @Test(arguments: HostileText.texts) func whatFeishuSaysDuringARunIsDead(_ text: String) {
        var evidence = AttemptEvidence()
        evidence.message = text
        evidence.hint = text
        evidence.logID = text
        for isTerminal in [true, false] {
            let console = FakeConsole(isTerminal: isTerminal)
            let view = DispatchView(console: console.console, now: CommandWorld.now, zone: .gmt)
            for state in [BatchState.inDoubt, .rejected] {
                view.observe(
                    .attempted(run: Samples.runID, ordinal: 1, recipients: 1, state: state, evidence: evidence))
            }
            view.observe(.waiting(run: Samples.runID, milliseconds: 5000, reason: .appPause(text)))
            view.observe(.recallRequested(ordinal: 1, state: .refused, message: text))
            let written = withoutErasing(console.errors)
            #expect(HostileText.live(in: written, but: ["\n"]).isEmpty, "\(written.debugDescription)")
        }
    }
}
