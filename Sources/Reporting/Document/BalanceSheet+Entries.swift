public import JobModel

extension BalanceSheet {
    /// The places a recipient can be in, with the contract's names, in the contract's order; `targeted` comes first.
    public var entries: [(name: String, count: Int)] {
        [
            ("targeted", targeted), ("accepted", accepted), ("invalid", invalid), ("rejected", rejected),
            ("excluded", excluded), ("duplicate", duplicate), ("in_doubt", inDoubt), ("abandoned", abandoned),
            ("cancelled", cancelled), ("pending", pending),
        ]
    }

    /// The sum in words, places without anyone left out: `1,000 targeted = 990 accepted + 10 invalid`.
    public var equation: String {
        let parts = entries.dropFirst().filter { $0.count > 0 }
            .map { "\(Figure.grouped($0.count)) \($0.name.replacing("_", with: " "))" }
        let sum = parts.isEmpty ? "0" : parts.joined(separator: " + ")
        return "\(Figure.grouped(targeted)) targeted \(addsUp ? "=" : "≠") \(sum)"
    }
}
