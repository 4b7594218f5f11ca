/// Where a character of a string stands in the JSON that the string was read from, escapes counted as they are written.
enum ScalarPlace {
    /// The byte offset of the scalar with this number, from 0, in the string whose opening quote stands at `offset`; the
    /// quote itself when there is no such string.
    static func offset(ofScalar number: Int, inStringAt offset: Int, of bytes: [UInt8]) -> Int {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { return offset }
        var index = offset + 1
        var left = number
        while left > 0, index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            left -= 1
            if bytes[index] == UInt8(ascii: "\\") {
                index += escapeLength(bytes, at: index)
            } else {
                index += 1
                while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
            }
        }
        return left == 0 && index < bytes.count ? index : offset
    }

    /// `\n` has two bytes, `\u4F60` six, and a pair of surrogates is one character of twelve.
    private static func escapeLength(_ bytes: [UInt8], at index: Int) -> Int {
        guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "u") else { return 2 }
        let isHigh =
            index + 3 < bytes.count && bytes[index + 2] | 0x20 == UInt8(ascii: "d")
            && [0x38, 0x39, 0x61, 0x62].contains(bytes[index + 3] | 0x20)
        return isHigh ? 12 : 6
    }
}
