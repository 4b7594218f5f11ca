import Foundation
import StrictJSON
import Testing

@testable import JobModel

/// A cell is a value wherever it is put: it never mentions, styles, links or leads elsewhere.
struct HostileCellTests {
    private func filled(_ template: String, _ cells: [String?], _ place: PersonalPlace) -> String? {
        let columns = ["a", "b"]
        do {
            let string = try PersonalString(template, in: place) { columns.firstIndex(of: $0.column) ?? 0 }
            return try string.filled(cells)
        } catch {
            return nil
        }
    }

    /// Refused wherever people read.
    @Test(arguments: [
        "<at user_id=\"all\">", "<at user_id=all></at>", "a\u{0}b", "\u{7}", "\u{1B}[2J", "\u{202E}gnp",
        "\u{202D}x\u{202C}",
        "\u{2066}x", "x\u{2069}", "\u{9B}m", "\u{FFFE}", "a\rb", "https://evil.example", "see http://evil.example",
        "javascript://x", "www.evil.example", "WwW.evil.example", "applink://x",
    ])
    func isRefusedEverywhere(_ cell: String) {
        for place in [PersonalPlace.words, .escapedWords, .markdown, .unknown] {
            #expect(filled("x {{a}} y", [cell], place) == nil, "\(place)")
        }
    }

    /// A words place: the very text, or nothing (`nil`).
    @Test(
        arguments: [
            ("{{a}}", ["Ann"], "Ann"), ("{{a}}", ["1 < 2"], "1 < 2"), ("{{a}}", ["<3"], "<3"),
            ("{{a}}", ["a*b_c`"], "a*b_c`"),
            ("{{a}}", ["[Beijing] (2)"], "[Beijing] (2)"), ("{{a}}", ["R&D &lt;"], "R&D &lt;"),
            ("{{a}}", ["<b>"], nil), ("{{a}}", ["</b>"], nil), ("{{a}}", ["<B"], nil), ("{{a}}", ["<!--"], nil),
            ("{{a}}", ["[x](y)"], nil),
            // Together with what stands beside it.
            ("{{a}}{{b}}", ["<", "at user_id=ou_1>"], nil), ("{{a}}b>", ["<"], nil), ("<{{a}}", ["b>"], nil),
            ("{{a}}{{b}}", ["[x]", "(y)"], nil), ("{{a}}(y)", ["[x]"], nil), ("[x]{{a}}", ["(y)"], nil),
            ("{{a}}{{b}}", ["https:", "//x"], nil), ("{{a}}//x", ["https:"], nil), ("{{a}}.x", ["www"], nil),
            ("w{{a}}", ["ww.x"], nil), ("<b>{{a}}</b>", ["Ann"], "<b>Ann</b>"), ("<b>{{a}}</b>", ["</b>"], nil),
            ("[x](https://x.example/{{a}})", ["b) [y](z"], "[x](https://x.example/b%29%20%5By%5D%28z)"),
            ("https://x.example/{{a}}", ["//evil.example/?a#b"], "https://x.example/%2F%2Fevil.example%2F%3Fa%23b"),
            ("{{a|<b>x</b>}}", [nil], "<b>x</b>"),
        ] as [(String, [String?], String?)])
    func wordsStayWords(_ template: String, _ cells: [String?], _ text: String?) {
        #expect(filled(template, cells, .words) == text)
    }

    @Test(arguments: [("R&D", "R&amp;D"), ("&lt;b&gt;", "&amp;lt;b&amp;gt;"), ("1 < 2", "1 &lt; 2")])
    func whatFeishuUnescapesIsEscaped(_ cell: String, _ text: String) {
        #expect(filled("{{a}}", [cell], .escapedWords) == text)
    }

