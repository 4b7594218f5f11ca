public import JobModel

/// Several runs beside each other.
public enum SeriesSection {
    /// Most rows; the newest runs have them.
    public static let mostRows = 400

    /// The table of runs.
    public static func table(_ series: RunSeries, _ context: ReportContext) -> HTML {
        var table = FigureTable(
            caption: context.say(SeriesPhrase.caption),
            [.init(context.say(SeriesPhrase.run))]
                + (series.job == nil ? [.init(context.say(SeriesPhrase.title))] : [])
                + [
                    .init(context.say(ReportPhrase.state)), .init(context.say(ReportPhrase.targeted), isNumeric: true),
                    .init(context.say(ReportPhrase.accepted), isNumeric: true),
                    .init(context.say(ReportPhrase.delivered), isNumeric: true),
                    .init(context.say(ReportPhrase.readAtLeast), isNumeric: true),
                    .init(context.say(SeriesPhrase.readShare)),
                ])
        for run in series.runs.prefix(mostRows) {
            let language = context.language
            let name: HTML = .element(
                "span", [],
                [
                    .text(context.time(run.startedAt ?? run.createdAt)), .empty("br"),
                    .element("span", [.classes(["small"])], [.text(run.id.rawValue)]),
                ])
            let title: HTML = .element(
                "span", [],
                [
                    .text(context.words(run.title)), .empty("br"),
                    .element("span", [.classes(["small"])], [.text(run.job)]),
                ])
            table.append(
                [name] + (series.job == nil ? [title] : []) + [
                    .element("span", [.classes(["chips", "tight"])], ReportHeader.chips(run, context)),
                    .text(language.number(run.people.targeted)), .text(language.number(run.people.accepted)),
                    .text(language.number(run.progress.delivered)), .text(language.number(run.progress.read)),
                    ShareBar.html(run.progress.read, of: run.progress.delivered, context),
                ])
        }
        return table.html
    }

    /// All sections.
    public static func sections(_ series: RunSeries, _ context: ReportContext) -> [HTML] {
        guard !series.runs.isEmpty else {
            return [
                ReportSection.html(title(series, context), [ReportSection.paragraph(context.say(SeriesPhrase.none))])
            ]
        }
        var all = RunSummary(
            id: RunID(rawValue: ""), job: "", title: "", state: .sent, planSHA256: "", unit: .people,
            people: series.people, progress: series.progress, createdAt: 0)
        all.isTest = false
        let left = series.runs.count - mostRows
        return [
            KeyFigures.html(all, halfLife: nil, context),
            SeriesChart.html(series, context),
            ReportSection.html(
                context.say(SeriesPhrase.runs, count: series.runs.count),
                [table(series, context)]
                    + (left > 0 ? [ReportSection.paragraph(context.say(SeriesPhrase.left, count: left))] : [])
                    + (series.countable.count < series.runs.count
                        ? [ReportSection.paragraph(context.say(SeriesPhrase.counted), ["small"])] : [])),
        ].compactMap(\.self)
    }

    /// What the series is of.
    static func title(_ series: RunSeries, _ context: ReportContext) -> String {
        series.job.map { context.say(SeriesPhrase.ofJob, ["job": $0]) } ?? context.say(SeriesPhrase.ofAll)
    }
}
