/// A cookie as it is set; its value is made of letters, digits, dots and hyphens.
struct Cookie: Sendable {
    /// The kinds there are.
    enum Kind: String, Sendable, CaseIterable {
        /// Who is logged in.
        case session = "larkcast_session"
        /// Who was shown the login page; what its form is sealed with.
        case visitor = "larkcast_visitor"
        /// The language somebody chose.
        case language = "larkcast_language"
    }

    let kind: Kind
    let value: String
    /// Seconds it is kept for; `nil` until the browser is closed, 0 takes it away.
    var seconds: Int?

    /// The name; behind TLS one that nobody can set from a page without it (RFC 6265bis, section 4.1.3.2).
    static func name(_ kind: Kind, isSecure: Bool) -> String { (isSecure ? "__Host-" : "") + kind.rawValue }

    /// The header's value.
    func text(isSecure: Bool) -> String {
        var parts = ["\(Self.name(kind, isSecure: isSecure))=\(value)", "Path=/", "HttpOnly", "SameSite=Strict"]
        if isSecure { parts.append("Secure") }
        if let seconds { parts.append("Max-Age=\(seconds)") }
        return parts.joined(separator: "; ")
    }

    /// The value of a cookie in a request's `Cookie` headers; of two with one name neither counts.
    static func value(_ kind: Kind, in headers: [String], isSecure: Bool) -> String? {
        let name = name(kind, isSecure: isSecure)
        let found = headers.flatMap { $0.split(separator: ";") }.compactMap { pair -> String? in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { return nil }
            return String(parts[1])
        }
        return found.count == 1 ? found[0] : nil
    }
}
