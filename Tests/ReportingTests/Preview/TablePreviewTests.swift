import JobModel
import StrictJSON
import Testing

@testable import Reporting

/// Tables lose nothing, however wide they and the terminal are.
struct TablePreviewTests {
    private func drawn(_ table: JSONValue, columns: Int) -> [String] {
        TerminalPreview.lines(MessagePreview(.card(.json(["elements": [table]]))), columns: columns).map(\.plain)
    }

    private func table(_ names: [String], _ rows: [[String]]) -> JSONValue {
        [
            "tag": "table",
            "columns": .array(
                names.enumerated().map { ["name": .string("c\($0)"), "display_name": .string($1)] }),
            "rows": .array(
                rows.map { row in
                    .object(row.enumerated().map { .init("c\($0)", .string($1)) })
                }),
        ]
    }

    private var twelve: JSONValue {
        table((1...12).map { "第\($0)栏" }, [(1...12).map { "值为\($0)的内容" }, (1...12).map { "value \($0)" }])
    }

    @Test func aWideTerminalIsUsed() {
        let lines = drawn(twelve, columns: 200)
        #expect(Set(lines.map { TerminalText.columns(of: $0) }).count == 1)
        #expect((lines.first.map { TerminalText.columns(of: $0) } ?? 0) > 76)
        #expect(lines.count == 5, "the box, the headings and two rows: \(lines)")
        for number in 1...12 { #expect(lines[2].contains("值为\(number)的内容") && lines[3].contains("value \(number)")) }
    }

    @Test(arguments: [24, 40, 60, 76, 90, 120]) func nothingIsCut(_ columns: Int) {
        let lines = drawn(twelve, columns: columns)
        let text = lines.joined().filter { !" │".contains($0) }
        for number in 1...12 {
            #expect(text.contains("第\(number)栏") && text.contains("值为\(number)的内容"), "\(number) in \(lines)")
        }
        #expect(!text.contains("…"))
        #expect(
            Set(lines.map { TerminalText.columns(of: $0) }) == [
                max(columns, 24) > 76 ? TerminalText.columns(of: lines[0]) : max(columns, 24)
            ])
        #expect(TerminalText.columns(of: lines[0]) <= max(columns, 24))
    }

    @Test func cellsAreWrappedInTheirColumns() {
        let lines = drawn(
            table(["City", "What"], [["苏州", "A plant that is a long way from here"], ["Berlin", "Lunch"]]), columns: 34)
        #expect(
            lines == [
                "╭─ card ─────────────────────────╮",
                "│ City    What                   │",
                "│ 苏州    A plant that is a long │",
                "│         way from here          │",
                "│ Berlin  Lunch                  │",
                "╰────────────────────────────────╯",
            ], "\(lines.joined(separator: "\n"))")
    }

    @Test func rowsThatFitNowhereAreLists() {
        let lines = drawn(
            table(["姓名", "Department", "Floor"], [["王小明", "Finance and Control", "5"], ["Li", "", "6"]]), columns: 24)
        #expect(
            lines == [
                "╭─ card ───────────────╮",
                "│ 姓名: 王小明         │",
                "│ Department: Finance  │",
                "│ and Control          │",
                "│ Floor: 5             │",
                "│ ──────────────────── │",
                "│ 姓名: Li             │",
                "│ Department:          │",
                "│ Floor: 6             │",
                "╰──────────────────────╯",
            ], "\(lines.joined(separator: "\n"))")
    }

    @Test func wordsStayNarrowBesideAWideTable() {
        let words: JSONValue = ["tag": "markdown", "content": .string(String(repeating: "word ", count: 60))]
        let card: JSONValue = ["elements": [words, twelve]]
        let lines = TerminalPreview.lines(MessagePreview(.card(.json(card))), columns: 220).map(\.plain)
        for line in lines where line.contains("word") {
            #expect(line.dropFirst(2).prefix(72).contains("word") && !line.dropFirst(74).contains("word"), "\(line)")
        }
    }
}
