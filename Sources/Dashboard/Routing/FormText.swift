/// Names and values as forms and queries write them (`application/x-www-form-urlencoded`).
enum FormText {
    /// More than any form of ours has.
    private static let mostFields = 64

    /// The fields; `nil` when the text is no such thing, has a name twice, or too many.
    static func fields(_ text: some StringProtocol) -> [String: String]? {
        var fields: [String: String] = [:]
        guard !text.isEmpty else { return fields }
        let pairs = text.split(separator: "&", omittingEmptySubsequences: false)
        guard pairs.count <= mostFields else { return nil }
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decoded(parts[0]), let value = decoded(parts.count == 2 ? parts[1] : ""), !name.isEmpty,
                fields.updateValue(value, forKey: name) == nil
            else { return nil }
        }
        return fields
    }

    /// The text behind the percent signs; `nil` when it is not UTF-8 or holds a NUL.
    private static func decoded(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard rest.count >= 2,
                    let value = SecretBytes.bytes(hex: String(decoding: rest.prefix(2), as: UTF8.self))
                else { return nil }
                bytes += value
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }
}
