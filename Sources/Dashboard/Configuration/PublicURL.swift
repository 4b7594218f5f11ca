/// The address people type when something stands before the dashboard, such as a reverse proxy that does TLS.
public struct PublicURL: Sendable, Hashable {
    /// Host and port as browsers send them.
    public let authority: String
    /// Whether it is `https`, so that cookies may be kept to it.
    public let isSecure: Bool

    /// Reads `https://larkcast.example.com` or `http://10.0.0.5:8787`; `nil` for other schemes, paths, users and queries.
    public init?(_ text: String) {
        let lower = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return nil }
        isSecure = scheme == "https://"
        var rest = lower.dropFirst(scheme.count)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        guard Self.isAuthority(String(rest)) else { return nil }
        // Browsers leave the scheme's own port out.
        let usual = isSecure ? ":443" : ":80"
        authority = String(rest.hasSuffix(usual) ? rest.dropLast(usual.count) : rest)
    }

    /// Whether a text is a host with an optional port and nothing else.
    public static func isAuthority(_ text: String) -> Bool {
        if ListenAddress(text).map({ $0.port > 0 }) ?? false { return true }
        return ListenAddress(text + ":1") != nil
    }
}
