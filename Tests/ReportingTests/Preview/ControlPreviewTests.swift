import JobModel
import StrictJSON
import Testing

@testable import Reporting

/// Whatever a control does besides what stands on it is said, on a terminal and on the page.
struct ControlPreviewTests {
    private static let card: JSONValue = [
        "card_link": ["url": "https://a.example/card", "pc_url": "https://pc.example/card"],
        "elements": [
            [
                "tag": "action",
                "actions": [
                    [
                        "tag": "button", "text": ["content": "Join"], "url": "https://a.example/go",
                        "multi_url": [
                            "url": "https://a.example/go", "pc_url": "https://pc.example/go",
                            "android_url": "https://android.example/go", "ios_url": "https://a.example/go",
                        ],
                        "confirm": [
                            "title": ["tag": "plain_text", "content": "Sure?"],
                            "text": ["tag": "plain_text", "content": "This <b>cannot</b> be undone"],
                        ],
                    ],
                    [
                        "tag": "button", "text": ["content": "Later"], "disabled": true,
                        "hover_tips": ["tag": "plain_text", "content": "opens on Monday"],
                        "disabled_tips": ["tag": "plain_text", "content": "not open yet"],
                        "behaviors": [
                            ["type": "open_url", "default_url": "https://b.example", "ios_url": "https://ios.example"]
                        ],
                    ],
                    [
                        "tag": "overflow",
                        "options": [
                            [
                                "text": ["content": "Menu"], "url": "https://menu.example",
                                "multi_url": ["url": "https://menu.example", "ios_url": "https://mi.example"],
                            ],
                            ["text": ["content": "Say"], "value": "x"],
                            ["text": ["content": "Evil"], "url": "javascript:alert(1)"],
                        ],
                    ],
                ],
            ],
            [
                "tag": "interactive_container",
                "behaviors": [
                    [
                        "type": "open_url", "default_url": "https://c.example",
                        "android_url": "https://ca.example",
                    ]
                ],
                "elements": [["tag": "markdown", "content": "click me"]],
            ],
        ],
    ]

    private static let said = [
        "asks first: Sure? This <b>cannot</b> be undone", "on a computer: https://pc.example/go",
        "on Android: https://android.example/go", "cannot be pressed", "hint: opens on Monday",
        "hint while it cannot be pressed: not open yet", "on iOS: https://ios.example", "Menu <https://menu.example>",
        "on iOS: https://mi.example", "Say", "Evil <javascript:alert(1)>", "on Android: https://ca.example",
        "on a computer: https://pc.example/card",
    ]

    @Test func aTerminalSaysIt() {
        let lines = TerminalPreview.lines(MessagePreview(.card(.json(Self.card))), columns: 76)
        // Words may be on two lines of the box.
        let text = lines.map { $0.plain.dropFirst().dropLast().split(separator: " ").joined(separator: " ") }
            .joined(separator: " ")
        for words in Self.said { #expect(text.contains(words), "\(words)") }
        #expect(!text.contains("on iOS: https://a.example/go"), "the address that was said already")
    }

    @Test func aPageSaysIt() throws {
        let page = PreviewPage.html(
            title: "x", facts: [], preview: MessagePreview(.card(.json(Self.card))),
            size: RequestSize(kind: "card", bytes: 1, limit: 2))
        let (probe, problem) = HTMLProbe.read(page)
        let found = try #require(probe, "\(problem ?? "")")
        for words in Self.said { #expect(found.text.contains(words), "\(words)") }
        #expect(!found.elements.contains { $0.name == "b" })
        #expect(found.elements.allSatisfy { $0.attributes["href"]?.hasPrefix("javascript") != true })
    }
}
