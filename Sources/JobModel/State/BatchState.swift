/// Where one batch stands; the raw values are stored and shown.
///
/// Only the transitions of ``successors`` exist. The store enforces the same table with a trigger, so a batch cannot be
/// sent twice by a mistake in this program.
public enum BatchState: String, Sendable, CaseIterable {
    /// Nothing tried, or proven not sent; or a direct message that may have arrived and may be sent again with its `uuid`.
    case pending
    /// A live runner is connecting; no request byte exists yet.
    case claimed
    /// The intent is durable and bytes may be on the wire.
    case dispatching
    /// Feishu answered code 0 with a batch message id.
    case accepted
    /// Feishu answered code 0 without a usable id: sent, but it can neither be polled nor recalled.
    case acceptedWithoutID = "accepted_without_id"
    /// Feishu refused this request for a reason that proves it had no effect.
    case rejected
    /// The outcome cannot be known; an operator decides.
    case inDoubt = "in_doubt"
    /// An operator said that it was sent.
    case resolvedSent = "resolved_sent"
    /// An operator gave up on finding out.
    case abandoned
    /// Never tried, and never will be.
    case cancelled

    /// The states that may follow this one.
    public var successors: Set<BatchState> {
        switch self {
        case .pending: [.claimed, .cancelled, .inDoubt]
        case .claimed: [.dispatching, .pending]
        case .dispatching: [.accepted, .acceptedWithoutID, .rejected, .pending, .inDoubt]
        case .inDoubt: [.resolvedSent, .pending, .abandoned]
        case .accepted, .acceptedWithoutID, .rejected, .resolvedSent, .abandoned, .cancelled: []
        }
    }

    /// Whether nothing more can happen to the batch on the sending side.
    public var isTerminal: Bool { successors.isEmpty }

    /// Whether the people of the batch may have received it.
    public var mayHaveBeenDelivered: Bool {
        switch self {
        case .dispatching, .accepted, .acceptedWithoutID, .inDoubt, .resolvedSent, .abandoned: true
        case .pending, .claimed, .rejected, .cancelled: false
        }
    }
}
