extension ImageHeader {
    /// TIFF 6.0: the first directory's ImageWidth (256) and ImageLength (257), in either byte order.
    static func tiff(_ reader: ByteReader) -> ImageHeader? {
        let isBig = reader.byte(0) == 0x4D
        func short(_ offset: Int) -> Int? { isBig ? reader.big16(offset) : reader.little16(offset) }
        func long(_ offset: Int) -> Int? { isBig ? reader.big32(offset) : reader.little32(offset) }
        guard let directory = long(4), let count = short(directory), count > 0,
            directory + 2 + 12 * count <= reader.bytes.count
        else { return nil }
        var width: Int?
        var height: Int?
        for index in 0..<count {
            let entry = directory + 2 + 12 * index
            guard let tag = short(entry), let type = short(entry + 2) else { return nil }
            // 3 is SHORT, 4 is LONG; either stands in the entry itself.
            let value = type == 3 ? short(entry + 8) : long(entry + 8)
            if tag == 256 { width = value }
            if tag == 257 { height = value }
        }
        guard let width, let height, strips(reader, directory: directory, count: count, isBig: isBig) else {
            return nil
        }
        return ImageHeader(width: width, height: height, end: reader.bytes.count)
    }

    /// Whether a single strip lies inside the file; of several the places stand elsewhere, and are checked there.
    private static func strips(_ reader: ByteReader, directory: Int, count: Int, isBig: Bool) -> Bool {
        func short(_ offset: Int) -> Int? { isBig ? reader.big16(offset) : reader.little16(offset) }
        func long(_ offset: Int) -> Int? { isBig ? reader.big32(offset) : reader.little32(offset) }
        for index in 0..<count {
            let entry = directory + 2 + 12 * index
            guard let tag = short(entry), let type = short(entry + 2), let values = long(entry + 4) else {
                return false
            }
            let size = values * ([1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8][safe: type] ?? 1)
            guard let place = size > 4 ? long(entry + 8) : entry + 8, place + size <= reader.bytes.count else {
                return false
            }
            if tag == 273, values == 1 {
                guard let start = type == 3 ? short(place) : long(place), start < reader.bytes.count else {
                    return false
                }
            }
        }
        return true
    }

    /// ISO 23008-12: boxes up to `ispe` in `meta`/`iprp`/`ipco`; the largest picture counts.
    static func heic(_ reader: ByteReader) -> ImageHeader? {
        var largest: ImageHeader?
        var hasData = false
        var position = 0
        while position < reader.bytes.count {
            guard let box = reader.box(position), box.end <= reader.bytes.count else { return nil }
            hasData = hasData || box.name == "mdat"
            if box.name == "meta" {
                for size in sizes(reader, in: (box.body + 4)..<max(box.body + 4, box.end)) {
                    let isLarger = size.width * size.height > (largest.map { $0.width * $0.height } ?? 0)
                    if isLarger {
                        largest = ImageHeader(width: size.width, height: size.height, end: reader.bytes.count)
                    }
                }
            }
            position = box.end
        }
        return hasData ? largest : nil
    }

    private static func sizes(_ reader: ByteReader, in range: Range<Int>) -> [(width: Int, height: Int)] {
        var found: [(width: Int, height: Int)] = []
        var position = range.lowerBound
        while position < range.upperBound, let box = reader.box(position), box.end <= range.upperBound {
            if box.name == "iprp" || box.name == "ipco" {
                found += sizes(reader, in: box.body..<box.end)
            } else if box.name == "ispe", let width = reader.big32(box.body + 4),
                let height = reader.big32(box.body + 8)
            {
                found.append((width, height))
            }
            position = box.end
        }
        return found
    }
}

/// Numbers at places in bytes; `nil` behind their end.
struct ByteReader {
    let bytes: [UInt8]

    func byte(_ offset: Int) -> UInt8? { bytes.indices.contains(offset) ? bytes[offset] : nil }

    func big16(_ offset: Int) -> Int? { number(offset, 2, isBig: true) }
    func big32(_ offset: Int) -> Int? { number(offset, 4, isBig: true) }
    func little16(_ offset: Int) -> Int? { number(offset, 2, isBig: false) }
    func little24(_ offset: Int) -> Int? { number(offset, 3, isBig: false) }
    func little32(_ offset: Int) -> Int? { number(offset, 4, isBig: false) }

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

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
