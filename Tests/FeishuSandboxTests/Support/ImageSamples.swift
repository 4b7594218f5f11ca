/// The first bytes of images, as the formats' own descriptions lay them down; no pixels.
enum ImageSamples {
    static func big(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * (count - 1 - $0))) }
    }

    static func little(_ number: Int, _ count: Int) -> [UInt8] { big(number, count).reversed() }

    /// Joins parts; long sums of arrays take the compiler minutes.
    static func bytes(_ parts: [[UInt8]]) -> [UInt8] { parts.flatMap { $0 } }

    private static func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }

    static func png(_ width: Int, _ height: Int) -> [UInt8] {
        let mark: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
        return bytes([mark, Array("IHDR".utf8), big(width, 4), big(height, 4), [8, 2, 0, 0, 0]])
    }

    static func gif(_ width: Int, _ height: Int) -> [UInt8] {
        bytes([Array("GIF89a".utf8), little(width, 2), little(height, 2), zeros(3)])
    }

    /// An APP0, a comment and a table come before the frame header, as cameras write them.
    static func jpeg(_ width: Int, _ height: Int, frame: UInt8 = 0xC2) -> [UInt8] {
        let before: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFE, 0, 3, 9, 0xFF, 0xC4, 0, 3, 0]
        return bytes([before, [0xFF, frame, 0, 11, 8], big(height, 2), big(width, 2), [1]])
    }

    static func bmp(_ width: Int, _ height: Int) -> [UInt8] {
        bytes([Array("BM".utf8), zeros(12), little(40, 4), little(width, 4), little(height, 4)])
    }

    private static func riff(_ chunk: String, _ payload: [UInt8]) -> [UInt8] {
        bytes([Array("RIFF".utf8), zeros(4), Array("WEBP\(chunk)".utf8), little(payload.count, 4), payload])
    }

    static func webpLossy(_ width: Int, _ height: Int) -> [UInt8] {
        riff("VP8 ", bytes([[0, 0, 0, 0x9D, 0x01, 0x2A], little(width, 2), little(height, 2)]))
    }

    static func webpLossless(_ width: Int, _ height: Int) -> [UInt8] {
        riff("VP8L", bytes([[0x2F], little((width - 1) | ((height - 1) << 14), 4)]))
    }

    static func webpExtended(_ width: Int, _ height: Int) -> [UInt8] {
        riff("VP8X", bytes([zeros(4), little(width - 1, 3), little(height - 1, 3)]))
    }

    static func ico(_ sizes: [(Int, Int)]) -> [UInt8] {
        let entries = sizes.map { size in bytes([little(size.0, 1), little(size.1, 1), zeros(14)]) }
        return bytes([[0, 0, 1, 0], little(sizes.count, 2), bytes(entries)])
    }

    static func tiff(_ width: Int, _ height: Int, isBig: Bool) -> [UInt8] {
        let number = isBig ? big : little
        func entry(_ tag: Int, _ value: Int, isShort: Bool) -> [UInt8] {
            let tail = isShort ? bytes([number(value, 2), [0, 0]]) : number(value, 4)
            return bytes([number(tag, 2), number(isShort ? 3 : 4, 2), number(1, 4), tail])
        }
        let mark: [UInt8] = isBig ? [0x4D, 0x4D, 0, 0x2A] : [0x49, 0x49, 0x2A, 0]
        return bytes([
            mark, number(8, 4), number(2, 2), entry(256, width, isShort: true), entry(257, height, isShort: false),
        ])
    }

    static func heic(_ sizes: [(Int, Int)]) -> [UInt8] {
        let boxes = sizes.map { size in
            bytes([big(20, 4), Array("ispe".utf8), zeros(4), big(size.0, 4), big(size.1, 4)])
        }
        return bytes([big(24, 4), Array("ftypheic".utf8), zeros(8), bytes(boxes)])
    }
}
