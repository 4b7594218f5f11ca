/// What somebody may want to be told of; the raw values are the configuration's and the documents'.
public enum NotificationKind: String, Sendable, CaseIterable {
    /// Sending has begun.
    case start
    /// Nothing more is sent: everything was, or the run was cancelled or has expired.
    case finish
    /// A scheduled time passed beyond its deadline; nothing was sent.
    case missed
    /// A scheduled time was let go by: a holiday, or a run before it that is unfinished.
    case skipped
    /// A batch is in doubt and the run stands still.
    case halt
    /// An operator, a quota or a refusal stopped the run.
    case pause
    /// The run waits for a second person.
    case approval
    /// The figures of a wave are so bad that the next one does not go out.
    case gateFailed = "gate_failed"
    /// A run is taken back, and how that ended.
    case recall

    /// What an audit entry tells of; `nil` for everything that is no news to anybody.
    ///
    /// An entry stands in the same transaction as what it reports, so what is told of is neither lost nor invented.
    public init?(auditAction: String) {
        switch auditAction {
        case "start", "approve": self = .start
        case "sent", "cancel", "expire": self = .finish
        case "missed": self = .missed
        case "skipped": self = .skipped
        case "halt": self = .halt
        case "pause": self = .pause
        case "await_approval": self = .approval
        case "gate_failed": self = .gateFailed
        case "recall", "recall_concluded": self = .recall
        default: return nil
        }
    }
}

/// By which way somebody is told; the raw values are stored.
public enum NotificationChannel: String, Sendable, CaseIterable {
    /// A POST to the configured address.
    case webhook
    /// A card from the app to the job's owner.
    case owner
}
