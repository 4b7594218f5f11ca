public import JobModel

/// A run's report as a page: one file, no script, nothing loaded.
public enum ReportPage {
    /// What a browser may do with the page: draw it.
    private static let policy: StaticString =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

    /// The page in UTF-8, the same for the same report and instant.
    ///
    /// - Parameters:
    ///   - report: What there is to report.
    ///   - context: For whom.
    ///   - now: When it is made, in milliseconds since 1970 UTC.
    /// - Returns: The page.
    public static func html(_ report: RunReport, _ context: ReportContext, at now: Int64) -> String {
        document(
            title:
                "\(context.title(report.run.title)) · \(context.say(report.run.isTest ? ReportPhrase.test : .report))",
            context,
            [
                ReportHeader.html(report, context),
                .element("main", [], sections(report, context)),
                footer(
                    [
                        footing(context, at: now),
                        report.run.planSHA256.isEmpty
                            ? nil : context.say(ReportPhrase.planHash, ["hash": report.run.planSHA256]),
                    ].compactMap(\.self)),
            ])
    }

    /// Every section of a report in the order of reading; the dashboard shows the same.
    public static func sections(_ report: RunReport, _ context: ReportContext) -> [HTML] {
        let run = report.run
        let sections: [HTML?] = [
            KeyFigures.html(run, halfLifeSeconds: report.halfLifeSeconds, context),
            BalanceSection.html(run, context),
            WarningSection.html(run, context),
            CurveSection.html(report.curve, run, context),
            DepartmentSection.html(report.departments, unit: run.unit, context),
            FailureSection.html(report, context),
            RecallSection.html(run, report.recall, context),
            MessageSection.html(report.message, channel: run.channel, context),
            PreviousRunsSection.html(run, previous: report.previous, context),
            AuditSection.html(report.audit, context),
        ]
        return sections.compactMap(\.self)
    }

    /// When the page was made, and whose clock all times are read from: it is passed on to people elsewhere.
    static func footing(_ context: ReportContext, at now: Int64) -> String {
        context.sentences([
            context.say(ReportPhrase.footer, ["time": context.time(now)]),
            context.say(ReportPhrase.times, ["zone": context.zoneName]),
        ])
    }

    static func footer(_ lines: [String]) -> HTML {
        .element("footer", [.classes(["closing"])], lines.map { ReportSection.paragraph($0) })
    }

    static func document(title: String, _ context: ReportContext, _ parts: [HTML]) -> String {
        HTML.document(
            language: context.language.tag,
            head: [
                .empty("meta", [.plain("charset", "utf-8")]),
                .empty("meta", [.plain("http-equiv", "Content-Security-Policy"), .plain("content", policy)]),
                .empty("meta", [.plain("name", "viewport"), .plain("content", "width=device-width, initial-scale=1")]),
                .empty("meta", [.plain("name", "color-scheme"), .plain("content", "light dark")]),
                .empty("meta", [.plain("name", "referrer"), .plain("content", "no-referrer")]),
                .empty("meta", [.plain("name", "robots"), .plain("content", "noindex")]),
                .element("title", [], [.text(title)]), .style(.message), .style(.report),
            ],
            body: [.element("div", [.classes(["page"])], parts)])
    }
}
