import Dashboard
import Yams

extension ConfigurationFile {
    private static let longestName = 64

    /// Reads `dashboard`.
    mutating func readDashboard(_ node: Node) {
        var settings = DashboardSettings()
        for (key, node) in members(of: node, allowed: ["public_url", "hosts", "users"], where: "in dashboard") {
            switch key {
            case "public_url":
                guard let text = text(node, key) else { break }
                settings.publicURL = PublicURL(text)
                if settings.publicURL == nil {
                    complain(node, "public_url must be an address without a path, such as https://larkcast.example.com")
                }
            case "hosts": settings.hosts = hosts(node)
            default: settings.users = users(node)
            }
        }
        dashboard = settings
    }

    private mutating func hosts(_ node: Node) -> [String] {
        guard let sequence = node.sequence else {
            complain(node, "hosts must be a list of names such as 10.0.0.5:8787")
            return []
        }
        return sequence.compactMap { node in
            guard let name = node.scalar?.string, PublicURL.isAuthority(name) else {
                complain(node, "hosts holds something that is no host with an optional port")
                return nil
            }
            return name
        }
    }

    private mutating func users(_ node: Node) -> [DashboardUser] {
        guard let sequence = node.sequence else {
            complain(node, "users must be a list, each with name, role and token_sha256 (larkcast token makes one)")
            return []
        }
        var users: [DashboardUser] = []
        for node in sequence {
            guard let user = user(node) else { continue }
            if users.contains(where: { $0.name.lowercased() == user.name.lowercased() }) {
                complain(node, "the user \"\(user.name)\" occurs twice")
            } else if users.contains(where: { $0.tokenSHA256 == user.tokenSHA256 }) {
                complain(node, "\"\(user.name)\" has the token of another user; each needs one of their own")
            } else {
                users.append(user)
            }
        }
        return users
    }

    /// A digest is no secret, but none is quoted in a complaint either: it may be the token itself.
    private mutating func user(_ node: Node) -> DashboardUser? {
        var (name, role, digest): (String?, DashboardRole?, [UInt8]?)
        var logins: [String] = []
        let before = problems.count
        let keys = ["name", "role", "token_sha256", "logins"]
        for (key, node) in members(of: node, allowed: keys, where: "in a user of the dashboard") {
            switch key {
            case "name": name = self.name(node)
            case "role":
                role = node.scalar.flatMap { DashboardRole(rawValue: $0.string) }
                if role == nil {
                    complain(node, "role must be \(DashboardRole.allCases.map(\.rawValue).joined(separator: ", "))")
                }
            case "token_sha256":
                digest = node.scalar.flatMap { AccessToken.digest($0.string) }
                if digest == nil {
                    complain(node, "token_sha256 must be 64 hexadecimal digits (larkcast token makes them)")
                }
            default: logins = self.logins(node)
            }
        }
        guard let name, let role, let digest else {
            if problems.count == before { complain(node, "a user of the dashboard needs name, role and token_sha256") }
            return nil
        }
        return DashboardUser(name: name, role: role, tokenSHA256: digest, logins: logins)
    }

    private mutating func name(_ node: Node) -> String? {
        guard let text = node.scalar?.string, DashboardSettings.isName(text) else {
            complain(
                node, "name must be 1 to \(Self.longestName) characters without control characters or outer spaces")
            return nil
        }
        return text
    }

    private mutating func logins(_ node: Node) -> [String] {
        guard let sequence = node.sequence else {
            complain(node, "logins must be a list of login names")
            return []
        }
        return sequence.compactMap { text($0, "logins") }
    }
}

extension DashboardSettings {
    /// Whether somebody can be called so.
    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.count) && text.first != " " && text.last != " "
            && !text.unicodeScalars.contains { [.control, .format].contains($0.properties.generalCategory) }
    }
}
