/// A sound in Opus inside Ogg, known by its pages alone: nothing is decoded.
///
/// Source: RFC 3533 (pages) and RFC 7845 (`OpusHead`, granule positions at 48 kHz whatever the sound was recorded at). The
/// reader goes forward only, so that whatever a file says, one pass is all it costs.
struct OggOpus: Equatable {
    /// How long it is, in milliseconds; `nil` when the file does not say, or says more than ``longestMilliseconds``.
    let durationMilliseconds: Int?

    /// Longer than anything that fits into 30 MB: whoever says more is not believed.
    static let longestMilliseconds = 24 * 3600 * 1000

    /// Whether the first bytes are those of an Ogg file with Opus inside.
    static func isOpus(_ bytes: [UInt8]) -> Bool {
        let reader = ByteReader(bytes: bytes)
        guard bytes.starts(with: "OggS".utf8), let count = reader.byte(26) else { return false }
        return bytes.dropFirst(27 + Int(count)).starts(with: "OpusHead".utf8)
    }

    /// `nil` when the file ends inside a page, or something else stands between two.
    init?(_ bytes: [UInt8]) {
        guard Self.isOpus(bytes) else { return nil }
        let reader = ByteReader(bytes: bytes)
        guard let stream = reader.little32(14), let skip = reader.little16(27 + Int(bytes[26]) + 10) else { return nil }
        var last: UInt64?
        var pages = 0
        var position = 0
        while position < bytes.count {
            guard let page = OggPage(reader, at: position) else { return nil }
            if page.stream == stream {
                pages += 1
                last = page.granule ?? last
            }
            position = page.end
        }
        // The first page is the head, the second begins the tags; those alone are no sound.
        guard pages > 2 else { return nil }
        durationMilliseconds = last.flatMap { Self.milliseconds($0, skip: skip) }
    }

    private static func milliseconds(_ granule: UInt64, skip: Int) -> Int? {
        let (samples, isShorter) = granule.subtractingReportingOverflow(UInt64(skip))
        guard !isShorter, samples > 0 else { return nil }
        let milliseconds = samples / 48
        return milliseconds <= UInt64(longestMilliseconds) ? max(1, Int(milliseconds)) : nil
    }
}

/// One page of an Ogg file.
private struct OggPage {
    let stream: Int
    /// Where the last packet that ends here ends; `nil` when none does.
    let granule: UInt64?
    /// The first byte behind it.
    let end: Int

    init?(_ reader: ByteReader, at offset: Int) {
        // "OggS", then version 0, the only one there is.
        guard reader.big32(offset) == 0x4F67_6753, reader.byte(offset + 4) == 0,
            let granule = reader.little64(offset + 6), let stream = reader.little32(offset + 14),
            let count = reader.byte(offset + 26)
        else { return nil }
        var end = offset + 27 + Int(count)
        for index in 0..<Int(count) {
            guard let length = reader.byte(offset + 27 + index) else { return nil }
            end += Int(length)
        }
        guard end <= reader.bytes.count else { return nil }
        self.stream = stream
        self.granule = granule == .max ? nil : granule
        self.end = end
    }
}
