import Foundation

/// The Feishu calls the sandbox answers; the raw value is the short name in journals and fault rules.
public enum SandboxAPI: String, CaseIterable, Sendable {
    /// `POST /open-apis/auth/v3/tenant_access_token/internal`
    case token
    /// `POST /open-apis/message/v4/batch_send/`, with or without the slash.
    case batchSend = "batch_send"
    /// `GET /open-apis/im/v1/batch_messages/:id/get_progress`
    case getProgress = "get_progress"
    /// `GET /open-apis/im/v1/batch_messages/:id/read_user`
    case readUser = "read_user"
    /// `DELETE /open-apis/im/v1/batch_messages/:id`
    case recall
    /// `GET /open-apis/bot/v3/info`
    case botInfo = "bot_info"
    /// `POST /open-apis/im/v1/messages`
    case message

    var method: String {
        switch self {
        case .token, .batchSend, .message: "POST"
        case .getProgress, .readUser, .botInfo: "GET"
        case .recall: "DELETE"
        }
    }

    /// The HTTP status of the API's own errors: 200 on batch_send and the token call, 400 on im/v1.
    var errorStatus: Int {
        switch self {
        case .token, .batchSend: 200
        case .getProgress, .readUser, .recall, .botInfo, .message: 400
        }
    }

    var needsToken: Bool { self != .token }
}

/// A request line, understood.
enum RouteMatch: Equatable {
    case api(SandboxAPI, batchMessageID: String)
    case wrongMethod
    case unknownPath

    /// Feishu documents batch_send with a slash at its end and im/v1 without; production code also calls batch_send
    /// without one, so both are answered.
    ///
    /// Elsewhere a slash too many is an unknown path.
    init(method: String, path: String) {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let candidates = Self.candidates(segments) else {
            self = .unknownPath
            return
        }
        guard let api = candidates.apis.first(where: { $0.method == method }) else {
            self = .wrongMethod
            return
        }
        self = .api(api, batchMessageID: candidates.id)
    }

    private static func candidates(_ segments: [String]) -> (apis: [SandboxAPI], id: String)? {
        guard segments.first == "", segments.count > 3, segments[1] == "open-apis" else { return nil }
        switch Array(segments.dropFirst(2)) {
        case ["auth", "v3", "tenant_access_token", "internal"]: return ([.token], "")
        case ["message", "v4", "batch_send"], ["message", "v4", "batch_send", ""]: return ([.batchSend], "")
        case ["bot", "v3", "info"]: return ([.botInfo], "")
        case ["im", "v1", "messages"]: return ([.message], "")
        case let rest where rest.starts(with: ["im", "v1", "batch_messages"]):
            return batchCall(Array(rest.dropFirst(3)))
        default: return nil
        }
    }

    private static func batchCall(_ rest: [String]) -> (apis: [SandboxAPI], id: String)? {
        guard let id = rest.first?.removingPercentEncoding, !id.isEmpty else { return nil }
        switch Array(rest.dropFirst()) {
        case []: return ([.recall], id)
        case ["get_progress"]: return ([.getProgress], id)
        case ["read_user"]: return ([.readUser], id)
        default: return nil
        }
    }
}
