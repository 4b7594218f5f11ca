import Testing

@testable import JobModel

struct PlaceholderTextTests {
    private func shown(_ text: String) throws -> [String] {
        try PlaceholderText(text).pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .placeholder(let placeholder): "<\(placeholder.column)|\(placeholder.fallback ?? "-")>"
            }
        }
    }

    @Test(arguments: [
        ("", []), ("Hello", ["Hello"]), ("{{a}}", ["<a|->"]), ("a{{b}}c", ["a", "<b|->", "c"]),
        ("{{ a }}{{\tb\n}}", ["<a|->", "<b|->"]), ("{{a|x}}", ["<a|x>"]), ("{{ a | x y }}", ["<a|x y>"]),
        ("{{a|}}", ["<a|>"]), ("{{a| | }}", ["<a||>"]), ("{{姓名|同事}}，您好", ["<姓名|同事>", "，您好"]),
        ("{{a b-c.d}}", ["<a b-c.d|->"]), ("{a} }} {", ["{a} }} {"]), ("{{a}}}", ["<a|->", "}"]),
        ("{ {a}}", ["{ {a}}"]), ("{{a|<b>x</b>}}", ["<a|<b>x</b>>"]), ("{{a}}\u{301}", ["<a|->", "\u{301}"]),
    ])
    func takesATextApart(_ text: String, _ pieces: [String]) throws { #expect(try shown(text) == pieces) }

    @Test(arguments: [
        ("{{a", "is not closed"), ("Hi {{a} b", "closed by one brace"), ("{{", "is not closed"),
        ("{{{a}}", "brace inside"), ("{{{a}}}", "brace inside"), ("{{a{{b}}}}", "brace inside"),
        ("{{a|{b}}}", "brace inside"), ("{{}}", "names no column"), ("{{ }}", "names no column"),
        ("{{|x}}", "names no column"), ("{{a\nb}}", "cannot be the name"), ("{{a\u{0}}}", "cannot be the name"),
        ("{{a\u{202E}b}}", "cannot be the name"), ("{{\(String(repeating: "a", count: 65))}}", "cannot be the name"),
        ("{{a}} {{b", "{{b"),
    ])
    func namesWhatIsWrong(_ text: String, _ words: String) {
        do {
            _ = try PlaceholderText(text)
            Issue.record("\(text) was taken")
        } catch {
            #expect(error.message.contains(words), "\(error.message)")
            #expect(!error.hint.isEmpty)
        }
    }

    @Test(arguments: [("{{", true), ("a{{b", true), ("{ {", false), ("}}", false), ("", false), ("{\u{301}{", false)])
    func seesAtAGlanceWhetherThereIsOne(_ text: String, _ begins: Bool) {
        #expect(PlaceholderText.begins(in: text) == begins)
    }

    @Test func aLongTextOfBracesTakesNoLongerThanItsLength() throws {
        #expect(throws: PlaceholderFault.self) {
            try PlaceholderText(String(repeating: "{{a}}", count: 200_000) + "{{")
        }
        #expect(
            try PlaceholderText(String(repeating: "{", count: 1) + String(repeating: "}", count: 1_000_000)).pieces
                .count == 1)
    }

    @Test(
        arguments: [
            ("", nil), (" ", nil), ("\n\t", nil), ("\u{3000}", nil), ("a", "a"), (" a b ", "a b"), ("a\r\nb", "a\nb"),
            ("\u{A0}é", "é"), ("0", "0"),
        ] as [(String, String?)])
    func aCellIsAValueWithoutTheWhiteSpaceAroundIt(_ cell: String, _ value: String?) {
        #expect(AudienceCell.value(cell) == value)
    }
}
