/// Sounds, films and pictures by their bytes: frames that say a length, and no more inside than a format must have.
public enum SampleMedia {
    // MARK: Ogg

    /// A page of an Ogg file, RFC 3533; nobody here looks at its checksum.
    public static func page(
        _ body: [UInt8], granule: UInt64, stream: UInt32 = 7, number: Int = 0, flags: UInt8 = 0
    ) -> [UInt8] {
        var lengths = Array(repeating: UInt8(255), count: body.count / 255)
        lengths.append(UInt8(body.count % 255))
        return Array("OggS".utf8) + [0, flags] + little(granule, 8) + little(UInt64(stream), 4)
            + little(UInt64(number), 4) + [0, 0, 0, 0, UInt8(lengths.count)] + lengths + body
    }

    /// `OpusHead` of RFC 7845, at 48 kHz.
    public static func opusHead(skip: Int = 312) -> [UInt8] {
        Array("OpusHead".utf8) + [1, 1] + little(UInt64(skip), 2) + little(48_000, 4) + [0, 0, 0]
    }

    /// A sound in Opus whose last page says where it ends.
    public static func opus(granule: UInt64, skip: Int = 312) -> [UInt8] {
        page(opusHead(skip: skip), granule: 0, flags: 2)
            + page(Array("OpusTags".utf8) + [0, 0, 0, 0, 0, 0, 0, 0], granule: 0, number: 1)
            + page(Array(repeating: 1, count: 300), granule: min(granule, 24_312), number: 2)
            + page([1, 2, 3], granule: granule, number: 3, flags: 4)
    }

    /// A sound in Opus of so many milliseconds.
    public static func opus(milliseconds: Int) -> [UInt8] { opus(granule: UInt64(milliseconds * 48 + 312)) }

    // MARK: MP4

    /// A box of ISO 14496-12.
    public static func box(_ name: String, _ body: [UInt8]) -> [UInt8] {
        big(UInt64(body.count + 8), 4) + Array(name.utf8) + body
    }

    /// `mvhd` with times of 32 bits, or of 64.
    public static func movieHeader(units: UInt64, scale: UInt64 = 1000, isLong: Bool = false) -> [UInt8] {
        let width = isLong ? 8 : 4
        let times = Array(repeating: UInt8(0), count: 2 * width)
        return box(
            "mvhd",
            [isLong ? 1 : 0, 0, 0, 0] + times + big(scale, 4) + big(units, width) + Array(repeating: 0, count: 80))
    }

    /// A film around a header.
    public static func mp4(header: [UInt8], brand: String = "isom") -> [UInt8] {
        box("ftyp", Array(brand.utf8) + [0, 0, 2, 0]) + box("free", []) + box("mdat", [1, 2, 3])
            + box("moov", box("iods", [0]) + header)
    }

    /// A film of so many milliseconds.
    public static func mp4(milliseconds: Int) -> [UInt8] { mp4(header: movieHeader(units: UInt64(milliseconds))) }

    // MARK: Pictures

    /// A PNG that says a size and holds a number, so that two of them differ.
    public static func png(_ width: Int = 640, _ height: Int = 480, number: UInt8 = 1) -> [UInt8] {
        func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
            big(UInt64(body.count), 4) + Array(name.utf8) + body + [0, 0, 0, 0]
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", big(UInt64(width), 4) + big(UInt64(height), 4) + [8, 2, 0, 0, 0]) + chunk("IDAT", [number])
            + chunk("IEND", [])
    }

    /// A number in so many bytes, the highest first.
    public static func big(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * (count - 1 - $0))) }
    }

    /// A number in so many bytes, the lowest first.
    public static func little(_ value: UInt64, _ count: Int) -> [UInt8] { big(value, count).reversed() }
}
