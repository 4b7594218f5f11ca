public import JobModel

/// How delivery and reads grew: a drawing, the same in words, and the figures as a table.
public enum CurveSection {
    /// Most rows of the table.
    public static let mostRows = 48

    /// The section.
    public static func html(_ curve: RunCurve, _ run: RunSummary, _ context: ReportContext) -> HTML {
        let (heading, startedAt) = (context.say(CurvePhrase.growth), run.startedAt)
        guard let last = curve.last else {
            return ReportSection.html(heading, [ReportSection.paragraph(context.say(CurvePhrase.noSnapshots))])
        }
        return ReportSection.html(
            heading,
            [
                figure(curve, startedAt: startedAt, context),
                ReportSection.paragraph(
                    context.sentences(
                        [context.say(CurvePhrase.floors)]
                            + (curve.samples > 0 ? [context.say(CurvePhrase.snapshots, count: curve.samples)] : [])
                            + part(run, context) + [context.say(ReportPhrase.asOf, ["time": context.time(last.at)])]),
                    ["small"]),
                ReportSection.folded(
                    context.say(CurvePhrase.table), [table(curve, startedAt: startedAt, context)]),
            ])
    }

    /// What the figures are about, when that is not everything.
    private static func part(_ run: RunSummary, _ context: ReportContext) -> [String] {
        guard run.looked.isPart else { return [] }
        let numbers = [
            "known": context.language.number(run.looked.known), "taken": context.language.number(run.looked.taken),
        ]
        return [context.say(run.channel == .batch ? CurvePhrase.partOfBatches : .partOfMessages, numbers)]
    }

    /// The drawing with its legend alone, for a page that has words of its own around it.
    public static func figure(_ curve: RunCurve, startedAt: Int64?, _ context: ReportContext) -> HTML {
        let words = description(curve, startedAt: startedAt, context)
        let drawings = [CurveDrawing.Size.wide, .narrow].compactMap { size in
            CurveDrawing(curve, startedAt: startedAt, size: size)?.html(context, description: words)
        }
        let since = min(startedAt ?? .max, curve.points.first?.at ?? .max)
        let axis =
            since == .max
            ? [] : [ReportSection.paragraph(context.say(CurvePhrase.axis, ["time": context.time(since)]), ["axis"])]
        return .element(
            "figure", [.classes(["growth"])],
            [.element("figcaption", [.classes(["legend"])], legend(curve, startedAt: startedAt, context))] + drawings
                + axis)
    }

    /// What the drawing shows, in one or two sentences.
    static func description(_ curve: RunCurve, startedAt: Int64?, _ context: ReportContext) -> String {
        guard let last = curve.last else { return context.say(CurvePhrase.noSnapshots) }
        let first = context.say(
            CurvePhrase.alternative,
            [
                "delivered": context.language.number(last.delivered), "read": context.language.number(last.read),
                "time": context.time(last.at),
            ])
        guard let halfLife = curve.halfLifeSeconds(since: startedAt) else { return first }
        return context.sentences([
            first, context.say(CurvePhrase.alternativeHalf, ["duration": context.language.duration(seconds: halfLife)]),
        ])
    }

    private static func legend(_ curve: RunCurve, startedAt: Int64?, _ context: ReportContext) -> [HTML] {
        let last = curve.last ?? RunCurve.Point(at: 0)
        var entries = [
            entry("k-delivered", context.say(CurvePhrase.delivered), last.delivered, of: last.valid, context),
            entry("k-read", context.say(CurvePhrase.read), last.read, of: last.readOf, context),
        ]
        if let halfLife = curve.halfLifeSeconds(since: startedAt) {
            entries.append(
                .element(
                    "span", [.classes(["key"])],
                    [
                        .element("span", [.classes(["swatch", "k-half"])]),
                        .text(
                            context.say(
                                CurvePhrase.halfMark, ["duration": context.language.duration(seconds: halfLife)])),
                    ]))
        }
        return entries
    }

    private static func entry(
        _ look: StaticString, _ name: String, _ part: Int?, of whole: Int?, _ context: ReportContext
    ) -> HTML {
        let share = whole == nil || part == nil ? "" : " (\(context.language.percent(part, of: whole)))"
        return .element(
            "span", [.classes(["key"])],
            [
                .element("span", [.classes(["swatch", look])]),
                .text("\(name) \(context.language.number(part))\(share)"),
            ])
    }

    private static func table(_ curve: RunCurve, startedAt: Int64?, _ context: ReportContext) -> HTML {
        var table = FigureTable(
            caption: context.say(CurvePhrase.tableCaption),
            [
                .init(context.say(CurvePhrase.time)), .init(context.say(CurvePhrase.after), isNumeric: true),
                .init(context.say(CurvePhrase.valid), isNumeric: true),
                .init(context.say(CurvePhrase.delivered), isNumeric: true),
                .init(context.say(CurvePhrase.read), isNumeric: true),
                .init(context.say(CurvePhrase.share), isNumeric: true),
            ])
        for point in RunCurve.thinned(curve.points, to: mostRows) {
            let language = context.language
            table.append([
                context.moment(point.at),
                .text(startedAt.map { duration(point.at - $0, context) } ?? "–"),
                .text(language.number(point.valid)), .text(language.number(point.delivered)),
                .text(language.number(point.read)), .text(language.percent(point.read, of: point.readOf)),
            ])
        }
        return table.html
    }

    private static func duration(_ milliseconds: Int64, _ context: ReportContext) -> String {
        context.language.duration(seconds: Int(max(0, milliseconds) / 1000))
    }
}
