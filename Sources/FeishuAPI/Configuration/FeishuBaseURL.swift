/// Where the platform lives: a scheme, a host and perhaps a port, and nothing else.
///
/// Feishu (China) and Lark (elsewhere) are separate clouds, and dedicated tenants have hosts of their own, hence no fixed
/// list. Everything that could send the app's secret astray (plain HTTP, credentials, a path) is refused.
public struct FeishuBaseURL: Sendable, Hashable, CustomStringConvertible {
    /// The address in lower case, without a slash at its end.
    public let text: String
    /// The host alone, in lower case; an IPv6 address keeps its brackets.
    public let host: String
    /// Whether this is plain `http` to this very machine, which is meant for the sandbox.
    public let isPlainLoopback: Bool

    /// The hosts of the public clouds; anything else deserves a word to the operator.
    public static let knownHosts: Set<String> = ["open.feishu.cn", "open.larksuite.com"]

    /// The address used unless told otherwise, `https://open.feishu.cn`.
    public static let feishu = FeishuBaseURL(trusted: "open.feishu.cn")

    /// The international cloud, `https://open.larksuite.com`.
    public static let lark = FeishuBaseURL(trusted: "open.larksuite.com")

    /// Whether the host is one of the public clouds'.
    public var isKnown: Bool { Self.knownHosts.contains(host) }

    /// The address.
    public var description: String { text }

    private init(trusted host: String) {
        self.host = host
        text = "https://" + host
        isPlainLoopback = false
    }

    /// Reads an address.
    ///
    /// - Throws: ``FeishuConfigurationError`` for anything but `https://host[:port]`, or `http` to a loopback host.
    public init(_ address: String) throws(FeishuConfigurationError) {
        guard let (scheme, rest) = Self.split(address) else {
            throw Self.problem("is not an absolute address", fix: "Write it as https://open.feishu.cn.")
        }
        let authority = rest.hasSuffix("/") ? rest.dropLast() : rest
        if authority.contains("@") {
            throw Self.problem("holds a user name or password", fix: "Remove everything up to the @ sign.")
        }
        if authority.contains(where: { "/?#\\".contains($0) }) {
            throw Self.problem(
                "has a path, query or fragment", fix: "Keep the scheme and host only, such as https://open.feishu.cn.")
        }
        let (name, port) = try Self.hostAndPort(of: authority)
        switch scheme {
        case "https": isPlainLoopback = false
        case "http":
            guard Self.isLoopback(name) else {
                throw Self.problem(
                    "uses plain http, which would show the app secret to the network",
                    fix: "Use https; http is for a sandbox on 127.0.0.1, [::1] or localhost.")
            }
            isPlainLoopback = true
        default: throw Self.problem("has a scheme other than https", fix: "Write it as https://open.feishu.cn.")
        }
        host = name
        text = scheme + "://" + name + (port.map { ":\($0)" } ?? "")
    }

    private static func split(_ address: String) -> (scheme: String, rest: Substring)? {
        guard address.utf8.count <= 300, let separator = address.firstRange(of: "://") else { return nil }
        let rest = address[separator.upperBound...]
        return rest.isEmpty ? nil : (address[..<separator.lowerBound].lowercased(), rest)
    }

    private static func hostAndPort(
        of authority: Substring
    ) throws(FeishuConfigurationError) -> (host: String, port: UInt16?) {
        var host = authority
        var port: UInt16?
        let colon = authority.lastIndex(of: ":")
        if let colon, authority.lastIndex(of: "]").map({ $0 < colon }) ?? true {
            host = authority[..<colon]
            let digits = authority[authority.index(after: colon)...]
            port = digits.allSatisfy { $0.isASCII && $0.isNumber } ? UInt16(digits) : nil
            guard let number = port, number > 0 else {
                throw problem("has a port that is no number from 1 to 65535", fix: "Correct the port or leave it out.")
            }
        }
        guard isHost(host) else {
            throw problem(
                "has a host that is no plain DNS name or address",
                fix: "Use letters, digits, dots and hyphens, without a dot at the end; write other scripts in punycode."
            )
        }
        return (host.lowercased(), port)
    }

    private static func isHost(_ host: Substring) -> Bool {
        if host.hasPrefix("["), host.hasSuffix("]") {
            let address = host.dropFirst().dropLast()
            return (2...45).contains(address.utf8.count) && address.contains(":")
                && address.allSatisfy { $0.isASCII && ($0.isHexDigit || $0 == ":" || $0 == ".") }
        }
        guard (1...253).contains(host.utf8.count) else { return false }
        return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func problem(_ problem: String, fix: String) -> FeishuConfigurationError {
        FeishuConfigurationError(.baseURL, problem, fix: fix)
    }
}
