/// Makes hostile inputs from sound ones; the same seed makes the same inputs.
struct Mutator {
    /// What is put in where a random byte would hardly ever be right.
    private static let dictionary = [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u0000", "\\ud800", "\\udc00", "\\u202e", "\\u00e9", "e\u{301}",
        "\u{FEFF}",
        "null", "true", "false", "0", "-0", "00", "1e2", "1.0", "1e999", "-1", "9223372036854775807",
        "9223372036854775808",
        "18446744073709551616", "2147483648", "\u{0}", "\n", "\r\n", "\t", "é", "😀", "\u{2028}", "\"code\":0,",
        "\"code\":",
        "\"data\":{}", "\"message_id\":\"bm-1\"", "\"open_ids\":[]", "*/5 * * * *", "0 9 31 2 *", "15m",
        "Asia/Shanghai",
        "&a [*a]", "<<: *a", "!!binary", "---\n", "? ", "- ", "{\"a\":", "[[[[[[[[", "<at id=all></at>", "{{name}}",
    ].map { Array($0.utf8) }

    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `limit`.
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }

    /// One of them.
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// A sound input after one to eight accidents.
    mutating func mutated(_ corpus: [[UInt8]]) -> [UInt8] {
        var bytes = pick(corpus)
        for _ in 0...below(8) { strike(&bytes, corpus) }
        return Array(bytes.prefix(64 * 1024))
    }

    /// Text of scalars that make trouble, up to a length.
    mutating func text(upTo length: Int) -> String {
        let ranges: [ClosedRange<Int>] = [
            0...0x7F, 0x20...0x2F, 0x80...0x9F, 0x300...0x36F, 0x2000...0x206F, 0xFF00...0xFF5E, 0x1F300...0x1F5FF,
            0xE000...0xE010,
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<below(length + 1) {
            let range = pick(ranges)
            if let scalar = Unicode.Scalar(UInt32(range.lowerBound + below(range.count))) { text.append(scalar) }
        }
        return String(text)
    }

    private mutating func strike(_ bytes: inout [UInt8], _ corpus: [[UInt8]]) {
        let place = below(bytes.count + 1)
        let end = min(bytes.count, place + below(16))
        switch below(9) {
        case 0 where place < bytes.count: bytes[place] ^= UInt8(1 << below(8))
        case 1: bytes.insert(UInt8(below(256)), at: place)
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        case 4: bytes.removeSubrange(place...)
        case 5: bytes.replaceSubrange(place..<end, with: pick(Self.dictionary))
        case 6:
            let other = pick(corpus)
            bytes.replaceSubrange(place..<end, with: other[below(other.count)...].prefix(64))
        case 7:
            bytes.insert(contentsOf: [[UInt8]](repeating: pick(Self.dictionary), count: below(80)).joined(), at: place)
        default: bytes.insert(contentsOf: pick(Self.dictionary), at: place)
        }
    }
}
