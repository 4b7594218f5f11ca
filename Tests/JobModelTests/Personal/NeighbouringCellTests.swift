import StrictJSON
import Testing

@testable import JobModel

/// What one cell is not, two of them may become, or one of them together with the author's words.
struct NeighbouringCellTests {
    private func filled(_ template: String, _ cells: [String?], _ place: PersonalPlace) -> String? {
        let columns = ["a", "b", "c"]
        do {
            let string = try PersonalString(template, in: place) { columns.firstIndex(of: $0.column) ?? 0 }
            return try string.filled(cells + [nil, nil])
        } catch {
            return nil
        }
    }

    /// No link, wherever people read.
    @Test(
        arguments: [
            ("Hi {{a}}{{b}} there", ["https:", "//evil.example/x"]), ("Hi {{a}}{{b}}", [":https:", "//evil.example"]),
            ("go {{a}}{{b}}", ["https:/", "/evil.example/"]),
            ("see {{a}}{{b}}", ["ww", "w.evil.example"]), ("see {{a}}{{b}}", ["W", "WW.evil.example"]),
            ("x https:{{a}}", ["//evil.example/x"]), ("see {{a}}/{{b}}evil.example", ["https:", "/"]),
            ("{{a}}://evil.example", ["https"]), ("{{a}}//evil.example", ["https:"]),
            ("{{a}}{{b}}{{c}}", ["https", ":", "//evil.example"]), ("w{{a}}", ["ww.evil.example"]),
            ("www.{{a}}", ["evil.example"]), ("see www.x.example{{a}}", [".evil.example"]),
            ("[x]{{a}}", ["(evil.example)"]), ("[x]( {{a}})", ["evil.example"]), ("{{a|<}}{{b}}>", [nil, "b"]),
            ("{{a|https://}}{{b}}", [nil, "evil.example"]), ("{{a|https://x.example}}{{b}}", [nil, ".evil.example"]),
            ("{{a|<at id=}}{{b}}></at>", [nil, "ou_1"]), ("{{a|[x](}}{{b}})", [nil, "evil.example"]),
        ] as [(String, [String?])])
    func neverMakeALink(_ template: String, _ cells: [String?]) {
        for place in [PersonalPlace.words, .escapedWords, .markdown, .unknown] {
            // Where the card's Markdown has a reference for the mark, it is no link either.
            if place == .markdown, template == "[x]{{a}}" { continue }
            #expect(filled(template, cells, place) == nil, "\(place)")
        }
    }

    /// Markdown of a card: a mark that comes about is written as a reference.
    @Test(
        arguments: [
            ("see {{a}}{{b}}", [":DO", "NE:"], "see &#58;DO" + "NE&#58;"), (":{{a}}", ["DONE:"], ":DONE&#58;"),
            (":{{a}}:", ["DONE"], ":&#68;ONE:"), (":DO{{a}}:", ["NE"], ":DO&#78;E:"),
            ("{{a}}:{{b}}", [":DO", "NE"], "&#58;DO:NE"),
            ("&{{a}}", ["lt;b"], "&&#108;t;b"), ("&#{{a}};", ["60"], "&#&#54;0;"), ("&{{a}};", ["lt"], "&&#108;t;"),
            ("{{a}}. Dezember", ["24"], "&#50;4. Dezember"), ("x\n{{a}}) y", ["1"], "x\n&#49;) y"),
            ("{{a}}{{b}}", ["1", ". x"], "1&#46; x"), ("[x]{{a}}", ["(y)"], "[x]&#40;y&#41;"),
            ("{{a}}[x](https://x.example)", ["!"], "&#33;[x](https://x.example)"),
            // What is none stays as it is.
            ("{{a}}:{{b}}:{{c}}", ["09", "30", "15"], "09:30:15"), ("Am {{a}}. Dezember", ["24"], "Am 24. Dezember"),
            ("{{a}}: {{b}}", ["Ann", "a: b"], "Ann: a: b"), ("{{a}}.{{b}}", ["1", "5"], "1.5"),
            ("R&D {{a}}; x", ["Ann"], "R&D Ann; x"), ("{{a}}{{b}}", ["王", "小明"], "王小明"),
            ("会议：{{a}}，地点：{{b}}", ["周会", "A3"], "会议：周会，地点：A3"), ("**{{a}}**: {{b}}", ["x", "y"], "**x**: y"),
            ("https://x.example/{{a}}/{{b}}", ["a", "b"], "https://x.example/a/b"),
            ("www.x.example/{{a}}", ["a b"], "www.x.example/a%20b"),
            ("{{a|https://x.example/}} {{b}}", [nil, "Ann"], "https://x.example/ Ann"),
        ] as [(String, [String?], String)])
    func markdownWritesReferences(_ template: String, _ cells: [String?], _ text: String) {
        #expect(filled(template, cells, .markdown) == text)
    }

