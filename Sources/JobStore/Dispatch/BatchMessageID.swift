/// The form of Feishu's names for batches: `bm-` or `bm_`, then 4 to 128 letters, digits, `-` or `_`.
///
/// It becomes part of a path when progress is asked for or a batch is recalled, so nothing else may be stored.
enum BatchMessageID {
    /// Whether `text` can be one; the schema's CHECK says the same.
    static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (7...131).contains(bytes.count), text.hasPrefix("bm-") || text.hasPrefix("bm_") else { return false }
        return bytes.dropFirst(3).allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
