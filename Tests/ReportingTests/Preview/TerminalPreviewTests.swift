import CustomDump
import JobModel
import StrictJSON
import TestSupport
import Testing

@testable import Reporting

/// The boxes a person reads before saying yes, line by line.
struct TerminalPreviewTests {
    private func drawn(_ message: Message, columns: Int = 44) -> String {
        TerminalPreview.lines(MessagePreview(message), columns: columns).map(\.plain).joined(separator: "\n")
    }

    @Test func aTextInABox() {
        expectNoDifference(
            drawn(.text("Floors 5 and 6 move on Saturday, please pack.\n\n搬家通知：请在周五下班前收好桌面物品，谢谢配合。https://a.example")),
            """
            ╭─ text ───────────────────────────────────╮
            │ Floors 5 and 6 move on Saturday, please  │
            │ pack.                                    │
            │                                          │
            │ 搬家通知：请在周五下班前收好桌面物品，谢 │
            │ 谢配合。https://a.example                │
            ╰──────────────────────────────────────────╯
            """)
    }

    @Test func filesSoundsFilmsAndStickersAreNamedWithTheirTime() {
        let film = MessageUpload(.video, path: "tour.mp4", bytes: SampleMedia.mp4(milliseconds: 65_400))
        let cover = MessageUpload(.cover, path: "tour.png", bytes: SampleMedia.png())
        let sound = MessageUpload(.audio, path: "hi.opus", bytes: SampleMedia.opus(milliseconds: 7000))
        let file = MessageUpload(.file, path: "list.xlsx", bytes: [1])
        let messages: [Message] = [
            .file(.file("list.xlsx")), .audio(.file("hi.opus")),
            .video(VideoMessage(film: .file("tour.mp4"), cover: .file("tour.png"))), .sticker("file_1"),
        ]
        let resources = MessageResources(uploads: [film, cover, sound, file])
        let lines = messages.flatMap {
            TerminalPreview.lines(MessagePreview($0, channel: .direct, resources: resources), columns: 44)
        }
        expectNoDifference(
            lines.map(\.plain).joined(separator: "\n"),
            """
            ╭─ file ───────────────────────────────────╮
            │ [file list.xlsx (XLS, 1 bytes)]          │
            ╰──────────────────────────────────────────╯
            ╭─ audio ──────────────────────────────────╮
            │ ▶ ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 0:07 │
            │ [audio hi.opus (OPUS, 451 bytes)]        │
            ╰──────────────────────────────────────────╯
            ╭─ video ──────────────────────────────────╮
            │ ▶ 1:06                                   │
            │ [video tour.mp4 (MP4, 160 bytes)]        │
            │ [cover: image file tour.png (PNG, 640 x  │
            │ 480, 58 bytes)]                          │
            ╰──────────────────────────────────────────╯
            ╭─ sticker ────────────────────────────────╮
            │ [sticker file_1]                         │
            ╰──────────────────────────────────────────╯
            """)
    }

    @Test func aPostInTwoLanguages() {
        let post: JSONValue = [
            "zh_cn": ["title": "公告", "content": [[["tag": "text", "text": "你好"]]]],
            "en_us": [
                "title": "News",
                "content": [
                    [
                        ["tag": "text", "text": "See "],
                        ["tag": "a", "text": "this page", "href": "https://a.example/2026"],
                    ],
                    [["tag": "img", "image_key": "img_1"], ["tag": "novelty"]],
                ],
            ],
        ]
        expectNoDifference(
            drawn(.post(post)),
            """
            ╭─ post · 简体中文 (zh_cn) ────────────────╮
            │ 公告                                     │
            │ 你好                                     │
            ╰──────────────────────────────────────────╯
            ╭─ post · English (en_us) ─────────────────╮
            │ News                                     │
            │ See this page <https://a.example/2026>   │
            │ [image img_1]                            │
            │ [unknown element `novelty`]              │
            ╰──────────────────────────────────────────╯
            """)
    }

    private static let card: JSONValue = [
        "header": [
            "title": ["content": "Town hall"], "subtitle": ["content": "Thursday"], "template": "blue",
            "text_tag_list": [["text": ["content": "new"]]],
        ],
        "elements": [
            [
                "tag": "markdown",
                "content": "**Agenda**\n1. Numbers\n2. A plant in Suzhou, which is a long way from here",
            ], ["tag": "hr"],
            [
                "tag": "div",
                "fields": [
                    ["is_short": true, "text": ["tag": "lark_md", "content": "**When**\n16:00"]],
                    ["is_short": true, "text": ["tag": "lark_md", "content": "**Where**\n报告厅"]],
                ],
            ],
            [
                "tag": "action",
                "actions": [
                    ["tag": "button", "text": ["content": "Join"], "type": "primary", "url": "https://a.example"],
                    [
                        "tag": "select_static", "placeholder": ["content": "Size"],
                        "options": [["text": ["content": "S"]], ["text": ["content": "M"]]],
                    ],
                ],
            ],
            [
                "tag": "collapsible_panel", "header": ["title": ["content": "More"]],
                "elements": [["tag": "markdown", "content": "hidden"]],
            ],
            [
                "tag": "table",
                "columns": [["name": "a", "display_name": "City"], ["name": "b", "display_name": "People"]],
                "rows": [["a": "苏州", "b": "120"], ["a": "Berlin", "b": "8"]],
            ],
            ["tag": "note", "elements": [["tag": "plain_text", "content": "From HR"]]], ["tag": "chart"],
        ],
    ]

