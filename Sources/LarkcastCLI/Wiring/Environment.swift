import Foundation

/// The process environment, read here and nowhere else.
struct Environment: Sendable {
    private let variables: [String: String]
    /// The home directory of the account, for services that are started without `HOME`.
    private let accountHome: String?

    init(_ variables: [String: String], accountHome: String? = nil) {
        self.variables = variables
        self.accountHome = accountHome
    }

    /// Takes this process's environment, and the app secret out of it for good.
    ///
    /// The kernel shows the environment block as it is in memory, so the secret is overwritten there before the variable is
    /// unset: `/proc/PID/environ` has it for the few milliseconds before this only. A file is still the better place,
    /// since whoever started the program had the variable too.
    static func takeLive() -> Environment {
        let account = getpwuid(geteuid()).flatMap { $0.pointee.pw_dir }.map { String(cString: $0) }
        let environment = Environment(
            ProcessInfo.processInfo.environment, accountHome: account.flatMap { $0.hasPrefix("/") ? $0 : nil })
        for name in Self.secrets {
            guard let value = getenv(name) else { continue }
            memset(value, 0, strlen(value))
            unsetenv(name)
        }
        for name in Self.supervisors { unsetenv(name) }
        return environment
    }

    private static let secrets = ["LARKCAST_APP_SECRET", "LARKCAST_WEBHOOK"]

    /// What a supervisor says to this process is not for anybody it might start.
    private static let supervisors = ["NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC"]

    /// What a larkcast gets that goes on in this one's place: everything, the secrets too, which it takes out as this one did.
    var forSuccessor: [String] {
        variables.filter { !Self.supervisors.contains($0.key) }.map { "\($0.key)=\($0.value)" }
    }

    /// A variable that is set and not empty.
    subscript(_ name: String) -> String? {
        variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `$XDG_STATE_HOME/larkcast`, else `~/.local/state/larkcast`; `nil` for somebody without a home.
    ///
    /// Never the working directory: a store in every directory would know nothing of what the others have sent.
    var stateDirectory: String? { directory("XDG_STATE_HOME", belowHome: "/.local/state") }

    /// `$XDG_CONFIG_HOME/larkcast`, else `~/.config/larkcast`; `nil` for somebody without a home.
    var configDirectory: String? { directory("XDG_CONFIG_HOME", belowHome: "/.config") }

    /// `$XDG_DATA_HOME/larkcast/witness`, else `~/.local/share/larkcast/witness`; `nil` for somebody without a home.
    var witnessDirectory: String? { directory("XDG_DATA_HOME", belowHome: "/.local/share").map { $0 + "/witness" } }

    /// Relative paths are to be ignored, as the XDG Base Directory Specification asks.
    private func directory(_ variable: String, belowHome path: String) -> String? {
        (absolute(variable) ?? home.map { $0 + path }).map { $0 + "/larkcast" }
    }

    private var home: String? { absolute("HOME") ?? accountHome }

    private func absolute(_ variable: String) -> String? {
        self[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
}
