/// One pass over one text: a recursive descent that knows where it stands.
struct JSONScanner {
    private let bytes: [UInt8]
    private let depthLimit: Int
    private var index = 0
    private var path: [Step] = []

    /// One step of a JSON pointer; spelt out only for a complaint.
    private enum Step {
        case key(String)
        case element(Int)
    }

    private(set) var duplicates: [JSONProblem] = []

    init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func readDocument() throws(JSONProblem) -> JSONNode {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw problem("the text starts with a byte order mark; save it as UTF-8 without BOM")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw problem("the text is UTF-16; save it as UTF-8")
        }
        skipWhitespace()
        guard index < bytes.count else { throw problem("the text is empty") }
        let root = try readValue()
        skipWhitespace()
        guard index == bytes.count else { throw problem("unexpected \(found) after the end of the value") }
        return root
    }

    private mutating func readValue() throws(JSONProblem) -> JSONNode {
        guard let byte = peek else { throw problem("the text ends where a value should be") }
        let start = index
        switch byte {
        case UInt8(ascii: "{"): return JSONNode(content: try readObject(), offset: start)
        case UInt8(ascii: "["): return JSONNode(content: try readArray(), offset: start)
        case UInt8(ascii: "\""): return JSONNode(content: .string(try readString()), offset: start)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return JSONNode(content: .number(try readNumber()), offset: start)
        default: return JSONNode(content: try readWord(), offset: start)
        }
    }

    private mutating func readObject() throws(JSONProblem) -> JSONNode.Content {
        try descend()
        var members: [JSONNode.Member] = []
        // Keys are compared byte by byte: Swift's == would take two spellings of é for one key.
        var seen: [[UInt8]: Int] = [:]
        skipWhitespace()
        if take("}") { return ascend(.object([])) }
        while true {
            skipWhitespace()
            guard peek == UInt8(ascii: "\"") else {
                if peek == UInt8(ascii: "}") { throw problem("a comma before } ends an object; remove it") }
                throw problem("expected a key in double quotes, found \(found)")
            }
            let keyOffset = index
            let key = try readString()
            path.append(.key(key))
            if let first = seen[Array(key.utf8)] {
                let line = JSONPosition(ofByte: first, in: bytes).line
                let message = "the key \"\(key)\" occurs twice (first on line \(line)); only one can count"
                duplicates.append(JSONProblem(message: message, offset: keyOffset, pointer: pointer))
            } else {
                seen[Array(key.utf8)] = keyOffset
            }
            skipWhitespace()
            guard take(":") else { throw problem("expected : after the key \"\(key)\", found \(found)") }
            skipWhitespace()
            members.append(JSONNode.Member(key: key, keyOffset: keyOffset, node: try readValue()))
            path.removeLast()
            skipWhitespace()
            if take("}") { return ascend(.object(members)) }
            guard take(",") else { throw problem("expected , or } in an object, found \(found)") }
        }
    }

    private mutating func readArray() throws(JSONProblem) -> JSONNode.Content {
        try descend()
        var elements: [JSONNode] = []
        skipWhitespace()
        if take("]") { return ascend(.array([])) }
        while true {
            skipWhitespace()
            if peek == UInt8(ascii: "]") { throw problem("a comma before ] ends an array; remove it") }
            path.append(.element(elements.count))
            elements.append(try readValue())
            path.removeLast()
            skipWhitespace()
            if take("]") { return ascend(.array(elements)) }
            guard take(",") else { throw problem("expected , or ] in an array, found \(found)") }
        }
    }

    private mutating func readNumber() throws(JSONProblem) -> String {
        let start = index
        _ = take("-")
        guard let first = peek, isDigit(first) else { throw problem("expected a digit, found \(found)") }
        index += 1
        if first == UInt8(ascii: "0") {
            if let next = peek, isDigit(next) { throw problem("a number may not start with 0", at: start) }
        } else {
            skipDigits()
        }
        if take(".") { try requireDigits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try requireDigits()
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func readWord() throws(JSONProblem) -> JSONNode.Content {
        let words: [(String, JSONNode.Content)] = [("true", .bool(true)), ("false", .bool(false)), ("null", .null)]
        for (word, content) in words where bytes[index...].starts(with: word.utf8) {
            index += word.utf8.count
            return content
        }
        throw problem("expected a value, found \(found)")
    }

    private mutating func readString() throws(JSONProblem) -> String {
        let start = index
        index += 1
        let body = index
        // Most strings hold no escape: find the end first and validate the bytes in one go.
        index = bytes.withUnsafeBufferPointer { bytes in
            var index = body
            while index < bytes.count, bytes[index] != 0x22, bytes[index] != 0x5C, bytes[index] >= 0x20 { index += 1 }
            return index
        }
        if let byte = peek, byte < 0x20 { throw problem("a control character in a string must be escaped") }
        if peek == UInt8(ascii: "\"") {
            defer { index += 1 }
            return try text(of: bytes[body..<index], from: start)
        }
        var collected = Array(bytes[body..<index])
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return try text(of: collected[...], from: start)
            case UInt8(ascii: "\\"):
                try readEscape(into: &collected)
            case 0..<0x20:
                throw problem("a control character in a string must be escaped")
            default:
                collected.append(byte)
                index += 1
            }
        }
        throw problem("the text ends inside a string", at: start)
    }

    private mutating func readEscape(into collected: inout [UInt8]) throws(JSONProblem) {
        let start = index
        index += 1
        guard let byte = peek else { throw problem("the text ends inside a string", at: start) }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): collected.append(byte)
        case UInt8(ascii: "b"): collected.append(0x08)
        case UInt8(ascii: "f"): collected.append(0x0C)
        case UInt8(ascii: "n"): collected.append(0x0A)
        case UInt8(ascii: "r"): collected.append(0x0D)
        case UInt8(ascii: "t"): collected.append(0x09)
        case UInt8(ascii: "u"): collected.append(contentsOf: String(try readUnicodeEscape(from: start)).utf8)
        default: throw problem("an unknown escape in a string", at: start)
        }
    }

    private mutating func readUnicodeEscape(from start: Int) throws(JSONProblem) -> Unicode.Scalar {
        let unit = try readHexUnit(from: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        // RFC 8259 §8.2: half a surrogate pair names no character, and receivers disagree on what to make of it.
        guard unit < 0xDC00, take("\\"), take("u") else {
            throw problem("half a surrogate pair in a string", at: start)
        }
        let low = try readHexUnit(from: start)
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
        else { throw problem("half a surrogate pair in a string", at: start) }
        return scalar
    }

    private mutating func readHexUnit(from start: Int) throws(JSONProblem) -> UInt32 {
        guard bytes.count - index >= 4,
            bytes[index..<index + 4].allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let unit = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw problem("\\u needs four hexadecimal digits", at: start) }
        index += 4
        return unit
    }

    private func text(of slice: ArraySlice<UInt8>, from start: Int) throws(JSONProblem) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw problem("a string is not valid UTF-8", at: start)
        }
        return text
    }

    private mutating func descend() throws(JSONProblem) {
        openLevels += 1
        guard openLevels <= depthLimit else { throw problem("nested deeper than \(depthLimit) levels") }
        index += 1
    }

    private mutating func ascend(_ content: JSONNode.Content) -> JSONNode.Content {
        openLevels -= 1
        return content
    }

    private var openLevels = 0

    private mutating func requireDigits() throws(JSONProblem) {
        guard let byte = peek, isDigit(byte) else { throw problem("expected a digit, found \(found)") }
        skipDigits()
    }

    private mutating func skipDigits() {
        while let byte = peek, isDigit(byte) { index += 1 }
    }

    private mutating func skipWhitespace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = peek, byte == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private var found: String {
        guard let byte = peek else { return "the end of the text" }
        return switch byte {
        case UInt8(ascii: "/"): "/ (JSON has no comments)"
        case UInt8(ascii: "'"): "' (JSON strings take double quotes)"
        case 0x21...0x7E: String(UnicodeScalar(byte))
        default: "byte 0x" + String(byte, radix: 16)
        }
    }

    private var pointer: String {
        path.map { step in
            switch step {
            case .key(let key): "/" + key.replacing("~", with: "~0").replacing("/", with: "~1")
            case .element(let number): "/\(number)"
            }
        }.joined()
    }

    private func problem(_ message: String, at offset: Int? = nil) -> JSONProblem {
        JSONProblem(message: message, offset: offset ?? index, pointer: pointer)
    }
}
