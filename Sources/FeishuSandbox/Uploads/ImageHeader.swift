/// What the first bytes of an image say: its format and size in pixels.
///
/// The formats are those of the upload page: JPG, PNG, WEBP, GIF, BMP, ICO, TIFF and HEIC.
struct ImageHeader: Equatable {
    enum Format: CaseIterable {
        case png, gif, jpeg, webp, bmp, ico, tiff, heic
    }

    let format: Format
    let width: Int
    let height: Int

    /// Nil when the bytes are none of the formats, or end before they tell a size.
    init?(_ bytes: ArraySlice<UInt8>) {
        let reader = ByteReader(bytes)
        let found: (Format, (width: Int, height: Int)?)
        if reader.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], at: 0) {
            found = (.png, reader.has("IHDR", at: 12) ? reader.pair(at: 16, bytes: 4, bigEndian: true) : nil)
        } else if reader.has("GIF87a", at: 0) || reader.has("GIF89a", at: 0) {
            found = (.gif, reader.pair(at: 6, bytes: 2, bigEndian: false))
        } else if reader.has([0xFF, 0xD8, 0xFF], at: 0) {
            found = (.jpeg, Self.jpeg(reader))
        } else if reader.has("RIFF", at: 0), reader.has("WEBP", at: 8) {
            found = (.webp, Self.webp(reader))
        } else if reader.has("BM", at: 0) {
            found = (.bmp, Self.bmp(reader))
        } else if reader.has([0, 0, 1, 0], at: 0) {
            found = (.ico, Self.ico(reader))
        } else if reader.has([0x49, 0x49, 0x2A, 0], at: 0) || reader.has([0x4D, 0x4D, 0, 0x2A], at: 0) {
            found = (.tiff, Self.tiff(reader))
        } else if reader.has("ftyp", at: 4),
            ["heic", "heix", "mif1", "msf1", "hevc"].contains(where: { reader.has($0, at: 8) })
        {
            found = (.heic, Self.heic(reader))
        } else {
            return nil
        }
        guard let size = found.1, size.width > 0, size.height > 0 else { return nil }
        (format, width, height) = (found.0, size.width, size.height)
    }

    /// Walks the segments to the frame header.
    private static func jpeg(_ reader: ByteReader) -> (Int, Int)? {
        var position = 2
        while let mark = reader.number(at: position, bytes: 2, bigEndian: true), mark >> 8 == 0xFF {
            let kind = mark & 0xFF
            if (0xC0...0xCF).contains(kind), ![0xC4, 0xC8, 0xCC].contains(kind) {
                return reader.pair(at: position + 5, bytes: 2, bigEndian: true).map { ($0.height, $0.width) }
            }
            guard let length = reader.number(at: position + 2, bytes: 2, bigEndian: true), length >= 2 else {
                return nil
            }
            position += 2 + length
        }
        return nil
    }

    private static func webp(_ reader: ByteReader) -> (Int, Int)? {
        if reader.has("VP8X", at: 12) {
            return reader.pair(at: 24, bytes: 3, bigEndian: false).map { ($0.width + 1, $0.height + 1) }
        }
        if reader.has("VP8L", at: 12), let bits = reader.number(at: 21, bytes: 4, bigEndian: false) {
            return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
        }
        guard reader.has("VP8 ", at: 12), reader.has([0x9D, 0x01, 0x2A], at: 23) else { return nil }
        return reader.pair(at: 26, bytes: 2, bigEndian: false).map { ($0.width & 0x3FFF, $0.height & 0x3FFF) }
    }

    private static func bmp(_ reader: ByteReader) -> (Int, Int)? {
        if reader.number(at: 14, bytes: 4, bigEndian: false) == 12 {
            return reader.pair(at: 18, bytes: 2, bigEndian: false)
        }
        // A negative height means that the rows run downwards.
        return reader.pair(at: 18, bytes: 4, bigEndian: false).map {
            ($0.width, Int(Int32(truncatingIfNeeded: $0.height).magnitude))
        }
    }

    /// The largest of its images; 0 stands for 256.
    private static func ico(_ reader: ByteReader) -> (Int, Int)? {
        guard let count = reader.number(at: 4, bytes: 2, bigEndian: false) else { return nil }
        let sizes = (0..<count).compactMap { reader.pair(at: 6 + 16 * $0, bytes: 1, bigEndian: false) }
        guard sizes.count == count, count > 0 else { return nil }
        return (
            sizes.map { $0.width == 0 ? 256 : $0.width }.max() ?? 0,
            sizes.map { $0.height == 0 ? 256 : $0.height }.max() ?? 0
        )
    }

    private static func tiff(_ reader: ByteReader) -> (Int, Int)? {
        let isBig = reader.has("MM", at: 0)
        guard let start = reader.number(at: 4, bytes: 4, bigEndian: isBig),
            let count = reader.number(at: start, bytes: 2, bigEndian: isBig)
        else { return nil }
        func value(of tag: Int) -> Int? {
            for entry in (0..<count).map({ start + 2 + 12 * $0 })
            where reader.number(at: entry, bytes: 2, bigEndian: isBig) == tag {
                let isShort = reader.number(at: entry + 2, bytes: 2, bigEndian: isBig) == 3
                return reader.number(at: entry + 8, bytes: isShort ? 2 : 4, bigEndian: isBig)
            }
            return nil
        }
        guard let width = value(of: 256), let height = value(of: 257) else { return nil }
        return (width, height)
    }

    /// The largest of the "image spatial extents" among the properties, which come before the image's data.
    private static func heic(_ reader: ByteReader) -> (Int, Int)? {
        let sizes = reader.positions(of: "ispe", within: 65_536)
            .compactMap { reader.pair(at: $0 + 8, bytes: 4, bigEndian: true) }
        return sizes.max { $0.width * $0.height < $1.width * $1.height }
    }
}

/// Numbers and marks at places of a file; nil or false past its end.
private struct ByteReader {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    func has(_ mark: [UInt8], at place: Int) -> Bool {
        bytes.dropFirst(place).starts(with: mark)
    }

    func has(_ mark: String, at place: Int) -> Bool {
        bytes.dropFirst(place).starts(with: mark.utf8)
    }

    func number(at place: Int, bytes count: Int, bigEndian isBig: Bool) -> Int? {
        let part = bytes.dropFirst(place).prefix(count)
        guard part.count == count else { return nil }
        return isBig ? part.reduce(0) { $0 << 8 | Int($1) } : part.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    func pair(at place: Int, bytes count: Int, bigEndian isBig: Bool) -> (width: Int, height: Int)? {
        guard let first = number(at: place, bytes: count, bigEndian: isBig),
            let second = number(at: place + count, bytes: count, bigEndian: isBig)
        else { return nil }
        return (first, second)
    }

    func positions(of mark: String, within limit: Int) -> [Int] {
        (0..<min(limit, bytes.count)).filter { has(mark, at: $0) }
    }
}
