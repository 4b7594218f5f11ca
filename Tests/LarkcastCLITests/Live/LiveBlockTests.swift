import Reporting
import TestSupport
import Testing

@testable import LarkcastCLI

/// The bytes that draw lines over lines.
struct LiveBlockTests {
    private let size = TerminalSize(columns: 20, rows: 10)

    private func lines(_ texts: String...) -> [StyledLine] { texts.map { StyledLine($0) } }

    @Test func aFirstDrawingHidesTheCursorAndTheLastGivesItBack() {
        var block = LiveBlock()
        #expect(
            block.draw(lines("one", "two"), size: size, colour: false)
                == "\u{1B}[?25l\rone\u{1B}[K\r\ntwo\u{1B}[K\u{1B}[J")
        #expect(block.isShown)
        #expect(
            block.draw(lines("one", "2"), size: size, colour: false)
                == "\r\u{1B}[1Aone\u{1B}[K\r\n2\u{1B}[K\u{1B}[J")
        #expect(block.end(size: size) == "\r\u{1B}[1A\u{1B}[J\u{1B}[?25h")
        #expect(!block.isShown)
        #expect(block.end(size: size).isEmpty, "once is enough")
    }

    @Test func whatIsThereAlreadyIsNotWritten() {
        var block = LiveBlock()
        _ = block.draw(lines("one"), size: size, colour: false)
        #expect(block.draw(lines("one"), size: size, colour: false).isEmpty)
        #expect(!block.draw(lines("one"), size: TerminalSize(columns: 30, rows: 10), colour: false).isEmpty)
    }

    @Test func aLineThatPassesLeavesTheCursorAlone() {
        var block = LiveBlock()
        let text = block.draw(lines("one"), size: size, hidesCursor: false, colour: false) + block.end(size: size)
        #expect(text == "\rone\u{1B}[K\u{1B}[J\r\u{1B}[J")
    }

    @Test func coloursAreAsked() {
        var block = LiveBlock()
        let line = [StyledLine("one", TerminalLook(colour: 36))]
        #expect(block.draw(line, size: size, colour: true).contains("\u{1B}[36mone\u{1B}[0m"))
        var plain = LiveBlock()
        #expect(!plain.draw(line, size: size, colour: false).contains("[36m"))
    }

    @Test func whatIsKeptStaysAboveThePrompt() {
        var block = LiveBlock()
        _ = block.draw(lines("one", "two"), size: size, colour: false)
        #expect(block.end(size: size, keeping: true) == "\r\n\u{1B}[?25h")
    }

    @Test func aLowTerminalIsNotScrolled() {
        var block = LiveBlock()
        let low = TerminalSize(columns: 20, rows: 3)
        let text = block.draw(lines("one", "two", "three", "four"), size: low, colour: false)
        #expect(text.contains("two") && !text.contains("three"))
    }

    /// A terminal wraps what has become too long for it, so that there are more lines to go up.
    @Test func aTerminalThatHasBecomeNarrowerIsDrawnOver() {
        var block = LiveBlock()
        _ = block.draw(lines(String(repeating: "x", count: 19), "two"), size: size, colour: false)
        let narrow = TerminalSize(columns: 10, rows: 10)
        #expect(block.draw(lines("a"), size: narrow, colour: false).hasPrefix("\r\u{1B}[2Aa"))
    }

    /// Whatever is drawn and said in whatever order: what was said stands above, and the latest lines below it.
    @Test(arguments: 0..<50)
    func theScreenIsWhatWasSaidAndWhatMoves(seed: Int) {
        var random = Seeded(seed)
        let fake = FakeConsole(isTerminal: true, columns: 20, rows: 12)
        let console = fake.console
        var screen = VirtualScreen(columns: 20)
        var said: [String] = []
        var shown: [String] = []
        for step in 0..<60 {
            switch random.next(5) {
            case 0:
                said.append("said \(step)")
                console.note("said \(step)")
            case 1:
                said.append("warned 警告 \(step)")
                console.warn("warned 警告 \(step)")
            case 2 where random.next(4) == 0:
                console.endLive()
                shown = []
            default:
                shown = (0...random.next(6)).map { "line \($0) " + String(repeating: "中", count: random.next(6)) }
                let lines = shown.map { StyledLine($0) }
                console.show(live: { _ in lines })
            }
            var now = screen
            now.feed(fake.errors)
            #expect(now.text == (said + shown).map(Self.trimmed), "step \(step)")
            #expect(now.isCursorShown == shown.isEmpty)
            #expect(now.unknown.isEmpty)
        }
        console.endLive()
        screen.feed(fake.errors)
        #expect(screen.text == said && screen.isCursorShown && screen.cursor.column == 0)
    }

    private static func trimmed(_ text: String) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }

    private struct Seeded {
        var state: UInt64
        init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }
}
