import CustomDump
import Testing

@testable import Reporting

/// Markdown by lines, in what each schema of cards knows.
struct MarkdownBlocksTests {
    private static func paragraph(_ text: String) -> PreviewBlock { .paragraph([PreviewRun(text)]) }

    private static func item(_ marker: String, _ text: String, level: Int = 0) -> PreviewListItem {
        PreviewListItem(marker: marker, level: level, runs: [PreviewRun(text)])
    }

    private static let both: [(String, [PreviewBlock])] = [
        ("", []), ("a\nb\n\nc", [paragraph("a\nb"), paragraph("c")]),
        ("- a\n  - b\n* c", [.list([item("•", "a"), item("•", "b", level: 1), item("•", "c")])]),
        ("1. a\n2) b", [.list([item("1.", "a"), item("2)", "b")])]),
        ("a\n- b\nc", [paragraph("a"), .list([item("•", "b")]), paragraph("c")]),
        ("a\n---\nb", [paragraph("a"), .rule, paragraph("b")]), ("--", [paragraph("--")]), ("-a", [paragraph("-a")]),
        ("```swift\nlet a = **b**\n\nc\n```\nd", [.code("let a = **b**\n\nc", language: "swift"), paragraph("d")]),
        ("```\nopen", [.code("open", language: nil)]),
        ("![cat](img_1)", [.images([PreviewImage(name: "img_1", alternative: "cat")])]),
        ("**a**", [.paragraph([PreviewRun("a", style: .bold)])]),
        ("a\n\u{301}b", [paragraph("a\n\u{301}b")]),
    ]

    @Test(arguments: both.indices) func bothSchemasKnow(_ index: Int) {
        let (text, blocks) = Self.both[index]
        expectNoDifference(MarkdownBlocks.blocks(text, isFull: false), blocks, "\(text)")
        expectNoDifference(MarkdownBlocks.blocks(text, isFull: true), blocks, "\(text)")
    }

    private static let second: [(String, [PreviewBlock])] = [
        ("# a\nb", [.heading(level: 1, [PreviewRun("a")]), paragraph("b")]),
        ("###### a", [.heading(level: 6, [PreviewRun("a")])]), ("#a", [paragraph("#a")]),
        ("> a\n> - b\nc", [.quote([paragraph("a"), .list([item("•", "b")])]), paragraph("c")]),
        (
            "| a | b |\n|---|:-:|\n| 1 | **2** |\n| 3 |\nx",
            [
                .table(
                    headings: ["a", "b"],
                    rows: [[[PreviewRun("1")], [PreviewRun("2", style: .bold)]], [[PreviewRun("3")], []]]),
                paragraph("x"),
            ]
        ),
        ("| a |\nb", [paragraph("| a |\nb")]),
    ]

    @Test(arguments: second.indices) func schemaTwoKnowsHeadingsQuotesAndTables(_ index: Int) {
        let (text, blocks) = Self.second[index]
        expectNoDifference(MarkdownBlocks.blocks(text, isFull: true), blocks, "\(text)")
    }

    @Test(arguments: ["# a", "> a", "| a |\n|---|\n| 1 |"]) func schemaOneShowsThemAsTheyAreWritten(_ text: String) {
        #expect(MarkdownBlocks.blocks(text, isFull: false) == [Self.paragraph(text)])
    }

    @Test func quotesInQuotesEnd() {
        let text = String(repeating: "> ", count: 2000) + "a"
        #expect(!MarkdownBlocks.blocks(text, isFull: true).isEmpty)
        #expect(MarkdownBlocks.blocks(">", isFull: true) == [.quote([])])
    }
}
