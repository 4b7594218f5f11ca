import ArgumentParser
import Dashboard
import Reporting
import StrictJSON

/// Makes a token for somebody who is to use the dashboard.
struct Token: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a token with which somebody signs in to the dashboard.",
        discussion: """
            Prints the token once, and the lines for the configuration, which hold only its SHA-256. Whoever runs \
            larkcast puts the lines under dashboard.users and hands the token over; nobody can find it out again. Roles: a \
            viewer looks, an author also pauses, resumes, cancels and recalls, an approver also approves what others made.

            Examples:
              larkcast token "Li Na" --role approver
              larkcast token "Wang Wei" --role author --json
            """)

    @Argument(help: "The name they sign in with; the audit keeps it.")
    var name: String

    @Option(name: .long, help: "viewer, author or approver.", transform: Self.role)
    var role: DashboardRole

    @OptionGroup var global: GlobalOptions

    private static func role(_ text: String) throws -> DashboardRole {
        guard let role = DashboardRole(rawValue: text) else {
            throw ValidationError("--role takes viewer, author or approver.")
        }
        return role
    }

    func validate() throws {
        guard DashboardSettings.isName(name) else {
            throw ValidationError("NAME takes 1 to 64 characters without control characters or outer spaces.")
        }
    }

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let (token, sha256) = AccessToken.make(randomBytes: invocation.randomBytes(AccessToken.byteCount))
        let console = invocation.console
        if console.isJSON {
            console.out([
                "name": .string(name), "role": .string(role.rawValue), "token": .string(token),
                "token_sha256": .string(sha256),
            ])
            return .done
        }
        console.out([token])
        console.note("shown this once; hand it to \(TerminalText.escaped(name)), and put this into the configuration:")
        console.note("")
        console.out([
            "dashboard:", "  users:",
            // A JSON string is a YAML string, whatever is in it.
            "    - name: \(TerminalText.escaped(JSONValue.string(name).text()))", "      role: \(role.rawValue)",
            "      token_sha256: \(sha256)",
        ])
        return .done
    }
}
