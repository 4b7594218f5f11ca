import JobModel
import Reporting

/// Whose values the testers of a personal message see.
enum TesterPhrase: Phrase {
    case own, ownAndInvented, invented, more

    var wording: Wording {
        switch self {
        case .own: Wording("{tester} gets their own values, of {rows}", zh: "{tester} 看到自己的数据（{rows}）")
        case .ownAndInvented:
            Wording(
                "{tester} gets their own values, of {rows}, and the inventions {samples} for the other columns",
                zh: "{tester} 看到自己的数据（{rows}），其他列显示虚构的示例 {samples}")
        case .invented:
            Wording(
                "{tester} has no row and gets the inventions {samples}, nobody's values",
                zh: "{tester} 不在名单中，看到的是虚构的示例 {samples}，不是任何人的数据")
        case .more: Wording("{shown} and {count} more", zh: "{shown} 等另外 {count} 项")
        }
    }
}

extension Language {
    private static let listed = 5

    /// Whose values one tester sees, as a sentence.
    func words(_ values: TesterValues) -> String {
        let phrase: TesterPhrase = values.rows.isEmpty ? .invented : values.invented.isEmpty ? .own : .ownAndInvented
        let comma = say(PlanPhrase.comma)
        return say(
            phrase,
            [
                "tester": values.tester, "rows": list(values.rows, between: comma),
                "samples": list(values.invented, between: comma),
            ])
    }

    private func list(_ items: [String], between comma: String) -> String {
        let shown = items.prefix(Self.listed).joined(separator: comma)
        let rest = items.count - Self.listed
        return rest > 0 ? say(TesterPhrase.more, ["shown": shown, "count": String(rest)]) : shown
    }
}
