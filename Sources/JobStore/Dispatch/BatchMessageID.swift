import JobModel

/// The form of Feishu's names for what was sent: `bm-` or `bm_` for a batch, `om_` or `om-` for a message, then 4 to 128
/// letters, digits, `-` or `_`.
///
/// It becomes part of a path when progress is asked for or something is recalled, so nothing else may be stored.
enum BatchMessageID {
    /// Whether `text` can be one of a channel; the schema's CHECK says the same.
    static func isValid(_ text: String, of channel: DeliveryChannel) -> Bool { self.channel(of: text) == channel }

    /// The channel whose name it is; `nil` when it is none.
    static func channel(of text: String) -> DeliveryChannel? {
        let bytes = Array(text.utf8)
        guard (7...131).contains(bytes.count), bytes.dropFirst(3).allSatisfy(isNameByte) else { return nil }
        if text.hasPrefix("bm-") || text.hasPrefix("bm_") { return .batch }
        return text.hasPrefix("om-") || text.hasPrefix("om_") ? .direct : nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
