import JobModel
import StrictJSON
import Testing

@testable import Reporting

/// A tab is room, not a sign.
struct TabPreviewTests {
    private static let post: JSONValue = [
        "en_us": [
            "content": [
                [["tag": "text", "text": "name\tvalue"]],
                [["tag": "code_block", "text": "if x:\n\treturn\ty\n    pass", "language": "python"]],
            ]
        ]
    ]

    @Test func aTerminalHasRoom() {
        let lines = TerminalPreview.lines(MessagePreview(.post(Self.post)), columns: 40).map(\.plain)
        for words in ["name    value", "  if x:", "      return  y", "      pass"] {
            #expect(lines.contains { $0.hasPrefix("│ \(words) ") }, "\(words) in \(lines)")
        }
        #expect(lines.allSatisfy { !$0.contains("\\u{9}") })
    }

    @Test func aPageHasRoom() {
        let page = PreviewPage.html(
            title: "x", facts: [], preview: MessagePreview(.post(Self.post)),
            size: RequestSize(kind: "post", bytes: 1, limit: 2))
        #expect(page.contains("if x:\n&#9;return&#9;y\n    pass") && page.contains("name&#9;value"))
        #expect(!page.contains("u{9}") && StyleSheet.preview.text.contains("white-space:pre-wrap"))
    }
}
