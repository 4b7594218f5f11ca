import ArgumentParser

/// What is said of a command line that cannot be followed, where the parser's own words are about something else.
enum UsageMessage {
    /// The better words; `nil` where the parser's fit.
    static func text(for arguments: [String], parser message: String) -> String? {
        if let first = arguments.first, !first.hasPrefix("-"), !commands.contains(first) {
            return "Unknown command '\(first)'"
        }
        // A value that looks like an option is taken for one.
        for (option, value) in zip(arguments, arguments.dropFirst())
        where message.hasPrefix("Missing value for '\(option) ") && value.hasPrefix("-") && Double(value) != nil {
            return "'\(value)' is no value of \(option), which takes no negative numbers"
        }
        return nil
    }

    /// Every word that may come first.
    private static let commands = Set(
        Larkcast.configuration.subcommands.flatMap {
            [$0._commandName] + $0.configuration.aliases
        } + ["help"])
}
