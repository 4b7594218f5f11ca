/// Reads one JSON document from bytes, strictly by RFC 8259.
///
/// Duplicate keys, trailing commas, comments, a BOM, control characters, lone surrogates and broken
/// UTF-8 are errors. Depth is limited, so no body can exhaust the stack.
struct WireJSONReader {
    static let maximumDepth = 64

    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The document in `bytes`; anything but white space after it is an error.
    static func read(_ bytes: [UInt8]) throws(WireJSONError) -> WireJSON {
        var reader = WireJSONReader(bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.failure("unexpected bytes after the document") }
        return value
    }

    private func failure(_ reason: String) -> WireJSONError {
        WireJSONError(reason: reason, offset: position)
    }

    private var current: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(WireJSONError) -> WireJSON {
        guard depth < Self.maximumDepth else { throw failure("nested too deeply") }
        skipSpace()
        guard let first = current else { throw failure("the document ends too early") }
        switch first {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw failure("a value was expected")
        }
    }

    private mutating func object(depth: Int) throws(WireJSONError) -> WireJSON {
        position += 1
        var members: [WireMember] = []
        var seen: Set<String> = []
        skipSpace()
        if current == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw failure("a key was expected") }
            let key = try string()
            guard seen.insert(key).inserted else { throw failure("duplicate key \"\(key)\"") }
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw failure("a colon was expected") }
            position += 1
            members.append(WireMember(key: key, value: try value(depth: depth + 1)))
            if try ends(with: UInt8(ascii: "}")) { return .object(members) }
        }
    }

    private mutating func array(depth: Int) throws(WireJSONError) -> WireJSON {
        position += 1
        var elements: [WireJSON] = []
        skipSpace()
        if current == UInt8(ascii: "]") {
            position += 1
            return .array(elements)
        }
        while true {
            elements.append(try value(depth: depth + 1))
            if try ends(with: UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    /// Steps over a comma (false) or over `close` (true).
    private mutating func ends(with close: UInt8) throws(WireJSONError) -> Bool {
        skipSpace()
        switch current {
        case UInt8(ascii: ","):
            position += 1
            return false
        case close:
            position += 1
            return true
        default:
            throw failure("a comma or a closing bracket was expected")
        }
    }

    private mutating func literal(_ word: StaticString, _ value: WireJSON) throws(WireJSONError) -> WireJSON {
        let count = word.utf8CodeUnitCount
        guard bytes.count - position >= count else { throw failure("the document ends too early") }
        let matches = word.withUTF8Buffer { expected in
            bytes[position..<position + count].elementsEqual(expected)
        }
        guard matches else { throw failure("unknown word") }
        position += count
        return value
    }

    private mutating func number() throws(WireJSONError) -> WireJSON {
        let start = position
        var isInteger = true
        if current == UInt8(ascii: "-") { position += 1 }
        guard let first = current, isDigit(first) else { throw failure("a digit was expected") }
        position += 1
        if first != UInt8(ascii: "0") {
            skipDigits()
        } else if let next = current, isDigit(next) {
            throw failure("a number may not start with 0")
        }
        if current == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            try requireDigits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try requireDigits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let whole = Int(text) { return .integer(whole) }
        guard let double = Double(text), double.isFinite else { throw failure("a number out of range") }
        return .number(double)
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private mutating func skipDigits() {
        while let byte = current, isDigit(byte) { position += 1 }
    }

    private mutating func requireDigits() throws(WireJSONError) {
        guard let byte = current, isDigit(byte) else { throw failure("a digit was expected") }
        skipDigits()
    }

    private mutating func string() throws(WireJSONError) -> String {
        position += 1
        let start = position
        var seen: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                let slice = bytes[start..<position]
                // Ids are ASCII, and ASCII needs no validation; that is half the cost of reading a list of them.
                let text = seen < 0x80 ? String(decoding: slice, as: UTF8.self) : try validated(slice)
                position += 1
                return text
            case UInt8(ascii: "\\"):
                return try escapedString(from: start)
            case 0x00..<0x20:
                throw failure("a control character inside a string")
            default:
                seen |= byte
                position += 1
            }
        }
        throw failure("a string is not closed")
    }

    private func validated(_ slice: ArraySlice<UInt8>) throws(WireJSONError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else { throw failure("not valid UTF-8") }
        return text
    }

    /// The slow path, taken at the first backslash: the text so far is copied and the rest unescaped.
    private mutating func escapedString(from start: Int) throws(WireJSONError) -> String {
        var text = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try validated(text[...])
            case UInt8(ascii: "\\"): try appendEscape(to: &text)
            case 0x00..<0x20: throw failure("a control character inside a string")
            default: text.append(byte)
            }
        }
        throw failure("a string is not closed")
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(WireJSONError) {
        guard let byte = current else { throw failure("a string is not closed") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try unicodeEscape())).utf8)
        default: throw failure("unknown escape")
        }
    }

    private mutating func unicodeEscape() throws(WireJSONError) -> Unicode.Scalar {
        let high = try hexQuad()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard (0xD800..<0xDC00).contains(high), current == UInt8(ascii: "\\") else { throw failure("a lone surrogate") }
        position += 1
        guard current == UInt8(ascii: "u") else { throw failure("a lone surrogate") }
        position += 1
        let low = try hexQuad()
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
        else { throw failure("a lone surrogate") }
        return scalar
    }

    private mutating func hexQuad() throws(WireJSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw failure("four hex digits were expected")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
