import JobModel
import StrictJSON
import Testing

@testable import Reporting

/// What is said of a message is said in the reader's language; the message itself stays as it is.
struct ChinesePreviewTests {
    private static let card: JSONValue = [
        "schema": "2.0", "card_link": ["url": "https://a.example"],
        "body": [
            "elements": [
                ["tag": "marquee"], ["tag": "img", "img_key": "img_1"], ["tag": "audio"],
                ["tag": "chart", "chart_spec": ["type": "bar"]],
                ["tag": "markdown", "content": "See ![a](img_2) there"],
                [
                    "tag": "button", "text": ["content": "Join"], "disabled": true,
                    "confirm": ["title": ["content": "Sure?"]], "hover_tips": ["content": "soon"],
                    "behaviors": [
                        ["type": "open_url", "default_url": "https://b.example", "pc_url": "https://pc.example"]
                    ],
                ],
                [
                    "tag": "collapsible_panel", "expanded": false,
                    "elements": [["tag": "select_static"], ["tag": "date_picker"]],
                ],
                ["tag": "form", "name": "f", "elements": []],
            ]
        ],
    ]

    private static let words = [
        "未知元素 `marquee`", "图片 img_1", "音频 缺少文件", "图表（bar）", "图片 img_2：a", "点击后先询问：Sure?", "不可点击", "提示：soon",
        "电脑端：https://pc.example", "请选择", "日期", "表单 f", "点击整张卡片打开 https://a.example",
    ]

    @Test func onATerminal() {
        let preview = MessagePreview(.card(.json(Self.card)), in: .chinese)
        // Words wrap, so they are looked for without the frame and the blanks.
        let lines = TerminalPreview.lines(preview, columns: 200, in: .chinese).map(\.plain)
        let text = lines.map { $0.filter { !"│ ".contains($0) } }.joined()
        for words in Self.words + ["默认折叠，点开后可见", "╭─ 卡片"] {
            #expect(text.contains(words.replacing(" ", with: "")), "\(words)")
        }
        #expect(text.contains("Join"))
    }

    @Test func onThePage() {
        let page = PreviewPage.html(
            title: "x", facts: [], preview: MessagePreview(.card(.json(Self.card)), in: .chinese),
            size: RequestSize(kind: "card", bytes: 10, limit: 100), in: .chinese)
        for words in Self.words + ["消息预览 · 卡片"] { #expect(page.contains(words), "\(words)") }
        for english in ["unknown element", "asks first", "cannot be pressed", "hint:", "on a computer"] {
            #expect(!page.contains(english), "\(english)")
        }
    }

    @Test(arguments: [
        (Message.shareChat("oc_1"), "群名片 oc_1，7 天内有效"),
        (.template(CardTemplate(id: "AAq1", version: "1.0.0", variables: ["a": "b"])), "卡片模板 AAq1，版本 1.0.0"),
        (.template(CardTemplate(id: "AAq1", version: nil, variables: ["a": "b"])), "卡片模板 AAq1，发送时的最新版本"),
        (.image(.key("img_1")), "图片 img_1"), (.image(.file("a.png")), "图片 文件 a.png"),
        (.sticker("file_1"), "表情包 file_1"), (.file(.key("file_1")), "文件 file_1"),
        (.post(["zh_cn": ["content": [[["tag": "media", "file_key": "file_1"]], [["tag": "x"]]]]]), "视频 file_1"),
    ])
    func wholeMessages(_ message: Message, _ words: String) {
        let preview = MessagePreview(message, channel: .direct, in: .chinese)
        let text = TerminalPreview.lines(preview, columns: 76, in: .chinese).map(\.plain).joined(separator: "\n")
        #expect(text.contains(words), "\(text)")
    }
}
