import Foundation
import JobModel
import StrictJSON
import TestSupport
import Testing

@testable import Reporting

/// A page that shows the message, loads nothing, runs nothing, and says nothing but what it should.
struct PreviewPageTests {
    private func page(_ message: Message, title: String = "Lunch", facts: [String] = ["8 people"]) -> String {
        PreviewPage.html(
            title: title, facts: facts, preview: MessagePreview(message, channel: .direct),
            size: RequestSize(kind: message.key, bytes: 1204, limit: 153_600))
    }

    private func probe(_ page: String) throws -> HTMLProbe {
        let (probe, problem) = HTMLProbe.read(page)
        return try #require(probe, "\(problem ?? "")")
    }

    @Test func aPageHasItsPolicyLandmarksAndMeter() throws {
        let found = try probe(page(.text("Hello\nthere")))
        let policy = found.elements.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
        #expect(policy?.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        let names = found.elements.map(\.name)
        for name in [
            "html", "head", "title", "style", "body", "header", "main", "footer", "section", "h1", "h2", "h3", "meter",
        ] {
            #expect(names.contains(name), "\(name)")
        }
        #expect(names.count { $0 == "h1" } == 1)
        #expect(found.elements.first?.attributes["lang"] == "en")
        let meter = found.elements.first { $0.name == "meter" }
        #expect(meter?.attributes["value"] == "1204" && meter?.attributes["max"] == "153600")
        #expect(meter?.attributes["aria-label"]?.isEmpty == false)
        for words in ["Lunch · message preview", "8 people", "text 1,204 of 153,600 bytes", "Hello", "there"] {
            #expect(found.text.contains(words), "\(words)")
        }
    }

    @Test func aPersonalMessageSaysWhoseCopyItIs() throws {
        var preview = MessagePreview(.text("Dear Ann"), channel: .direct)
        preview.copies = 1208
        let text = { (language: Language) in
            PreviewPage.html(
                title: "x", facts: [], leftOut: ["2 duplicate"], warnings: ["<late>"], preview: preview,
                size: RequestSize(kind: "text", bytes: 1, limit: 2), in: language)
        }
        let found = try probe(text(.english))
        #expect(found.text.contains("as the first of 1,208 recipients gets it") && !found.text.contains("Everybody"))
        let sections = found.elements.filter { $0.name == "section" }.map { $0.attributes["aria-label"] }
        #expect(sections == ["Left out", "Warnings", "as the first of 1,208 recipients gets it"])
        #expect(found.text.contains("2 duplicate") && found.text.contains("<late>"))
        let chinese = text(.chinese)
        #expect(chinese.contains("第 1 位收件人看到的内容（共 1,208 位）") && !chinese.contains("所有人"))
        let lines = TerminalPreview.lines(preview, columns: 80).map(\.plain)
        #expect(lines.first?.contains("text · as the first of 1,208 recipients gets it") == true)
    }

