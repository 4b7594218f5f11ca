import JobModel

/// The curves of delivery and reads as a drawing of a size.
struct CurveDrawing {
    /// A size, and how dense its labels stand.
    struct Size {
        var width: Double
        var height: Double
        var left: Double
        var times: Int
        var look: StaticString
        var viewBox: StaticString

        /// For a page.
        static let wide = Size(
            width: 860, height: 300, left: 72, times: 7, look: "curve-wide", viewBox: "0 0 860 300")
        /// For a telephone, whose letters would else be too small to read.
        static let narrow = Size(
            width: 350, height: 260, left: 58, times: 3, look: "curve-narrow", viewBox: "0 0 350 260")
    }

    private static let top = 14.0
    private static let bottom = 30.0
    private static let right = 22.0

    let size: Size
    private let points: [RunCurve.Point]
    private let start: Int64
    private let end: Int64
    private let ticks: [Int]
    private let half: (at: Int64, read: Double)?

    /// A drawing of a curve that has points.
    init?(_ curve: RunCurve, startedAt: Int64?, size: Size) {
        guard let first = curve.points.first, let last = curve.points.last else { return nil }
        self.size = size
        let start = min(startedAt ?? first.at, first.at)
        // After the last change there is nothing to see; a little of it says that there is nothing to come.
        let still = curve.points.first { $0.delivered == last.delivered && $0.read == last.read }?.at ?? last.at
        let wanted = start + Int64(Double(still - start) * 1.08)
        let end = max(start + 1000, still > start ? min(last.at, max(wanted, still)) : last.at)
        let beginning = first.at > start ? [RunCurve.Point(at: start, delivered: 0, read: 0)] : []
        let points = beginning + curve.points.filter { $0.at <= end }
        let largest = points.map { max($0.valid ?? 0, $0.delivered ?? 0, $0.read ?? 0) }.max() ?? 0
        (self.start, self.end, self.points) = (start, end, points)
        ticks = CurveAxis.ticks(upTo: largest, about: 5)
        half = curve.halfReadAt.flatMap { at in last.read.map { (at, Double($0) / 2) } }
    }

    /// The drawing; `description` is read in its place by whoever cannot see it.
    func html(_ context: ReportContext, description: String) -> HTML {
        .element(
            "svg",
            [
                .classes(["curve", size.look]), .plain("viewBox", size.viewBox), .plain("role", "img"),
                .label(description),
            ], grid(context) + areas + marks)
    }

    private func grid(_ context: ReportContext) -> [HTML] {
        let horizontal = ticks.flatMap { tick in
            let y = self.y(Double(tick))
            return [
                line(HTML.Corner(size.left, y), HTML.Corner(size.width - Self.right, y), "grid"),
                text(context.language.number(tick), size.left - 8, y + 4, "end"),
            ]
        }
        let span = Double(end - start) / 1000
        let times = CurveAxis.times(span: span, atMost: size.times).flatMap { seconds in
            let x = self.x(start + Int64(seconds) * 1000)
            return [
                line(
                    HTML.Corner(x, size.height - Self.bottom), HTML.Corner(x, size.height - Self.bottom + 5), "grid"),
                text(
                    seconds == 0 ? "0" : context.language.duration(seconds: seconds), x, size.height - 8,
                    "middle"),
            ]
        }
        return horizontal + times
    }

    /// Both curves; each begins where it is known.
    private var areas: [HTML] {
        [(\RunCurve.Point.delivered, "c-delivered", "a-delivered"), (\.read, "c-read", "a-read")].flatMap {
            (figure: KeyPath<RunCurve.Point, Int?>, look: StaticString, area: StaticString) -> [HTML] in
            var corners = points.compactMap { point in
                point[keyPath: figure].map { HTML.Corner(x(point.at), y(Double($0))) }
            }
            guard let first = corners.first, let last = corners.last, corners.count > 1 || last.x > first.x else {
                return corners.map { dot($0, look) }
            }
            // What was known last goes on to the end of the drawing.
            if last.x < x(end) { corners.append(HTML.Corner(x(end), last.y)) }
            let floor = y(0)
            let outline = [HTML.Corner(first.x, floor)] + corners + [HTML.Corner(x(end), floor)]
            return [
                .element("polygon", [.classes([area]), .points(outline)]),
                .element("polyline", [.classes([look]), .points(corners)]),
            ]
        }
    }

    /// Where half of the reads were there.
    private var marks: [HTML] {
        guard let half, half.at <= end else { return [] }
        let place = HTML.Corner(x(max(half.at, start)), y(half.read))
        return [line(place, HTML.Corner(place.x, y(0)), "c-half"), dot(place, "c-read")]
    }

    private func line(_ one: HTML.Corner, _ other: HTML.Corner, _ look: StaticString) -> HTML {
        .element("polyline", [.classes([look]), .points([one, other])])
    }

    private func dot(_ place: HTML.Corner, _ look: StaticString) -> HTML {
        .element(
            "circle",
            [.classes([look, "dot"]), .decimal("cx", place.x), .decimal("cy", place.y), .number("r", 4)])
    }

    private func text(_ words: String, _ x: Double, _ y: Double, _ anchor: StaticString) -> HTML {
        .element("text", [.decimal("x", x), .decimal("y", y), .plain("text-anchor", anchor)], [.text(words)])
    }

    private func x(_ instant: Int64) -> Double {
        let share = Double(instant - start) / Double(max(1, end - start))
        return size.left + share * (size.width - size.left - Self.right)
    }

    private func y(_ value: Double) -> Double {
        let room = size.height - Self.top - Self.bottom
        return Self.top + room - value / Double(max(1, ticks.last ?? 1)) * room
    }
}
