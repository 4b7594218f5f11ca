/// One segment of a request path made from an id that came over the wire or from an operator.
enum PathSegment {
    /// The id percent-encoded, or `nil` when it may not stand in a path.
    ///
    /// Ids are opaque (Feishu's own pages write both `bm-` and `bm_`), so nothing is normalised. Refused are the empty
    /// id, more than 200 characters, control characters, and `.` and `..`, which a URL parser would resolve.
    static func encode(_ id: String) -> String? {
        guard !id.isEmpty, id.count <= 200, id.utf8.count <= 800, id != ".", id != ".." else { return nil }
        guard !id.unicodeScalars.contains(where: isControl) else { return nil }
        return PercentEncoding.encode(id)
    }

    /// Whether the byte is an ASCII letter, a digit, `-` or `_`.
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

/// The id of a batch as Feishu gives it.
enum BatchMessageID {
    /// Whether the text is `bm-` or `bm_` and 4 to 128 letters, digits, `_` and `-`.
    static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8
        guard text.hasPrefix("bm-") || text.hasPrefix("bm_"), (7...131).contains(bytes.count) else { return false }
        return bytes.allSatisfy(PathSegment.isNameByte)
    }
}