    /// The picture that is uploaded is the one on the page, with its words for people who do not see it.
    @Test func aPictureBesideTheManifestIsDrawn() throws {
        let bytes = SampleMedia.png(20, 10)
        let page = { (message: Message, resources: MessageResources) in
            PreviewPage.html(
                title: "x", facts: [], preview: MessagePreview(message, channel: .direct, resources: resources),
                size: RequestSize(kind: message.key, bytes: 1, limit: 2))
        }
        let image = page(
            .image(.file("p/ok.png")),
            MessageResources(uploads: [MessageUpload(.image, path: "p/ok.png", bytes: bytes)]))
        let film = page(
            .video(VideoMessage(film: .file("v.mp4"), cover: .file("c.png"))),
            MessageResources(uploads: [
                MessageUpload(.video, path: "v.mp4", bytes: SampleMedia.mp4(milliseconds: 1000)),
                MessageUpload(.cover, path: "c.png", bytes: bytes),
            ]))
        for (text, name) in [(image, "file p/ok.png"), (film, "file c.png")] {
            let found = try probe(text)
            let pictures = found.elements.filter { $0.name == "img" }
            #expect(pictures.count == 2, "by day and by night")
            let source = "data:image/png;base64," + Data(bytes).base64EncodedString()
            #expect(
                pictures.first?.attributes == ["src": source, "alt": name, "width": "20", "height": "10"], "\(pictures)"
            )
            #expect(found.text.contains("image \(name) (PNG, 20 x 10, \(bytes.count) bytes)"), "\(found.text)")
        }
        #expect(!page(.image(.key("img_v3_1")), MessageResources()).contains("<img"), "what is not at hand is named")
    }

    @Test func everyLanguageIsShownByDayAndByNight() throws {
        let post: JSONValue = [
            "zh_cn": ["title": "公告", "content": [[["tag": "text", "text": "你好"]]]],
            "en_us": ["title": "News", "content": [[["tag": "text", "text": "Hello"]]]],
        ]
        let found = try probe(page(.post(post)))
        #expect(
            found.elements.filter { $0.name == "section" }.map { $0.attributes["aria-label"] } == [
                "简体中文 (zh_cn)", "English (en_us)",
            ])
        #expect(
            found.elements.filter { $0.name == "article" }.map { $0.attributes["class"] }
                == ["client light", "client dark", "client light", "client dark"])
        #expect(found.elements.compactMap { $0.attributes["lang"] } == ["en", "zh-CN", "zh-CN", "en-US", "en-US"])
    }

    @Test func aCardHasItsHeaderInItsColour() throws {
        let card: JSONValue = [
            "header": ["title": ["content": "Alarm"], "subtitle": ["content": "now"], "template": "carmine"],
            "elements": [
                ["tag": "img", "img_key": "img_1", "alt": ["content": "a cat"]], ["tag": "novelty"], ["tag": "chart"],
            ],
        ]
        let found = try probe(page(.card(.json(card))))
        #expect(found.elements.count { $0.attributes["class"] == "head h-carmine" } == 2)
        #expect(
            found.elements.count {
                $0.attributes["role"] == "img" && $0.attributes["aria-label"] == "image img_1: a cat"
            } == 2)
        for words in ["Alarm", "now", "unknown element `novelty`", "chart (unknown type)"] {
            #expect(found.text.contains(words))
        }
    }

    @Test(arguments: [
        (Message.file(.file("a.pdf")), "file", "file a.pdf"), (.audio(.key("file_1")), "audio", "audio file_1"),
        (.video(VideoMessage(film: .key("file_1"), cover: .key("img_1"))), "video", "video file_1"),
        (.sticker("file_1"), "sticker", "sticker file_1"),
    ])
    func whatIsUploadedHasABoxOfItsKind(_ message: Message, _ look: String, _ caption: String) throws {
        let found = try probe(page(message))
        #expect(found.elements.count { $0.attributes["class"] == "attachment \(look)" } == 2)
        #expect(found.elements.count { $0.attributes["aria-label"] == caption } == 2)
        #expect(found.text.contains(caption))
        if look == "video" { #expect(found.text.contains("image img_1") && found.text.contains("-:--")) }
    }

    @Test func onlyWebAddressesAreLinkedAndAllAreShown() throws {
        let addresses = [
            "https://a.example/x", "javascript:alert(1)", "data:text/html,<script>alert(1)</script>",
            "https://bank.example@evil.example",
            "lark://open",
        ]
        let content = JSONValue.array(addresses.map { [["tag": "a", "text": "go", "href": .string($0)]] })
        let buttons = JSONValue.array(
            addresses.map { ["tag": "button", "text": ["content": "go"], "url": .string($0)] })
        for message in [Message.post(["en_us": ["content": content]]), .card(.json(["elements": buttons]))] {
            let found = try probe(page(message))
            let links = found.elements.filter { $0.name == "a" }
            #expect(links.map { $0.attributes["href"] } == ["https://a.example/x", "https://a.example/x"])
            #expect(
                links.allSatisfy {
                    $0.attributes["rel"] == "noopener noreferrer" && $0.attributes["target"] == "_blank"
                })
            for address in addresses { #expect(found.text.contains("<\(address)>"), "\(address)") }
        }
    }

    @Test(arguments: HostileText.texts) func hostileTextIsTextInEverySink(_ text: String) throws {
        let sound: Set<String> = [
            "html", "head", "meta", "title", "style", "body", "div", "header", "p", "h1", "ul", "ol", "h4", "li",
            "meter", "span",
            "main", "section", "h2",
            "article", "h3", "svg", "path", "br", "footer", "hr", "strong", "em", "s", "u", "code", "pre", "blockquote",
            "details", "summary",
            "table", "thead", "tbody", "tr", "th", "td", "a",
        ]
        for message in HostileMessages.all(text) {
            let written = page(message, title: text, facts: [text, text])
            #expect(HostileText.live(in: written, but: ["\n"]).isEmpty)
            let found = try probe(written)
            #expect(
                Set(found.elements.map(\.name)).isSubset(of: sound),
                "\(Set(found.elements.map(\.name)).subtracting(sound))")
            for element in found.elements {
                #expect(
                    element.attributes.keys.allSatisfy {
                        !$0.hasPrefix("on") && $0 != "src" && $0 != "style" && $0 != "srcdoc"
                    })
                if let href = element.attributes["href"] { #expect(WebAddress(href) != nil) }
            }
        }
    }

    @Test func nothingIsLoadedFromAnywhere() {
        let css = StyleSheet.preview.text
        for word in ["url(", "@import", "http:", "https:", "expression", "</"] {
            #expect(!css.contains(word), "\(word)")
        }
        let written = page(.text("x"))
        for word in ["<script", "<link", "<img", "<iframe", "<object", " src=", "<base", "<form"] {
            #expect(!written.contains(word), "\(word)")
        }
    }

    @Test func aLargeMessageIsWrittenInOneGo() async throws {
        let written = try await onOwnThread {
            page(.text(String(repeating: "<b>福利</b> & \"more\"\n", count: 5000)))
        }
        #expect(written.utf8.count > 200_000)
        #expect(HTMLProbe.read(written).probe != nil)
    }
}
