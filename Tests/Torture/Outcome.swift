/// What came of one combination.
struct Outcome: Sendable {
    var combination: Combination
    /// Whether the crash or the fault took place at all.
    var isStruck: Bool
    /// What larkcast must never let happen, in sentences.
    var violations: [String] = []
    var processes = 0
    /// Every process in a few lines, for whoever looks for a cause.
    var launches: [String] = []
    /// Processes that died.
    var deaths = 0
    /// People who got the message more than once.
    var duplicates = 0
    /// People who got nothing although larkcast says otherwise, or nothing at all.
    var losses = 0
    /// Batches in doubt at the end.
    var doubts = 0
}
