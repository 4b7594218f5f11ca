import Testing

@testable import FeishuSandbox

@Suite struct UploadTests {
    static let png = ImageSamples.png(40, 30)

    static func imageParts(_ type: String, _ content: [UInt8]) -> [(name: String, fileName: String?, content: [UInt8])]
    {
        [("image_type", nil, Array(type.utf8)), ("image", "a.png", content)]
    }

    static func fileParts(_ type: String, _ content: [UInt8] = [1, 2]) -> [(
        name: String, fileName: String?, content: [UInt8]
    )] {
        [("file_type", nil, Array(type.utf8)), ("file_name", nil, Array("a.bin".utf8)), ("file", "a.bin", content)]
    }

    @Test func anUploadedImageCanBeSentByItsApp() async throws {
        try await withProbe { probe async throws in
            let key = try #require(
                try await probe.upload("images", Self.imageParts("message", Self.png)).data("image_key"))
            #expect(key.hasPrefix("img_v3_") && probe.lastEntry?.uploadKey == key && probe.lastEntry?.warnings == [])
            let person = try probe.somebody.openID
            let image = "{\"image_key\":\"\(key)\"}"
            let card = #"{"elements":[{"tag":"img","img_key":"\#(key)"}]}"#
            let batch = #"{"msg_type":"image","content":\#(image),"open_ids":["\#(person)"]}"#
            #expect(try await probe.send(image, to: person, type: "image").code == 0)
            #expect(try await probe.send(card, to: person, type: "interactive").code == 0)
            #expect(try await probe.batchSend(batch).code == 0)
            let other = try await probe.otherToken()
            #expect(try await probe.send(image, to: person, type: "image", token: other).code == 230_017)
            #expect(try await probe.send(card, to: person, type: "interactive", token: other).code == 230_099)
            #expect(try await probe.batchSend(batch, token: other).code == 11227)
            let avatar = try #require(
                try await probe.upload("images", Self.imageParts("avatar", Self.png)).data("image_key"))
            #expect(try await probe.send("{\"image_key\":\"\(avatar)\"}", to: person, type: "image").code == 230_001)
            let again = try await probe.upload("images", Self.imageParts("message", Self.png)).data("image_key")
            #expect(again != key)
        }
    }

    @Test(arguments: [
        ("opus", "audio", 0), ("opus", "file", 230_055), ("opus", "media", 230_055), ("mp4", "media", 0),
        ("mp4", "file", 230_055), ("pdf", "file", 0), ("stream", "file", 0), ("pdf", "audio", 230_055),
    ])
    func aFileIsSentAsWhatItIs(_ type: String, _ message: String, _ code: Int) async throws {
        try await withProbe { probe async throws in
            let key = try #require(try await probe.upload("files", Self.fileParts(type)).data("file_key"))
            let person = try probe.somebody.openID
            let content = "{\"file_key\":\"\(key)\"}"
            #expect(try await probe.send(content, to: person, type: message).code == code)
            let other = try await probe.otherToken()
            #expect(try await probe.send(content, to: person, type: message, token: other).code == 230_017)
        }
    }

    @Test func aFilmMayHaveACoverOfTheSameApp() async throws {
        try await withProbe { probe async throws in
            let film = try #require(try await probe.upload("files", Self.fileParts("mp4")).data("file_key"))
            let cover = try #require(
                try await probe.upload("images", Self.imageParts("message", Self.png)).data("image_key"))
            let avatar = try #require(
                try await probe.upload("images", Self.imageParts("avatar", Self.png)).data("image_key"))
            let other = try await probe.otherToken()
            let strange = try #require(
                try await probe.upload("images", Self.imageParts("message", Self.png), token: other).data("image_key"))
            let person = try probe.somebody.openID
            for (image, code) in [
                (cover, 0), (avatar, 230_001), (strange, 230_017), ("img_v3_none", 230_001), (film, 230_001),
            ] {
                let content = #"{"file_key":"\#(film)","image_key":"\#(image)"}"#
                #expect(try await probe.send(content, to: person, type: "media").code == code, "\(image)")
            }
            #expect(
                try await probe.send(#"{"image_key":"\#(cover)"}"#, to: person, type: "media").code == 230_001)
            // Only stickers are stickers.
            #expect(try await probe.send(#"{"file_key":"\#(film)"}"#, to: person, type: "sticker").code == 230_001)
            #expect(
                try await probe.batchSend(
                    #"{"msg_type":"file","content":{"file_key":"\#(film)"},"open_ids":["\#(person)"]}"#
                ).code == 10003)
        }
    }

    struct ImageCase: Sendable {
        let type: String
        let content: [UInt8]
        let code: Int
    }

    private static let tenMegabytes = Array(repeating: UInt8(0), count: 10 << 20)

    static let imageCases = [
        ImageCase(type: "message", content: [], code: 234_010),
        ImageCase(type: "message", content: Array("<svg/>".utf8), code: 234_011),
        ImageCase(type: "message", content: Array(png.prefix(20)), code: 234_011),
        ImageCase(type: "poster", content: png, code: 234_001),
        ImageCase(type: "message", content: ImageSamples.png(12_000, 1), code: 0),
        ImageCase(type: "message", content: ImageSamples.png(12_001, 1), code: 234_039),
        ImageCase(type: "message", content: ImageSamples.png(1, 12_001), code: 234_039),
        ImageCase(type: "avatar", content: ImageSamples.png(4096, 4096), code: 0),
        ImageCase(type: "avatar", content: ImageSamples.png(4097, 1), code: 234_039),
        ImageCase(type: "message", content: ImageSamples.gif(2000, 2000), code: 0),
        ImageCase(type: "message", content: ImageSamples.gif(2001, 1), code: 234_039),
        ImageCase(type: "message", content: png + tenMegabytes.dropLast(png.count), code: 0),
        ImageCase(type: "message", content: png + tenMegabytes, code: 234_006),
    ]

    @Test(arguments: imageCases.indices) func imagesAreHeldToTheirLimits(_ index: Int) async throws {
        try await withProbe { probe async throws in
            let (type, content, code) = (
                Self.imageCases[index].type, Self.imageCases[index].content, Self.imageCases[index].code
            )
            let answer = try await probe.upload("images", Self.imageParts(type, content))
            #expect(answer.code == code && answer.status == (code == 0 ? 200 : 400), "\(answer.text)")
        }
    }

    @Test func aFormWithAPartMissingIsRefused() async throws {
        try await withProbe { probe async throws in
            let whole = Self.imageParts("message", Self.png)
            for part in whole { #expect(try await probe.upload("images", [part]).code == 234_001) }
        }
    }

    @Test func filesAreHeldToTheirLimits() async throws {
        try await withProbe { probe async throws in
            let large = Array(repeating: UInt8(7), count: 30 << 20)
            let duration = { (text: String) in [(name: "duration", fileName: String?.none, content: Array(text.utf8))] }
            let withoutName = Self.fileParts("pdf").filter { $0.name != "file_name" }
            #expect(try await probe.upload("files", Self.fileParts("exe")).code == 234_001)
            #expect(try await probe.upload("files", Self.fileParts("pdf", [])).code == 234_010)
            #expect(try await probe.upload("files", Self.fileParts("pdf", large)).code == 0)
            #expect(try await probe.upload("files", Self.fileParts("pdf", large + [7])).code == 234_006)
            #expect(try await probe.upload("files", Self.fileParts("pdf").dropLast()).code == 234_001)
            #expect(try await probe.upload("files", Self.fileParts("opus") + duration("3000")).code == 0)
            #expect(try await probe.upload("files", Self.fileParts("opus") + duration("")).code == 0)
            #expect(try await probe.upload("files", Self.fileParts("opus") + duration("long")).code == 234_001)
            #expect(try await probe.upload("files", withoutName).code == 234_001)
        }
    }

    @Test func uploadsNeedTheBotAndTheirScope() async throws {
        try await withProbe { probe async throws in
            try probe.core.change(appID: "cli_sandbox", hasBot: false)
            #expect(try await probe.upload("images", Self.imageParts("message", Self.png)).code == 234_007)
            try probe.core.change(appID: "cli_sandbox", granting: [], revoking: ["im:resource"])
            #expect(try await probe.upload("files", Self.fileParts("pdf")).missingScopes == ["im:resource"])
        }
    }

    @Test func aFilePartWithoutAFileNameIsNoted() async throws {
        try await withProbe { probe async throws in
            _ = try await probe.upload(
                "images", [("image_type", nil, Array("message".utf8)), ("image", nil, Self.png)])
            #expect(probe.lastEntry?.code == 0 && probe.lastEntry?.warnings.count == 1)
        }
    }
}
