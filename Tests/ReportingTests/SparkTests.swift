import JobModel
import Testing

@testable import Reporting

/// Reads over time in one line.
struct SparkTests {
    private static let surface = TextSurface(in: fixtureZone)

    private func points(_ reads: Int?..., every: Int64 = 60_000) -> [RunCurve.Point] {
        reads.enumerated().map { index, read in
            RunCurve.Point(at: fixtureInstant + Int64(index) * every, valid: 100, delivered: 90, read: read)
        }
    }

    private func text(_ points: [RunCurve.Point], columns: Int) -> String {
        Spark.text(points, from: points[0].at, to: points[points.count - 1].at, columns: columns)
    }

    @Test func blocksGrowWithTheReads() {
        #expect(text(points(0, 10, 20, 30, 40, 50, 60, 70, 80), columns: 8) == "▂▃▄▅▆▇██")
        #expect(text(points(80, 80, 80, 80), columns: 6) == "██████")
    }

    @Test func whatWasNotKnownIsNotZero() {
        #expect(text(points(nil, nil, 8, 8), columns: 3) == "·██")
        #expect(text(points(4, nil, nil, 8), columns: 3) == "▅▅█", "what was known stays known")
        #expect(text(points(nil, nil), columns: 3).isEmpty)
        #expect(text(points(0, 0), columns: 3).isEmpty)
    }

    /// Looks become rarer: time is what runs from left to right, not the number of looks.
    @Test func stretchesAreOfTime() {
        var points = points(0, 2, 4, 6, 8, every: 1000)
        points.append(RunCurve.Point(at: fixtureInstant + 100_000, delivered: 90, read: 8))
        #expect(text(points, columns: 5) == "█████")
    }

    @Test func theCaptionSaysFromWhenToWhen() {
        var curve = RunCurve(points: points(10, 40, 60), samples: 3)
        curve.halfReadAt = fixtureInstant + 50_000
        expectNoDifference(
            Spark.lines(curve, startedAt: fixtureInstant - 30_000, on: Self.surface),
            [
                "Read curve  ·▂▂▂▆▆▆█",
                "            2026-12-01 08:59 to 09:02 · read at least 60 of 90 delivered · half of them within "
                    + "1 min 20 s",
            ])
        let chinese = Spark.lines(
            curve, startedAt: fixtureInstant, on: TextSurface(.chinese, in: fixtureZone, columns: 60))
        #expect(chinese[0].hasPrefix("已读曲线    "))
        #expect(chinese.allSatisfy { TerminalText.columns(of: $0) <= 60 })
        #expect(chinese.joined().contains("已送达 90，至少已读"))
    }

    @Test func oneLookIsNoCurve() {
        #expect(Spark.lines(RunCurve(points: points(10), samples: 1), startedAt: nil, on: Self.surface).isEmpty)
        #expect(Spark.lines(RunCurve(), startedAt: fixtureInstant, on: Self.surface).isEmpty)
        #expect(Spark.lines(RunCurve(points: points(0, 0)), startedAt: nil, on: Self.surface).isEmpty)
    }

    @Test(arguments: [40, 60, 80, 120])
    func aReportShowsItBelowTheFigures(columns: Int) {
        let curve = RunCurve(
            points: (0..<200).map { .init(at: fixtureInstant + $0 * 1000, delivered: 585, read: Int($0)) })
        let surface = TextSurface(in: fixtureZone, columns: columns, now: fixtureInstant + 300_000)
        let lines = RunText.report(fixtureRun(), curve: curve, on: surface)
        let place = lines.firstIndex { $0.hasPrefix("Read curve  ▁") }
        #expect(place.map { lines[..<$0].contains { $0.hasPrefix("Read  ") } } == true, "\(lines)")
        #expect(!RunText.report(fixtureRun(), on: surface).contains { $0.hasPrefix("Read curve") })
    }
}
