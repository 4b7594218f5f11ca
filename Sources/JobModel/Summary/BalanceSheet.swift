/// The sum that accounts for every targeted recipient.
///
/// `targeted = accepted + invalid + rejected + excluded + duplicate + in_doubt + abandoned + cancelled + pending`; a run
/// is `sent` only when it adds up and nothing is pending.
public struct BalanceSheet: Sendable, Equatable {
    /// Appearances of recipients in the manifest's audience.
    public var targeted = 0
    /// In batches Feishu accepted (with or without id, or by an operator's word), less the ids it called invalid.
    public var accepted = 0
    /// Ids Feishu called invalid in an accepted batch, and those that its contacts did not know beforehand.
    public var invalid = 0
    /// In batches Feishu refused.
    public var rejected = 0
    /// Left out by `audience.exclude`, or because they have resigned or are frozen.
    public var excluded = 0
    /// Repeated appearances.
    public var duplicate = 0
    /// In batches whose outcome cannot be known; a batch still on the wire counts here too.
    public var inDoubt = 0
    /// In batches an operator gave up on.
    public var abandoned = 0
    /// In batches that will never be tried.
    public var cancelled = 0
    /// In batches yet to be sent.
    public var pending = 0

    /// Creates an empty sheet.
    public init() {}

    /// Whether every targeted recipient is in exactly one place.
    public var addsUp: Bool {
        targeted == accepted + invalid + rejected + excluded + duplicate + inDoubt + abandoned + cancelled + pending
    }
}
