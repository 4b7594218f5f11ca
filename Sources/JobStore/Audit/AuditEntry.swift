public import JobModel

/// One thing somebody did.
public struct AuditEntry: Sendable, Equatable {
    /// When, in milliseconds since 1970 UTC.
    public var at: Int64
    /// Who.
    public var who: AuditActor
    /// What, such as `freeze` or `recall`.
    public var action: String
    /// The run it was about.
    public var run: RunID?
    /// The batch it was about.
    public var batchOrdinal: Int?
    /// More, as a JSON object.
    public var detail: String
}

/// Entries in order, and whether the chain they stand in is whole.
public struct AuditTrail: Sendable, Equatable {
    /// The entries that were asked for, oldest first.
    public var entries: [AuditEntry]
    /// Where the chain breaks first; `nil` when every row of the store's audit still has the digest it was given.
    ///
    /// A changed row breaks the chain, and so does a missing one, unless it was the last.
    public var firstBroken: AuditBreak?

    /// Whether the chain is whole.
    public var isVerified: Bool { firstBroken == nil }
}

/// The first place at which the audit is not what was written.
public struct AuditBreak: Sendable, Equatable {
    /// The place in the whole audit, from 1.
    public var number: Int64
    /// What stands there now: a changed entry, or the one behind a missing one.
    public var found: AuditEntry
}
