import Foundation
import JobStore

/// The person behind a process, whatever account it runs as.
enum Person {
    /// The user id of whoever logged in; `nil` where nobody can tell, as in a container.
    static func live(_ environment: Environment) -> Int64? {
        userID(
            login: try? String(contentsOfFile: "/proc/self/loginuid", encoding: .utf8), sudo: environment["SUDO_UID"])
    }

    /// Linux keeps the login's id across `su` and `sudo` (audit(8)), and nobody but root can change it; elsewhere `sudo` says it.
    static func userID(login: String?, sudo: String?) -> Int64? {
        let numbers = [login, sudo].map { $0.flatMap { UInt32($0.trimmingCharacters(in: .whitespacesAndNewlines)) } }
        // All bits set: nobody has logged in.
        return numbers.compactMap(\.self).first { $0 != .max }.map { Int64($0) }
    }

    /// Whether a yes comes from the author: under the author's name, or from the person whose id the author had.
    static func isAuthor(_ author: AuditActor, _ name: String, person: Int64?) -> Bool {
        let names = [author.name] + sudoers(author.name)
        return names.contains { $0.lowercased() == name.lowercased() } || (person != nil && person == author.userID)
    }

    /// Who stands behind `root (sudo by lina)`.
    private static func sudoers(_ name: String) -> [String] {
        guard let open = name.range(of: " (sudo by "), name.hasSuffix(")") else { return [] }
        return [String(name[open.upperBound...].dropLast())]
    }
}
