import JobModel
import Testing

@Suite struct RunCurveTests {
    private static func point(
        _ at: Int64, _ delivered: Int?, _ read: Int?, of readOf: Int? = nil, valid: Int? = nil
    ) -> RunCurve.Point {
        RunCurve.Point(at: at, valid: valid, delivered: delivered, read: read, readOf: readOf)
    }

    private static func curve(_ samples: [(Int, RunCurve.Point)]) -> RunCurve {
        var builder = CurveBuilder()
        for (ordinal, sample) in samples { builder.add(ordinal, sample) }
        return builder.curve()
    }

    @Test func addsUpTheNewestOfEveryBatch() {
        let curve = Self.curve([
            (1, Self.point(10, 5, nil, valid: 9)), (3, Self.point(20, 7, 2)), (1, Self.point(30, 6, 1)),
            (1, Self.point(40, nil, 4)),
        ])
        #expect(
            curve.points == [
                Self.point(10, 5, nil, valid: 9), Self.point(20, 12, 2, of: 7, valid: 9),
                Self.point(30, 13, 3, valid: 9),
                Self.point(40, 13, 6, valid: 9),
            ])
        #expect(curve.samples == 4)
    }

    @Test func oneInstantIsOnePoint() {
        let curve = Self.curve([(1, Self.point(10, 1, 0)), (2, Self.point(10, 1, 1)), (2, Self.point(10, 3, 1))])
        #expect(curve.points == [Self.point(10, 4, 1)])
    }

    @Test func figuresMayShrink() {
        let curve = Self.curve([(1, Self.point(1, 9, 8)), (1, Self.point(2, 9, 3))])
        #expect(curve.last == Self.point(2, 9, 3))
    }

    @Test func nothingIsKnownOfNothing() {
        #expect(Self.curve([]) == RunCurve())
        #expect(Self.curve([(1, Self.point(1, nil, nil))]).points == [Self.point(1, nil, nil)])
        #expect(Self.curve([(0, Self.point(1, 1, 1))]).points.isEmpty, "batches count from 1")
    }

    /// Instants with reads, and when half of the last ones were there.
    private static let halves: [([(Int64, Int)], Int64?)] = [
        ([(0, 0), (100, 10)], 50), ([(0, 0), (100, 4), (200, 10)], 117), ([(7, 10)], 7), ([(0, 0), (100, 0)], nil),
        ([], nil), ([(0, 1), (100, 1)], 0), ([(0, 0), (10, 9), (20, 3)], 2),
    ]

    @Test(arguments: halves)
    func halfOfTheReadsIsBetweenTwoLooks(_ reads: [(Int64, Int)], _ expected: Int64?) {
        let curve = Self.curve(reads.map { (1, Self.point($0.0, 10, $0.1)) })
        #expect(curve.halfReadAt == expected)
        // Rounded up: "within 0 s" was read by nobody.
        #expect(curve.halfLifeSeconds(since: 1) == expected.flatMap { $0 > 1 ? 1 : nil })
        #expect(curve.halfLifeSeconds(since: -1000) == expected.map { $0 == 0 ? 1 : 2 })
        #expect(curve.halfLifeSeconds(since: nil) == nil)
    }

    @Test(arguments: [5, 48, 240]) func thinningKeepsEndsAndPeaks(_ limit: Int) {
        var points = (0..<10_000).map { Self.point(Int64($0), 100, $0 / 200) }
        points[3333].delivered = 900
        points[7777].read = 800
        let thinned = RunCurve.thinned(points, to: limit)
        #expect(thinned.count <= limit && thinned.count > limit / 2)
        #expect(thinned.first == points.first && thinned.last == points.last)
        #expect(thinned.contains(points[3333]) && thinned.contains(points[7777]))
        #expect(zip(thinned, thinned.dropFirst()).allSatisfy { $0.at < $1.at })
    }

    @Test(arguments: [0, 1, 2, 3, 4]) func aTinyLimitStillHasBothEnds(_ limit: Int) {
        let points = (0..<10).map { Self.point(Int64($0), 1, 1) }
        #expect(RunCurve.thinned(points, to: limit) == [points[0], points[9]])
        #expect(RunCurve.thinned([], to: limit).isEmpty)
        #expect(RunCurve.thinned([points[0]], to: limit) == [points[0]])
    }

    @Test func verySoManySnapshotsStayFewPoints() {
        var builder = CurveBuilder()
        for index in 0..<100_000 {
            builder.add(index % 50 + 1, Self.point(Int64(index), index / 1000, index / 2000))
        }
        let curve = builder.curve()
        #expect(curve.samples == 100_000)
        #expect(curve.points.count <= RunCurve.mostPoints)
        #expect(curve.last?.at == 99_999)
        #expect(curve.last?.delivered == 50 * 99)
        // Half of 50 × 49 = 2,450 reads; every batch is looked at once in 50 instants.
        let half = curve.halfReadAt ?? 0
        #expect(abs(half - 50_000) < 200, "\(half)")
    }

    private static let labels: [(String, String?)] = [
        ("Finance", "Finance"), ("Finance (2 of 3)", "Finance"), ("Batch 2 of 3", nil),
        ("Message 17 of 50000", nil),
        ("Sales (North) (1 of 2)", "Sales (North)"), ("Sales (North)", "Sales (North)"), ("", ""),
        ("(1 of 2)", "(1 of 2)"), ("Batch", "Batch"), ("two\nlines (1 of 2)", "two\nlines"),
    ]

    @Test(arguments: labels) func aLabelNamesItsDepartment(_ label: String, _ department: String?) {
        #expect(DepartmentFigures.department(ofLabel: label) == department)
    }

    @Test func partsOfADepartmentAddUp() {
        var one = DepartmentFigures(
            name: "A", batches: 1, recipients: 200, accepted: 198, invalid: 2,
            progress: ProgressFigures(valid: 198, delivered: nil, read: 4, sampledAt: 9))
        one.add(
            DepartmentFigures(
                name: "A", batches: 1, recipients: 50, accepted: 50,
                progress: ProgressFigures(delivered: 7, sampledAt: 3)))
        #expect(
            one
                == DepartmentFigures(
                    name: "A", batches: 2, recipients: 250, accepted: 248, invalid: 2,
                    progress: ProgressFigures(valid: 198, delivered: 7, read: 4, sampledAt: 9)))
    }
}
