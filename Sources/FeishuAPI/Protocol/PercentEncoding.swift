/// Text as it may stand in a path segment or a query value.
enum PercentEncoding {
    /// The text with every byte but RFC 3986's unreserved characters spelt `%XX`.
    ///
    /// Page tokens hold `=`, `+` and `/`, each of which would mean something else unencoded.
    static func encode(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            if PathSegment.isNameByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "~") {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += byte < 0x10 ? "%0" : "%"
                encoded += String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
