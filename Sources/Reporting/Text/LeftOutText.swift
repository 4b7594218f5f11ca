public import JobModel

/// Who an audience names and nothing is sent to, for people: a line for each reason, with the first of them.
public enum LeftOutText {
    private static let shown = 3
    /// Plain exclusions and repetitions are in the balance sheet, and meant.
    private static let reasons: [LeftOutReason] = [.resigned, .frozen, .unknownID, .unknownAddress]

    /// The lines; none when nobody is missing for a reason that somebody should look at.
    public static func lines(_ leftOut: LeftOuts, _ language: Language = .english) -> [String] {
        reasons.compactMap { reason in
            guard let count = leftOut.totals[reason], count > 0 else { return nil }
            let first = leftOut.examples.filter { $0.reason == reason }.prefix(shown)
            let examples = first.map { "\($0.name) (\($0.place))" }.joined(separator: ", ")
            return language.say(
                LeftOutPhrase(reason),
                [
                    "count": Figure.grouped(count),
                    "who": TerminalText.escaped(examples) + (count > first.count ? ", …" : ""),
                ])
        }
    }
}
