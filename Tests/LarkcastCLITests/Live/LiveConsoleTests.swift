import Foundation
import JobModel
import Reporting
import TestSupport
import Testing

@testable import LarkcastCLI

/// Where something is shown moving, and where not.
struct LiveConsoleTests {
    private func draw(_ console: Console) { console.show(live: { _ in [StyledLine("moves")] }) }

    @Test func nothingMovesWithoutATerminalOrWhenQuiet() {
        for fake in [FakeConsole(), FakeConsole(isTerminal: true, isQuiet: true)] {
            let console = fake.console
            draw(console)
            console.show(transient: "moves")
            console.endLive()
            #expect(fake.errors.isEmpty && fake.out.isEmpty && !console.showsLive)
        }
    }

    @Test func dataIsNeverBelowWhatMoves() {
        let fake = FakeConsole(isTerminal: true)
        let console = fake.console
        draw(console)
        console.out(["data"])
        #expect(fake.errors.hasSuffix("\r\u{1B}[J\u{1B}[?25h"))
        #expect(fake.out == "data\n")
    }

    @Test func aQuestionIsAskedOnALineOfItsOwn() {
        let fake = FakeConsole(answers: ["y"], isTerminal: true)
        let console = fake.console
        draw(console)
        #expect(console.ask("Send? ") == "y")
        #expect(fake.errors.hasSuffix("\r\u{1B}[J\u{1B}[?25hSend? "))
    }

    @Test func aWarningStaysAboveAndWithQuietItIsAlone() {
        let fake = FakeConsole(isTerminal: true)
        let console = fake.console
        draw(console)
        console.warn("doubt")
        #expect(fake.errors.hasSuffix("\r\u{1B}[Jdoubt\n\rmoves\u{1B}[K\u{1B}[J"))
        let quiet = FakeConsole(isTerminal: true, isQuiet: true)
        draw(quiet.console)
        quiet.console.warn("doubt")
        #expect(quiet.errors == "doubt\n")
    }

    @Test func aLineThatPassesIsGoneWithTheNextWord() {
        let fake = FakeConsole(isTerminal: true, columns: 30)
        let console = fake.console
        console.show(transient: String(repeating: "通讯录", count: 9))
        console.note("done")
        console.note("and more")
        var screen = VirtualScreen(columns: 30)
        screen.feed(fake.errors)
        #expect(screen.text == ["done", "and more"])
    }
}
