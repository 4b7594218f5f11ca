import TestSupport
import Testing

@testable import JobModel

/// A sound is Opus, a film is MP4, both are whole and say how long they are; a file is not empty and not too large.
@Suite struct MediaFileTests {
    static let rules: Set<LintRule> = [
        .fileEmpty, .fileOver30MB, .fileExtension, .fileIsMedia, .audioFormat, .audioDamaged, .videoFormat,
        .videoDamaged, .durationUnknown,
    ]

    private func rules(_ bytes: [UInt8], _ slot: KeySlot, name: String = "x") -> [LintRule?] {
        MediaFile.findings(in: bytes, name: name, for: slot).map(\.rule)
    }

    // MARK: Durations

    @Test(
        arguments: [
            (312, 312, nil), (313, 312, 1), (48_312, 312, 1000), (48_000, 0, 1000), (72_023, 0, 1500),
            (47, 0, 1), (311, 312, nil), (0, 0, nil), (UInt64.max, 312, nil), (UInt64.max - 1, 0, nil),
            (UInt64(Int64.max), 0, nil), (48 * 24 * 3_600_000, 0, 24 * 3_600_000), (48 * 24 * 3_600_000 + 48, 0, nil),
        ] as [(UInt64, Int, Int?)])
    func aSoundIsAsLongAsItsLastPageSays(_ granule: UInt64, _ skip: Int, _ milliseconds: Int?) {
        // The page before says less, or nothing when all ones mean that no packet ends in the last one.
        let bytes =
            SampleMedia.page(SampleMedia.opusHead(skip: skip), granule: 0, flags: 2)
            + SampleMedia.page(Array("OpusTags".utf8), granule: 0, number: 1)
            + SampleMedia.page([1], granule: granule, number: 2)
        #expect(OggOpus(bytes)?.durationMilliseconds == milliseconds)
        #expect(rules(bytes, .audio) == (milliseconds == nil ? [.durationUnknown] : []))
    }

    @Test func pagesWhereNothingEndsAndPagesOfOtherStreamsDoNotCount() {
        let sound = SampleMedia.opus(milliseconds: 2000)
        #expect(OggOpus(sound)?.durationMilliseconds == 2000)
        #expect(OggOpus(sound + SampleMedia.page([1], granule: .max))?.durationMilliseconds == 2000)
        #expect(OggOpus(sound + SampleMedia.page([1], granule: 480_000, stream: 8))?.durationMilliseconds == 2000)
        #expect(OggOpus(sound + SampleMedia.page([1], granule: 480_312))?.durationMilliseconds == 10_000)
    }

    @Test(
        arguments: [
            (1500, 1000, false, 1500), (90_000, 90_000, false, 1000), (1, 90_000, false, 1), (0, 1000, false, nil),
            (1500, 0, false, nil), (0xFFFF_FFFF, 1000, false, nil), (0xFFFF_FFFE, 1000, false, nil),
            (0xFFFF_FFFE, 0xFFFF_FFFF, false, 999), (1500, 1000, true, 1500), (UInt64.max, 1000, true, nil),
            (UInt64.max - 1, 1, true, nil), (UInt64.max / 1000, 0xFFFF_FFFF, true, nil),
            (86_400_000, 1000, true, 86_400_000), (86_400_001, 1000, true, nil),
        ] as [(UInt64, UInt64, Bool, Int?)])
    func aFilmIsAsLongAsItsHeaderSays(_ units: UInt64, _ scale: UInt64, _ isLong: Bool, _ milliseconds: Int?) {
        let bytes = SampleMedia.mp4(
            header: SampleMedia.movieHeader(units: units, scale: scale, isLong: isLong))
        #expect(MP4Film(bytes) != nil)
        #expect(MP4Film(bytes)?.durationMilliseconds == milliseconds)
        #expect(rules(bytes, .video) == (milliseconds == nil ? [.durationUnknown] : []))
    }

    // MARK: What is no sound, no film

    @Test func aSoundCutAnywhereIsRefusedOrShorter() {
        let sound = SampleMedia.opus(milliseconds: 2000)
        var borders = Set<Int>()
        for length in 0..<sound.count {
            let cut = Array(sound.prefix(length))
            if let left = OggOpus(cut) {
                borders.insert(length)
                #expect((left.durationMilliseconds ?? 0) < 2000)
            } else {
                let rule = length == 0 ? LintRule.fileEmpty : OggOpus.isOpus(cut) ? .audioDamaged : .audioFormat
                #expect(rules(cut, .audio) == [rule], "\(length)")
            }
        }
        #expect(borders.count == 1, "only where the third page ends")
    }

