import JobModel
import Reporting

/// A job: its message as its readers will see it, when it is sent, and what became of it last.
enum JobPage {
    static func html(_ job: String, _ manifest: DashboardJob?, last: RunSummary?, _ frame: PageFrame) -> String {
        var frame = frame
        frame.section = .calendar
        let title = manifest?.title ?? last?.title ?? job
        var main: [HTML] = [
            .element(
                "div", [.classes(["d-head"])],
                [
                    .element("h1", [], [.text(title)]),
                    .element("p", [.classes(["d-soft"])], [.element("code", [], [.text(job)])]),
                ])
        ]
        if let manifest {
            main.append(Part.section(frame.say(PlacePhrase.jobNext), id: "next", next(manifest, frame)))
            main.append(
                MessageSection.html(
                    manifest.message, channel: manifest.channel, heading: frame.say(PlacePhrase.jobMessage),
                    note: frame.say(PlacePhrase.jobMessageNote), frame.context))
            let warnings = manifest.findings.map(frame.language.line) + manifest.remarks.map(frame.language.remark)
            if !warnings.isEmpty {
                main.append(
                    Part.section(
                        frame.say(PlacePhrase.jobWarnings), id: "warnings",
                        [
                            .element(
                                "ul", [],
                                warnings.prefix(20).map { .element("li", [], [.text($0)]) }
                            )
                        ]))
            }
        }
        main.append(Part.section(frame.say(PlacePhrase.jobLast), id: "last", self.last(job, last, frame)))
        if let last, last.people.targeted > 0 { main.append(BalanceSection.html(last, frame.context)) }
        return frame.document(title, main)
    }

    private static func next(_ manifest: DashboardJob, _ frame: PageFrame) -> [HTML] {
        guard !manifest.firings.isEmpty else { return [Part.paragraph(frame.say(PlacePhrase.jobOnDemand))] }
        let headings: [PlacePhrase] = [.at, .job, .note]
        return [
            Part.table(
                caption: frame.say(PlacePhrase.firingsCaption), headings.map { frame.say($0) },
                manifest.firings.prefix(10).map { CalendarPage.row($0, frame) })
        ]
    }

    private static func last(_ job: String, _ run: RunSummary?, _ frame: PageFrame) -> [HTML] {
        guard let run else { return [Part.paragraph(frame.say(PlacePhrase.jobNever))] }
        return [
            .element(
                "p", [],
                [
                    Part.link(run.title.isEmpty ? run.job : run.title, to: LocalAddress(["runs", run.id.rawValue])),
                    .text(" "),
                    Part.badge(run.state, frame), .text(" "), Part.time(run.startedAt ?? run.createdAt, frame),
                ]),
            .element("p", [], [Part.link(frame.say(PlacePhrase.jobRuns), to: RunFilter(job: job).address)]),
        ]
    }
}
