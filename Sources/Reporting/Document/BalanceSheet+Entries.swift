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
        let parts = places.filter { $0.count > 0 }.map { language.count($0.count, in: $0.phrase) }
        let sum = parts.isEmpty ? "0" : parts.joined(separator: " + ")
        return "\(language.count(targeted, in: .targeted)) \(addsUp ? "=" : "≠") \(sum)"
    }
}

extension Language {
    /// How many are in a place: `4 rejected`, `被拒绝 4`.
    public func count(_ count: Int, in place: BalancePhrase) -> String {
        say(EquationPhrase.part, ["count": Figure.grouped(count), "place": say(place)])
    }
}

/// How a figure stands beside its place.
enum EquationPhrase: Phrase {
    case part

    var wording: Wording { Wording("{count} {place}", zh: "{place} {count}") }
}