    @Test func aFilmCutAnywhereIsRefused() {
        let film = SampleMedia.mp4(milliseconds: 2000)
        for length in 0..<film.count {
            let cut = Array(film.prefix(length))
            #expect(MP4Film(cut) == nil, "\(length)")
            #expect(rules(cut, .video).count == 1)
        }
    }

    @Test(arguments: [
        ("hello", "something else"), ("ID3\u{3}", "an MP3"), ("RIFF0000WAVE", "WAV"), ("RIFF0000AVI ", "an AVI"),
        ("fLaC", "a FLAC"), ("OggS\0\u{2}", "without Opus"), ("GIF89a", "a GIF picture"),
    ])
    func whatIsNeitherIsNamed(_ text: String, _ words: String) {
        for (slot, rule) in [(KeySlot.audio, LintRule.audioFormat), (.video, .videoFormat)] {
            let findings = MediaFile.findings(in: Array(text.utf8), name: "x", for: slot)
            #expect(findings.map(\.rule) == [rule])
            #expect(findings.first?.isError == true)
            #expect(findings.first?.message.contains(words) == true, "\(findings)")
            #expect(findings.first?.message.contains("230055") == true)
            #expect(findings.first?.fix?.contains("ffmpeg") == true)
        }
    }

    @Test func oneInPlaceOfTheOtherIsNamed() {
        let samples: [([UInt8], KeySlot, String)] = [
            (SampleMedia.opus(milliseconds: 1000), .video, "this is a sound in Opus"),
            (SampleMedia.mp4(milliseconds: 1000), .audio, "this is a film in MP4"),
            (SampleMedia.mp4(header: [], brand: "qt  "), .audio, "this is a film for QuickTime"),
            (SampleMedia.mp4(header: [], brand: "M4A "), .audio, "this is sound without a picture"),
        ]
        for (bytes, slot, words) in samples {
            let findings = MediaFile.findings(in: bytes, name: "x", for: slot)
            #expect(findings.map(\.rule) == [slot == .audio ? .audioFormat : .videoFormat])
            #expect(findings.first?.message.hasPrefix(words) == true, "\(findings)")
        }
    }

    @Test(arguments: [
        ("isom", LintRule?.none, ""), ("mp42", nil, ""), ("avc1", nil, ""), ("qt  ", .videoFormat, "QuickTime"),
        ("M4A ", .videoFormat, "without a picture"), ("heic", .videoFormat, "a picture"),
        ("avif", .videoFormat, "a picture"),
    ])
    func theBrandOfAFilmCounts(_ brand: String, _ rule: LintRule?, _ words: String) {
        let bytes = SampleMedia.mp4(header: SampleMedia.movieHeader(units: 1000), brand: brand)
        let findings = MediaFile.findings(in: bytes, name: "x.mp4", for: .video)
        #expect(findings.map(\.rule) == (rule.map { [$0] } ?? []))
        #expect(findings.allSatisfy { $0.message.contains(words) })
    }

