/// A place on the page's own host: segments and a query, percent-encoded, so that no text can name another host or scheme.
public struct LocalAddress: Sendable, Hashable {
    /// The address, beginning with one slash.
    public let text: String

    /// Creates an address.
    ///
    /// - Parameters:
    ///   - segments: What stands between slashes; empty ones, `.` and `..` are left out, since a browser would resolve them.
    ///   - query: Names and values in their order.
    ///   - fragment: The place on the page.
    public init(_ segments: [String] = [], query: [(name: String, value: String)] = [], fragment: StaticString? = nil) {
        let path = segments.filter { !["", ".", ".."].contains($0) }.map(Self.encoded).joined(separator: "/")
        let pairs = query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
        text = "/" + path + (pairs.isEmpty ? "" : "?" + pairs) + (fragment.map { "#\($0)" } ?? "")
    }

    /// RFC 3986, section 2.3: everything but unreserved characters.
    private static func encoded(_ text: String) -> String {
        var output: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                output.append(byte)
            default: output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
