import ArgumentParser
import JobEngine
import JobModel
import Reporting
import StrictJSON

/// Shows when what will be sent, and why then.
struct ScheduleCommand: LarkcastCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Show every coming firing of manifests, and why it is when it is.",
        discussion: """
            Each PATH is a manifest or a folder of them (*.json, not below it). A broken manifest is told on standard \
            error and does not hide the others; the exit code is then 65. Of two manifests of one job neither is shown, \
            since tick starts neither. Notes name what moved a firing: clocks that change, the calendar, quiet hours, \
            jitter. A firing whose time has just passed, and which the next tick starts all the same, is due now.

            Examples:
              larkcast schedule jobs --months 3
              larkcast schedule jobs --format ics > larkcast.ics
              larkcast schedule jobs/payday.json --from 2026-03-01 --json
            """)

    /// The formats there are.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, ics
    }

    @Argument(help: "Manifests or folders.", completion: .file(extensions: ["json"]))
    var paths: [String]

    @Option(name: .long, help: "How many months ahead, 1 to 120.")
    var months = 12

    @Option(name: .long, help: "The format; --json is short for json.")
    var format: Format?

    @Option(
        name: .long,
        help:
            "Begin with this day (YYYY-MM-DD) or time (YYYY-MM-DDTHH:MM) of each schedule's zone, from 1970 on. Default: now."
    )
    var from: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (1...120).contains(months) else { throw ValidationError("--months takes 1 to 120.") }
        if global.json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) contradict each other.")
        }
        if let from, start(from) == nil {
            throw ValidationError("--from takes YYYY-MM-DD or YYYY-MM-DDTHH:MM, not \(from).")
        }
    }

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let console = invocation.console
        let now = invocation.dependencies.now().wallMilliseconds
        let checked = Self.checked(try paths.flatMap(ManifestFolder.manifests))
        for manifest in checked { manifest.showProblems(on: console, invocation.language) }
        var found = checked.flatMap { self.firings(of: $0, now: now) }
        if from == nil {
            let due = await invocation.dueNow(profile: nil)
            for manifest in checked where manifest.problems.isEmpty {
                if let firing = await manifest.prepared?.firingDueNow(due) { found.append(firing) }
            }
        }
        let firings =
            found.sorted { ($0.occurrence.instant, $0.occurrence.job) < ($1.occurrence.instant, $1.occurrence.job) }
        let warnings = ScheduleWarnings.uncovered(firings, console.isJSON ? .english : invocation.language)
        switch format ?? (global.json ? .json : .table) {
        case .json:
            let problems = checked.flatMap { $0.problems.map(\.json) }
            let document = FiringDocument.json(firings, problems: problems, warnings: warnings)
            console.outRaw(document.text(.pretty) + "\n")
        case .ics: console.outRaw(FiringText.calendar(firings, at: now))
        case .table:
            let surface = invocation.surface
            console.out(FiringText.table(firings, surface.language, columns: surface.columns))
            if firings.isEmpty {
                console.note(surface.language.say(EndingPhrase.nothingScheduled, ["count": String(months)]))
            }
        }
        for warning in warnings { console.warn(invocation.language.say(WarningPhrase.warning, ["text": warning])) }
        return checked.allSatisfy { $0.problems.isEmpty } ? .done : .data
    }

    /// Reads each file; of two that name the same job nobody can tell which is meant, so that both have a problem.
    private static func checked(_ paths: [String]) -> [CheckedManifest] {
        var seen: Set<String> = []
        let read = paths.filter { seen.insert($0).inserted }.map { CheckedManifest($0, besides: []) }
        let byJob = Dictionary(grouping: read.filter { $0.job != nil }, by: { $0.job ?? "" })
        return read.map { manifest in
            let others = (byJob[manifest.job ?? ""] ?? []).filter { $0.path != manifest.path }
            return others.isEmpty ? manifest : CheckedManifest(manifest.path, besides: others)
        }
    }

    /// A manifest's firings; one with problems has none.
    private func firings(of manifest: CheckedManifest, now: Int64) -> [Firing] {
        guard manifest.problems.isEmpty, let prepared = manifest.prepared, let timetable = prepared.timetable else {
            return []
        }
        let first = from.flatMap(start)
        guard let begin = first ?? timetable.rules.civilTime(at: now / 1000) else { return [] }
        let after = first.map { timetable.instant(of: $0) - 1 } ?? now
        guard let end = begin.adding(months: months) else { return [] }
        return prepared.firings(after: after, through: timetable.instant(of: end))
    }

    private func start(_ text: String) -> CivilTime? {
        CivilTime(text, since: 1970) ?? CivilTime("\(text)T00:00", since: 1970)
    }
}