    @Test func aFilmWithoutWhatAFilmNeedsIsDamaged() {
        let head = SampleMedia.box("ftyp", Array("isom".utf8) + [0, 0, 2, 0])
        let data = SampleMedia.box("mdat", [1])
        let movie = SampleMedia.box("moov", SampleMedia.movieHeader(units: 1000))
        #expect(rules(head + data + movie, .video) == [])
        #expect(rules(head + movie + data, .video) == [])
        let damaged: [[UInt8]] = [
            head, head + data, head + movie, head + data + SampleMedia.box("moov", []),
            head + data + SampleMedia.box("moov", SampleMedia.box("mvhd", [0])),
            // A box of 7 bytes, one that says more than there is, and one whose 64 bits are more than an Int.
            head + data + movie + [0, 0, 0, 7] + Array("free".utf8),
            head + data + movie + SampleMedia.big(1 << 31, 4) + Array("free".utf8),
            head + data + movie + SampleMedia.big(1, 4) + Array("free".utf8) + SampleMedia.big(.max, 8),
            head + data + SampleMedia.box("moov", SampleMedia.big(0xFFFF_FFFF, 4) + Array("mvhd".utf8)),
        ]
        for bytes in damaged { #expect(rules(bytes, .video) == [.videoDamaged]) }
        // A last box of size 0 reaches to the end.
        #expect(rules(head + movie + SampleMedia.big(0, 4) + Array("mdat".utf8) + [1, 2], .video) == [])
    }

    // MARK: Files

    @Test(arguments: [KeySlot.file, .audio, .video]) func emptyAndTooLargeAreRefused(_ slot: KeySlot) {
        #expect(rules([], slot) == [.fileEmpty])
        let most = Array(repeating: UInt8(0), count: MediaFile.mostBytes)
        #expect(!rules(most, slot).contains(.fileOver30MB))
        let findings = MediaFile.findings(in: most + [0], name: "x", for: slot)
        #expect(findings.map(\.rule) == [.fileOver30MB])
        #expect(findings.first?.message.contains("1 over the 31457280") == true)
        #expect(findings.first?.message.contains("234006") == true)
        #expect(FileFinding.oversize(MediaFile.mostBytes, for: slot) == nil)
        #expect(FileFinding.oversize(MediaFile.mostBytes + 1, for: slot) == findings.first)
    }

    @Test(
        arguments: [
            ("a.pdf", "%PDF-1.7", nil), ("a.pdf", "PK\u{3}\u{4}", .fileExtension), ("A.PDF", "hello", .fileExtension),
            ("a.docx", "PK\u{3}\u{4}", nil), ("a.docx", "%PDF", .fileExtension),
            ("a.doc", "PK\u{3}\u{4}", .fileExtension),
            ("a.txt", "%PDF", nil), ("pdf", "hello", nil), ("a.zip", "hello", nil),
        ] as [(String, String, LintRule?)])
    func aNameThatSaysAnotherKindIsWarnedOf(_ name: String, _ content: String, _ rule: LintRule?) {
        let findings = MediaFile.findings(in: Array(content.utf8), name: name, for: .file)
        #expect(findings.map(\.rule) == (rule.map { [$0] } ?? []))
        #expect(findings.allSatisfy { !$0.isError })
    }

    @Test func whatCouldBePlayedIsWarnedOf() {
        let samples: [([UInt8], String)] = [
            (SampleMedia.opus(milliseconds: 1000), "\"audio\""), (SampleMedia.mp4(milliseconds: 1000), "\"video\""),
        ]
        for (bytes, words) in samples {
            let findings = MediaFile.findings(in: bytes, name: "x.mp4", for: .file)
            #expect(findings.map(\.rule) == [.fileIsMedia])
            #expect(findings.first?.isError == false && findings.first?.fix?.contains(words) == true)
        }
    }

    @Test(arguments: [
        ("a.pdf", FileType.pdf), ("a/b.DOCX", .doc), ("a.doc", .doc), ("a.xlsx", .xls), ("a.pptx", .ppt),
        ("a.mp4", .stream), ("a.opus", .stream), ("a.zip", .stream), ("pdf", .stream), ("a.pdf/b", .stream),
        (".pdf", .pdf), ("a.", .stream),
    ])
    func aFileIsUploadedAsWhatItsNameSays(_ name: String, _ type: FileType) {
        #expect(MessageUpload(.file, path: name, bytes: [1]).fileType == type)
        #expect(MessageUpload(.audio, path: name, bytes: [1]).fileType == .opus)
        #expect(MessageUpload(.video, path: name, bytes: [1]).fileType == .mp4)
        #expect(MessageUpload(.cover, path: name, bytes: [1]).fileType == nil)
    }

    @Test func noBytesTrap() {
        var state: UInt64 = 11
        func random() -> UInt8 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 40)
        }
        let samples: [(KeySlot, [UInt8])] = [
            (.audio, SampleMedia.opus(milliseconds: 2000)), (.video, SampleMedia.mp4(milliseconds: 2000)),
            (.video, SampleMedia.mp4(header: SampleMedia.movieHeader(units: 1000, isLong: true))),
        ]
        for (slot, sound) in samples {
            for _ in 0..<2000 {
                var bytes = sound
                for _ in 0..<6 {
                    bytes[Int(random()) % bytes.count] = [0, 0xFF, 0x7F, 0x80, random()][Int(random()) % 5]
                }
                let upload = MessageUpload(slot, path: "x", bytes: bytes)
                for finding in upload.findings { #expect(!finding.message.isEmpty) }
                let most = OggOpus.longestMilliseconds
                #expect(upload.durationMilliseconds.map { (1...most).contains($0) } ?? true)
            }
        }
    }
}
