import JobModel
import Testing

@testable import Reporting

struct CurveDrawingTests {
    @Test(arguments: [
        (0, [0, 1]), (1, [0, 1]), (7, [0, 2, 4, 6, 8]), (10, [0, 2, 4, 6, 8, 10]),
        (990, [0, 200, 400, 600, 800, 1000]),
        (497_501, [0, 100_000, 200_000, 300_000, 400_000, 500_000]),
    ])
    func ticksAreRound(_ largest: Int, _ ticks: [Int]) {
        #expect(CurveAxis.ticks(upTo: largest, about: 5) == ticks)
    }

    @Test(arguments: [1, 59, 3600, 86_400, 30 * 86_400, 400 * 86_400]) func timesAreFewAndWithinTheSpan(_ span: Int) {
        for most in [3, 7] {
            let times = CurveAxis.times(span: Double(span), atMost: most)
            #expect(times.first == 0 && times.count <= most + 1)
            #expect(times.allSatisfy { $0 <= span })
            #expect(span < 2 || times.count > 1)
        }
    }

    @Test func everyCornerIsWithinTheDrawing() throws {
        let curve = RunCurve(
            points: [
                RunCurve.Point(at: 1000, valid: 9, delivered: 3, read: nil), RunCurve.Point(at: 1000, delivered: 9),
                RunCurve.Point(at: 90_000_000, delivered: 8, read: 7),
                RunCurve.Point(at: 900_000_000, delivered: 8, read: 7),
            ], samples: 4, halfReadAt: 45_000_000)
        for size in [CurveDrawing.Size.wide, .narrow] {
            for start: Int64? in [nil, 0, 1000, 5000] {
                let drawing = try #require(CurveDrawing(curve, startedAt: start, size: size))
                let (probe, problem) = HTMLProbe.read(drawing.html(fixtureContext(), description: "x").rendered)
                let elements = try #require(probe, "\(problem ?? "")").elements
                let corners = elements.compactMap { $0.attributes["points"] }.flatMap { $0.split(separator: " ") }
                #expect(corners.count > 10)
                for corner in corners {
                    let numbers = corner.split(separator: ",").compactMap { Double($0) }
                    #expect(numbers.count == 2)
                    #expect(
                        (0...size.width).contains(numbers[0]) && (0...size.height).contains(numbers[1]), "\(corner)")
                }
            }
        }
    }

    /// Most campaigns are read within hours and followed for days: the hours are what is to be seen.
    @Test func whatStandsStillIsNotDrawn() throws {
        let hour: Int64 = 3_600_000
        let curve = RunCurve(
            points: [0, 1, 2, 72].map { RunCurve.Point(at: $0 * hour, delivered: Int(min($0, 2)) * 10, read: 1) },
            samples: 4)
        let drawing = try #require(CurveDrawing(curve, startedAt: 0, size: .wide))
        let elements = HTMLProbe.read(drawing.html(fixtureContext(), description: "x").rendered).probe?.elements ?? []
        let line = try #require(elements.first { $0.attributes["class"] == "c-delivered" }?.attributes["points"])
        let places = line.split(separator: " ").compactMap { Double($0.split(separator: ",")[0]) }
        #expect(places.count == 4 && places[2] > 700 && places[3] > places[2], "\(line)")
    }

    @Test func withoutSnapshotsThereIsNoDrawing() {
        #expect(CurveDrawing(RunCurve(), startedAt: 1, size: .wide) == nil)
    }

    @Test func oneLookIsADot() throws {
        let curve = RunCurve(points: [RunCurve.Point(at: 5, delivered: 1, read: 1)], samples: 1)
        let drawing = try #require(CurveDrawing(curve, startedAt: nil, size: .wide))
        #expect(drawing.html(fixtureContext(), description: "x").rendered.contains("<polyline"))
    }

    @Test(arguments: [(0.04, "0"), (0.05, "0.1"), (-1.26, "-1.3"), (12, "12"), (.infinity, "0"), (.nan, "0")])
    func decimalsAreShort(_ value: Double, _ text: String) {
        #expect(HTML.empty("rect", [.decimal("x", value)]).rendered == "<rect x=\"\(text)\">")
    }
}
