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

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
