/// What one `im/v1/messages` call came to: a verdict, and the evidence behind it.
///
/// Not a ``SendOutcome``: here a `uuid` makes an unknown outcome repeatable, and no code that handles `batch_send`, which
/// has none, may ever be handed such a verdict. The reasons and the evidence are the same types.
public struct DirectSendOutcome: Sendable {
    /// How long Feishu sends at most one message for a `uuid`, in seconds, counted from the first try.
    ///
    /// Within it the very same body may be sent again. After it the same `uuid` would send a second message, so what is
    /// still ``DirectSendVerdict/unknown(_:)`` then is in doubt. Source: Feishu, "Send a message", `uuid`.
    public static let uuidLifeSeconds = 3_600

    /// What is known.
    public var verdict: DirectSendVerdict
    /// Everything that was seen, without secrets.
    public var evidence: SendEvidence

    /// Creates an outcome.
    public init(verdict: DirectSendVerdict, evidence: SendEvidence) {
        self.verdict = verdict
        self.evidence = evidence
    }
}

/// What is known about one `im/v1/messages` call.
public enum DirectSendVerdict: Sendable, Equatable {
    /// No request byte left this host.
    case notSent(SendVerdict.NotSentReason)
    /// Refused before the service for the app's rate or a quota.
    case throttled(SendVerdict.Throttle)
    /// 230020: not taken, since this person or group gets too many messages at once; others are not concerned.
    case recipientBusy
    /// Refused before the service for its token; the cached token is gone.
    case tokenRefused
    /// Sent; the id is `om_…`.
    case accepted(messageID: String)
    /// Sent, but the id is missing or malformed: the message can be neither followed nor recalled.
    case acceptedWithoutID
    /// Refused, provably without effect, for reasons of this recipient alone; the others go on.
    case refused(RecipientRefusal)
    /// Refused, provably without effect, for the content or the app: every other recipient may meet the same.
    case rejected(SendVerdict.Rejection)
    /// Anything else: within ``DirectSendOutcome/uuidLifeSeconds`` of the first try the same body may be sent again, after
    /// that it is in doubt.
    case unknown(SendVerdict.Leaning)
}

/// Why a message cannot reach one recipient.
public enum RecipientRefusal: String, Sendable, Equatable, CaseIterable {
    /// The id does not exist, or belongs to another app or tenant.
    case unknownID = "unknown_id"
    /// 230013: outside the app's availability, or left; Feishu does not say which.
    case outOfRange = "out_of_range"
    /// 230029: left the company.
    case resigned
    /// 230053: wants no messages from this bot.
    case optedOut = "opted_out"
    /// The person's, the group's or the tenant's settings forbid it.
    case notAllowed = "not_allowed"
    /// 230038: in another tenant.
    case otherTenant = "other_tenant"
    /// 230002: the bot is not in the group.
    case botNotInChat = "bot_not_in_chat"
    /// 232009: the group was dissolved.
    case chatDissolved = "chat_dissolved"
}

/// Which sort of id a message's `receive_id` is.
public enum ReceiveIDKind: String, Sendable, CaseIterable {
    /// `ou_…`.
    case openID = "open_id"
    /// `on_…`.
    case unionID = "union_id"
    /// The tenant's own id of a person.
    case userID = "user_id"
    /// An e-mail address.
    case email
    /// `oc_…`, a group or a single chat.
    case chatID = "chat_id"
}
