import ArgumentParser
import JobEngine
import JobModel
import JobStore
import Reporting
import StrictJSON

/// Writes one run, or several beside each other, as a table, JSON, CSV or a page.
struct Report: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Report a run, or several beside each other, as a table, JSON, CSV or a page.",
        discussion: """
            Reads the store only; --refresh asks Feishu first. The page is one file that loads nothing and runs no script: to \
            read, to print, to pass on. It and CSV name no people unless --with-ids.

            Examples:
              larkcast report benefits-2026@latest
              larkcast report k7m2 --format html --output benefits.html
              larkcast report k7m2 --format csv --bom --output benefits.csv
              larkcast report --job weekly-news --format html --output news.html
              larkcast report --since 2026-11-01 --json
            """)

    /// The formats there are.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, csv, html
    }

    @Argument(help: "A run id, a unique prefix, or JOB@latest.")
    var run: String?

    @Option(name: .long, help: "Every run of this job instead of one run.")
    var job: String?

    @Option(
        name: .long,
        help: "Every run since this day (2026-11-01) or instant (2026-11-01T09:00, or with Z or +08:00 behind).")
    var since: String?

    @Option(name: .long, help: "The format; --json is short for json.")
    var format: Format?

    @Option(name: .long, help: "Write to this file instead of standard output.", completion: .file())
    var output: String?

    @Flag(name: .long, help: "Name people by their ids in a page or CSV.")
    var withIds = false

    @Flag(name: .long, help: "Begin CSV with a byte order mark, which spreadsheets know UTF-8 by.")
    var bom = false

    @Flag(name: .long, help: "Ask Feishu for the newest figures first.")
    var refresh = false

    @OptionGroup var global: GlobalOptions

    private var chosen: Format { format ?? (global.json ? .json : .table) }
    private var isSeries: Bool { job != nil || since != nil }

    func validate() throws {
        if global.json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) contradict each other.")
        }
        if run == nil, !isSeries { throw ValidationError("Name a run, or say --job JOB or --since DAY.") }
        if run != nil, isSeries { throw ValidationError("A run, and --job or --since, contradict each other.") }
        if bom, chosen != .csv { throw ValidationError("--bom is about --format csv.") }
        if isSeries, withIds { throw ValidationError("--with-ids is about one run; a list of runs names nobody.") }
        if isSeries, refresh { throw ValidationError("--refresh is about one run; larkcast poll asks about all.") }
        if let since, SinceText(since) == nil {
            throw ValidationError("--since takes a day such as 2026-11-01, or an instant such as 2026-11-01T09:00Z.")
        }
    }

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let text = try await isSeries ? series(invocation) : single(invocation)
        guard let output else {
            invocation.console.outRaw(text)
            return .done
        }
        try OutputFile(path: output, what: "report").write(text, invocation)
        invocation.console.note(invocation.language.say(EndingPhrase.written, ["file": output]))
        return .done
    }

    private func single(_ invocation: Invocation) async throws -> String {
        let query = RunQuery(invocation: invocation)
        let reference = run ?? ""
        switch chosen {
        case .table:
            let report = try await query.report(of: reference, refresh: refresh, withBatches: true)
            return RunText.report(report.run, curve: report.curve, on: surface(invocation)).joined(separator: "\n")
                + "\n"
        case .csv:
            return mark + CSVText.report(try await query.summary(of: reference, refresh: refresh), withIDs: withIds)
        case .json:
            let report = try await query.report(of: reference, refresh: refresh, withBatches: true)
            return ReportDocument.json(report).text(.pretty) + "\n"
        case .html:
            // A page is about departments and causes; the batches alone may be 50,000, and are there for their invalid ids.
            let report = try await query.report(of: reference, refresh: refresh, withBatches: withIds)
            return ReportPage.html(report, context(invocation), at: now(invocation))
        }
    }

    private func series(_ invocation: Invocation) async throws -> String {
        let store = try invocation.openStoreForReading(try invocation.settings())
        let since = since.flatMap { SinceText($0)?.instant(in: invocation.zone) }
        let series = try await store.series(ofJob: job, since: since)
        if series.runs.isEmpty {
            let language = invocation.language
            let which = job.map { language.say(EndingPhrase.ofJob, ["job": $0]) } ?? ""
            let when = since == nil ? "" : language.say(EndingPhrase.sinceThen)
            invocation.console.note(language.say(EndingPhrase.noRuns, ["which": which, "when": when]))
        }
        switch chosen {
        case .table:
            let lines = RunListText.table(series.runs, on: surface(invocation))
            return lines.map { $0 + "\n" }.joined()
        case .json: return ReportDocument.json(series).text(.pretty) + "\n"
        case .csv: return mark + CSVText.series(series)
        case .html: return SeriesPage.html(series, context(invocation), at: now(invocation))
        }
    }

    private var mark: String { bom ? CSVText.byteOrderMark : "" }

    private func context(_ invocation: Invocation) -> ReportContext {
        ReportContext(language: invocation.language, zone: invocation.zone, showsIDs: withIds)
    }

    /// A file has room for everything, and is read tomorrow.
    private func surface(_ invocation: Invocation) -> TextSurface {
        output == nil ? invocation.surface : invocation.file
    }

    private func now(_ invocation: Invocation) -> Int64 { invocation.dependencies.now().wallMilliseconds }
}
