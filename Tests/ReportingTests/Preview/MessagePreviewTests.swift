import CustomDump
import JobModel
import StrictJSON
import TestSupport
import Testing

@testable import Reporting

/// Every kind of message in drawable parts; what is not known is named, never dropped.
struct MessagePreviewTests {
    private func only(_ message: Message, channel: DeliveryChannel = .batch) -> PreviewVariant? {
        let variants = MessagePreview(message, channel: channel).variants
        return variants.count == 1 ? variants.first : nil
    }

    @Test func aTextIsItsWords() {
        #expect(only(.text("one\n\n**three**"))?.blocks == [.paragraph([PreviewRun("one\n\n**three**")])])
        #expect(only(.text("<b>a</b>"), channel: .direct)?.blocks == [.paragraph([PreviewRun("a", style: .bold)])])
        #expect(MessagePreview(.text("a")).shape == .bubble)
    }

    @Test func picturesGroupCardsAndUnreadFilesAreNamed() {
        #expect(only(.image(.key("img_1")))?.blocks == [.images([PreviewImage(name: "img_1")])])
        #expect(only(.image(.file("a.png")))?.blocks == [.images([PreviewImage(name: "file a.png")])])
        #expect(only(.shareChat("oc_1"))?.blocks == [.named("group card of oc_1, which works for 7 days")])
        #expect(only(.card(.file("card.json")))?.blocks == [.named("card from card.json")])
    }

    @Test func filesThatWereReadAreDrawn() {
        var gif = Array("GIF89a".utf8)
        gif += [0x40, 1, 0xC8, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0, 0, 0x3B]
        let picture = MessagePreview(
            .image(.file("a.gif")),
            resources: MessageResources(uploads: [MessageUpload(.image, path: "a.gif", bytes: gif)]))
        #expect(
            picture.variants.first?.blocks
                == [
                    .images([
                        PreviewImage(
                            name: "file a.gif", detail: "GIF, 320 x 200, \(gif.count) bytes",
                            picture: ImageFile(gif).flatMap { PreviewPicture($0, bytes: gif) })
                    ])
                ])
        let card = MessagePreview(
            .card(.file("c.json")), resources: MessageResources(cardBytes: Array(#"{"elements":[{"tag":"hr"}]}"#.utf8)))
        #expect(card.shape == .card && card.variants.first?.blocks == [.rule])
    }

    @Test func whatIsUploadedIsDrawnWithWhatIsKnownOfIt() {
        let sound = SampleMedia.opus(milliseconds: 12_000)
        let film = SampleMedia.mp4(milliseconds: 65_400)
        let png = SampleMedia.png(320, 200)
        let video = Message.video(VideoMessage(film: .file("v/a.mp4"), cover: .file("v/a.png")))
        let cases: [(Message, [MessageUpload], PreviewAttachment)] = [
            (
                .file(.file("f/a.pdf")),
                [MessageUpload(.file, path: "f/a.pdf", bytes: Array(repeating: 1, count: 1234))],
                PreviewAttachment(.file, name: "a.pdf", detail: "PDF, 1,234 bytes")
            ),
            (
                .audio(.file("a.opus")), [MessageUpload(.audio, path: "a.opus", bytes: sound)],
                PreviewAttachment(
                    .audio, name: "a.opus", detail: "OPUS, \(sound.count) bytes", durationMilliseconds: 12_000)
            ),
            (
                video,
                [
                    MessageUpload(.video, path: "v/a.mp4", bytes: film),
                    MessageUpload(.cover, path: "v/a.png", bytes: png),
                ],
                PreviewAttachment(
                    .video, name: "a.mp4", detail: "MP4, \(film.count) bytes", durationMilliseconds: 65_400,
                    cover: PreviewImage(
                        name: "file v/a.png", detail: "PNG, 320 x 200, \(png.count) bytes",
                        picture: ImageFile(png).flatMap { PreviewPicture($0, bytes: png) }))
            ),
            (video, [], PreviewAttachment(.video, name: "v/a.mp4", cover: PreviewImage(name: "file v/a.png"))),
            (.audio(.key("file_1")), [], PreviewAttachment(.audio, name: "file_1")),
            (.sticker("file_1"), [], PreviewAttachment(.sticker, name: "file_1")),
        ]
        for (message, uploads, attachment) in cases {
            let preview = MessagePreview(message, channel: .direct, resources: MessageResources(uploads: uploads))
            #expect(preview.shape == .bubble && preview.kind == message.key)
            expectNoDifference(preview.variants, [PreviewVariant(blocks: [.attachment(attachment)])])
        }
    }

    @Test(
        arguments: [
            (nil, "-:--"), (1, "0:01"), (1000, "0:01"), (1001, "0:02"), (59_999, "1:00"), (725_000, "12:05"),
            (3_600_000, "1:00:00"), (86_399_000, "23:59:59"),
        ] as [(Int?, String)])
    func aTimeIsWrittenAsPlayersDo(_ milliseconds: Int?, _ text: String) {
        #expect(PreviewAttachment(.audio, name: "a", durationMilliseconds: milliseconds).playTime == text)
    }

    @Test func aTemplateShowsItsVersionAndVariables() {
        let template = CardTemplate(id: "AAq1", version: "1.0.2", variables: ["month": "**May**", "n": 3])
        #expect(
            only(.template(template))?.blocks == [
                .named("card template AAq1, version 1.0.2"),
                .table(
                    headings: ["Variable", "Value"],
                    rows: [
                        [[PreviewRun("month")], [PreviewRun("May", style: .bold)]],
                        [[PreviewRun("n")], [PreviewRun("3")]],
                    ]),
            ])
        #expect(
            only(.template(CardTemplate(id: "AAq1")))?.blocks
                == [.named("card template AAq1, whichever version is newest at the time of sending")])
    }

