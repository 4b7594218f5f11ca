import ArgumentParser
import Foundation

/// The program: sets the process up, parses the command line, runs the command, ends with its exit code.
public enum LarkcastProgram {
    /// Runs to the end of the process.
    public static func main() async -> Never {
        ProcessSetup.prepare()
        let arguments = LeadingOptions.moved(Array(CommandLine.arguments.dropFirst()))
        do {
            var command = try Larkcast.parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            Foundation.exit(0)
        } catch {
            let isUsageError = !(error is ExitCode) && Larkcast.exitCode(for: error) == .validationFailure
            let message = Larkcast.message(for: error)
            let better = isUsageError ? UsageMessage.text(for: arguments, parser: message) : nil
            if isUsageError, arguments.contains("--json") {
                let failure = CommandFailure(
                    exit: .usage, type: "usage", message: better ?? message,
                    hint: "See larkcast --help.")
                FailureReport(console: .live(isQuiet: false, isJSON: true)).show(failure)
                Foundation.exit(ExitStatus.usage.rawValue)
            }
            if isUsageError {
                // The message repeats the command line, which a script may have put together from other people's text.
                let console = Console.live(isQuiet: false, isJSON: false)
                let text = better.map { "Error: \($0)\n  See 'larkcast --help' for more information." }
                for line in (text ?? Larkcast.fullMessage(for: error)).split(
                    separator: "\n", omittingEmptySubsequences: false)
                {
                    console.warn(String(line))
                }
                Foundation.exit(ExitStatus.usage.rawValue)
            }
            Larkcast.exit(withError: error)
        }
    }
}
