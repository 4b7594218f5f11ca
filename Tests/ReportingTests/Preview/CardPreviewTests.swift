import CustomDump
import StrictJSON
import Testing

@testable import Reporting

/// Cards of both schemas, element by element, and in their languages.
struct CardPreviewTests {
    private static func paragraph(_ text: String) -> PreviewBlock { .paragraph([PreviewRun(text)]) }

    private static let elements: [(JSONValue, [PreviewBlock])] = [
        (["tag": "div", "text": ["tag": "plain_text", "content": "**a**"]], [paragraph("**a**")]),
        (
            ["tag": "div", "text": ["tag": "lark_md", "content": "**a**"]],
            [.paragraph([PreviewRun("a", style: .bold)])]
        ),
        (
            [
                "tag": "div",
                "fields": [
                    ["is_short": true, "text": ["tag": "lark_md", "content": "a"]],
                    ["is_short": false, "text": ["tag": "plain_text", "content": "b"]],
                ],
            ],
            [
                .fields([
                    PreviewField(isShort: true, blocks: [paragraph("a")]),
                    PreviewField(isShort: false, blocks: [paragraph("b")]),
                ])
            ]
        ),
        (
            [
                "tag": "div", "text": ["tag": "plain_text", "content": "a"],
                "extra": ["tag": "img", "img_key": "img_1"],
            ],
            [.columns([[paragraph("a")], [.images([PreviewImage(name: "img_1")])]])]
        ),
        (["tag": "hr"], [.rule]), (["tag": "markdown", "content": "a"], [paragraph("a")]), (["tag": "markdown"], []),
        (
            ["tag": "img", "img_key": "img_1", "alt": ["content": "cat"], "title": ["content": "Cats"]],
            [.images([PreviewImage(name: "img_1", alternative: "Cats · cat")])]
        ),
        (
            ["tag": "img_combination", "img_list": [["img_key": "img_1"], ["img_key": "img_2"]]],
            [.images([PreviewImage(name: "img_1"), PreviewImage(name: "img_2")])]
        ),
        (
            [
                "tag": "note",
                "elements": [["tag": "plain_text", "content": "a"], ["tag": "standard_icon", "token": "star"]],
            ],
            [.note([paragraph("a"), .named("icon star")])]
        ),
        (
            ["tag": "column_set", "columns": [["tag": "column", "elements": [["tag": "hr"]]], [:]]],
            [.columns([[.rule], []])]
        ),
        (
            [
                "tag": "collapsible_panel", "expanded": true, "header": ["title": ["content": "More"]],
                "elements": [["tag": "hr"]],
            ],
            [.panel(title: [PreviewRun("More")], isOpen: true, [.rule])]
        ),
        (
            [
                "tag": "interactive_container", "behaviors": [["type": "open_url", "default_url": "https://a"]],
                "elements": [["tag": "hr"]],
            ],
            [.container(link: "https://a", [.rule])]
        ),
        (
            [
                "tag": "form", "name": "f",
                "elements": [["tag": "input", "label": ["content": "Name"], "placeholder": ["content": "you"]]],
            ],
            [.form(name: "f", [.controls([PreviewControl(.input, label: "Name: you")])])]
        ),
        (
            [
                "tag": "table",
                "columns": [
                    ["name": "a", "display_name": "A"], ["name": "b", "data_type": "lark_md"], ["name": "c"],
                ],
                "rows": [["a": "x", "b": "**y**"], ["a": 3, "c": [["text": "p"], "q"]]],
            ],
            [
                .table(
                    headings: ["A", "b", "c"],
                    rows: [
                        [[PreviewRun("x")], [PreviewRun("y", style: .bold)], []],
                        [[PreviewRun("3")], [], [PreviewRun("p, q")]],
                    ])
            ]
        ),
        (["tag": "chart", "chart_spec": ["type": "pie", "title": ["text": "Reads"]]], [.named("chart (pie): Reads")]),
        (["tag": "chart"], [.named("chart (unknown type)")]),
        (["tag": "person", "user_id": "ou_1"], [.people(["ou_1"])]),
        (["tag": "person_list", "persons": [["id": "ou_1"], ["id": "ou_2"]]], [.people(["ou_1", "ou_2"])]),
        (["tag": "audio", "file_key": "file_1"], [.named("audio file_1")]),
        (
            ["tag": "novelty", "text": ["content": "kept"], "elements": [["tag": "hr"]]],
            [.named("unknown element `novelty`"), paragraph("kept"), .rule]
        ),
    ]

    @Test(arguments: elements.indices) func everyElementIsDrawnOrNamed(_ index: Int) {
        let (element, blocks) = Self.elements[index]
        let variants = CardPreview.variants(["elements": [element]])
        expectNoDifference(variants.map(\.blocks), [blocks], "\(element.text())")
    }

