public import JobModel

/// A batch, by the names people use.
public struct BatchReference: Sendable, Hashable {
    /// Its run.
    public var run: RunID
    /// Its place in the order of sending, from 1.
    public var ordinal: Int
}

/// What a new runner found of its predecessors, and did about it.
public struct RescueReport: Sendable, Equatable {
    /// On the wire when the process ended, with their answers in the ledger: recorded as they were.
    public var recorded: [BatchReference] = []
    /// Claimed, no byte out: pending again, or cancelled when their run is over or they were recalled.
    public var requeued: [BatchReference] = []
    /// Direct messages on the wire when the process ended: pending again, to be repeated with the same `uuid`.
    public var repeatable: [BatchReference] = []
    /// On the wire when the process ended: nobody knows.
    public var inDoubt: [BatchReference] = []
    /// Direct messages that may have arrived and whose `uuid` has had its time: nobody knows, and nothing is repeated.
    public var outlived: [BatchReference] = []
    /// Runs halted by those doubts.
    public var halted: [RunID] = []

    /// Whether there was nothing to do.
    public var isEmpty: Bool {
        recorded.isEmpty && requeued.isEmpty && repeatable.isEmpty && inDoubt.isEmpty && outlived.isEmpty
            && halted.isEmpty
    }
}
