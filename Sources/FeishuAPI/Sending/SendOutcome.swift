public import HTTPTransport

/// What one `batch_send` call came to: a verdict, and the evidence behind it.
public struct SendOutcome: Sendable {
    /// What is known.
    public var verdict: SendVerdict
    /// Everything that was seen, without secrets.
    public var evidence: SendEvidence

    /// Creates an outcome.
    public init(verdict: SendVerdict, evidence: SendEvidence) {
        self.verdict = verdict
        self.evidence = evidence
    }
}

/// What is known about one `batch_send` call.
///
/// There is no idempotency key and no list of past batches, so only proof counts: whatever is not proven to be something
/// else is ``inDoubt(_:)``.
public enum SendVerdict: Sendable, Equatable {
    /// Why nothing left this host.
    public enum NotSentReason: Sendable, Equatable {
        /// DNS, TCP, proxy or TLS failed; worth another try.
        case connection
        /// The peer could not prove who it is, or the proxy wants credentials; another try cannot help.
        case trust
        /// The caller's hook refused.
        case refused
        /// The caller cancelled.
        case cancelled
        /// The transport was set up or addressed wrongly.
        case setup
        /// No tenant token could be had, and trying again may help.
        case tokenUnavailable
        /// Feishu refused the app's credentials.
        case credentials
    }

    /// Why the gateway turned the call away.
    public enum Throttle: Sendable, Equatable {
        /// Too many calls in a window; `resetSeconds` is the header's largest usable value.
        case rate(resetSeconds: Double?)
        /// 11247: the app's 500,000 messages of the day are used up.
        case dailyQuota
        /// 99991403: the tenant's calls of the month are used up.
        case monthlyQuota
    }

    /// What a refusal is about, which says whether other batches would meet it too.
    public enum Rejection: Sendable, Equatable {
        /// The request: content, ids or parameters.
        case request
        /// The app: permission, bot, installation, address.
        case configuration
    }

    /// Which way an unknown outcome leans; shown to the operator, never acted upon.
    public enum Leaning: String, Sendable, Equatable {
        /// No evidence either way.
        case unknown
        /// More likely sent than not.
        case probablySent = "probably sent"
        /// More likely not sent.
        case probablyNotSent = "probably not sent"
    }

    /// No request byte left this host.
    case notSent(NotSentReason)
    /// Refused before the service for rate or quota.
    case throttled(Throttle)
    /// Refused before the service for its token; the cached token is gone.
    case tokenRefused
    /// Accepted with an id.
    case accepted(batchMessageID: String, invalid: InvalidRecipients)
    /// Accepted, but the id is missing or malformed.
    case acceptedWithoutID(invalid: InvalidRecipients)
    /// Refused, provably without effect.
    case rejected(Rejection)
    /// Anything else.
    case inDoubt(Leaning)
}

/// Ids Feishu did not know, by list; the rest of the batch is sent all the same.
public struct InvalidRecipients: Sendable, Equatable {
    /// `invalid_department_ids`.
    public var departmentIDs: [String] = []
    /// `invalid_open_ids`.
    public var openIDs: [String] = []
    /// `invalid_user_ids`.
    public var userIDs: [String] = []
    /// `invalid_union_ids`.
    public var unionIDs: [String] = []
    /// How many more there are at least, of which the answer does not say in a readable way who they are.
    public var unreadable = 0

    /// Creates empty lists.
    public init() {}
}

/// Everything seen of one call.
public struct SendEvidence: Sendable {
    /// The exchange, or `nil` when no token could be had and none took place.
    public var exchange: HTTPExchange?
    /// Feishu's `code`.
    public var code: Int?
    /// The number in `ErrCode: N` of 11246.
    public var subCode: Int?
    /// Feishu's `msg`, or the transport's words, at most 500 characters.
    public var message: String?
    /// Feishu's log id.
    public var logID: String?
    /// What to do next, in a sentence.
    public var hint: String?
    /// Whether the answer was complete although the transfer was not (`CURLcode` 18 after the whole body).
    public var isSalvaged = false

    /// Creates empty evidence.
    public init() {}
}
