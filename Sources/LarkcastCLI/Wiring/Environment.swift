import Foundation

/// The process environment, read here and nowhere else.
struct Environment: Sendable {
    private let variables: [String: String]

    init(_ variables: [String: String]) {
        self.variables = variables
    }

    /// This process's environment.
    static var live: Environment { Environment(ProcessInfo.processInfo.environment) }

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
