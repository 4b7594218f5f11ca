/// What is wrong or strange about a file that a message sends.
public struct FileFinding: Sendable, Equatable {
    /// Whether Feishu would refuse it, or nobody should send it.
    public var isError: Bool
    /// What was found and what happens at Feishu.
    public var message: String
    /// What to do about it.
    public var fix: String?
    /// The rule.
    public var rule: LintRule?

    /// Too many bytes for where a file stands in a message, which can be told without reading it; `nil` when there are not.
    public static func oversize(_ count: Int, for slot: KeySlot) -> FileFinding? {
        let most = slot.mostBytes
        guard count > most else { return nil }
        return FileFinding(
            slot.isPicture ? .imageOver10MB : .fileOver30MB, "\(count) bytes, \(count - most) over the \(most)")
    }

    init(isError: Bool, _ problem: ShapeProblem) {
        self.isError = isError
        message = problem.message
        fix = problem.hint
        rule = problem.rule
    }

    /// A finding in the rule's own words, behind what was found.
    init(isError: Bool = true, _ rule: LintRule, _ found: String, fix: String? = nil) {
        let codes = rule.codes.isEmpty ? "" : " (\(rule.codes.map(String.init).joined(separator: ", ")))"
        self.isError = isError
        message = "\(found): \(rule.consequence)\(codes)"
        self.fix = fix ?? rule.fix
        self.rule = rule
    }
}