    private static let controls: [(JSONValue, PreviewControl)] = [
        (
            ["tag": "button", "text": ["content": "Go"], "type": "primary", "url": "https://a"],
            PreviewControl(.button, label: "Go", look: "primary", link: "https://a")
        ),
        (
            ["tag": "button", "multi_url": ["url": "", "pc_url": "https://b"]],
            PreviewControl(.button, label: "button", link: "https://b")
        ),
        (
            ["tag": "button", "text": ["content": "x"], "behaviors": [["type": "callback"]]],
            PreviewControl(.button, label: "x")
        ),
        (
            ["tag": "overflow", "options": [["text": ["content": "a"]], ["value": "b"]]],
            PreviewControl(.menu, label: "…", options: ["a", "b"])
        ),
        (
            ["tag": "select_static", "placeholder": ["content": "Size"], "options": [["text": ["content": "S"]]]],
            PreviewControl(.select, label: "Size", options: ["S"])
        ),
        (["tag": "select_person"], PreviewControl(.select, label: "Choose people")),
        (["tag": "date_picker", "initial_date": "2026-12-01"], PreviewControl(.date, label: "2026-12-01")),
        (["tag": "picker_time"], PreviewControl(.date, label: "Time")),
        (["tag": "picker_datetime", "placeholder": ["content": "When"]], PreviewControl(.date, label: "When")),
        (["tag": "input"], PreviewControl(.input, label: "")),
        (
            ["tag": "checker", "text": ["content": "Done"], "checked": true],
            PreviewControl(.check, label: "Done", look: "on")
        ),
    ]

    @Test(arguments: controls.indices) func everyControlIsDrawn(_ index: Int) {
        let (element, control) = Self.controls[index]
        expectNoDifference(CardPreview.variants(["elements": [element]]).first?.blocks, [.controls([control])])
        expectNoDifference(
            CardPreview.variants(["elements": [["tag": "action", "actions": [element, ["tag": "novelty"]]]]]).first?
                .blocks,
            [.controls([control]), .named("unknown element `novelty`")])
    }

    @Test func schemaTwoStandsInItsBodyAndKnowsMoreMarkdown() {
        let card: JSONValue = ["schema": "2.0", "body": ["elements": [["tag": "markdown", "content": "# A"]]]]
        #expect(CardPreview.variants(card) == [PreviewVariant(blocks: [.heading(level: 1, [PreviewRun("A")])])])
    }

    @Test func aHeaderHasTitleSubtitleColourAndTags() {
        let card: JSONValue = [
            "header": [
                "title": ["tag": "plain_text", "content": "Town hall"],
                "subtitle": ["tag": "lark_md", "content": "**now**"],
                "template": "red", "text_tag_list": [["tag": "text_tag", "text": ["content": "new"]]],
            ],
            "card_link": ["url": "https://a"],
        ]
        #expect(
            CardPreview.variants(card) == [
                PreviewVariant(
                    header: PreviewHeader(
                        title: [PreviewRun("Town hall")], subtitle: [PreviewRun("now", style: .bold)], colour: "red",
                        tags: ["new"]),
                    blocks: [.named("the whole card opens https://a")])
            ])
        #expect(CardPreview.variants(["header": [:], "elements": []]).first?.header == nil)
    }

    @Test func languagesComeFromWhereverACardHasThem() {
        let first: JSONValue = [
            "i18n_header": ["zh_cn": ["title": ["content": "标题"]], "en_us": ["title": ["content": "Title"]]],
            "i18n_elements": [
                "zh_cn": [["tag": "markdown", "content": "你好"]], "en_us": [["tag": "markdown", "content": "Hello"]],
            ],
        ]
        let variants = CardPreview.variants(first)
        #expect(variants.map(\.locale) == ["zh_cn", "en_us"])
        #expect(variants.map { $0.header?.title.words } == ["标题", "Title"])
        #expect(variants.map(\.blocks) == [[Self.paragraph("你好")], [Self.paragraph("Hello")]])

        let second: JSONValue = [
            "schema": "2.0",
            "body": [
                "elements": [
                    ["tag": "markdown", "content": "Hello", "i18n_content": ["zh_cn": "你好", "en_us": "Hello!"]],
                    ["tag": "button", "text": ["content": "Go", "i18n": ["zh_cn": "去"]]],
                ]
            ],
        ]
        let both = CardPreview.variants(second)
        #expect(both.map(\.locale) == ["zh_cn", "en_us"])
        #expect(both[0].blocks == [Self.paragraph("你好"), .controls([PreviewControl(.button, label: "去")])])
        #expect(both[1].blocks == [Self.paragraph("Hello!"), .controls([PreviewControl(.button, label: "Go")])])
    }
}
