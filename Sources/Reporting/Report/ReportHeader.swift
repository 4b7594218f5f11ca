public import JobModel

/// What run a report is about, where it stands, and its four or five figures in large.
public enum ReportHeader {
    /// The head of a page: the only `h1`, the state, who and when.
    public static func html(_ report: RunReport, _ context: ReportContext) -> HTML {
        let run = report.run
        let kind = context.say(run.isTest ? ReportPhrase.test : .report)
        return .element(
            "header", [.classes(["lead"])],
            [
                .element("p", [.classes(["overline"])], [.text("\(kind) · \(run.job)")]),
                .element("h1", [], [.text(context.title(run.title))]),
                .element("p", [.classes(["chips"])], chips(run, context)),
                .element(
                    "ul", [.classes(["meta"]), .plain("role", "list")],
                    facts(report, context).map { .element("li", [], [.text($0)]) }),
            ]
                + (run.stateReason.map {
                    [
                        ReportSection.paragraph(
                            context.say(ReportPhrase.because, ["reason": context.language.reason(context.words($0))]),
                            ["reason"])
                    ]
                } ?? []))
    }

    /// The state of a run and of its recall as labels.
    static func chips(_ run: RunSummary, _ context: ReportContext) -> [HTML] {
        var chips = [chip(context.say(StatePhrase(run.state)), look(run.state))]
        if run.isTest { chips.append(chip(context.say(StatePhrase.test), "plain")) }
        if run.recall != .none { chips.append(chip(context.say(StatePhrase(run.recall)), look(run.recall))) }
        return chips
    }

    private static func chip(_ words: String, _ look: StaticString) -> HTML {
        .element("span", [.classes(["chip", look])], [.text(words)])
    }

    private static func look(_ state: RunState) -> StaticString {
        switch state {
        case .sent, .settled: "good"
        case .halted, .paused, .awaitingApproval: "warn"
        case .cancelled, .expired, .missed: "bad"
        case .planned, .sending, .skipped: "plain"
        }
    }

    private static func look(_ recall: RecallState) -> StaticString {
        switch recall {
        case .none, .recalled: "plain"
        case .requested, .partial: "warn"
        case .refused: "bad"
        }
    }

    private static func facts(_ report: RunReport, _ context: ReportContext) -> [String] {
        let run = report.run
        var facts = [
            run.startedAt.map { context.say(ReportPhrase.started, ["time": context.timeInZone($0)]) }
                ?? context.say(ReportPhrase.made, ["time": context.timeInZone(run.createdAt)])
        ]
        if let occurrence = run.occurrence {
            facts.append(context.say(ReportPhrase.scheduledFor, ["time": context.words(occurrence)]))
        }
        for (action, phrase) in [("freeze", ReportPhrase.madeBy), ("approve", .approvedBy)] {
            guard let line = report.audit.lines.last(where: { $0.action == action }) else { continue }
            facts.append(context.say(phrase, ["who": AuditSection.name(line.who, context)]))
        }
        facts.append(context.say(run.channel == .batch ? ReportPhrase.channelBatch : .channelDirect))
        facts.append(context.say(ReportPhrase.runID, ["id": run.id.rawValue]))
        return facts
    }
}
