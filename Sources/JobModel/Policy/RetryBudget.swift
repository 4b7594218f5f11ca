/// What one run may spend on tries that do not bring it further: a storm must not go on all night.
///
/// The shape is that of the AWS SDKs' retry quota. Every try that has to be made again costs, every success at the first
/// try earns a little back; a run with nothing left is paused until an operator resumes it, which fills the budget again.
public enum RetryBudget {
    /// What a run begins with, and never exceeds.
    public static let full = 500
    /// What a request that provably never left costs.
    public static let costOfNotSent = 14
    /// What a throttled request costs.
    public static let costOfThrottle = 5
    /// What a success at the first try earns.
    public static let earned = 1

    /// The first word of the reason a run is paused for; programs may look for it.
    public static let name = "retry_budget"

    /// What is left after a cost, or `nil` when the budget cannot pay for it.
    public static func left(of tokens: Int, after cost: Int) -> Int? {
        cost <= tokens ? tokens - max(0, cost) : nil
    }

    /// What there is after a success at the first try.
    public static func earning(_ tokens: Int) -> Int { min(full, tokens + earned) }

    /// Whether a run was paused because its budget was spent.
    public static func isSpent(reason: String?) -> Bool { reason?.hasPrefix(name) ?? false }

    /// Why a run is paused, for people and for the store.
    public static func reason(after evidence: String) -> String {
        "\(name): too many tries came to nothing, the last one with \(evidence)"
    }
}
