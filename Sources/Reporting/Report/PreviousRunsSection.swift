public import JobModel

/// A run beside earlier ones of the same job.
public enum PreviousRunsSection {
    /// The section.
    public static func html(_ run: RunSummary, previous: [RunSummary], _ context: ReportContext) -> HTML {
        let heading = context.say(ReportPhrase.previous)
        guard !previous.isEmpty else {
            return ReportSection.html(heading, [ReportSection.paragraph(context.say(ReportPhrase.noPrevious))])
        }
        var table = FigureTable(
            caption: context.say(ReportPhrase.previousCaption),
            [
                .init(context.say(ReportPhrase.startedColumn)), .init(context.say(ReportPhrase.state)),
                .init(context.say(ReportPhrase.targeted), isNumeric: true),
                .init(context.say(ReportPhrase.accepted), isNumeric: true, isMinor: true),
                .init(context.say(ReportPhrase.delivered), isNumeric: true, isMinor: true),
                .init(context.say(ReportPhrase.readAtLeast), isNumeric: true),
                .init(context.say(ReportPhrase.readShare)),
            ])
        for (index, one) in ([run] + previous).enumerated() {
            let mark = index == 0 ? " (\(context.say(ReportPhrase.thisRun)))" : ""
            let language = context.language
            table.append(
                [
                    context.moment(one.startedAt ?? one.createdAt, mark),
                    .text(context.standing(of: one)), .text(language.number(one.people.targeted)),
                    .text(language.number(one.people.accepted)), .text(language.number(one.progress.delivered)),
                    .text(language.number(one.progress.read)),
                    ShareBar.html(one.progress.read, of: one.progress.readOf, context),
                ], isMarked: index == 0)
        }
        return ReportSection.html(heading, [table.html])
    }
}
