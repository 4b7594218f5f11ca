import HTTPTransport

/// The calls this client makes, named as Feishu's pages name them.
public enum FeishuEndpoint: String, Sendable, CaseIterable, CustomStringConvertible {
    /// `POST /open-apis/auth/v3/tenant_access_token/internal`, the token of a self-built app.
    case tenantToken = "tenant_access_token"
    /// `POST /open-apis/message/v4/batch_send/`; the documented path ends with a slash.
    case batchSend = "batch_send"
    /// `GET /open-apis/im/v1/batch_messages/:id/get_progress`.
    case batchProgress = "get_progress"
    /// `GET /open-apis/im/v1/batch_messages/:id/read_user`.
    case batchReaders = "read_user"
    /// `DELETE /open-apis/im/v1/batch_messages/:id`.
    case recallBatch = "batch recall"
    /// `GET /open-apis/bot/v3/info`.
    case botInfo = "bot info"
    /// `POST /open-apis/im/v1/messages?receive_id_type=open_id`.
    case sendMessage = "send message"

    /// The name.
    public var description: String { rawValue }

    /// The verb.
    var method: HTTPRequest.Method {
        switch self {
        case .tenantToken, .batchSend, .sendMessage: .post
        case .batchProgress, .batchReaders, .botInfo: .get
        case .recallBatch: .delete
        }
    }

    /// The path; `id` is a segment that ``PathSegment/encode(_:)`` gave.
    func path(id: String = "") -> String {
        switch self {
        case .tenantToken: "/open-apis/auth/v3/tenant_access_token/internal"
        case .batchSend: "/open-apis/message/v4/batch_send/"
        case .batchProgress: "/open-apis/im/v1/batch_messages/\(id)/get_progress"
        case .batchReaders: "/open-apis/im/v1/batch_messages/\(id)/read_user"
        case .recallBatch: "/open-apis/im/v1/batch_messages/\(id)"
        case .botInfo: "/open-apis/bot/v3/info"
        case .sendMessage: "/open-apis/im/v1/messages?receive_id_type=open_id"
        }
    }
}
