import Crypto

/// SHA-256 of a message's content, as JSON with sorted keys and no spaces.
///
/// The same content has the same hash however it was written and whether it came as an object (batch_send) or as a
/// string (im/v1); anybody can compute it, in Python with
/// `json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)`.
enum ContentHash {
    static func hex(of content: WireJSON) -> String {
        var writer = WireJSONWriter(capacity: 1024)
        write(content, to: &writer)
        return hex(of: writer.bytes)
    }

    /// SHA-256 of bytes as they are.
    static func hex(of bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef")
        return String(SHA256.hash(data: Array(bytes)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] })
    }

    private static func write(_ value: WireJSON, to writer: inout WireJSONWriter) {
        switch value {
        case .null: writer.null()
        case .bool(let flag): writer.value(flag)
        case .integer(let number): writer.value(number)
        case .number(let number): writer.value(number)
        case .string(let text): writer.value(text)
        case .array(let items):
            writer.array { list in
                for item in items { write(item, to: &list) }
            }
        case .object(let members):
            writer.object { object in
                for member in members.sorted(by: {
                    $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars)
                }) {
                    object.key(member.key)
                    write(member.value, to: &object)
                }
            }
        }
    }
}
