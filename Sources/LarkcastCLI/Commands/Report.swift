import ArgumentParser
import Foundation
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
        try refuseToReplace(output, invocation)
        do {
            // A device is written to; only a plain file is replaced as a whole, so that nobody ever reads half a report.
            let isPlain = (try? URL(fileURLWithPath: output).resourceValues(forKeys: [.isRegularFileKey]))?
                .isRegularFile
            try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: isPlain == false ? [] : .atomic)
        } catch {
            throw CommandFailure(
                exit: .storage, type: "storage", message: "the report cannot be written to \(output)",
                hint: "The run itself is untouched; name another file, or free some space.")
        }
        invocation.console.note("written to \(output)")
        return .done
    }

    /// Refuses to replace what is no report: the store and what stands beside it, any other database, a manifest.
    private func refuseToReplace(_ path: String, _ invocation: Invocation) throws {
        let store = URL(fileURLWithPath: try invocation.settings().database).resolvingSymlinksInPath().path
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let isOfTheStore = file == store || file.hasPrefix(store + "-") || file.hasPrefix(store + ".")
        let head = FileHandle(forReadingAtPath: file).flatMap { try? $0.read(upToCount: 16) } ?? Data()
        let isDatabase = head.starts(with: Data("SQLite format 3".utf8))
        let isManifest = file.hasSuffix(".json") && (try? PreparedJob(reading: file))?.manifest != nil
        guard !isOfTheStore, !isDatabase, !isManifest else {
            let kind = isManifest ? "a manifest" : isOfTheStore ? "the store or stands beside it" : "a database"
            throw CommandFailure(
                exit: .usage, type: "usage", message: "\(path) is \(kind); a report does not replace it",
                hint: "Name another file.")
        }
    }

    private func text(of run: RunSummary, _ invocation: Invocation) -> String {
        switch format ?? (global.json ? .json : .table) {
        case .table: RunText.report(run, in: invocation.zone).joined(separator: "\n") + "\n"
        case .json: RunDocument.json(run).text(.pretty) + "\n"
        case .csv: CSVText.report(run)
        }
    }
}
