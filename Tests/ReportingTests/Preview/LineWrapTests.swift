import Testing

@testable import Reporting

/// Lines are cut by what a terminal shows, between words or between wide characters.
struct LineWrapTests {
    @Test(
        arguments: [
            ("", 10, [""]), ("a b", 10, ["a b"]), ("one two three", 7, ["one two", "three"]),
            ("one two", 3, ["one", "two"]),
            ("福利选择开放", 5, ["福利", "选择", "开放"]), ("a福b利c", 3, ["a福", "b利", "c"]), ("福利 abc", 7, ["福利", "abc"]),
            ("abcdefgh", 3, ["abc", "def", "gh"]), ("a abcdefgh", 4, ["a", "abcd", "efgh"]),
            ("a\nb\n", 5, ["a", "b", ""]),
            ("a  b", 10, ["a  b"]), ("ab   cd", 3, ["ab", "cd"]), ("tab\there", 20, ["tab here"]),
            ("\tset in", 20, ["    set in"]),
            ("a\t\tb", 6, ["a", "b"]),
            ("a\u{1B}[31m", 20, ["a\\u{1b}[31m"]), ("a\n\u{301}b", 5, ["a", "\u{25CC}\u{301}b"]),
        ] as [(String, Int, [String])])
    func cutsWhereALineMayBreak(_ text: String, _ width: Int, _ lines: [String]) {
        let wrapped = LineWrap.lines([.init(text)], width: width)
        #expect(wrapped.map(\.plain) == lines)
        #expect(wrapped.allSatisfy { $0.columns <= width })
    }

    @Test func looksStayWithTheirWordsAndDoNotPartThem() {
        let bold = TerminalLook(isBold: true)
        let lines = LineWrap.lines([.init("ab "), .init("cd", bold), .init("ef gh")], width: 6)
        #expect(lines == [StyledLine("ab"), StyledLine([.init("cd", bold), .init("ef")]), StyledLine("gh")])
    }

    @Test func longTextsAreCutInOneGo() {
        let lines = LineWrap.lines([.init(String(repeating: "word 福利 ", count: 15_000))], width: 60)
        #expect(lines.count > 1000 && lines.allSatisfy { $0.columns <= 60 })
    }

    @Test func aStyledLineIsSafeInBothForms() {
        let look = TerminalLook(colour: 31, isBold: true)
        let line = StyledLine([.init("a\u{1B}]0;x\u{7}", look), .init("b"), .init("", look)])
        #expect(line.plain == "a\\u{1b}]0;x\\u{7}b")
        #expect(line.coloured == "\u{1B}[1;31ma\\u{1b}]0;x\\u{7}\u{1B}[0mb")
        #expect(StyledLine("福").padded(to: 4).plain == "福  ")
    }
}
