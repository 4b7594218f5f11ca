/// A film in MP4, known by its boxes alone: nothing is decoded.
///
/// Source: ISO 14496-12, `ftyp`, `moov` and `mvhd`. The reader goes forward only, so that whatever a file says, one pass is all
/// it costs.
struct MP4Film: Equatable {
    /// How long it is, in milliseconds; `nil` when the file does not say, as in films that were cut into fragments.
    let durationMilliseconds: Int?

    /// Longer than any film that fits into 30 MB: whoever says more is not believed.
    static let longestMilliseconds = 24 * 3600 * 1000

    /// What a file is by its first box.
    enum Brand: Equatable {
        /// A film Feishu takes for MP4.
        case mp4
        /// A film for Apple's player, which often holds what others do not show.
        case quickTime
        /// An ISO media file that is no film: a picture, or sound alone.
        case other(String)
        /// Something else altogether.
        case none
    }

    /// What the first box says.
    static func brand(of bytes: [UInt8]) -> Brand {
        let reader = ByteReader(bytes: bytes)
        guard let box = reader.box(0), box.name == "ftyp", let brand = reader.text(box.body, 4) else { return .none }
        switch brand {
        case "qt  ": return .quickTime
        case "M4A ", "M4B ", "M4P ": return .other("sound without a picture")
        case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis": return .other("a picture")
        default: return .mp4
        }
    }

    /// `nil` when a box reaches beyond the end, or there is no film in it.
    init?(_ bytes: [UInt8]) {
        guard Self.brand(of: bytes) == .mp4 else { return nil }
        let reader = ByteReader(bytes: bytes)
        var position = 0
        var hasData = false
        var header: MovieHeader?
        while position < bytes.count {
            guard let box = reader.box(position), box.body <= box.end, box.end <= bytes.count else { return nil }
            if box.name == "mdat" { hasData = true }
            if box.name == "moov", header == nil {
                guard let found = MovieHeader(reader, in: box.body..<box.end) else { return nil }
                header = found
            }
            position = box.end
        }
        guard hasData, let header else { return nil }
        durationMilliseconds = header.durationMilliseconds.flatMap { $0 <= Self.longestMilliseconds ? $0 : nil }
    }
}

/// What `mvhd` says of a film.
private struct MovieHeader {
    /// `nil` when it does not say, or too much for a number.
    let durationMilliseconds: Int?

    /// `nil` without a header that is whole.
    init?(_ reader: ByteReader, in movie: Range<Int>) {
        var position = movie.lowerBound
        while position < movie.upperBound {
            guard let box = reader.box(position), box.body <= box.end, box.end <= movie.upperBound else { return nil }
            if box.name == "mvhd" {
                self.init(reader, body: box.body, end: box.end)
                return
            }
            position = box.end
        }
        return nil
    }

    /// Version 0 has times of 32 bits, version 1 of 64; all ones mean that nobody knows.
    private init?(_ reader: ByteReader, body: Int, end: Int) {
        let isLong = reader.byte(body) == 1
        let place = body + (isLong ? 20 : 12)
        guard place + (isLong ? 12 : 8) <= end, let scale = reader.big32(place),
            let units = isLong ? reader.big64(place + 4) : reader.big32(place + 4).map({ UInt64($0) })
        else { return nil }
        let unknown: UInt64 = isLong ? .max : 0xFFFF_FFFF
        let (thousandfold, isTooMuch) = units.multipliedReportingOverflow(by: 1000)
        guard scale > 0, units > 0, units != unknown, !isTooMuch else {
            durationMilliseconds = nil
            return
        }
        durationMilliseconds = max(1, Int(clamping: thousandfold / UInt64(scale)))
    }
}