    @Test func aPostShowsEveryLocaleInAFixedOrder() {
        let post: JSONValue = ["ja_jp": ["content": []], "en_us": ["content": []], "zh_cn": ["content": []], "xx": [:]]
        let variants = MessagePreview(.post(post)).variants
        #expect(variants.map(\.locale) == ["zh_cn", "en_us", "ja_jp", "xx"])
        #expect(variants.map(\.language) == ["简体中文 (zh_cn)", "English (en_us)", "日本語 (ja_jp)", "xx"])
    }

    @Test func aPostShowsEveryNode() {
        let post: JSONValue = [
            "en_us": [
                "title": "News",
                "content": [
                    [
                        ["tag": "text", "text": "See ", "style": ["bold", "lineThrough"]],
                        ["tag": "a", "text": "this", "href": "https://a.example"],
                        ["tag": "at", "user_id": "ou_1"], ["tag": "at", "user_id": "ou_2", "user_name": "Li"],
                        ["tag": "emotion", "emoji_type": "SMILE"], ["tag": "text", "text": "&lt;", "un_escape": true],
                        ["tag": "text", "text": "&lt;"],
                    ],
                    [["tag": "img", "image_key": "img_1"], ["tag": "media", "file_key": "file_1"], ["tag": "hr"]], [],
                    [["tag": "code_block", "text": "a\nb", "language": "GO"], ["tag": "md", "text": "# h"]],
                    [["tag": "novelty"], [:]],
                ],
            ]
        ]
        expectNoDifference(
            MessagePreview(.post(post)).variants,
            [
                PreviewVariant(
                    locale: "en_us",
                    blocks: [
                        .heading(level: 1, [PreviewRun("News")]),
                        .paragraph([
                            PreviewRun("See ", style: [.bold, .strike]), PreviewRun("this", link: "https://a.example"),
                            PreviewRun("@ou_1", kind: .mention), PreviewRun("@Li", kind: .mention),
                            PreviewRun("SMILE", kind: .emotion), PreviewRun("<&lt;"),
                        ]),
                        .images([PreviewImage(name: "img_1")]), .named("video file_1"), .rule, .paragraph([]),
                        .code("a\nb", language: "GO"), .heading(level: 1, [PreviewRun("h")]),
                        .named("unknown element `novelty`"), .named("element without a name"),
                    ])
            ])
    }

    @Test func whatIsMalformedIsShownAsFarAsItGoes() {
        #expect(MessagePreview(.post("text")).variants == [])
        #expect(only(.post(["zh_cn": ["content": "no list"]]))?.blocks == [])
        #expect(
            only(.card(.json(["elements": [1, "x"]])))?.blocks
                == [.named("element without a name"), .named("element without a name")])
        #expect(only(.card(.json(3)))?.blocks == [])
    }
}