    /// Where nobody knows which markup there is.
    @Test(
        arguments: [
            ("see {{a}}{{b}}", [":DO", "NE:"], nil), (":{{a}}", ["DONE:"], nil), (":{{a}}:", ["DONE"], nil),
            ("{{a}}{{b}}", ["&", "lt;"], nil), ("&{{a}}", ["lt;"], nil), ("&#{{a}};", ["60"], nil),
            ("{{a}}{{b}}", ["1", ". x"], nil), ("{{a}}[x](https://x.example)", ["Hi!"], nil),
            ("x {{a}}", ["y\n    code"], nil), ("x {{a}}", ["y\u{2028}- l"], nil),
            // Ordinary values in ordinary sentences.
            ("{{a}}:{{b}}", ["09", "30"], "09:30"), ("{{a}}: {{b}}", ["Room", "A3"], "Room: A3"),
            ("{{a}} & {{b}}", ["R&D", "IT; HR"], "R&D & IT; HR"),
            ("Hi {{a}}! [x](https://x.example)", ["Ann!"], "Hi Ann!! [x](https://x.example)"),
            ("Am {{a}}. Dezember um {{b}} Uhr", ["24", "9:30"], "Am 24. Dezember um 9:30 Uhr"),
            ("{{a}}/{{b}}", ["Sales", "EMEA"], "Sales/EMEA"), ("https://x.example/{{a}}", ["b"], "https://x.example/b"),
            ("**{{a}}**（{{b}}）", ["王小明", "财务部"], "**王小明**（财务部）"),
        ] as [(String, [String?], String?)])
    func anUnknownReaderIsToldSo(_ template: String, _ cells: [String?], _ text: String?) {
        #expect(filled(template, cells, .unknown) == text)
    }

    @Test func referencesOfAnEscapedNodeStayTheAuthors() {
        #expect(filled("&{{a}};", ["lt"], .escapedWords) == nil)
        #expect(filled("R&amp;D {{a}}", ["A&B"], .escapedWords) == "R&amp;D A&amp;B")
    }

    /// However long the author's words are, an edge that a cell touches counts.
    @Test func longWordsHaveEdgesToo() {
        let words = String(repeating: "字", count: 500)
        #expect(filled("\(words):{{a}}\(words)", ["DONE:"], .markdown) == "\(words):DONE&#58;\(words)")
        #expect(filled("\(words):{{a}}", ["DONE:"], .unknown) == nil)
        #expect(filled("{{a}}NE:\(words)", [":DO"], .unknown) == nil)
    }

    @Test func theColumnThatBringsItIsNamed() throws {
        let card: JSONValue = ["elements": [["tag": "markdown", "content": "Hi {{p}}{{q}} there"]]]
        let csv = "open_id,p,q\nou_1,\"https:\",//evil.example/x\n"
        let post: JSONValue = ["zh_cn": ["content": [[["tag": "md", "text": "Hi {{p}}{{q}} there"]]]]]
        let template = CardTemplate(id: "AAq1", variables: ["body": "go {{p}}{{q}}"])
        for message in [Message.card(.json(card)), .post(post), .template(template)] {
            let reasons = try PersonalFixture.refusal(message, csv)
            #expect(reasons.map(\.pointer) == ["/audience/files/0"])
            #expect(reasons.first?.message.hasPrefix("a.csv:2: the column") == true, "\(reasons)")
        }
    }

    /// Feishu's own words are chosen by the author.
    @Test(arguments: ["template", "text_size", "text_align", "color", "size", "layout", "background_style"])
    func wordsOfFeishusTakeNoCell(_ key: String) throws {
        let card: JSONValue = [
            "header": [key: "{{p}}", "title": ["tag": "plain_text", "content": "x"]], "elements": [["tag": "hr"]],
        ]
        let reasons = try PersonalFixture.refusal(.card(.json(card)), "open_id,p\nou_1,red\n")
        #expect(reasons.map(\.message) == ["a placeholder in an id or a word of Feishu's own"])
    }

    /// Characters that nobody sees go with the white space around a value.
    @Test(arguments: ["\u{FEFF}Ann", "Ann\u{200B}", "\u{FEFF} Ann\u{2060} ", "\u{200B}\u{FEFF}Ann", "\u{3164}Ann"])
    func whatNobodySeesAroundAValueIsDropped(_ cell: String) throws {
        let plan = try PersonalFixture.plan(.text("Dear {{n}}!"), "open_id,n\nou_1,\(cell)\n")
        #expect(try PersonalFixture.texts(plan) == ["ou_1: Dear Ann!"])
    }

    @Test(arguments: ["👩\u{200D}👧", "\u{200F}שלום", "نامه\u{200C}ها", "e\u{301}"])
    func whatScriptsNeedStays(_ cell: String) {
        #expect(AudienceCell.value(cell).map { Array($0.unicodeScalars) } == Array(cell.unicodeScalars))
    }
}
