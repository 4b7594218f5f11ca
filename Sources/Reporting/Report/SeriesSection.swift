public import JobModel

/// Several runs beside each other.
public enum SeriesSection {
    /// Most rows; the newest runs have them.
    public static let mostRows = 400

    /// The table of runs.
    public static func table(_ series: RunSeries, _ context: ReportContext) -> HTML {
        var table = FigureTable(
            caption: context.say(SeriesPhrase.caption),
            [
                .init(context.say(SeriesPhrase.run)), .init(context.say(ReportPhrase.state)),
                .init(context.say(ReportPhrase.targeted), isNumeric: true),
                .init(context.say(ReportPhrase.accepted), isNumeric: true, isMinor: true),
                .init(context.say(ReportPhrase.delivered), isNumeric: true, isMinor: true),
                .init(context.say(ReportPhrase.readAtLeast), isNumeric: true, isMinor: true),
                .init(context.say(SeriesPhrase.readShare)),
            ])
        for run in series.runs.prefix(mostRows) {
            let language = context.language
            table.append([
                name(run, isOfOneJob: series.job != nil, context), .text(context.standing(of: run)),
                .text(language.number(run.people.targeted)), .text(language.number(run.people.accepted)),
                .text(language.number(run.progress.delivered)), .text(language.number(run.progress.read)),
                ShareBar.html(run.progress.read, of: run.progress.readOf, context),
            ])
        }
        return table.html
    }

    /// What tells a run from the others: its title, unless all have the same, and when.
    private static func name(_ run: RunSummary, isOfOneJob: Bool, _ context: ReportContext) -> HTML {
        let when = context.moment(run.startedAt ?? run.createdAt)
        let small = { (parts: [HTML]) in HTML.element("span", [.classes(["small"])], parts) }
        return .element(
            "span", [],
            isOfOneJob
                ? [when, .empty("br"), small([.text(run.id.rawValue)])]
                : [.text(context.title(run.title)), .empty("br"), small([when, .text(" · \(run.id.rawValue)")])])
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
        // Batches and messages cannot be counted together.
        let channels = Set(series.countable.map(\.channel))
        if let channel = channels.first, channels.count == 1 { (all.channel, all.looked) = (channel, series.looked) }
        let left = series.runs.count - mostRows
        return [
            KeyFigures.html(all, halfLifeSeconds: nil, context),
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
