/// Numbers at places in bytes; `nil` behind their end.
struct ByteReader {
    let bytes: [UInt8]

    func byte(_ offset: Int) -> UInt8? { bytes.indices.contains(offset) ? bytes[offset] : nil }

    func big16(_ offset: Int) -> Int? { number(offset, 2, isBig: true) }
    func big32(_ offset: Int) -> Int? { number(offset, 4, isBig: true) }
    func little16(_ offset: Int) -> Int? { number(offset, 2, isBig: false) }
    func little24(_ offset: Int) -> Int? { number(offset, 3, isBig: false) }
    func little32(_ offset: Int) -> Int? { number(offset, 4, isBig: false) }

    /// Eight bytes, which may say more than an `Int` holds.
    func big64(_ offset: Int) -> UInt64? {
        guard let high = big32(offset), let low = big32(offset + 4) else { return nil }
        return UInt64(high) << 32 | UInt64(low)
    }

    /// Eight bytes, the lowest first.
    func little64(_ offset: Int) -> UInt64? {
        guard let low = little32(offset), let high = little32(offset + 4) else { return nil }
        return UInt64(high) << 32 | UInt64(low)
    }

    func text(_ offset: Int, _ length: Int) -> String? {
        guard offset >= 0, offset + length <= bytes.count else { return nil }
        return String(decoding: bytes[offset..<offset + length], as: UTF8.self)
    }

    /// The place of the next JPEG marker's code, behind any fill and stuffed bytes.
    func marker(after start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var position = start
            while position + 1 < bytes.count {
                if bytes[position] == 0xFF, bytes[position + 1] != 0, bytes[position + 1] != 0xFF {
                    return position + 1
                }
                position += 1
            }
            return nil
        }
    }

    /// An ISO base media box; a size of 0 reaches to the end, and one of 1 stands in 8 bytes behind the name.
    func box(_ offset: Int) -> (name: String, body: Int, end: Int)? {
        guard let size = big32(offset), let name = text(offset + 4, 4) else { return nil }
        if size == 0 { return (name, offset + 8, bytes.count) }
        if size == 1 {
            guard big32(offset + 8) == 0, let long = big32(offset + 12), long >= 16 else { return nil }
            return (name, offset + 16, offset + long)
        }
        return size >= 8 ? (name, offset + 8, offset + size) : nil
    }

    private func number(_ offset: Int, _ length: Int, isBig: Bool) -> Int? {
        guard offset >= 0, offset + length <= bytes.count else { return nil }
        let part = bytes[offset..<offset + length]
        return isBig ? part.reduce(0) { $0 << 8 | Int($1) } : part.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
