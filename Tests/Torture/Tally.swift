/// The sums of everything played so far, and the calm table at the end.
struct Tally {
    struct Row {
        var combinations = 0
        var unreached = 0
        var violations = 0
        var deaths = 0
        var doubts = 0
    }

    private(set) var rows: [Int: Row] = [:]
    private(set) var failures: [Outcome] = []
    private(set) var processes = 0
    private(set) var duplicates = 0
    private(set) var losses = 0

    /// Combinations whose crash or fault took place.
    var played: Int { rows.values.reduce(0) { $0 + $1.combinations } }

    mutating func add(_ outcome: Outcome) {
        var row = rows[outcome.combination.row] ?? Row()
        if outcome.isStruck { row.combinations += 1 } else { row.unreached += 1 }
        row.deaths += outcome.deaths
        row.doubts += outcome.doubts
        rows[outcome.combination.row] = row
        processes += outcome.processes
        duplicates += outcome.duplicates
        losses += outcome.losses
        if !outcome.violations.isEmpty { failures.append(outcome) }
    }

    func summary(seconds: Int) -> String {
        var lines = ["point   combinations  not reached  deaths  in doubt"]
        for (point, row) in rows.sorted(by: { $0.key < $1.key }) {
            lines.append(
                Self.padded("P\(point)", 7)
                    + [row.combinations, row.unreached, row.deaths, row.doubts]
                    .enumerated().map { Self.right("\($1)", [13, 13, 8, 10][$0]) }.joined())
        }
        let deaths = rows.values.reduce(0) { $0 + $1.deaths }
        let doubts = rows.values.reduce(0) { $0 + $1.doubts }
        let unreached = rows.values.reduce(0) { $0 + $1.unreached }
        lines.append("")
        lines.append(
            "\(played) combinations (\(unreached) more were tried, but never came to their point), \(processes) processes, "
                + "\(deaths) of them killed")
        lines.append("duplicates \(duplicates), losses \(losses), batches in doubt \(doubts), \(seconds) s")
        return lines.joined(separator: "\n")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
