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
    public var equation: String { equation(in: .english) }

    /// The sum in the words of a language.
    public func equation(in language: Language) -> String {
        func part(_ phrase: BalancePhrase, _ count: Int) -> String {
            language.say(
                EquationPhrase.part, ["count": Figure.grouped(count), "place": language.say(phrase)])
        }
        let parts = places.filter { $0.count > 0 }.map { part($0.phrase, $0.count) }
        let sum = parts.isEmpty ? "0" : parts.joined(separator: " + ")
        return "\(part(.targeted, targeted)) \(addsUp ? "=" : "≠") \(sum)"
    }
}

/// How a figure stands beside its place.
enum EquationPhrase: Phrase {
    case part

    var wording: Wording { Wording("{count} {place}", zh: "{place} {count}") }
}
