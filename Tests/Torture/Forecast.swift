import StrictJSON

/// What is known beforehand about the quiet cases: a crash at a point puts in doubt what was on the wire, and nothing else.
///
/// Without it a larkcast that called everything doubtful would pass, and so would a point that is in the wrong place.
struct Forecast {
    /// Batches in doubt after a single crash, of batches under a well-behaved server; nil when that is not known beforehand.
    let doubts: Int?

    init(_ combination: Combination) {
        // Whatever becomes of a direct message, its uuid lives longer than any of these campaigns.
        guard combination.story != .direct || combination.operation != nil else {
            doubts = 0
            return
        }
        guard combination.server == .ok, combination.story == .send, combination.lanes == 1,
            combination.operation == nil
        else {
            doubts = nil
            return
        }
        guard ["kill", "abort"].contains(combination.effect) else {
            doubts = combination.effect == "sleep" ? 0 : nil
            return
        }
        switch combination.point {
        // From 9 on the ledger has the answer, and the next runner enters it.
        case 4...8: doubts = 1
        default: doubts = 0
        }
    }

    func violations(isStruck: Bool, doubts found: Int, document: JSONValue) -> [String] {
        guard isStruck, let doubts, doubts != found else { return [] }
        return ["\(doubts) batches should be in doubt, \(found) are"]
    }
}
