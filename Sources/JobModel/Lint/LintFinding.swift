/// What a rule found in a message.
struct LintFinding: Equatable {
    /// Whether it stops the message.
    enum Severity: Equatable {
        /// Feishu is documented to refuse it.
        case error
        /// It may be refused, or is lost without a word.
        case warning
    }

    var rule: LintRule
    var severity: Severity
    /// Byte offset of the value.
    var offset: Int
    /// Where in a string it was found, counted in scalars; `nil` when it is about the whole value.
    var scalar: Int?
    /// JSON pointer of the value.
    var pointer: String
    /// What was found.
    var message: String
    /// What to do about it.
    var fix: String
}

extension ProblemLog {
    /// Adds a finding: what was found and what happens at Feishu, in one sentence.
    mutating func add(_ finding: LintFinding) {
        let codes =
            finding.rule.codes.isEmpty ? "" : " (\(finding.rule.codes.map(String.init).joined(separator: ", ")))"
        add(
            "\(finding.message): \(finding.rule.consequence)\(codes)", at: finding.offset, scalar: finding.scalar,
            pointer: finding.pointer, suggestion: finding.fix, rule: finding.rule)
    }
}
