import ArgumentParser
import JobModel
import Reporting
import StrictJSON

/// Writes a run down as a table, JSON or CSV.
struct Report: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Report a run as a table, JSON or CSV.",
        discussion: """
            Reads the store only; --refresh asks Feishu first.

            Examples:
              larkcast report benefits-2026@latest
              larkcast report k7m2 --format csv --output benefits.csv
            """)

    /// The formats there are.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, csv
    }

    @Argument(help: "A run id, a unique prefix, or JOB@latest.")
    var run: String

    @Option(name: .long, help: "The format; --json is short for json.")
    var format: Format?

    @Option(name: .long, help: "Write to this file instead of standard output.", completion: .file())
    var output: String?

    @Flag(name: .long, help: "Ask Feishu for the newest figures first.")
    var refresh = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if global.json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) contradict each other.")
        }
    }

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let summary = try await RunQuery(invocation: invocation).summary(of: run, refresh: refresh)
        let text = text(of: summary, invocation)
        guard let output else {
            invocation.console.outRaw(text)
            return .done
        }
        try OutputFile(path: output, what: "report").write(text, invocation)
        invocation.console.note(invocation.language.say(EndingPhrase.written, ["file": output]))
        return .done
    }

    private func text(of run: RunSummary, _ invocation: Invocation) -> String {
        switch format ?? (global.json ? .json : .table) {
        case .table:
            RunText.report(run, on: output == nil ? invocation.surface : invocation.file).joined(separator: "\n") + "\n"
        case .json: RunDocument.json(run).text(.pretty) + "\n"
        case .csv: CSVText.report(run)
        }
    }
}
