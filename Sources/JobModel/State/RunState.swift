/// Where one run stands; the raw values are stored and shown.
public enum RunState: String, Sendable, CaseIterable {
    /// Frozen, nothing sent.
    case planned
    /// Frozen, waiting for a second person.
    case awaitingApproval = "awaiting_approval"
    /// Batches are being sent, or would be if a runner were alive.
    case sending
    /// Stopped by an operator, a quota, or a refusal that would meet every batch.
    case paused
    /// Stopped because a batch is in doubt.
    case halted
    /// Every batch is accounted for.
    case sent
    /// Sent, and delivery and reads have been followed to their end.
    case settled
    /// Stopped for good before everything was sent.
    case cancelled
    /// The scheduled time passed beyond its deadline; nothing was sent.
    case missed
    /// The previous run of the job was still unfinished; nothing was sent.
    case skipped
    /// `not_after` passed before everything was sent.
    case expired

    /// The states that may follow this one.
    public var successors: Set<RunState> {
        switch self {
        case .planned: [.awaitingApproval, .sending, .paused, .cancelled, .expired]
        case .awaitingApproval: [.sending, .cancelled, .expired]
        case .sending: [.sent, .paused, .halted, .cancelled, .expired]
        case .paused: [.sending, .halted, .cancelled, .expired]
        case .halted: [.sending, .sent, .paused, .cancelled, .expired]
        case .sent: [.settled]
        case .settled, .cancelled, .missed, .skipped, .expired: []
        }
    }

    /// Whether the run still has, or may still have, batches to send.
    public var isUnfinished: Bool {
        switch self {
        case .planned, .awaitingApproval, .sending, .paused, .halted: true
        case .sent, .settled, .cancelled, .missed, .skipped, .expired: false
        }
    }
}

/// How far taking back has gone; apart from ``RunState``, because it outlives the run.
public enum RecallState: String, Sendable, CaseIterable {
    /// Nobody asked.
    case none
    /// Asked, not yet confirmed by `recall_count`.
    case requested
    /// Everything of the run that left has been taken back.
    case recalled
    /// Some of the run has been taken back, and some is left: it could not be, or nobody asked for it.
    case partial
    /// None of what was asked for could be taken back.
    case refused

    /// The states that may follow this one; a repeated recall may improve any of them.
    public var successors: Set<RecallState> {
        switch self {
        case .none: [.requested]
        case .requested: [.requested, .recalled, .partial, .refused]
        case .recalled, .partial, .refused: [.requested]
        }
    }
}
