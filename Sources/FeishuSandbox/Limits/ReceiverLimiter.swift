/// Holds how often one receiver may be written to, or one message pinned: so many in any second of real time.
struct ReceiverLimiter {
    let limit: Int
    private var rings: [String: TimestampRing] = [:]

    /// - Parameter limit: how many a second; 0 for no limit.
    init(limit: Int) {
        self.limit = limit
    }

    /// Counts one more at `now`; false, and nothing counted, when it is one too many.
    mutating func admit(_ receiver: String, now: Double) -> Bool {
        guard limit > 0 else { return true }
        var ring = rings[receiver] ?? TimestampRing(capacity: limit)
        if let oldest = ring.fromLast(limit), oldest + 1 > now { return false }
        ring.append(now)
        rings[receiver] = ring
        return true
    }
}
