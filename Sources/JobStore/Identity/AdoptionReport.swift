public import JobModel

/// What is wrong with a store, and what adopting it does about that.
public struct AdoptionReport: Sendable, Equatable {
    /// Why nothing is sent; `nil` when there is nothing to adopt.
    public var found: String?
    /// Runs that stay paused until an operator resumes each of them.
    public var paused: [RunID] = []
    /// Batches whose answers only the ledger had: recorded as they were.
    public var recorded: [BatchReference] = []
    /// Batches the ledger says left, without an answer: in doubt.
    public var inDoubt: [BatchReference] = []
    /// Batches the ledger says left, of runs this store does not know or cannot enter them in.
    public var unknown: [BatchReference] = []
    /// Attempts the ledger counted but no longer names: nobody can say which batches they sent.
    public var unnamedAttempts = 0

    /// Runs that go on only after typed words: nobody can say what of them left after the copy was made.
    public var unwitnessed: [RunID] = []

    /// Whether a ledger of this store stands beside it and tells what left after the store was copied.
    public var hasLedger = false

    /// Creates a report that has found nothing.
    public init() {}
}
