import Crypto
import Foundation
import Testing

@testable import JobModel

/// A picture is known by its bytes, is whole, is small enough, and is nothing else besides.
@Suite struct ImageFileTests {
    @Test(arguments: ImageFormat.allCases) func everyFormatIsReadByItsHeader(_ format: ImageFormat) throws {
        let (width, height) = format == .ico ? (32, 16) : (640, 480)
        let bytes = SamplePictures.picture(format, width: width, height: height)
        let image = try #require(ImageFile(bytes))
        #expect(image.format == format)
        #expect(image.width == width && image.height == height)
        #expect(image.byteCount == bytes.count)
        #expect(ImageFile.findings(in: bytes, name: "folder.d/picture.\(format.extensions[0].uppercased())") == [])
    }

    @Test(arguments: ImageFormat.allCases) func aPictureCutAnywhereIsRefused(_ format: ImageFormat) {
        let bytes = SamplePictures.picture(format)
        // Cut inside the pixels of formats that do not say how many there are, a picture still has all it promises.
        let last = [.ico, .bmp, .webp, .png, .jpeg, .gif].contains(format) ? bytes.count : bytes.count - 3
        for length in 0..<last {
            #expect(ImageFile(Array(bytes.prefix(length))) == nil, "\(length) of \(bytes.count) bytes")
        }
        let rules = ImageFile.findings(in: Array(bytes.prefix(last * 2 / 3)), name: "").map(\.rule)
        #expect(rules == [.imageTruncated])
    }

    @Test func emptyAndTooLargeAreRefused() {
        #expect(ImageFile.findings(in: [], name: "a.png").map(\.rule) == [.imageEmpty])
        let png = SamplePictures.picture(.png)
        let padded = png + Array(repeating: 0, count: ImageFile.mostBytes - png.count)
        #expect(ImageFile.findings(in: padded, name: "a.png") == [])
        let findings = ImageFile.findings(in: padded + [0], name: "a.png")
        #expect(findings.map(\.rule) == [.imageOver10MB])
        #expect(findings.first?.message.contains("1 over the 10485760") == true)
        #expect(findings.first?.message.contains("234006") == true)
    }