    @Test func aRichCard() {
        expectNoDifference(
            drawn(.card(.json(Self.card))),
            """
            ╭─ card ───────────────────────────────────╮
            │ ▌ Town hall [new]                        │
            │ Thursday                                 │
            │ ──────────────────────────────────────── │
            │ Agenda                                   │
            │ 1. Numbers                               │
            │ 2. A plant in Suzhou, which is a long    │
            │    way from here                         │
            │ ──────────────────────────────────────── │
            │ When                 Where               │
            │ 16:00                报告厅              │
            │ [ Join ] <https://a.example>  [ Size ▾ ] │
            │ S / M                                    │
            │ ▸ More                                   │
            │ [closed until somebody opens it]         │
            │   hidden                                 │
            │ City    People                           │
            │ 苏州    120                              │
            │ Berlin  8                                │
            │ From HR                                  │
            │ [chart (unknown type)]                   │
            ╰──────────────────────────────────────────╯
            """)
    }

    @Test func narrowTerminalsPutColumnsBelowOneAnother() {
        let columns: JSONValue = [
            "elements": [
                [
                    "tag": "column_set",
                    "columns": [
                        ["elements": [["tag": "markdown", "content": "left"]]],
                        ["elements": [["tag": "markdown", "content": "right"]]],
                    ],
                ]
            ]
        ]
        expectNoDifference(
            drawn(.card(.json(columns)), columns: 10),
            """
            ╭─ card ───────────────╮
            │ left                 │
            │ right                │
            ╰──────────────────────╯
            """)
    }

    @Test(arguments: [10, 24, 33, 76, 500]) func everyLineIsAsWideAsTheBox(_ columns: Int) {
        let lines = TerminalPreview.lines(MessagePreview(.card(.json(Self.card))), columns: columns)
        #expect(Set(lines.map(\.columns)) == [min(max(columns, 24), 76)])
    }

    @Test func coloursAndStylesAreWrittenAsSuch() {
        let card: JSONValue = [
            "header": ["title": ["content": "Alarm"], "template": "red"],
            "elements": [["tag": "markdown", "content": "**b** *i* ~~s~~ <font color='green'>g</font> `c`"]],
        ]
        let lines = TerminalPreview.lines(MessagePreview(.card(.json(card))), columns: 44).map(\.coloured).joined()
        for part in [
            "\u{1B}[1;31m▌ Alarm\u{1B}[0m", "\u{1B}[1mb\u{1B}[0m", "\u{1B}[3mi", "\u{1B}[9ms", "\u{1B}[32mg",
            "\u{1B}[36mc",
        ] {
            #expect(lines.contains(part), "\(part.debugDescription)")
        }
    }

    @Test(arguments: [
        (
            RequestSize(kind: "text", bytes: 1204, limit: 153_600),
            "text 1,204 of 153,600 bytes ▏▏···················▕ 0.7%", UInt8?.none
        ),
        (
            RequestSize(kind: "card", bytes: 25_000, limit: 30_720),
            "card 25,000 of 30,720 bytes ▏████████████████▎···▕ 81.3%", 33
        ),
        (
            RequestSize(kind: "card", bytes: 30_720, limit: 30_720),
            "card 30,720 of 30,720 bytes ▏████████████████████▕ 100.0%", 31
        ),
    ])
    func theMeterSaysHowMuchIsTaken(_ size: RequestSize, _ line: String, _ colour: UInt8?) {
        let meter = TerminalPreview.meter(size)
        #expect(meter.plain == line)
        #expect(meter.spans[1].look.colour == colour)
    }

    @Test(arguments: HostileText.texts) func hostileTextIsDeadAndStaysInItsBox(_ text: String) {
        for message in HostileMessages.all(text) {
            for line in TerminalPreview.lines(MessagePreview(message, channel: .direct), columns: 60) {
                #expect(HostileText.live(in: line.plain).isEmpty, "\(line.plain.debugDescription)")
                #expect(
                    HostileText.live(in: line.coloured, but: ["\u{1B}"]).isEmpty, "\(line.coloured.debugDescription)")
                #expect(line.plain.hasPrefix("╭") || line.plain.hasPrefix("│ ") || line.plain.hasPrefix("╰"))
            }
        }
    }
}
