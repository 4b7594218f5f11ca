public import JobModel

/// Who an audience names and nothing is sent to, for people: a line for each reason, with the first of them.
public enum LeftOutText {
    private static let shown = 3
    /// Plain exclusions and repetitions are meant: of them it is told what they consist of, and no names.
    private static let reasons: [LeftOutReason] = [.alreadySent, .resigned, .frozen, .unknownID, .unknownAddress]

    /// The lines; none when nobody is missing.
    public static func lines(_ leftOut: LeftOuts, _ language: Language = .english) -> [String] {
        origins(leftOut, .excludedParts, [.excludedByName, .excludedWithDepartment], language)
            + origins(
                leftOut, .repeatedParts, [.repeatedByName, .repeatedByNameAndDepartment, .repeatedInDepartments],
                language)
            + examples(leftOut, language)
    }

    private static func origins(
        _ leftOut: LeftOuts, _ phrase: LeftOutPhrase, _ origins: [LeftOutOrigin], _ language: Language
    ) -> [String] {
        let known = origins.compactMap { origin in leftOut.origins[origin].map { (origin, $0) } }
        guard !known.isEmpty else { return [] }
        let parts = known.map { language.say(LeftOutPhrase($0.0), ["count": Figure.grouped($0.1)]) }
        return [
            language.say(
                phrase,
                [
                    "count": Figure.grouped(known.reduce(0) { $0 + $1.1 }),
                    "parts": parts.joined(separator: language == .english ? ", " : "，"),
                ])
        ]
    }

    private static func examples(_ leftOut: LeftOuts, _ language: Language) -> [String] {
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
