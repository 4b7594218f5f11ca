public import JobModel

/// The reads of a run over time, as a line of blocks.
public enum Spark {
    private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    private static let widest = 48

    /// How reads grew, with a caption; nothing before there is anything to compare.
    public static func lines(_ curve: RunCurve, startedAt: Int64?, on surface: TextSurface) -> [String] {
        guard let first = curve.points.first, let last = curve.last, last.at > first.at, let read = last.read, read > 0
        else { return [] }
        // A run begins with nobody who has read it, whether or not anybody looked then.
        let start = min(startedAt ?? first.at, first.at)
        let room = surface.columns.map { min(widest, max(8, $0 - TextSurface.labelColumns)) } ?? widest
        let columns = min(room, max(8, curve.points.count * 2))
        // To the minute, as the rest of the report has it; of one day only the time is said twice.
        let (from, to) = (
            Timestamp.local(start, in: surface.zone).prefix(16), Timestamp.local(last.at, in: surface.zone).prefix(16)
        )
        var parts = [
            surface.say(
                SparkPhrase.between,
                [
                    "from": String(from), "to": String(from.prefix(10) == to.prefix(10) ? to.dropFirst(11) : to),
                ]),
            surface.say(SparkPhrase.readAtLeast, ["read": Figure.grouped(read), "of": Figure.grouped(last.readOf)]),
        ]
        if let half = curve.halfLifeSeconds(since: startedAt) {
            let time = surface.language.duration(seconds: half)
            parts.append(surface.say(SparkPhrase.halfWithin, ["time": time]))
        }
        return surface.row(
            surface.say(SparkPhrase.readCurve), text(curve.points, from: start, to: last.at, columns: columns))
            + surface.row("", parts.joined(separator: " · "))
    }

    /// One block for each stretch of time, as high as what was known at its end; `·` where nothing was.
    static func text(_ points: [RunCurve.Point], from start: Int64, to end: Int64, columns: Int) -> String {
        let highest = points.compactMap(\.read).max() ?? 0
        guard highest > 0, end > start, columns > 0 else { return "" }
        var next = points.startIndex
        var known: Int?
        return String(
            (1...columns).map { column -> Character in
                let until = start + (end - start) * Int64(column) / Int64(columns)
                while next < points.endIndex, points[next].at <= until {
                    known = points[next].read ?? known
                    next += 1
                }
                guard let known else { return "·" }
                return blocks[min(blocks.count - 1, known * blocks.count / highest)]
            })
    }
}

/// What stands beside a line of blocks.
enum SparkPhrase: Phrase {
    case readCurve, between, readAtLeast, halfWithin

    var wording: Wording {
        switch self {
        case .readCurve: Wording("Read curve", zh: "已读曲线")
        case .between: Wording("{from} to {to}", zh: "{from} 至 {to}")
        case .readAtLeast: Wording("read at least {read} of {of} delivered", zh: "已送达 {of}，至少已读 {read}")
        case .halfWithin: Wording("half of them within {time}", zh: "其中一半在 {time} 内")
        }
    }
}
