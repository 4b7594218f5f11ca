import Foundation

/// The process environment, read here and nowhere else.
struct Environment: Sendable {
    private let variables: [String: String]

    init(_ variables: [String: String]) {
        self.variables = variables
    }

    /// Takes this process's environment, and the app secret out of it for good.
    ///
    /// The kernel shows the environment block as it is in memory, so the secret is overwritten there before the variable is
    /// unset: `/proc/PID/environ` has it for the few milliseconds before this only. A file is still the better place,
    /// since whoever started the program had the variable too.
    static func takeLive() -> Environment {
        let environment = Environment(ProcessInfo.processInfo.environment)
        for name in Self.secrets {
            guard let value = getenv(name) else { continue }
            memset(value, 0, strlen(value))
            unsetenv(name)
        }
        return environment
    }

    private static let secrets = ["LARKCAST_APP_SECRET"]

    /// A variable that is set and not empty.
    subscript(_ name: String) -> String? {
        variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `$XDG_STATE_HOME/larkcast`, else `~/.local/state/larkcast`.
    var stateDirectory: String { (self["XDG_STATE_HOME"] ?? home + "/.local/state") + "/larkcast" }

    /// `$XDG_CONFIG_HOME/larkcast`, else `~/.config/larkcast`.
    var configDirectory: String { (self["XDG_CONFIG_HOME"] ?? home + "/.config") + "/larkcast" }

    private var home: String { self["HOME"] ?? "." }
}
