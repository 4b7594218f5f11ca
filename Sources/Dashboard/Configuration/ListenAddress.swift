/// Where the dashboard listens: an address or name of this machine, and a port.
public struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
    /// An address or a name, IPv6 without brackets.
    public let host: String
    /// The port; 0 lets the system choose.
    public let port: Int

    /// Reads `127.0.0.1:8787` or `[::1]:8787`; `nil` for everything else, a missing port included.
    public init?(_ text: String) {
        let host: Substring
        let rest: Substring
        if text.hasPrefix("[") {
            guard let close = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<close]
            rest = text[text.index(after: close)...]
            guard host.contains(":"), host.utf8.allSatisfy(Self.isIPv6) else { return nil }
        } else {
            guard let colon = text.firstIndex(of: ":") else { return nil }
            host = text[..<colon]
            rest = text[colon...]
            guard !host.isEmpty, host.utf8.count <= 253, host.utf8.allSatisfy(Self.isName) else { return nil }
        }
        let digits = rest.dropFirst()
        guard rest.hasPrefix(":"), (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy(Self.isDigit),
            let port = Int(digits), (0...65_535).contains(port)
        else { return nil }
        self.host = host.lowercased()
        self.port = port
    }

    /// Whether only this machine can speak to it.
    ///
    /// A name of one's own may mean anything tomorrow; of names only `localhost` counts (RFC 6761, section 6.3).
    public var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return parts.count == 4 && parts.allSatisfy { $0 != nil } && parts[0] == 127
    }

    /// As it is written on the command line.
    public var description: String { authority(port: port) }

    /// What a browser calls it once the port is known.
    public func authority(port: Int) -> String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isIPv6(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20) || byte == UInt8(ascii: ":")
            || byte == UInt8(ascii: ".")
    }

    private static func isName(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".")
    }
}
