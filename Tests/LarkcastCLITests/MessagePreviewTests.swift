import JobModel
import StrictJSON
import Testing

@testable import LarkcastCLI

/// Every kind of message as plain lines; what is not known is named, never dropped.
struct MessagePreviewTests {
    @Test func textIsItsLines() {
        #expect(MessagePreview.lines(.text("one\n\nthree")) == ["one", "", "three"])
    }

    @Test func picturesAndGroupCardsAreNamed() {
        #expect(MessagePreview.lines(.image(.key("img_1"))) == ["[image img_1]"])
        #expect(MessagePreview.lines(.image(.file("a.png"))) == ["[image file a.png]"])
        #expect(MessagePreview.lines(.shareChat("oc_1")) == ["[group card of oc_1]"])
        #expect(MessagePreview.lines(.card(.file("card.json"))) == ["[card from card.json]"])
    }

    @Test func aTemplateShowsItsVersionAndVariables() {
        #expect(
            MessagePreview.lines(.template(CardTemplate(id: "AAq1", version: "1.0.2", variables: ["month": "May"])))
                == [
                    "[card template AAq1, version 1.0.2]", #"{"month":"May"}"#,
                ])
        #expect(
            MessagePreview.lines(.template(CardTemplate(id: "AAq1"))) == [
                "[card template AAq1, version newest at the time of sending]"
            ])
    }

    @Test func aPostShowsEveryLocaleAndElement() {
        let post: JSONValue = [
            "zh_cn": ["title": "公告", "content": [[["tag": "text", "text": "你好"]]]],
            "en_us": [
                "title": "News",
                "content": [
                    [
                        ["tag": "text", "text": "See "],
                        ["tag": "a", "text": "this", "href": "https://example.com"], ["tag": "at", "user_id": "ou_1"],
                    ],
                    [["tag": "img", "image_key": "img_1"], ["tag": "novelty"], [:]], [],
                ],
            ],
        ]
        #expect(
            MessagePreview.lines(.post(post)) == [
                "zh_cn: 公告", "你好", "", "en_us: News", "See this <https://example.com>@ou_1",
                "[img][novelty][element]", "", "",
            ])
    }

    @Test func aCardShowsHeaderTextsAndButtons() {
        let card: JSONValue = [
            "header": ["title": ["tag": "plain_text", "content": "Town hall"]],
            "elements": [
                ["tag": "div", "text": ["tag": "lark_md", "content": "**Today**\nat nine"]], ["tag": "hr"],
                ["tag": "action", "actions": [["text": ["content": "Join"]], ["text": ["content": "Skip"]]]],
                ["tag": "markdown", "content": "the end"], ["tag": "chart"], [:],
            ],
        ]
        #expect(
            MessagePreview.lines(.card(.json(card))) == [
                "▌ Town hall", "**Today**", "at nine", "────────", "[ Join ] [ Skip ]", "the end", "[chart]",
                "[element]",
            ])
    }

    @Test func aCardOfTheSecondSchemaShowsItsBody() {
        let card: JSONValue = [
            "schema": "2.0", "body": ["elements": [["tag": "markdown", "content": "Hello"], ["tag": "button"]]],
        ]
        #expect(MessagePreview.lines(.card(.json(card))) == ["Hello", "[button]"])
    }

    @Test func whatIsMalformedIsShownAsFarAsItGoes() {
        #expect(MessagePreview.lines(.post("text")) == [])
        #expect(MessagePreview.lines(.post(["zh_cn": ["content": "no list"]])) == ["zh_cn: ", ""])
        #expect(MessagePreview.lines(.card(.json(["elements": [1, "x"]]))) == ["[element]", "[element]"])
    }

    @Test func thePreviewEscapesWhatCouldSteerATerminal() throws {
        let manifest = Manifest(job: "hello", audience: Audience(), message: .text("a\u{1B}[31m\nb\u{202E}c"))
        #expect(PlanText.preview(manifest) == ["Message (text)", "  │ a\\u{1b}[31m", "  │ b\\u{202e}c", ""])
    }
}
