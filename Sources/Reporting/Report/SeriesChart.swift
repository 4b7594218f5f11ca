public import JobModel

/// The share of readers, run by run: whether people read more or less of what they get.
public enum SeriesChart {
    /// Most columns; the newest runs have them.
    static let mostColumns = 48
    private static let width = 860.0
    private static let height = 240.0
    private static let left = 52.0
    private static let right = 12.0
    private static let top = 14.0
    private static let bottom = 30.0

    /// The section; `nil` when there are not two runs to compare.
    public static func html(_ series: RunSeries, _ context: ReportContext) -> HTML? {
        let known = series.runs.filter { ($0.progress.delivered ?? 0) > 0 && $0.progress.read != nil && !$0.isTest }
        let runs = Array(known.prefix(mostColumns).reversed())
        guard runs.count > 1, let first = runs.first, let last = runs.last else { return nil }
        let words = context.say(
            SeriesPhrase.chartAlternative, ["first": percent(first, context), "last": percent(last, context)])
        return ReportSection.html(
            context.say(SeriesPhrase.chart),
            [
                .element(
                    "figure", [.classes(["growth"])],
                    [
                        .element(
                            "svg",
                            [
                                .classes(["curve"]), .plain("viewBox", "0 0 860 240"), .plain("role", "img"),
                                .label(words),
                            ], grid(context) + runs.enumerated().flatMap { column($0.offset, runs, context) })
                    ])
            ])
    }

    private static func grid(_ context: ReportContext) -> [HTML] {
        [0, 25, 50, 75, 100].flatMap { share in
            [
                HTML.element(
                    "polyline",
                    [
                        .classes(["grid"]),
                        .points([HTML.Corner(left, y(Double(share))), HTML.Corner(width - right, y(Double(share)))]),
                    ]),
                text("\(share)%", left - 8, y(Double(share)) + 4, "end"),
            ]
        }
    }

    private static func column(_ index: Int, _ runs: [RunSummary], _ context: ReportContext) -> [HTML] {
        let room = (width - left - right) / Double(runs.count)
        let run = runs[index]
        let share = min(Double(run.progress.read ?? 0) / Double(max(1, run.progress.delivered ?? 1)), 1) * 100
        let thickness = min(room * 0.62, 46)
        let middle = left + room * (Double(index) + 0.5)
        let bar = HTML.element(
            "rect",
            [
                .classes(["column"]), .decimal("x", middle - thickness / 2), .decimal("y", y(share)),
                .decimal("width", thickness), .decimal("height", max(0, y(0) - y(share))), .number("rx", 2),
            ],
            [
                .element(
                    "title", [],
                    [.text("\(context.time(run.startedAt ?? run.createdAt)): \(percent(run, context))")])
            ])
        // As many dates as there is room for, the newest among them.
        let every = max(1, Int((92 / room).rounded(.up)))
        guard (runs.count - 1 - index).isMultiple(of: every) else { return [bar] }
        let day = context.language.day(run.startedAt ?? run.createdAt, in: context.zone)
        let isLast = index == runs.count - 1
        let place = isLast ? min(middle, width - 40) : max(middle, left + 34)
        return [bar, text(day, place, height - 8, "middle")]
    }

    private static func text(_ words: String, _ x: Double, _ y: Double, _ anchor: StaticString) -> HTML {
        .element("text", [.decimal("x", x), .decimal("y", y), .plain("text-anchor", anchor)], [.text(words)])
    }

    private static func y(_ share: Double) -> Double { top + (height - top - bottom) * (1 - share / 100) }

    private static func percent(_ run: RunSummary, _ context: ReportContext) -> String {
        context.language.percent(run.progress.read, of: run.progress.delivered)
    }
}
