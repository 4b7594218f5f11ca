/// What every command takes, written in front of the command: the parser knows it behind the command alone.
enum LeadingOptions {
    private static let flags: Set<String> = ["--json", "--quiet", "--verbose"]
    private static let options: Set<String> = ["--db", "--config", "--profile", "--lang"]

    /// The arguments with such options behind the command; as they are where no command follows them.
    static func moved(_ arguments: [String]) -> [String] {
        var rest = arguments[...]
        while let first = rest.first {
            let name = first.prefix { $0 != "=" }
            if flags.contains(first) || (name.count < first.count && options.contains(String(name))) {
                rest = rest.dropFirst()
            } else if options.contains(first), rest.count > 1 {
                rest = rest.dropFirst(2)
            } else {
                break
            }
        }
        guard let command = rest.first, !command.hasPrefix("-") else { return arguments }
        return [command] + arguments[..<rest.startIndex] + rest.dropFirst()
    }
}
