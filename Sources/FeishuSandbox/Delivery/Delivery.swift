/// One message that has arrived: who or which group got what, when, and by which call.
public struct Delivery: Sendable, Equatable {
    /// ``SandboxAPI/batchSend`` or ``SandboxAPI/message``.
    public let api: SandboxAPI
    /// `bm-…` or `om_…`.
    public let messageID: String
    /// The app that sent it.
    public let app: String
    /// Who got it; nil for a group.
    public let openID: String?
    /// The group that got it, or the chat with the person; nil for a batch.
    public let chatID: String?
    /// SHA-256 of the content, see ``SentMessage/contentHash``.
    public let contentHash: String
    /// The uuid of the request; nil for a batch and where there was none.
    public let uuid: String?
    /// When it arrived, in sandbox seconds.
    public let at: Double
    /// Whether it was taken back since.
    public let isRecalled: Bool

    func write(to object: inout WireJSONWriter) {
        object.field("api", api.rawValue)
        object.field("message_id", messageID)
        object.field("app", app)
        object.field("open_id", openID)
        object.field("chat_id", chatID)
        object.field("content_sha256", contentHash)
        object.field("uuid", uuid)
        object.field("at", at)
        object.field("recalled", isRecalled)
    }
}

extension SandboxCore {
    /// Everything that has arrived by now, batches first, each in the order of sending.
    func deliveries() -> [Delivery] {
        let (now, batches, messages, company) = withState {
            (sandboxTime($0), $0.queue.batches, $0.messages.messages, $0.company)
        }
        let policy = configuration.policy
        return batches.flatMap { batch in
            batch.arrivals(at: now, policy: policy).map { arrival in
                Delivery(
                    api: .batchSend, messageID: batch.id, app: batch.appID,
                    openID: batch.openID(at: arrival.position, in: company), chatID: nil,
                    contentHash: batch.contentHash, uuid: nil, at: arrival.at, isRecalled: arrival.isRecalled)
            }
        }
            + messages.map { message in
                Delivery(
                    api: .message, messageID: message.id, app: message.appID,
                    openID: message.openID.isEmpty ? nil : message.openID, chatID: message.chatID,
                    contentHash: message.contentHash, uuid: message.uuid.isEmpty ? nil : message.uuid,
                    at: message.sentAt,
                    isRecalled: message.recalledAt != nil)
            }
    }
}

extension SandboxServer {
    /// Every message that has arrived by now: each person of a batch, each person or group of a single message.
    public func deliveries() async -> [Delivery] {
        core.deliveries()
    }

    /// Changes what the tenant's audit refuses.
    public func setAudit(_ audit: MessageAudit) async {
        core.withState { $0.audit = audit }
    }
}
