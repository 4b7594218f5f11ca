/// One thing to say, in every language there is.
///
/// A value is put where its name stands in braces: `{read} of {delivered}`. What can be counted has a second English sentence for
/// exactly one; Chinese has none to give.
public struct Wording: Sendable, Equatable {
    /// In English.
    public let english: String
    /// In English for exactly one; the same as ``english`` where that makes no difference.
    public let englishOne: String
    /// In Chinese.
    public let chinese: String

    /// Creates a wording.
    public init(_ english: String, one: String? = nil, zh chinese: String) {
        self.english = english
        englishOne = one ?? english
        self.chinese = chinese
    }
}

/// A part of the catalogue: what one page or table says.
///
/// The compiler sees to it that no language lacks a sentence; `CatalogueTests` that both name the same values.
public protocol Phrase: CaseIterable, Sendable {
    /// What is said.
    var wording: Wording { get }
}

extension Language {
    /// Says something.
    ///
    /// - Parameters:
    ///   - phrase: What.
    ///   - values: What stands for the names in braces. A value is never looked through for braces of its own.
    /// - Returns: The sentence.
    public func say(_ phrase: some Phrase, _ values: [String: String] = [:]) -> String {
        Self.fill(text(phrase.wording, isOne: false), values)
    }

    /// Says something about a number of things, which stands for `{count}`.
    public func say(_ phrase: some Phrase, count: Int, _ values: [String: String] = [:]) -> String {
        let all = values.merging(["count": Figure.grouped(count)]) { own, _ in own }
        return Self.fill(text(phrase.wording, isOne: count == 1), all)
    }

    private func text(_ wording: Wording, isOne: Bool) -> String {
        switch self {
        case .english: isOne ? wording.englishOne : wording.english
        case .chinese: wording.chinese
        }
    }

    private static func fill(_ text: String, _ values: [String: String]) -> String {
        guard text.contains("{") else { return text }
        var output = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            output += rest[..<open]
            let name = rest[rest.index(after: open)..<close]
            output += values[String(name)] ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return output + rest
    }
}
