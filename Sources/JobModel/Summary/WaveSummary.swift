/// One wave of a run, ready to be shown.
public struct WaveSummary: Sendable, Equatable {
    /// Where a wave stands; the raw values are shown.
    public enum State: String, Sendable, CaseIterable {
        /// The one before it is not through.
        case waiting
        /// The gate before it is open; it leaves when its time comes.
        case scheduled
        /// Its batches may leave.
        case open
        /// Every batch of it is accounted for.
        case done
        /// It is done, and its gate keeps the next one back until an operator resumes.
        case gateClosed = "gate_closed"
        /// It never left and never will: all of it was cancelled before.
        case cancelled
    }

    /// Place in the order of leaving, from 1.
    public var number: Int
    /// Its batches.
    public var ordinals: ClosedRange<Int>
    /// How many ids they address.
    public var recipients: Int
    /// Where it stands.
    public var state: State
    /// When it leaves or left at the earliest, in milliseconds since 1970 UTC; `nil` while that is open.
    public var opensAt: Int64?

    /// Creates a summary.
    public init(number: Int, ordinals: ClosedRange<Int>, recipients: Int, state: State, opensAt: Int64? = nil) {
        self.number = number
        self.ordinals = ordinals
        self.recipients = recipients
        self.state = state
        self.opensAt = opensAt
    }
}
