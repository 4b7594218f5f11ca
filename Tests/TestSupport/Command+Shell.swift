import Foundation

extension Command {
    /// Starts it from a shell that first prepares what a program inherits: limits, the file mode mask, ignored signals.
    ///
    /// - Parameters:
    ///   - preparation: Shell commands, such as `ulimit -n 20`.
    ///   - arguments: The program's arguments.
    ///   - redirections: What to do with the standard streams, such as `>&-`.
    /// - Returns: The running program; its id is the program's own.
    /// - Throws: Foundation's error when the shell cannot be started.
    public func start(after preparation: String, _ arguments: [String], redirections: String = "") throws
        -> RunningCommand
    {
        let script = "\(preparation)\nexec \"$0\" \"$@\" \(redirections)"
        return try RunningCommand(
            executable: URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", script, executable.path] + arguments,
            environment: environment, directory: directory)
    }

    /// Runs it from a shell that prepares what it inherits, to its end.
    ///
    /// - Returns: What the program left behind.
    /// - Throws: Foundation's error when the shell cannot be started.
    public func run(after preparation: String, _ arguments: [String], redirections: String = "") async throws
        -> Result
    {
        try await start(after: preparation, arguments, redirections: redirections).end()
    }
}

extension RunningCommand {
    /// Waits until standard error says something, or the program has ended.
    public func says(_ words: String) async throws {
        while !errorsSoFar.contains(words), !hasEnded { try await Task.sleep(for: .milliseconds(5)) }
    }
}
