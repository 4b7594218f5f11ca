import JobModel
import Testing

/// Files, sounds, films and stickers as a manifest names them; `invalid/` has what is wrong.
@Suite struct UploadReadingTests {
    private static let direct = #""delivery":{"channel":"direct"}"#

    @Test(
        arguments: [
            (#"{"file":"files/a.pdf"}"#, .file(.file("files/a.pdf"))),
            (#"{"file":{"file_key":"file_v3_1"}}"#, .file(.key("file_v3_1"))),
            (#"{"audio":"a.opus"}"#, .audio(.file("a.opus"))),
            (#"{"audio":{"file_key":"file_v3_1"}}"#, .audio(.key("file_v3_1"))),
            (#"{"video":{"file":"a.mp4"}}"#, .video(VideoMessage(film: .file("a.mp4")))),
            (
                #"{"video":{"cover":"a.png","file":"a.mp4"}}"#,
                .video(VideoMessage(film: .file("a.mp4"), cover: .file("a.png")))
            ),
            (
                #"{"video":{"file_key":"file_v3_1","image_key":"img_v3_1"}}"#,
                .video(VideoMessage(film: .key("file_v3_1"), cover: .key("img_v3_1")))
            ),
            (
                #"{"video":{"file":"a.mp4","image_key":"img_v3_1"}}"#,
                .video(VideoMessage(film: .file("a.mp4"), cover: .key("img_v3_1")))
            ),
            (#"{"sticker":{"file_key":"file_v3_1"}}"#, .sticker("file_v3_1")),
        ] as [(String, Message)])
    func readsThem(_ text: String, _ message: Message) {
        let reading = Manifests.read(message: text, extra: Self.direct)
        #expect(reading.problems == [])
        #expect(reading.manifest?.message == message)
        #expect(reading.manifest.map { #"{"\#($0.message.key)""# }.map(text.hasPrefix) == true)
    }

    /// A key where a path belongs is a path, and very likely a slip.
    @Test(arguments: [
        (#"{"file":"file_v3_1"}"#, #"{"file_key": …}"#), (#"{"audio":"file_v3_1"}"#, #"{"file_key": …}"#),
        (#"{"image":"img_v3_1"}"#, #"{"image_key": …}"#),
        (#"{"video":{"file":"a.mp4","cover":"img_v3_1"}}"#, #""image_key""#),
        (#"{"file":"file_list.pdf"}"#, ""),
    ])
    func aKeyWrittenAsAPathIsWarnedOf(_ text: String, _ suggestion: String) {
        let reading = Manifests.read(message: text, extra: Self.direct)
        #expect(reading.problems == [])
        #expect(reading.warnings.count == (suggestion.isEmpty ? 0 : 1))
        #expect(reading.warnings.allSatisfy { $0.suggestion?.contains(suggestion) == true })
    }

    @Test(arguments: [
        (#"{"media":{}}"#, "video"), (#"{"attachment":"a.pdf"}"#, "file"), (#"{"voice":"a.opus"}"#, "audio"),
        (#"{"stickers":{}}"#, "sticker"),
    ])
    func otherNamesAreUnderstood(_ text: String, _ meant: String) {
        let problems = Manifests.read(message: text, extra: Self.direct).problems
        #expect(problems.map(\.suggestion).contains("did you mean \"\(meant)\"?"), "\(problems)")
    }

    @Test func everyFileOfAMessageIsNamed() {
        let message = Message.video(VideoMessage(film: .file("a.mp4"), cover: .file("a.png")))
        #expect(message.files.map(\.path) == ["a.mp4", "a.png"])
        #expect(message.files.map(\.slot.pointer) == ["/message/video/file", "/message/video/cover"])
        #expect(Message.video(VideoMessage(film: .key("file_1"), cover: .file("a.png"))).files.map(\.slot) == [.cover])
        #expect(Message.text("a.mp4").files.isEmpty && Message.sticker("file_1").files.isEmpty)
    }
}
