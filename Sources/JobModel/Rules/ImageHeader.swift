/// Size in pixels and the end of a picture, read from its header and the frame around its data.
///
/// Each reader goes forward only and stops at the end of the bytes, so that whatever a file says, one pass is all it costs.
struct ImageHeader: Equatable {
    var width: Int
    var height: Int
    /// The first byte behind the picture; the file's end where a format does not say.
    var end: Int

    /// `nil` when the file ends too early or contradicts itself.
    static func read(_ bytes: [UInt8], as format: ImageFormat) -> ImageHeader? {
        let reader = ByteReader(bytes: bytes)
        switch format {
        case .jpeg: return jpeg(reader)
        case .png: return png(reader)
        case .webp: return webp(reader)
        case .gif: return gif(reader)
        case .bmp: return bmp(reader)
        case .ico: return ico(reader)
        case .tiff: return tiff(reader)
        case .heic: return heic(reader)
        }
    }

    /// ITU-T T.81, Annex B: segments up to the frame's size, then scans up to EOI.
    private static func jpeg(_ reader: ByteReader) -> ImageHeader? {
        var position = 2
        var size: (width: Int, height: Int)?
        while let mark = reader.marker(after: position) {
            let marker = reader.bytes[mark]
            switch marker {
            case 0xD9: return size.map { ImageHeader(width: $0.width, height: $0.height, end: mark + 1) }
            case 0x01, 0xD0...0xD7: position = mark + 1
            default:
                guard let length = reader.big16(mark + 1), length >= 2, mark + 1 + length <= reader.bytes.count else {
                    return nil
                }
                let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
                if isFrame, size == nil, let height = reader.big16(mark + 4), let width = reader.big16(mark + 6) {
                    size = (width, height)
                }
                position = mark + 1 + length
            }
        }
        return nil
    }

    /// ISO 15948: IHDR first, chunks with their length, IEND last.
    private static func png(_ reader: ByteReader) -> ImageHeader? {
        guard reader.text(12, 4) == "IHDR", let width = reader.big32(16), let height = reader.big32(20) else {
            return nil
        }
        var position = 8
        var hasData = false
        while let length = reader.big32(position), let name = reader.text(position + 4, 4) {
            let end = position + 12 + length
            guard end <= reader.bytes.count else { return nil }
            hasData = hasData || name == "IDAT"
            if name == "IEND" { return hasData ? ImageHeader(width: width, height: height, end: end) : nil }
            position = end
        }
        return nil
    }

    /// RFC 9649: the RIFF length, then the size as VP8, VP8L or VP8X has it.
    private static func webp(_ reader: ByteReader) -> ImageHeader? {
        guard let length = reader.little32(4), 8 + length <= reader.bytes.count else { return nil }
        let end = 8 + length
        switch reader.text(12, 4) {
        case "VP8X":
            guard let width = reader.little24(24), let height = reader.little24(27) else { return nil }
            return ImageHeader(width: width + 1, height: height + 1, end: end)
        case "VP8L":
            guard reader.byte(20) == 0x2F, let bits = reader.little32(21) else { return nil }
            return ImageHeader(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1, end: end)
        case "VP8 ":
            guard reader.byte(23) == 0x9D, let width = reader.little16(26), let height = reader.little16(28) else {
                return nil
            }
            return ImageHeader(width: width & 0x3FFF, height: height & 0x3FFF, end: end)
        default: return nil
        }
    }

    /// GIF89a: the logical screen, then blocks up to the trailer.
    private static func gif(_ reader: ByteReader) -> ImageHeader? {
        guard let width = reader.little16(6), let height = reader.little16(8), let flags = reader.byte(10) else {
            return nil
        }
        var position = 13 + colourTable(flags)
        while let block = reader.byte(position) {
            switch block {
            case 0x3B: return ImageHeader(width: width, height: height, end: position + 1)
            case 0x21: position += 2
            case 0x2C:
                guard let flags = reader.byte(position + 9) else { return nil }
                position += 11 + colourTable(flags)
            default: return nil
            }
            while let length = reader.byte(position), length > 0 { position += 1 + Int(length) }
            position += 1
        }
        return nil
    }

    private static func colourTable(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }

    /// BITMAPFILEHEADER and the headers behind it; a height below zero means rows from the top.
    private static func bmp(_ reader: ByteReader) -> ImageHeader? {
        guard let length = reader.little32(2), let start = reader.little32(10), let header = reader.little32(14) else {
            return nil
        }
        // Some writers leave the length at zero.
        let end = length == 0 ? reader.bytes.count : length
        guard end <= reader.bytes.count, start <= end else { return nil }
        if header == 12 {
            guard let width = reader.little16(18), let height = reader.little16(20) else { return nil }
            return ImageHeader(width: width, height: height, end: end)
        }
        guard header >= 40, let width = reader.little32(18), let height = reader.little32(22) else { return nil }
        let signed = Int(Int32(truncatingIfNeeded: height))
        return ImageHeader(width: width, height: abs(signed), end: end)
    }

    /// A directory of pictures; the largest counts, and 0 stands for 256.
    private static func ico(_ reader: ByteReader) -> ImageHeader? {
        guard let count = reader.little16(4), (1...256).contains(count) else { return nil }
        var largest = ImageHeader(width: 0, height: 0, end: 6 + 16 * count)
        for index in 0..<count {
            let entry = 6 + 16 * index
            guard let width = reader.byte(entry), let height = reader.byte(entry + 1),
                let length = reader.little32(entry + 8),
                let start = reader.little32(entry + 12), start + length <= reader.bytes.count
            else { return nil }
            largest.width = max(largest.width, width == 0 ? 256 : Int(width))
            largest.height = max(largest.height, height == 0 ? 256 : Int(height))
            largest.end = max(largest.end, start + length)
        }
        return largest
    }
}