    /// Markdown of a card: entities, and what reads them back gives the very cell.
    @Test(arguments: [
        ("Ann", "Ann"), ("2026-12-01", "2026-12-01"), ("09:30:15", "09:30:15"), ("snake_case", "snake_case"),
        ("3.5", "3.5"), ("-5", "-5"), ("O'Brien, Conan", "O'Brien, Conan"), ("a/b@c 5%", "a/b@c 5%"),
        ("**b**", "&#42;&#42;b&#42;&#42;"), ("_i_", "&#95;i&#95;"), ("~~s~~", "&#126;&#126;s&#126;&#126;"),
        ("`c`", "&#96;c&#96;"), ("<font color=red>", "&#60;font color=red&#62;"), ("&#42;", "&#38;&#35;42;"),
        ("[x](y)", "&#91;x&#93;&#40;y&#41;"), ("<at id=ou_1></at>", "&#60;at id=ou_1&#62;&#60;/at&#62;"),
        (":DONE:", "&#58;DONE&#58;"), ("a: b", "a: b"), ("$urlVal", "&#36;urlVal"), ("a|b", "a&#124;b"),
        ("# h", "&#35; h"), ("> q", "&#62; q"), ("- l", "&#45; l"), ("---", "&#45;--"), ("+ l", "&#43; l"),
        ("===", "&#61;=="), ("1. l", "1&#46; l"), ("1) l", "1&#41; l"), ("x\n- l", "x\n&#45; l"),
        ("x\n    code", "x\n&#32;&#32;&#32;&#32;code"), ("x\n2. l", "x\n2&#46; l"), ("Hi!", "Hi&#33;"), ("a!b", "a!b"),
        ("\\*", "&#92;&#42;"),
    ])
    func markdownIsEscaped(_ cell: String, _ text: String) {
        #expect(filled("{{a}}", [cell], .markdown) == text)
        #expect(filled("**{{a}}**", [cell], .markdown) == "**\(text)**")
    }

    /// Where nobody knows which markup there is.
    @Test(arguments: [
        ("Ann", true), ("R&D", true), ("2026-12-01", true), ("09:30", true), ("Team: Blue", true), ("snake_case", true),
        ("3.5", true), ("-5", true), ("Building #3", true), ("O'Brien (HR)", true), ("a > b", true), ("王小明，财务", true),
        ("<b", false), ("*", false), ("138****0132", false), ("_i_", false), ("~", false), ("`", false), ("[x", false),
        ("x]", false), ("\\", false), ("$x", false), ("a|b", false), ("&lt;", false), ("&#60;", false),
        (":DONE:", false),
        ("# h", false), ("> q", false), ("- l", false), ("1. l", false), ("x\n- l", false), ("---", false),
    ])
    func anUnknownReaderGetsPlainWordsOnly(_ cell: String, _ isTaken: Bool) {
        #expect(filled("{{a}}", [cell], .unknown) == (isTaken ? cell : nil))
    }

    @Test(
        arguments: [
            (PersonalPlace.data, "x {{a}}", "<b>[x](y)*", "x <b>[x](y)*"), (.data, "{{a}}", "a\u{0}", nil),
            (.address, "https://x.example/{{a}}", "a b", "https://x.example/a%20b"),
            (.address, "{{a}}", "https://x", nil), (.address, "https://{{a}}", "x", nil),
            (.address, "mailto:{{a}}", "x", nil),
            (.address, "https:///{{a}}", "x", nil),
            (.address, "https://x.example?q={{a}}", "&b=c", "https://x.example?q=%26b%3Dc"),
            (.unknown, "https://x.example/{{a}}", "*", "https://x.example/%2A"),
            (.markdown, "[x](https://x.example/{{a}}) {{a}}", "*", "[x](https://x.example/%2A) &#42;"),
            (.markdown, "[x]({{a}})", "x", nil), (.markdown, "``{{a}}``", "x", nil),
            (.markdown, "`x` {{a}}", "x", "`x` x"),
            (.words, "https://x.example/{{a}}/y", "..", nil), (.address, "https://x.example/{{a}}", ".", nil),
            (.address, "https://x.example/{{a}}", "a..b", "https://x.example/a..b"), (.words, "`{{a}}`", "x", "`x`"),
            (.words, "<at user_id='{{a}}'>", "x", nil), (.words, "a <{{a}}", "x", nil),
        ] as [(PersonalPlace, String, String, String?)])
    func dataAndAddresses(_ place: PersonalPlace, _ template: String, _ cell: String, _ text: String?) {
        #expect(filled(template, [cell], place) == text)
    }

