public import JobModel

/// The share of readers, run by run: whether people read more or less of what they get.
public enum SeriesChart {
    /// A size, and how many columns it has room for; the newest runs have them.
    private struct Size {
        var width: Double
        var height: Double
        var left: Double
        var columns: Int
        var look: StaticString
        var viewBox: StaticString

        static let wide = Size(
            width: 860, height: 240, left: 52, columns: 48, look: "curve-wide", viewBox: "0 0 860 240")
        static let narrow = Size(
            width: 350, height: 200, left: 46, columns: 16, look: "curve-narrow", viewBox: "0 0 350 200")

        var room: Double { width - left - 12 }

        func y(_ share: Double) -> Double { 14 + (height - 44) * (1 - share / 100) }
    }

    /// The section; `nil` when there are not two runs to compare.
    public static func html(_ series: RunSeries, _ context: ReportContext) -> HTML? {
        let known = series.runs.filter { ($0.progress.readOf ?? 0) > 0 && $0.progress.read != nil && !$0.isTest }
        guard known.count > 1 else { return nil }
        return ReportSection.html(
            context.say(SeriesPhrase.chart),
            [.element("figure", [.classes(["growth"])], [Size.wide, .narrow].map { drawing(known, $0, context) })])
    }

    private static func drawing(_ newest: [RunSummary], _ size: Size, _ context: ReportContext) -> HTML {
        let runs = Array(newest.prefix(size.columns).reversed())
        let words = context.say(
            SeriesPhrase.chartAlternative,
            [
                "first": runs.first.map { percent($0, context) } ?? "–",
                "last": runs.last.map { percent($0, context) } ?? "–",
            ])
        return .element(
            "svg",
            [.classes(["curve", size.look]), .plain("viewBox", size.viewBox), .plain("role", "img"), .label(words)],
            grid(size) + runs.indices.flatMap { column($0, runs, size, context) })
    }

    private static func grid(_ size: Size) -> [HTML] {
        [0, 25, 50, 75, 100].flatMap { share in
            let y = size.y(Double(share))
            return [
                HTML.element(
                    "polyline",
                    [
                        .classes(["grid"]),
                        .points([HTML.Corner(size.left, y), HTML.Corner(size.left + size.room, y)]),
                    ]),
                text("\(share)%", size.left - 8, y + 4, "end"),
            ]
        }
    }

    private static func column(_ index: Int, _ runs: [RunSummary], _ size: Size, _ context: ReportContext) -> [HTML] {
        let room = size.room / Double(runs.count)
        let run = runs[index]
        let share = min(Double(run.progress.read ?? 0) / Double(max(1, run.progress.readOf ?? 1)), 1) * 100
        let thickness = min(room * 0.62, 46)
        let middle = size.left + room * (Double(index) + 0.5)
        let when = run.startedAt ?? run.createdAt
        let bar = HTML.element(
            "rect",
            [
                .classes(["column"]), .decimal("x", middle - thickness / 2), .decimal("y", size.y(share)),
                .decimal("width", thickness), .decimal("height", max(0, size.y(0) - size.y(share))),
                .number("rx", 2),
            ], [.element("title", [], [.text("\(context.time(when)): \(percent(run, context))")])])
        // As many dates as there is room for, the newest among them.
        let every = max(1, Int((126 / room).rounded(.up)))
        guard (runs.count - 1 - index).isMultiple(of: every) else { return [bar] }
        let place = min(max(middle, size.left), size.width - 46)
        return [bar, text(context.language.day(when, in: context.zone), place, size.height - 8, "middle")]
    }

    private static func text(_ words: String, _ x: Double, _ y: Double, _ anchor: StaticString) -> HTML {
        .element("text", [.decimal("x", x), .decimal("y", y), .plain("text-anchor", anchor)], [.text(words)])
    }

    private static func percent(_ run: RunSummary, _ context: ReportContext) -> String {
        context.language.percent(run.progress.read, of: run.progress.readOf)
    }
}
