/// One reason why people were not reached, or why reaching them took more than one try, with everybody it concerns.
public struct FailureCause: Sendable, Equatable {
    /// What the cause is about.
    public enum Kind: Sendable, Hashable {
        /// The last try of batches that are not accepted.
        case lastTry(AttemptOutcome)
        /// Tries that did not decide what became of their batches.
        case earlierTry(AttemptOutcome)
        /// Doubts that an operator gave up on.
        case abandoned
        /// Ids Feishu called invalid in batches it accepted.
        case invalidIDs
        /// People the audience names and nothing was sent to.
        case leftOut(LeftOutReason)
        /// Batches that will never be tried.
        case cancelled
    }

    /// What it is about.
    public var kind: Kind
    /// Feishu's `code`.
    public var feishuCode: Int?
    /// The number behind `ErrCode` in Feishu's message.
    public var feishuSubCode: Int?
    /// libcurl's result; 0 is a transfer that went well.
    public var curlCode: Int?
    /// The HTTP status.
    public var httpStatus: Int?
    /// What Feishu or the connection said, of the first of them.
    public var message: String?
    /// What was advised at that time, in English.
    public var hint: String?
    /// Feishu's log id of the first of them.
    public var logID: String?
    /// How many batches, or messages on the direct channel; 0 for people who are in none.
    public var batches: Int
    /// How many tries.
    public var tries: Int
    /// How many recipients, in the unit of the run.
    public var recipients: Int
    /// The first batch, by its place in the order of sending.
    public var firstBatch: Int?

    /// Creates a cause.
    public init(
        _ kind: Kind, feishuCode: Int? = nil, feishuSubCode: Int? = nil, curlCode: Int? = nil, httpStatus: Int? = nil,
        message: String? = nil, hint: String? = nil, logID: String? = nil, batches: Int = 0, tries: Int = 0,
        recipients: Int, firstBatch: Int? = nil
    ) {
        self.kind = kind
        self.feishuCode = feishuCode
        self.feishuSubCode = feishuSubCode
        self.curlCode = curlCode
        self.httpStatus = httpStatus
        self.message = message
        self.hint = hint
        self.logID = logID
        self.batches = batches
        self.tries = tries
        self.recipients = recipients
        self.firstBatch = firstBatch
    }

    /// Whether Feishu took nothing because too much was asked of it.
    public var isThrottling: Bool { kind == .lastTry(.throttled) || kind == .earlierTry(.throttled) }

    /// Whether it cost nobody the message: something met on the way.
    public var isOvercome: Bool { if case .earlierTry = kind { true } else { false } }
}
