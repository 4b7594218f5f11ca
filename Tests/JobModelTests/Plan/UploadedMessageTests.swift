import Crypto
import Foundation
import TestSupport
import Testing

@testable import JobModel

/// Messages that consist of keys, up to the bytes that would be sent.
@Suite struct UploadedMessageTests {
    private static let opus = SampleMedia.opus(milliseconds: 1500)
    private static let film = SampleMedia.mp4(milliseconds: 1500)
    private static let png = SampleMedia.png()

    private func direct(_ message: Message) -> Manifest {
        var manifest = Manifests.message(message)
        manifest.channel = .direct
        return manifest
    }

    private func plan(_ message: Message, _ uploads: [MessageUpload] = []) throws -> RunPlan {
        try BatchPlanner.plan(
            manifest: direct(message), manifestBytes: Data(), resources: MessageResources(uploads: uploads))
    }

    struct Shape: Sendable {
        var message: Message
        var uploads: [MessageUpload] = []
        var tail: String
    }

    @Test(arguments: [
        Shape(
            message: .file(.key("file_1")), tail: #","content":"{\"file_key\":\"file_1\"}","msg_type":"file"}"#),
        Shape(
            message: .audio(.key("file_1")), tail: #","content":"{\"file_key\":\"file_1\"}","msg_type":"audio"}"#),
        Shape(
            message: .sticker("file_1"), tail: #","content":"{\"file_key\":\"file_1\"}","msg_type":"sticker"}"#),
        Shape(
            message: .video(VideoMessage(film: .key("file_1"))),
            tail: #","content":"{\"file_key\":\"file_1\"}","msg_type":"media"}"#),
        Shape(
            message: .video(VideoMessage(film: .key("file_1"), cover: .key("img_1"))),
            tail: #","content":"{\"file_key\":\"file_1\",\"image_key\":\"img_1\"}","msg_type":"media"}"#),
        Shape(
            message: .video(VideoMessage(film: .file("a.mp4"), cover: .file("a.png"))),
            uploads: [
                MessageUpload(.cover, path: "a.png", bytes: png, key: "img_2"),
                MessageUpload(.video, path: "a.mp4", bytes: film, key: "file_2"),
            ],
            tail: #","content":"{\"file_key\":\"file_2\",\"image_key\":\"img_2\"}","msg_type":"media"}"#),
        Shape(
            message: .audio(.file("a.opus")),
            uploads: [MessageUpload(.audio, path: "a.opus", bytes: opus, key: "file_3")],
            tail: #","content":"{\"file_key\":\"file_3\"}","msg_type":"audio"}"#),
    ])
    func theBytesAreThoseOfFeishusPage(_ shape: Shape) throws {
        let plan = try plan(shape.message, shape.uploads)
        #expect(String(decoding: plan.bodyTail, as: UTF8.self) == shape.tail)
        #expect(plan.requestSize(of: shape.message).limit == 30 * 1024)
    }

    @Test(arguments: [
        (Message.file(.key("file_1")), "file"), (.audio(.file("a.opus")), "audio"),
        (.video(VideoMessage(film: .key("file_1"))), "video"), (.sticker("file_1"), "sticker"),
    ])
    func aBatchRefusesThemWithTheirPlaceAndAWayOut(_ message: Message, _ key: String) {
        let reasons = BatchPlanner.refusal(Manifests.message(message))
        #expect(reasons.map(\.pointer) == ["/message/\(key)"])
        #expect(reasons.first?.category == .data)
        #expect(reasons.first?.hint == LintRule.directOnly.fix)
        #expect(message.isDirectOnly && !Message.image(.key("img_1")).isDirectOnly)
    }

    @Test func theContentIsTheFileAndThePlanItsKeyToo() throws {
        let message = Message.audio(.file("a.opus"))
        let file = MessageUpload(.audio, path: "sounds/a.opus", bytes: Self.opus, key: "file_1")
        let one = try plan(message, [file])
        let again = try plan(message, [MessageUpload(.audio, path: "a.opus", bytes: Self.opus, key: "file_2")])
        #expect(again.contentSHA256 == one.contentSHA256 && again.planSHA256 != one.planSHA256)
        let other = SampleMedia.opus(milliseconds: 1600)
        for changed in [
            MessageUpload(.audio, path: "a.opus", bytes: other, key: "file_1"),
            MessageUpload(.audio, path: "b.opus", bytes: Self.opus, key: "file_1"),
        ] {
            let plan = try plan(message, [changed])
            #expect(plan.contentSHA256 != one.contentSHA256 && plan.planSHA256 != one.planSHA256)
        }
        let unplanned = MessageResources(uploads: [MessageUpload(.audio, path: "a.opus", bytes: Self.opus)])
        #expect(try BatchPlanner.contentSHA256(of: message, resources: unplanned) == one.contentSHA256)
    }

    @Test func anUploadIsKnownByItsKindNameAndBytes() {
        let hashes = [
            MessageUpload(.file, path: "a.opus", bytes: Self.opus), .init(.audio, path: "a.opus", bytes: Self.opus),
            .init(.audio, path: "b.opus", bytes: Self.opus), .init(.audio, path: "a.opus", bytes: Self.opus + [1]),
            .init(.image, path: "a.opus", bytes: Self.opus),
        ].map(\.contentSHA256)
        #expect(Set(hashes).count == hashes.count && hashes.allSatisfy { $0.count == 64 })
        let pictures = [
            MessageUpload(.image, path: "a.png", bytes: Self.png), .init(.cover, path: "b.png", bytes: Self.png),
        ]
        let plain = SHA256.hash(data: Self.png).map { String(format: "%02x", $0) }.joined()
        #expect(pictures.map(\.contentSHA256) == [plain, plain], "a picture is uploaded once, wherever it stands")
    }

    @Test func withoutBytesOrKeyThereIsNoPlan() {
        let message = Message.video(VideoMessage(film: .file("a.mp4"), cover: .file("a.png")))
        let film = MessageUpload(.video, path: "a.mp4", bytes: Self.film, key: "file_1")
        let cases: [([MessageUpload], PlanRefusal.Category, String)] = [
            ([], .data, "/message/video/file"), ([film], .data, "/message/video/cover"),
            ([film, MessageUpload(.cover, path: "a.png", bytes: [1], key: "img_1")], .data, "/message/video/cover"),
            ([film, MessageUpload(.cover, path: "a.png", bytes: Self.png)], .unavailable, "/message/video/cover"),
        ]
        for (uploads, category, pointer) in cases {
            let reasons = BatchPlanner.refusal(direct(message), resources: MessageResources(uploads: uploads))
            #expect(reasons.map(\.pointer) == [pointer] && reasons.map(\.category) == [category], "\(reasons)")
        }
    }
}
