public import JobModel

/// What taking a run back will mean, as decided in one transaction.
public struct RecallPlan: Sendable, Equatable {
    /// Batches to ask Feishu about.
    public var targets: [RecallTarget] = []
    /// Batches that may have arrived but have no name to recall them by.
    public var unreachable: [UnreachableBatch] = []
    /// How many unsent batches were cancelled first.
    public var cancelled = 0
    /// Whether a batch of them is claimed or dispatching, so that the decision must be taken again once it has ended.
    public var isOnTheWire = false
}

/// A batch that can be taken back.
public struct RecallTarget: Sendable, Equatable {
    /// Place in the order of sending, from 1.
    public var ordinal: Int
    /// Feishu's name for it.
    public var batchMessageID: String
    /// How far it has gone; `nil` until Feishu answered.
    public var recall: BatchRecallState?
    /// The newest known figures.
    public var figures: ProgressFigures
}

/// A batch that may have arrived and cannot be taken back.
public struct UnreachableBatch: Sendable, Equatable {
    /// Place in the order of sending, from 1.
    public var ordinal: Int
    /// Why: it has no id (`accepted_without_id`), or nobody knows whether it was sent.
    public var state: BatchState
}

/// Feishu's answer to the request to take one batch back.
public struct RecallAnswer: Sendable, Equatable {
    /// Where the batch stands now; `nil` when the answer decided nothing and the request may be repeated.
    public var state: BatchRecallState?
    /// The HTTP status.
    public var httpStatus: Int?
    /// Feishu's `code`.
    public var feishuCode: Int?
    /// Feishu's `msg`, or the transport's words.
    public var message: String?
    /// Feishu's `X-Tt-Logid`.
    public var logID: String?

    /// The traces of a no; `nil` when the request was taken.
    public var evidence: AttemptEvidence? {
        guard state != .requested else { return nil }
        var evidence = AttemptEvidence()
        evidence.httpStatus = httpStatus
        evidence.feishuCode = feishuCode
        evidence.message = message
        evidence.logID = logID
        return evidence
    }

    /// Creates an answer.
    public init(
        state: BatchRecallState?, httpStatus: Int? = nil, feishuCode: Int? = nil, message: String? = nil,
        logID: String? = nil
    ) {
        self.state = state
        self.httpStatus = httpStatus
        self.feishuCode = feishuCode
        self.message = message
        self.logID = logID
    }
}
