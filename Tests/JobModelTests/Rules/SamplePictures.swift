@testable import JobModel

/// Pictures by their bytes: frames with headers that say a size, and no more inside than a format must have.
enum SamplePictures {
    static func picture(_ format: ImageFormat, width: Int = 640, height: Int = 480) -> [UInt8] {
        switch format {
        case .png:
            return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
                + chunk("IHDR", big(width, 4) + big(height, 4) + [8, 2, 0, 0, 0]) + chunk("IDAT", [1, 2, 3])
                + chunk("IEND", [])
        case .jpeg:
            let app = segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
            let frame = segment(0xC0, [8] + big(height, 2) + big(width, 2) + [3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1])
            // Stuffed zero, a restart marker and fill bytes belong to a scan.
            return [0xFF, 0xD8] + app + segment(0xC4, [0, 1]) + frame + segment(0xDA, [1, 1, 0, 0, 0x3F, 0])
                + [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xFF, 0xD9]
        case .gif:
            return Array("GIF89a".utf8) + little(width, 2) + little(height, 2) + [0x80, 0, 0] + [
                0, 0, 0, 255, 255, 255,
            ]
                + [0x21, 0xF9, 4, 0, 0, 0, 0, 0]
                + [0x2C, 0, 0, 0, 0] + little(width, 2) + little(height, 2) + [0, 2, 2, 0x44, 1, 0, 0x3B]
        case .webp:
            return riff("VP8X", [0, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3))
        case .bmp:
            let header =
                little(40, 4) + little(width, 4) + little(height, 4) + [1, 0, 24, 0] + Array(repeating: 0, count: 24)
            return Array("BM".utf8) + little(14 + header.count + 4, 4) + [0, 0, 0, 0] + little(54, 4) + header + [
                1, 2, 3, 0,
            ]
        case .ico:
            return [0, 0, 1, 0, 1, 0, UInt8(width & 255), UInt8(height & 255), 0, 0, 1, 0, 32, 0] + little(4, 4)
                + little(22, 4)
                + [1, 2, 3, 4]
        case .tiff: return tiff(width, height, isBig: false)
        case .heic:
            let size = box("ispe", [0, 0, 0, 0] + big(width, 4) + big(height, 4))
            let thumbnail = box("ispe", [0, 0, 0, 0] + big(16, 4) + big(16, 4))
            let meta = box("meta", [0, 0, 0, 0] + box("hdlr", [0]) + box("iprp", box("ipco", thumbnail + size)))
            return box("ftyp", Array("heic".utf8) + [0, 0, 0, 0] + Array("mif1".utf8)) + meta + box("mdat", [1, 2, 3])
        }
    }

    static func tiff(_ width: Int, _ height: Int, isBig: Bool) -> [UInt8] {
        let put = { (value: Int, count: Int) in isBig ? big(value, count) : little(value, count) }
        func entry(_ tag: Int, _ value: Int) -> [UInt8] { put(tag, 2) + put(4, 2) + put(1, 4) + put(value, 4) }
        return Array((isBig ? "MM" : "II").utf8) + put(42, 2) + put(8, 4) + put(3, 2) + entry(256, width)
            + entry(257, height)
            + entry(273, 50) + put(0, 4) + [1, 2, 3]
    }

    static func riff(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let content = Array("WEBP".utf8) + Array(name.utf8) + little(body.count, 4) + body
        return Array("RIFF".utf8) + little(content.count, 4) + content
    }

    static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * (count - 1 - $0))) }
    }

    static func little(_ value: Int, _ count: Int) -> [UInt8] { big(value, count).reversed() }

    private static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        big(body.count, 4) + Array(name.utf8) + body + [0, 0, 0, 0]
    }

    private static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        [0xFF, marker] + big(body.count + 2, 2) + body
    }

    private static func box(_ name: String, _ body: [UInt8]) -> [UInt8] {
        big(body.count + 8, 4) + Array(name.utf8) + body
    }
}
