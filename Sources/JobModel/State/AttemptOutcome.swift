/// What is known about one try at sending a batch; the raw values are stored and shown.
///
/// `reliability.md` §2.5 turns the evidence into one of these, and this type alone says which batch state follows.
public enum AttemptOutcome: String, Sendable, CaseIterable {
    /// The pre-request callback never allowed a byte: proven not sent.
    case notSent = "not_sent"
    /// Refused at the gateway for rate or quota: not taken.
    case throttled
    /// Refused because of the token, or of a permission that it lacks: not taken.
    case tokenRefused = "token_refused"
    /// Accepted with a batch message id.
    case accepted
    /// Accepted, but the id is missing or malformed.
    case acceptedWithoutID = "accepted_without_id"
    /// Refused for a reason that proves it had no effect.
    case rejected
    /// Anything else after the first byte.
    case inDoubt = "in_doubt"
    /// The same of a direct message, whose `uuid` lets the same bytes leave again for a while: see ``MessageLife``.
    case repeatable

    /// The batch state that this outcome leads to.
    public var batchState: BatchState {
        switch self {
        case .notSent, .throttled, .tokenRefused, .repeatable: .pending
        case .accepted: .accepted
        case .acceptedWithoutID: .acceptedWithoutID
        case .rejected: .rejected
        case .inDoubt: .inDoubt
        }
    }
}
