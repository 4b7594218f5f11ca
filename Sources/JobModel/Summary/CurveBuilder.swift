/// Adds up the snapshots of all batches into the curve of their run, in one pass.
///
/// What it holds is bounded by the number of batches and by ``mostHeld`` points, however many snapshots there are.
public struct CurveBuilder: Sendable {
    private static let mostHeld = 20_000

    private struct Sum {
        var total = 0
        var known = 0

        var value: Int? { known == 0 ? nil : total }

        mutating func replace(_ old: inout Int?, with new: Int?) {
            guard let new else { return }
            total += new - (old ?? 0)
            if old == nil { known += 1 }
            old = new
        }
    }

    private var newest: [RunCurve.Point] = []
    private var valid = Sum()
    private var delivered = Sum()
    private var read = Sum()
    private var readOf = Sum()
    private var points: [RunCurve.Point] = []
    private var samples = 0

    /// Creates an empty builder.
    public init() {}

    /// Adds what Feishu said of one batch.
    ///
    /// Snapshots come in the order of their instants.
    ///
    /// - Parameters:
    ///   - ordinal: The batch's place in the order of sending, from 1.
    ///   - point: What was said and when; a figure that is missing stays what it was.
    ///   - isSnapshot: Whether somebody looked for it; what Feishu said when it took a message is no snapshot.
    public mutating func add(_ ordinal: Int, _ point: RunCurve.Point, isSnapshot: Bool = true) {
        guard ordinal >= 1 else { return }
        if isSnapshot { samples += 1 }
        while newest.count < ordinal { newest.append(RunCurve.Point(at: 0)) }
        valid.replace(&newest[ordinal - 1].valid, with: point.valid)
        delivered.replace(&newest[ordinal - 1].delivered, with: point.delivered)
        read.replace(&newest[ordinal - 1].read, with: point.read)
        let newest = newest[ordinal - 1]
        readOf.replace(&self.newest[ordinal - 1].readOf, with: newest.read == nil ? nil : newest.delivered)
        let sums = RunCurve.Point(
            at: point.at, valid: valid.value, delivered: delivered.value, read: read.value, readOf: readOf.value)
        if let last = points.last, last.at >= point.at {
            points[points.count - 1] = sums
            points[points.count - 1].at = last.at
        } else {
            points.append(sums)
            if points.count >= Self.mostHeld { points = RunCurve.thinned(points, to: Self.mostHeld / 2) }
        }
    }

    /// The curve of what was added.
    public func curve() -> RunCurve {
        RunCurve(
            points: RunCurve.thinned(points, to: RunCurve.mostPoints), samples: samples, halfReadAt: halfReadAt)
    }

    private var halfReadAt: Int64? {
        guard let final = points.last?.read, final > 0 else { return nil }
        // Doubled, so that half of an odd number is no fraction.
        guard let index = points.firstIndex(where: { ($0.read ?? 0) * 2 >= final }) else { return nil }
        let after = points[index]
        guard index > 0, let reached = after.read else { return after.at }
        let before = points[index - 1]
        let from = before.read ?? 0
        guard reached > from else { return after.at }
        let share = (Double(final) / 2 - Double(from)) / Double(reached - from)
        return before.at + Int64((Double(after.at - before.at) * min(max(share, 0), 1)).rounded())
    }
}
