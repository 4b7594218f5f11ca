import Testing

@testable import Reporting

/// Other people's text must not act on a terminal, and what is aligned must look aligned.
struct TerminalTextTests {
    @Test(
        "controls become visible",
        arguments: [
            ("\u{1B}[2J", "\\u{1b}[2J"), ("\u{1B}]8;;http://x\u{07}", "\\u{1b}]8;;http://x\\u{7}"),
            ("a\rb", "a\\u{d}b"),
            ("a\nb", "a\\u{a}b"), ("\u{9B}31m", "\\u{9b}31m"), ("abc\u{202E}fed", "abc\\u{202e}fed"),
            ("a\u{2066}b\u{2069}", "a\\u{2066}b\\u{2069}"), ("\u{7F}", "\\u{7f}"), ("\u{0}", "\\u{0}"),
            ("x\u{2028}y", "x\\u{2028}y"),
        ])
    func escapesWhatActs(_ raw: String, _ shown: String) {
        #expect(TerminalText.escaped(raw) == shown)
    }

    @Test(arguments: ["plain", "福利选择 👩‍👩‍👧 été", "a\u{200D}b", "👋🏽", "e\u{301}"])
    func leavesOrdinaryTextAlone(_ text: String) {
        #expect(TerminalText.escaped(text) == text)
    }

    @Test(arguments: [("", 0), ("abc", 3), ("福利", 4), ("a福b", 4), ("👋", 2), ("e\u{301}", 1), ("ｆｕ", 4), ("한글", 4)])
    func countsColumnsAsATerminalDoes(_ text: String, _ columns: Int) {
        #expect(TerminalText.columns(of: text) == columns)
    }

    @Test(
        arguments: [
            ("short", 10, "short"), ("exactly", 7, "exactly"), ("too long", 5, "too …"), ("福利选择", 5, "福利…"),
            ("福利选择", 4, "福…"), ("ab", 1, "…"),
        ])
    func cutsAtAColumnAndSaysSo(_ text: String, _ limit: Int, _ cut: String) {
        #expect(TerminalText.truncated(text, toColumns: limit) == cut)
        #expect(TerminalText.columns(of: TerminalText.truncated(text, toColumns: limit)) <= limit)
    }

    @Test func alignsByColumnsNotByCharacters() {
        var table = TextTable([
            .init(heading: "Name"), .init(heading: "Count", isNumeric: true), .init(heading: "Last"),
        ])
        table.append(["财务部", "1", "x"])
        table.append(["IT", "12,345", ""])
        #expect(table.lines() == ["Name     Count  Last", "财务部       1  x", "IT      12,345"])
    }

    @Test func escapesCellsAndPrintsNothingForNoRows() {
        var table = TextTable([.init(heading: "Name")])
        #expect(table.lines().isEmpty)
        table.append(["evil\u{1B}[31m\nforged line"])
        #expect(table.lines() == ["Name", "evil\\u{1b}[31m\\u{a}forged line"])
    }

    @Test(
        arguments: [
            (0, 10, "··········"), (10, 10, "██████████"), (5, 10, "█████·····"), (1, 16, "▋·········"),
            (20, 10, "██████████"), (-1, 10, "··········"),
        ] as [(Int, Int, String)])
    func drawsBars(_ part: Int, _ whole: Int, _ bar: String) {
        #expect(Bar.text(part, of: whole, columns: 10) == bar)
    }

    @Test func drawsUnknownAsEmpty() {
        #expect(Bar.text(nil, of: 10, columns: 4) == "····")
        #expect(Bar.text(3, of: nil, columns: 4) == "····")
        #expect(Bar.text(3, of: 0, columns: 4) == "····")
    }
}
