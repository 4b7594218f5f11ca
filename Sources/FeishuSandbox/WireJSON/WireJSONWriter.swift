/// Writes JSON straight into bytes: what the sandbox answers and journals is small and known.
struct WireJSONWriter {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    init(capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    /// The bytes of one object whose members `fill` writes.
    static func object(capacity: Int = 256, _ fill: (inout WireJSONWriter) -> Void) -> [UInt8] {
        var writer = WireJSONWriter(capacity: capacity)
        writer.object(fill)
        return writer.bytes
    }

    mutating func object(_ fill: (inout WireJSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        fill(&self)
        close(UInt8(ascii: "}"))
    }

    mutating func array(_ fill: (inout WireJSONWriter) -> Void) {
        open(UInt8(ascii: "["))
        fill(&self)
        close(UInt8(ascii: "]"))
    }

    mutating func key(_ key: String) {
        separate()
        quote(key)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func value(_ text: String) {
        separate()
        quote(text)
        needsComma = true
    }

    mutating func value(_ number: Int) {
        raw(String(number))
    }

    mutating func value(_ flag: Bool) {
        raw(flag ? "true" : "false")
    }

    /// A Double as shortest decimal; not finite becomes null, since JSON has no word for it.
    mutating func value(_ number: Double) {
        raw(number.isFinite ? "\(number)" : "null")
    }

    mutating func null() {
        raw("null")
    }

    mutating func field(_ name: String, _ text: String) {
        key(name)
        value(text)
    }

    mutating func field(_ name: String, _ text: String?) {
        key(name)
        if let text { value(text) } else { null() }
    }

    mutating func field(_ name: String, _ number: Int) {
        key(name)
        value(number)
    }

    mutating func field(_ name: String, _ number: Double) {
        key(name)
        value(number)
    }

    mutating func field(_ name: String, _ flag: Bool) {
        key(name)
        value(flag)
    }

    mutating func field(_ name: String, _ list: [String]) {
        key(name)
        array { writer in
            for text in list { writer.value(text) }
        }
    }

    mutating func object(_ name: String, _ fill: (inout WireJSONWriter) -> Void) {
        key(name)
        object(fill)
    }

    mutating func array(_ name: String, _ fill: (inout WireJSONWriter) -> Void) {
        key(name)
        array(fill)
    }

    private mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let isPlain = text.utf8.withContiguousStorageIfAvailable { buffer in
            for byte in buffer where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                return false
            }
            bytes.append(contentsOf: buffer)
            return true
        }
        if isPlain != true { escape(text) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x08: bytes.append(contentsOf: "\\b".utf8)
            case 0x0C: bytes.append(contentsOf: "\\f".utf8)
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x0D: bytes.append(contentsOf: "\\r".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            case 0x00..<0x20:
                let hex = String(byte, radix: 16)
                bytes.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
                bytes.append(contentsOf: hex.utf8)
            default: bytes.append(byte)
            }
        }
    }
}