    @Test(arguments: [
        ("text", "<b>"), ("a", "<b>"), ("md", "**"),
    ])
    func everyKindOfPostNodeIsGuarded(_ tag: String, _ cell: String) throws {
        let node: JSONValue =
            tag == "a" ? ["tag": "a", "text": "{{v}}", "href": "https://x"] : ["tag": .string(tag), "text": "{{v}}"]
        let message = Message.post(["zh_cn": ["content": [[node]]]])
        let reasons = try PersonalFixture.refusal(message, "open_id,v\nou_1,ok\nou_2,\(cell)\n")
        #expect(reasons.map(\.pointer) == ["/audience/files/0"])
        #expect(reasons.first?.message.hasPrefix("a.csv:3: the column \"v\" holds") == true, "\(reasons)")
    }

    @Test func everyPlaceOfACardHasItsOwnRule() throws {
        let card: JSONValue = [
            "header": ["title": ["tag": "plain_text", "content": "{{v}}"]],
            "elements": [
                ["tag": "markdown", "content": "{{v}}", "i18n": ["en_us": "{{v}}"]],
                [
                    "tag": "button", "text": ["tag": "lark_md", "content": "{{v}}"],
                    "url": "https://x.example/{{v}}", "value": ["k": "{{v}}"],
                ],
            ],
        ]
        let content = try PersonalFixture.contents(
            try PersonalFixture.plan(.card(.json(card)), "open_id,v\nou_1,a*b\n"))[0].content
        let text = content.text()
        #expect(
            text
                == #"{"header":{"title":{"tag":"plain_text","content":"a*b"}},"elements":[{"tag":"markdown","content":"a&#42;b","#
                + #""i18n":{"en_us":"a&#42;b"}},{"tag":"button","text":{"tag":"lark_md","content":"a&#42;b"},"#
                + #""url":"https://x.example/a%2Ab","value":{"k":"a*b"}}]}"#)
        for hostile in [
            ["elements": [["tag": "table", "columns": [], "rows": [["c": "{{v}}"]]]]],
            ["elements": [["tag": "strange", "content": "{{v}}"]]],
        ] as [JSONValue] {
            #expect(try PersonalFixture.refusal(.card(.json(hostile)), "open_id,v\nou_1,a*b\n").count == 1)
        }
    }

    @Test func aTemplatesVariablesTakePlainWords() throws {
        let message = Message.template(CardTemplate(id: "AAq1", variables: ["v": "{{v}}"]))
        #expect(try PersonalFixture.refusal(message, "open_id,v\nou_1,**x**\n").count == 1)
        #expect(try PersonalFixture.refusal(message, "open_id,v\nou_1,x\n") == [])
    }

    /// A request goes through JSON twice.
    @Test(arguments: [#"","msg_type":"text","x":""#, #"\",\"a\":\""#, "\\", "\\\\\"", "\"}", "}}{{"])
    func noCellLeavesItsString(_ cell: String) throws {
        let quoted = cell.replacing("\"", with: "\"\"")
        let plan = try PersonalFixture.plan(.text("{{v}}"), "open_id,v\nou_1,\"\(quoted)\"\n")
        #expect(try PersonalFixture.texts(plan) == ["ou_1: \(cell)"])
        let body = try #require(JSONReader().readStrictly([UInt8](plan.body(of: plan.batches[0]))))
        #expect(body.members?.map(\.key) == ["receive_id", "uuid", "content", "msg_type"])
    }
}
