import Foundation
import StrictJSON

/// Reads the packed recipients of a batch: the exact bytes of a JSON array of strings.
enum RecipientList {
    /// The ids in order, or `nil` when the bytes are no array of non-empty strings.
    static func decode(_ json: Data) -> [String]? {
        let bytes = [UInt8](json)
        if let ids = decodePlain(bytes) { return ids }
        guard let elements = JSONReader().readStrictly(bytes)?.array else { return nil }
        var ids: [String] = []
        for element in elements {
            guard let id = element.string, !id.isEmpty else { return nil }
            ids.append(id)
        }
        return ids
    }

    /// The usual case, `["a","b"]` without white space or escapes, which half a million recipients go through.
    private static func decodePlain(_ bytes: [UInt8]) -> [String]? {
        let quote = UInt8(ascii: "\"")
        guard bytes.count >= 2, bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") else { return nil }
        guard !bytes.contains(UInt8(ascii: "\\")) else { return nil }
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
