public import JobModel

public import struct Foundation.Data

/// One tenure of a runner; a process whose epoch has passed can change nothing any more.
public struct Epoch: RawRepresentable, Sendable, Hashable {
    /// Grows by one with each tenure.
    public let rawValue: Int64

    /// Wraps a number.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }
}

/// The right to bring one batch onto the wire, once.
public struct AttemptTicket: Sendable, Hashable {
    /// The batch's row.
    public let batchRowID: Int64
    /// The attempt's row.
    public let attemptRowID: Int64
    /// Which try this is, from 1.
    public let attemptNumber: Int
    /// The runner's tenure.
    public let epoch: Epoch
}

/// A batch, or a direct message, that is this runner's to send.
public struct ClaimedBatch: Sendable, Equatable {
    /// What the next two steps ask for.
    public let ticket: AttemptTicket
    /// Place in the order of sending, from 1.
    public let ordinal: Int
    /// What people call it.
    public let label: String
    /// By which of Feishu's interfaces it goes; on the direct channel it is one message.
    public let channel: DeliveryChannel
    /// The kind of its ids.
    public let idKind: IDKind
    /// How many ids it addresses.
    public let recipientCount: Int
    /// The exact request body, checked against its hash.
    public let body: Data
}

/// What a runner may do next for a run.
public enum ClaimDecision: Sendable, Equatable {
    /// Send this batch.
    case claimed(ClaimedBatch)
    /// Ask again after that many milliseconds.
    case wait(milliseconds: Int64, WaitReason)
    /// Nothing is left to claim; batches in flight or in doubt may remain.
    case nothingPending
    /// The run is not sending, and why.
    case stopped(RunState, reason: String?)
    /// The run's deadline has passed.
    case expired
    /// Somebody stopped everything; what is pending stays pending.
    case killSwitch(KillSwitch)
    /// A quota of the app is used up: no run of it sends.
    case appStopped(AppStop)
}

/// Why a runner has to wait.
public enum WaitReason: Sendable, Equatable {
    /// A rate window is full.
    case rateLimit
    /// The app rests after Feishu refused for its rate.
    case appPause(String)
    /// The rest is over, and one request is finding out whether it was long enough.
    case probe
    /// Every pending batch rests before its next try.
    case resting
}
