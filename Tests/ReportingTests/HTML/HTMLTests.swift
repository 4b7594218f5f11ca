import TestSupport
import Testing

@testable import Reporting

/// What is put into a page as text stays text.
struct HTMLTests {
    @Test(arguments: [
        ("plain 福利", "plain 福利"), ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a & b &amp;", "a &amp; b &amp;amp;"), ("\"'", "&quot;&#39;"), ("\u{202E}a", "\\u{202e}a"),
        ("a\u{0}b", "a\\u{0}b"),
        ("<\u{301}", "&lt;\u{301}"),
    ])
    func textIsEscaped(_ text: String, _ html: String) {
        #expect(HTML.text(text).rendered == html)
        #expect(HTML.element("p", [.label(text)]).rendered == "<p aria-label=\"\(html)\"></p>")
    }

    @Test func linesBecomeBreaksAndStayLinesInCode() {
        #expect(HTML.element("p", [], HTML.lines("a\n\n<b>")).rendered == "<p>a<br><br>&lt;b&gt;</p>")
        #expect(HTML.element("pre", [], HTML.preformatted("a\n b")).rendered == "<pre>a\n b</pre>")
    }

    @Test func elementsAndAttributesAreWrittenInOrder() throws {
        let address = try #require(WebAddress("https://a.example/?a=1&b=\"2\""))
        let html = HTML.element(
            "a",
            [.classes(["x", "y"]), .address(address), .number("tabindex", 1), .language("zh-CN"), .alternative("'")],
            [.text("go"), .empty("br")])
        #expect(
            html.rendered == "<a class=\"x y\" href=\"https://a.example/?a=1&amp;b=&quot;2&quot;\" target=\"_blank\" "
                + "rel=\"noopener noreferrer\" tabindex=\"1\" lang=\"zh-CN\" alt=\"&#39;\">go<br></a>")
    }

    @Test(
        arguments: [
            ("https://a.example", true), ("HTTP://a.example/x?y#z", true), ("https://例子.example/路径", true),
            ("https://a.example:8443", true),
            ("javascript:alert(1)", false), ("JaVaScRiPt:alert(1)", false), ("data:text/html,x", false),
            ("vbscript:x", false),
            ("file:///etc/passwd", false), ("//a.example", false), ("/a", false), ("", false), ("https://", false),
            ("https:///a", false),
            ("https://bank.example@evil.example", false), ("https://a.example/\u{202E}x", false),
            ("https://a.example/a b", false),
            ("https://a.example\\@b", false), (" https://a.example", false), ("https://a.example\n", false),
            ("\u{1}https://a.example", false),
            ("https://a.example/\u{200B}", false), ("https://a.example/" + String(repeating: "x", count: 2048), false),
            ("lark://x", false), ("mailto:a@b.example", false),
        ] as [(String, Bool)])
    func onlyPlainWebAddressesAreLinked(_ text: String, _ isLinked: Bool) {
        #expect((WebAddress(text) != nil) == isLinked)
    }

    @Test(arguments: HostileText.texts) func hostileTextComesBackAsText(_ text: String) throws {
        let page = HTML.document(
            language: "en", head: [.element("title", [], [.text(text)])],
            body: [.element("p", [.label(text)], HTML.lines(text))])
        let (probe, problem) = HTMLProbe.read(page)
        let found = try #require(probe, "\(problem ?? "")")
        #expect(found.elements.map(\.name).filter { $0 != "br" } == ["html", "head", "title", "body", "p"])
        #expect(HostileText.live(in: page, but: ["\n"]).isEmpty)
        if HostileText.live(in: text).isEmpty {
            #expect(Array(found.text.unicodeScalars) == Array((text + text + "\n").unicodeScalars))
        }
    }

    @Test func theProbeFindsWhatIsWrong() {
        for bad in [
            "<p>", "<p></a>", "<p a=b></p>", "<p a='b'></p>", "a > b", "<p", "a & b", "<p a=\"1\" a=\"2\"></p>",
            "<P></P>", "</p>",
        ] {
            #expect(HTMLProbe.read(bad).probe == nil, "\(bad)")
        }
        #expect(HTMLProbe.read("<p class=\"a\">x &amp; y<br></p>").probe?.text == "x & y")
    }
}
