import StrictJSON

public import struct Foundation.Data

/// The ids of one batch as the exact bytes of a JSON array, and back.
public enum RecipientsList {
    /// Why bytes are no list of ids.
    public struct Malformed: Error, Sendable, Equatable {}

    /// The bytes of a list: compact, in order.
    public static func encode(_ ids: some Sequence<String>) -> Data {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(ids.underestimatedCount * 40)
        JSONValue.append(ids, to: &bytes)
        return Data(bytes)
    }

    /// Appends one id as a JSON string.
    static func append(_ id: String, to bytes: inout [UInt8]) {
        guard isPlain(id) else { return bytes.append(contentsOf: JSONValue.string(id).bytes(.compact)) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: id.utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    /// How many bytes ``append(_:to:)`` appends.
    static func count(of id: String) -> Int {
        isPlain(id) ? id.utf8.count + 2 : JSONValue.string(id).bytes(.compact).count
    }

    /// Ids hold nothing that JSON writes otherwise.
    private static func isPlain(_ id: String) -> Bool {
        id.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }

    /// The ids of a list that ``encode(_:)`` or any other JSON writer made.
    ///
    /// Throws ``Malformed`` for anything but a JSON array of strings that are not empty.
    public static func decode(_ data: Data) throws(Malformed) -> [String] {
        let bytes = [UInt8](data)
        if let ids = decodePlain(bytes) { return ids }
        guard let elements = JSONReader().readStrictly(bytes)?.array else { throw Malformed() }
        var ids: [String] = []
        ids.reserveCapacity(elements.count)
        for element in elements {
            guard let id = element.string, !id.isEmpty else { throw Malformed() }
            ids.append(id)
        }
        return ids
    }

    /// The usual case, `["a","b"]` without white space or escapes, which half a million recipients go through.
    private static func decodePlain(_ bytes: [UInt8]) -> [String]? {
        let quote = UInt8(ascii: "\"")
        guard bytes.count >= 2, bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") else { return nil }
        // What an escape, or a control character that should have been one, means is the reader's to say.
        guard !bytes.contains(where: { $0 == UInt8(ascii: "\\") || $0 < 0x20 }) else { return nil }
        var ids: [String] = []
        var position = 1
        while position < bytes.count - 1 {
            guard bytes[position] == quote, let end = bytes[(position + 1)...].firstIndex(of: quote),
                end > position + 1, end < bytes.count - 1,
                let id = String(validating: bytes[(position + 1)..<end], as: UTF8.self)
            else { return nil }
            ids.append(id)
            position = end + 1
            if position == bytes.count - 1 { return ids }
            guard bytes[position] == UInt8(ascii: ","), position + 1 < bytes.count - 1 else { return nil }
            position += 1
        }
        return ids
    }
}
