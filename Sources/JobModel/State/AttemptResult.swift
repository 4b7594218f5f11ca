public import struct Foundation.Data

/// How one try ended: what is recorded, and what follows from it.
public struct AttemptResult: Sendable, Equatable {
    /// What is known.
    public var outcome: AttemptOutcome
    /// Feishu's name for the batch; only with ``AttemptOutcome/accepted``.
    public var batchMessageID: String?
    /// Ids Feishu called invalid in an accepted batch.
    public var invalidIDs: [InvalidID]
    /// How many more it called invalid without saying readably whom.
    public var unreadableInvalidIDs: Int
    /// The traces a person would want to see before deciding.
    public var evidence: AttemptEvidence
    /// Why the whole run must stop, if it must; the store pauses the run in the same transaction.
    public var stopsRun: String?
    /// Milliseconds the batch must rest before the next try, after ``AttemptOutcome/notSent``.
    public var retryAfterMilliseconds: Int64?
    /// Milliseconds every process must rest before the next `batch_send` of this app, after a 429 or 99991400.
    public var pausesAppMilliseconds: Int64?
    /// What is used up: no run of this app sends until it is there again; with ``stopsRun``.
    public var usedUp: AppQuota?
    /// What this try takes from the run's retry budget.
    public var retryCost = 0

    /// Creates a result.
    public init(
        outcome: AttemptOutcome, batchMessageID: String? = nil, invalidIDs: [InvalidID] = [],
        unreadableInvalidIDs: Int = 0, evidence: AttemptEvidence = AttemptEvidence(), stopsRun: String? = nil,
        retryAfterMilliseconds: Int64? = nil,
        pausesAppMilliseconds: Int64? = nil
    ) {
        self.outcome = outcome
        self.batchMessageID = batchMessageID
        self.invalidIDs = invalidIDs
        self.unreadableInvalidIDs = unreadableInvalidIDs
        self.evidence = evidence
        self.stopsRun = stopsRun
        self.retryAfterMilliseconds = retryAfterMilliseconds
        self.pausesAppMilliseconds = pausesAppMilliseconds
    }
}

/// An id Feishu listed as invalid while accepting the rest of the batch.
public struct InvalidID: Sendable, Hashable {
    /// Its kind.
    public var kind: IDKind
    /// The id as it was sent.
    public var id: String

    /// Creates an invalid id.
    public init(kind: IDKind, id: String) {
        self.kind = kind
        self.id = id
    }
}

/// The traces one attempt left; nothing secret is among them.
public struct AttemptEvidence: Sendable, Equatable {
    /// How far the request got towards its first byte: `not_reached`, `refused`, `allowed`, `resend_blocked`.
    public var firstByte: String?
    /// The `CURLcode`.
    public var curlCode: Int?
    /// The HTTP status.
    public var httpStatus: Int?
    /// Feishu's `code`.
    public var feishuCode: Int?
    /// Feishu's sub-code inside 11246, `ErrCode: N`.
    public var feishuSubCode: Int?
    /// Feishu's `msg`, or the transport's words.
    public var message: String?
    /// Feishu's `X-Tt-Logid`, the first thing its support asks for.
    public var logID: String?
    /// The peer's address.
    public var peer: String?
    /// Request bytes handed to the socket.
    public var bytesSent: Int64?
    /// The response body, at most 64 KiB.
    public var responseBody: Data?
    /// What the operator should know before deciding, such as "probably not sent".
    public var hint: String?

    /// Creates evidence that says nothing yet.
    public init() {}
}
