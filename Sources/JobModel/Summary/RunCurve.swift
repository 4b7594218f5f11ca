/// How far the messages of a run had come, instant by instant: for each the sum of every batch's newest known figures.
///
/// All figures are floors. Before every batch has been looked at once, a sum is about those that have been.
public struct RunCurve: Sendable, Equatable {
    /// Most points that are kept: more than a drawing has room for.
    public static let mostPoints = 240

    /// The sums at one instant; `nil` is unknown, never zero.
    public struct Point: Sendable, Equatable {
        /// When Feishu was asked, in milliseconds since 1970 UTC.
        public var at: Int64
        /// People Feishu resolved from the requests.
        public var valid: Int?
        /// People delivered to.
        public var delivered: Int?
        /// People who have read it, at least.
        public var read: Int?
        /// What ``read`` is a share of: people delivered to in the batches whose reads are known.
        public var readOf: Int?

        /// Creates a point; without `readOf` the reads are those of everybody who was delivered to.
        public init(at: Int64, valid: Int? = nil, delivered: Int? = nil, read: Int? = nil, readOf: Int? = nil) {
            self.at = at
            self.valid = valid
            self.delivered = delivered
            self.read = read
            self.readOf = readOf ?? (read == nil ? nil : delivered)
        }
    }

    /// The points in order, thinned to ``mostPoints``: the first, the last and the peaks are among them.
    public var points: [Point]
    /// How many snapshots they were made from.
    public var samples: Int
    /// When half of the final reads had been seen, in milliseconds since 1970 UTC; between two snapshots a straight line is taken.
    ///
    /// `nil` when nobody has read it.
    public var halfReadAt: Int64?

    /// Creates a curve.
    public init(points: [Point] = [], samples: Int = 0, halfReadAt: Int64? = nil) {
        self.points = points
        self.samples = samples
        self.halfReadAt = halfReadAt
    }

    /// The newest sums.
    public var last: Point? { points.last }

    /// Seconds from an instant, such as the run's start, until half of the final reads, rounded up: "within" must hold.
    ///
    /// `nil` when nobody has read it, or it was read before anybody knew when it began.
    public func halfLifeSeconds(since start: Int64?) -> Int? {
        guard let start, let halfReadAt, halfReadAt > start else { return nil }
        return Int((halfReadAt - start + 999) / 1000)
    }

    /// The points with fewer of them: the first, the last, and from each stretch between them its last and its peaks.
    ///
    /// Stretches have equally many points, not equal lengths, so that the quick beginning of a curve keeps its shape.
    public static func thinned(_ points: [Point], to limit: Int) -> [Point] {
        guard points.count > max(limit, 2) else { return points }
        let inner = points.count - 2
        let stretches = (limit - 2) / 3
        var kept: [Point] = [points[0]]
        for stretch in 0..<max(0, stretches) {
            let range = (1 + inner * stretch / stretches)..<(1 + inner * (stretch + 1) / stretches)
            guard !range.isEmpty else { continue }
            let places: Set = [
                peak(of: \.delivered, in: range, points), peak(of: \.read, in: range, points), range.upperBound - 1,
            ]
            kept += places.sorted().map { points[$0] }
        }
        return kept + [points[points.count - 1]]
    }

    private static func peak(of figure: KeyPath<Point, Int?>, in range: Range<Int>, _ points: [Point]) -> Int {
        var best = range.lowerBound
        for index in range where (points[index][keyPath: figure] ?? -1) > (points[best][keyPath: figure] ?? -1) {
            best = index
        }
        return best
    }
}
