public import JobModel

/// Several runs as a page: one file, no script, nothing loaded.
public enum SeriesPage {
    /// The page in UTF-8.
    ///
    /// - Parameters:
    ///   - series: The runs.
    ///   - context: For whom.
    ///   - now: When it is made, in milliseconds since 1970 UTC.
    /// - Returns: The page.
    public static func html(_ series: RunSeries, _ context: ReportContext, at now: Int64) -> String {
        let title = SeriesSection.title(series, context)
        let since = series.since.map { context.say(SeriesPhrase.since, ["time": context.time($0)]) }
        let facts = [since, context.say(SeriesPhrase.runs, count: series.runs.count)].compactMap(\.self)
        return ReportPage.document(
            title: "\(title) · \(context.say(ReportPhrase.report))", context,
            [
                .element(
                    "header", [.classes(["lead"])],
                    [
                        ReportSection.paragraph(context.say(ReportPhrase.report), ["overline"]),
                        .element("h1", [], [.text(title)]),
                        .element(
                            "ul", [.classes(["meta"]), .plain("role", "list")],
                            facts.map { .element("li", [], [.text($0)]) }),
                    ]),
                .element("main", [], SeriesSection.sections(series, context)),
                ReportPage.footer([ReportPage.footing(context, at: now)]),
            ])
    }
}
