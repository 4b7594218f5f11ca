public import HTTPTransport

/// Why a call that may be repeated came to nothing.
///
/// `batch_send` never throws this: what is known about a send is a ``SendOutcome``.
public struct FeishuError: Error, Sendable, Equatable {
    /// What the failure is about.
    public enum Kind: Sendable, Equatable {
        /// The task was cancelled.
        case cancelled
        /// No answer: name lookup, connection, TLS or a timeout.
        case unreachable
        /// The peer could not prove who it is, or the proxy wants credentials.
        case trust
        /// The address or the transport is set up wrongly; no service answered.
        case configuration
        /// Too many calls; `resetSeconds` is what the headers say, at most 1e9.
        case throttled(resetSeconds: Double?)
        /// A quota of the day or the month is used up.
        case quota
        /// The tenant token was refused, twice where the call is replayed.
        case token
        /// The app's id or secret is wrong, or the app is disabled or not allowed from here.
        case credentials
        /// The app lacks a permission or its bot is off.
        case permission
        /// An id in the request does not exist.
        case notFound
        /// The request itself is wrong.
        case invalidRequest
        /// 230009: the tenant's recall window has passed.
        case tooOldToRecall
        /// 230026: the app may not recall this message.
        case refusedRecall
        /// 230030: Feishu does not know the batch.
        case unknownBatch
        /// 230012: another app sent the batch.
        case notOurs
        /// An internal error of the platform.
        case server
        /// An answer that is no envelope, or an envelope that lacks what it must have.
        case malformedAnswer
        /// A code this client has no row for.
        case unknownCode
    }

    /// The call.
    public var endpoint: FeishuEndpoint
    /// What the failure is about.
    public var kind: Kind
    /// The id the call was about, when whoever made it says so.
    public var subject: String?
    /// The HTTP status, if a status line came.
    public var httpStatus: Int?
    /// Feishu's `code`.
    public var code: Int?
    /// Feishu's `msg` or the transport's words, at most 500 characters, without secrets.
    public var message: String?
    /// Feishu's log id, which its support asks for.
    public var logID: String?
    /// What to do next, in a sentence.
    public var hint: String?
    /// libcurl's verdict, when it is not ``CurlCode/ok``.
    public var curlCode: CurlCode?

    /// Creates an error.
    public init(_ endpoint: FeishuEndpoint, _ kind: Kind, hint: String? = nil) {
        self.endpoint = endpoint
        self.kind = kind
        self.hint = hint
    }

    /// Creates the error for a request that is wrong by Feishu's own limits and therefore not made.
    init(_ endpoint: FeishuEndpoint, refusing message: String, hint: String) {
        self.init(endpoint, .invalidRequest, hint: hint)
        self.message = message
    }

    /// Whether Feishu itself took note of the app and said no to this very call: the line, the token and the app are in order.
    public var hasFeishuAnswered: Bool {
        switch kind {
        case .throttled, .quota, .permission, .notFound, .invalidRequest, .tooOldToRecall, .refusedRecall,
            .unknownBatch,
            .notOurs:
            endpoint != .tenantToken
        case .cancelled, .unreachable, .trust, .configuration, .token, .credentials, .server, .malformedAnswer,
            .unknownCode:
            false
        }
    }

    /// Whether Feishu refused the app and not the id: the same call for any other id would be refused as well.
    ///
    /// 230027 is left out where one message is meant: on those pages it can be about a single chat.
    public var isOfTheApp: Bool {
        kind == .permission && !(endpoint.isAboutOneMessage && code == 230_027)
    }

    /// Whether the same call may succeed later without anybody changing anything.
    public var isRetryable: Bool {
        switch kind {
        case .unreachable, .throttled, .server, .malformedAnswer: true
        default: false
        }
    }
}
