import Testing

@testable import JobModel

/// A message that breaks a rule, and one that only just does not.
struct LintCase: Sendable, CustomTestStringConvertible {
    var rule: LintRule
    var isError: Bool
    /// Of the offending value, below `/message`.
    var pointer: String
    var trips: String
    var passes: String
    var extra: String

    var testDescription: String { "\(rule.rawValue): \(trips.prefix(80))" }

    init(
        _ rule: LintRule, error isError: Bool = false, at pointer: String, trips: String, passes: String,
        extra: String = ""
    ) {
        self.rule = rule
        self.isError = isError
        self.pointer = pointer
        self.trips = trips
        self.passes = passes
        self.extra = extra
    }

    /// A post in two languages, one of which holds this node.
    static func post(_ node: String) -> String {
        #"{"post":{"zh_cn":{"content":[[\#(node)]]},"en_us":{"content":[[{"tag":"text","text":"Lunch"}]]}}}"#
    }

    /// A card 1.0 that holds this element.
    static func card(_ element: String) -> String { #"{"card":{"elements":[\#(element)]}}"# }

    /// A card 2.0 that holds this element.
    static func second(_ element: String) -> String {
        #"{"card":{"schema":"2.0","body":{"elements":[\#(element)]}}}"#
    }

    /// A card with a sound.
    static let sound =
        #"{"card":{"schema":"2.0","config":{"enable_forward":false},"body":{"elements":[{"tag":"audio","file_key":"file_1"}]}}}"#
}
