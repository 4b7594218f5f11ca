/// Values in addresses: a cell may say what is asked for, and never which server is asked.
enum AddressValue {
    /// The value with everything but letters, digits, `-`, `.`, `_` and `~` percent-encoded, as RFC 3986 has it.
    static func encoded(_ value: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var output: [UInt8] = []
        for byte in value.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                output.append(byte)
            default: output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Whether what stands before a placeholder in an address is past the server: `https://x.example/`.
    static func isPastServer(_ before: some StringProtocol) -> Bool {
        guard let rest = afterScheme(before), let first = rest.first, !"/?#".contains(first) else { return false }
        return rest.contains { "/?#".contains($0) }
    }

    /// What of an address that a text ends with stands behind its scheme, or the `www.` that stands for one; `nil` when
    /// the text does not end with an address.
    static func afterScheme(_ text: some StringProtocol) -> Substring? {
        let scalars = text.unicodeScalars
        let start = scalars.lastIndex { !isPart($0) }.map { scalars.index(after: $0) } ?? scalars.startIndex
        let address = String(String.UnicodeScalarView(scalars[start...]))
        // The last one counts: `https://a/?to=https://`.
        if let scheme = address.ranges(of: "://").last { return address[scheme.upperBound...] }
        guard let host = address.ranges(of: /www\./.ignoresCase()).last else { return nil }
        return address[host.upperBound...]
    }

    /// What an address may hold; white space, brackets, and whatever is not ASCII end it.
    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && scalar.value > 0x20 && scalar.value != 0x7F
            && !"<>\"`[](){}|\\^".unicodeScalars.contains(scalar)
    }
}