    @Test(arguments: [
        (ImageFormat.gif, 2000, 2000, true), (.gif, 2001, 1, false), (.gif, 1, 2001, false), (.png, 12000, 12000, true),
        (.png, 12001, 1, false), (.jpeg, 1, 12001, false), (.png, 0, 5, false), (.jpeg, 5, 0, false),
        (.webp, 12001, 1, false),
        (.tiff, 12001, 1, false), (.heic, 1, 12001, false), (.bmp, 12001, 1, false),
    ])
    func dimensionsHaveLimits(_ format: ImageFormat, _ width: Int, _ height: Int, _ isTaken: Bool) {
        let findings = ImageFile.findings(in: SamplePictures.picture(format, width: width, height: height), name: "")
        #expect(findings.map(\.rule) == (isTaken ? [] : [.imageDimensions]))
        if !isTaken { #expect(findings.first?.message.contains("\(width) x \(height)") == true) }
    }

    @Test func everyWayOfWritingASizeIsRead() {
        let pairs: [([UInt8], Int, Int)] = [
            (SamplePictures.tiff(300, 200, isBig: true), 300, 200),
            (SamplePictures.riff("VP8L", [0x2F] + SamplePictures.little(299 | 199 << 14, 4)), 300, 200),
            (
                SamplePictures.riff(
                    "VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A] + SamplePictures.little(300, 2) + SamplePictures.little(200, 2)),
                300, 200
            ),
            (SamplePictures.picture(.bmp, width: 300, height: -200), 300, 200),
            (SamplePictures.picture(.ico, width: 256, height: 256), 256, 256),
        ]
        for (bytes, width, height) in pairs {
            let image = ImageFile(bytes)
            #expect(image?.width == width && image?.height == height)
        }
    }

    @Test(arguments: [
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG"), ("<?xml version='1.0'?>\n<SVG>", "an SVG"),
        ("<!DOCTYPE html><html>", "an HTML page"), ("%PDF-1.7", "a PDF"), ("PK\u{3}\u{4}", "an archive"),
        ("hello", "no picture"),
        ("\0\0\0\u{18}ftypisom\0\0\0\0", "no picture"), ("\0\0\0\u{18}ftypavif\0\0\0\0", "no picture"),
    ])
    func whatIsNoPictureIsNamed(_ text: String, _ words: String) {
        let findings = ImageFile.findings(in: Array(text.utf8), name: "picture.png")
        #expect(findings.map(\.rule) == [.imageFormat])
        #expect(findings.first?.message.contains(words) == true)
        #expect(findings.first?.message.contains("234011") == true)
    }

    @Test(arguments: [
        ("<script>alert(1)</script>", true), ("<ScRiPt>", true), ("PK\u{3}\u{4}rest", true), ("xx%PDF-1.4", true),
        ("\u{7F}ELF", true), ("a trailing comment", false), ("\0\0\0", false),
    ])
    func aPictureThatIsSomethingElseBesidesIsRefused(_ behind: String, _ isRefused: Bool) {
        for format in [ImageFormat.png, .jpeg, .gif, .bmp, .webp] {
            let findings = ImageFile.findings(in: SamplePictures.picture(format) + Array(behind.utf8), name: "")
            #expect(findings.map(\.rule) == (isRefused ? [.imagePolyglot] : []), "\(format)")
        }
    }

    @Test func markupInsideTheHeaderIsFoundToo() {
        let png = SamplePictures.picture(.png)
        let text = Array("<svg onload=alert(1)>".utf8)
        let chunk = SamplePictures.big(text.count, 4) + Array("tEXt".utf8) + text + [0, 0, 0, 0]
        #expect(
            ImageFile.findings(in: Array(png[..<33]) + chunk + Array(png[33...]), name: "").map(\.rule) == [
                .imagePolyglot
            ])
    }

    @Test(arguments: [
        ("a.jpg", true), ("A.JPEG", true), ("a.png", false), ("a", true), ("png/a", true), (".jpg", true),
        ("a.jpg.html", false),
    ])
    func aNameThatSaysAnotherFormatIsWarnedOf(_ name: String, _ isRight: Bool) {
        let findings = ImageFile.findings(in: SamplePictures.picture(.jpeg), name: name)
        #expect(findings.map(\.rule) == (isRight ? [] : [.imageExtension]))
        #expect(findings.allSatisfy { !$0.isError && $0.fix?.contains(".jpg") == true })
    }

    @Test func noBytesTrap() {
        var state: UInt64 = 7
        func random() -> UInt8 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 40)
        }
        for format in ImageFormat.allCases {
            let sound = SamplePictures.picture(format)
            for _ in 0..<500 {
                var bytes = sound
                for _ in 0..<4 { bytes[Int(random()) % bytes.count] = random() }
                for finding in ImageFile.findings(in: bytes, name: "a.png") { #expect(!finding.message.isEmpty) }
            }
        }
    }

    private static func resources(_ bytes: [UInt8], key: String? = nil) -> MessageResources {
        MessageResources(uploads: [MessageUpload(.image, path: "a.png", bytes: bytes, key: key)])
    }

    @Test func aPlanIsForThePictureItself() throws {
        let manifest = Manifests.message(.image(.file("a.png")))
        let first = Self.resources(SamplePictures.picture(.png), key: "img_v3_1")
        let plan = { (resources: MessageResources) throws in
            try BatchPlanner.plan(manifest: manifest, manifestBytes: Data(), resources: resources)
        }
        let one = try plan(first)
        #expect(
            String(decoding: one.bodyHead, as: UTF8.self).hasPrefix(
                #"{"msg_type":"image","content":{"image_key":"img_v3_1"},"#))
        let hash = SHA256.hash(data: SamplePictures.picture(.png)).map { String(format: "%02x", $0) }.joined()
        #expect(
            first.uploads[.image]?.contentSHA256 == hash,
            "keys of pictures are remembered by this from version to version")

        let again = try plan(Self.resources(SamplePictures.picture(.png), key: "img_v3_2"))
        #expect(again.contentSHA256 == one.contentSHA256, "uploaded again it is the same picture to the same people")
        #expect(again.planSHA256 != one.planSHA256, "what is sent is another request")
        let other = try plan(Self.resources(SamplePictures.picture(.gif), key: "img_v3_1"))
        #expect(other.contentSHA256 != one.contentSHA256 && other.planSHA256 != one.planSHA256)
    }

    @Test func withoutBytesOrKeyThereIsNoPlan() {
        let manifest = Manifests.message(.image(.file("a.png")))
        let png = SamplePictures.picture(.png)
        let refusals = [
            MessageResources(), Self.resources([1], key: "img_1"), Self.resources(png),
        ].map { BatchPlanner.refusal(manifest, resources: $0).map(\.category) }
        #expect(refusals == [[.data], [.data], [.unavailable]])
    }
}
