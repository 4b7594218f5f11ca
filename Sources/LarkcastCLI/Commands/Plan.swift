import ArgumentParser
import Foundation
import JobEngine
import JobModel
import Reporting

/// Shows what a manifest would do.
///
/// Sends nothing and stores nothing of it; asks Feishu's contacts when only they know who the audience is.
struct Plan: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show who would get what: nothing is sent, nothing is stored.",
        discussion: """
            Prints the balance sheet, the batches, the message, the exact first request, the calls and the time, the next \
            five firings of a schedule, and the hash an approval binds to. Says how many of the people got the same message within seven days, if the store \
            knows.

            Examples:
              larkcast plan jobs/welcome.json
              larkcast plan jobs/welcome.json --json
              larkcast plan jobs/welcome.json --skip-sent
              larkcast plan jobs/welcome.json --html preview.html
              larkcast plan jobs/welcome.json --left-out left-out.csv
            """)

    /// How many coming firings are shown.
    private static let nextFirings = 5

    @Argument(help: "The manifest.", completion: .file(extensions: ["json"]))
    var manifest: String

    @Option(
        name: .long, help: "Also write the message as a page, as Feishu's client shows it, to this file.",
        completion: .file(extensions: ["html"]))
    var html: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Also write everybody who is named and gets nothing to this CSV file, with the reason.",
            discussion: """
                One row each: reason (excluded, duplicate, resigned, frozen, unknown_id, unknown_address, or unavailable for \
                recipients to whom the app is not available), the id as it is named, the open_id where it is known, the \
                place, and a detail.
                """, valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var leftOut: String?
    @Flag(
        name: .long,
        help: """
            Leave out everybody who may have got this message within seven days, in whatever run; in doubt counts as sent.
            """)
    var skipSent = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard html == nil || html != leftOut else {
            throw ValidationError("--html and --left-out name the same file.")
        }
    }

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let job = try PreparedJob(reading: manifest)
        let (manifest, draft) = try job.ready()
        let console = invocation.console
        // A wrong configuration ends here as it ends a run: its limits, its store and its profile are what is told below.
        _ = try invocation.settings(profile: manifest.profile)
        let planned: PlannedRun
        do {
            planned = try await PlanMaker(invocation).foreseen(
                job, keepsAnswers: leftOut != nil, skipsSent: skipSent)
        } catch let nobody as NobodyLeft {
            return NobodyLeftView(invocation: invocation).show(nobody)
        }
        let plan = planned.plan
        let foreseen = await RepeatWarnings(invocation: invocation).foreseen(planned, profile: manifest.profile)
        let (load, unknown) = await AppLoad.known(for: plan, profile: manifest.profile, invocation)
        let now = invocation.dependencies.now().wallMilliseconds
        let dueNow = await job.firingDueNow(invocation.dueNow(profile: manifest.profile))
        let ahead = job.nextFirings(Self.nextFirings, after: now)
        let next = Array(([dueNow].compactMap(\.self) + ahead).prefix(Self.nextFirings))
        let language = console.isJSON ? .english : invocation.language
        let forecast = planned.forecast(load)
        func warnings(in language: Language) -> [String] {
            let drift = planned.alarms.map { language.say(WarningPhrase.drift, ["reason": language.alarm($0)]) }
            return job.warnings(in: language) + planned.warnings.map(language.remark) + drift
                + ScheduleWarnings.ahead(job, isDueNow: dueNow != nil, now: now, language)
                + foreseen + unknown + QuotaWarnings.of(forecast, load, language)
                + DeadlineWarning.of(forecast, plan, language)
        }
        let first = plan.batches.first
        var preview = MessagePreview(
            first?.filled(manifest.message) ?? manifest.message, channel: manifest.channel,
            resources: job.resources ?? MessageResources(), in: invocation.language)
        if first?.personalContent != nil { preview.copies = plan.batches.count }
        let size = plan.requestSize(of: manifest.message)
        if let html {
            let page = PreviewPage.html(
                title: plan.title, facts: PlanText.facts(plan, invocation.language),
                leftOut: LeftOutText.lines(plan.leftOut, invocation.language),
                warnings: warnings(in: invocation.language), preview: preview, size: size, in: invocation.language)
            try OutputFile(path: html, what: "preview").write(page, invocation, keeping: job.files)
            console.note(language.say(EndingPhrase.written, ["file": html]))
        }
        if let leftOut {
            try LeftOutFile(path: leftOut).write(planned, draft, invocation, keeping: job.files)
            console.note(language.say(EndingPhrase.written, ["file": leftOut]))
        }
        if console.isJSON {
            console.out(PlanDocument.json(planned, load: load, next: next, warnings: warnings(in: language)))
            return .done
        }
        let start = next.first.map {
            (at: max(now, $0.occurrence.instant), zone: TimeZone(identifier: $0.occurrence.zone) ?? invocation.zone)
        }
        console.out(
            PlanText.summary(planned, load: load, next: next, start: start, on: invocation.surface))
        console.out(PlanText.message(preview, size, columns: console.surface.outputColumns(), language))
        console.out(PlanText.firstRequest(plan, language))
        for warning in warnings(in: language) {
            console.warn(language.say(WarningPhrase.warning, ["text": TerminalText.escaped(warning)]))
        }
        return .done
    }
}
