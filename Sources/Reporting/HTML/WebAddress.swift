/// An address that a page may link to: `https` or `http`, to a host that is what it looks like.
public struct WebAddress: Sendable, Hashable {
    /// The address as it was written.
    public let text: String

    /// `nil` for every other scheme, white space, control characters, backslashes, a user name before the host, and what is longer
    /// than 2048 bytes.
    public init?(_ text: String) {
        guard text.utf8.count <= 2048 else { return nil }
        let lower = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let host = rest.prefix { !"/?#".contains($0) }
        // `https://bank.example@evil.example` goes to evil.example.
        guard !host.isEmpty, !host.contains("@"), !text.contains("\\") else { return nil }
        let isVisible = text.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
                && scalar.properties.generalCategory != .format
        }
        guard isVisible else { return nil }
        self.text = text
    }
}
