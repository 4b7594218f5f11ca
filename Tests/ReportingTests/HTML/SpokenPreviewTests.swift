import JobModel
import StrictJSON
import Testing

@testable import Reporting

/// What a screen reader gets of the page: each message once, with its lists and headings.
struct SpokenPreviewTests {
    private func probe(_ message: Message) throws -> HTMLProbe {
        let page = PreviewPage.html(
            title: "x", facts: ["8 people"], preview: MessagePreview(message),
            size: RequestSize(kind: message.key, bytes: 1, limit: 2))
        let (probe, problem) = HTMLProbe.read(page)
        return try #require(probe, "\(problem ?? "")")
    }

    @Test func onePictureOfEachMessageIsSpoken() throws {
        let found = try probe(.card(.json(["elements": [["tag": "markdown", "content": "[x](https://a.example)"]]])))
        let articles = found.elements.filter { $0.name == "article" }
        #expect(articles.map { $0.attributes["class"] } == ["client light", "client dark"])
        #expect(articles.map { $0.attributes["aria-hidden"] } == [nil, "true"])
        #expect(articles.map { $0.attributes["inert"] } == [nil, ""], "nor can its links be reached with the keyboard")
    }

    /// On a narrow screen one picture is shown; the one that is spoken is never hidden.
    @Test func theSpokenPictureIsAlwaysThere() {
        #expect(!StyleSheet.preview.text.contains(".light{display:none}"))
    }

    @Test func aCardsTitleIsAHeading() throws {
        let card: JSONValue = [
            "header": ["title": ["content": "Town hall"], "subtitle": ["content": "Thursday"]],
            "elements": [["tag": "hr"]],
        ]
        let found = try probe(.card(.json(card)))
        #expect(found.elements.filter { $0.attributes["class"] == "title" }.map(\.name) == ["h4", "h4"])
        let untitled = try probe(.card(.json(["header": ["title": ["content": ""]], "elements": [["tag": "hr"]]])))
        #expect(!untitled.elements.contains { $0.name == "h4" }, "no heading without words")
    }

    @Test func listsAreListsWithTheirLevelsAndNumbers() {
        let text = "3. three\n   - deep\n     - deeper\n   - deep too\n4. four\n- point\n- <script>x"
        let blocks = MarkdownBlocks.blocks(text, isFull: true)
        let html = blocks.map { BlockPage().html($0).rendered }.joined()
        #expect(
            html.replacing(#/</?span>/#, with: "")
                == #"<div class="part"><ol><li value="3">three<ul><li>deep<ul><li>deeper</li></ul></li><li>deep too</li></ul></li>"#
                + #"<li value="4">four</li></ol><ul><li>point</li><li>&lt;script&gt;x</li></ul></div>"#,
            "\(html)")
    }

    @Test func strangeLevelsAndNumbersAreNoTrouble() {
        let items = [
            PreviewListItem(marker: "•", level: 5, runs: [PreviewRun("a")]),
            PreviewListItem(marker: "99999999999999999999.", level: 0, runs: [PreviewRun("b")]),
            PreviewListItem(marker: "•", level: 0, runs: []),
        ]
        let html = BlockPage().html(.list(items)).rendered
        #expect(html.contains("a") && html.contains("b") && html.components("<li").count == 4)
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
