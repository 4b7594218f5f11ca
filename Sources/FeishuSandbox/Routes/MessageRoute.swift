/// `POST /open-apis/im/v1/messages?receive_id_type=open_id`: one message to one person, at most one an hour for a uuid.
///
/// Cards alone are looked at closely; what a duplicate is answered with is not documented, here it is the first message.
/// https://open.feishu.cn/document/server-docs/im-v1/message/create
struct MessageRoute {
    let core: SandboxCore

    private static let sendScopes = ["im:message", "im:message:send_as_bot"]
    /// 30 KB for cards and posts, 150 KB for texts.
    private static let longestCard = 30 * 1024
    private static let longestText = 150 * 1024
    /// Seconds within which a uuid is known again.
    static let uuidLifetime = 3600.0

    func answer(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        guard !app.scopes.isDisjoint(with: Self.sendScopes) else { throw .missingScope(anyOf: Self.sendScopes) }
        guard app.hasBot else { throw Refusal(230_006, "Bot ability is not activated.") }
        guard call.query["receive_id_type"] == "open_id" else {
            throw invalid("receive_id_type must be open_id in this sandbox")
        }
        let body: WireJSON
        do {
            body = try WireJSONReader.read(call.body)
        } catch {
            throw invalid("\(error.reason) at byte \(error.offset)")
        }
        guard let receiver = body["receive_id"]?.string, !receiver.isEmpty else {
            throw invalid("receive_id is required")
        }
        let uuid = body["uuid"]?.string ?? ""
        guard uuid.unicodeScalars.count <= 50 else { throw invalid("uuid is longer than 50 characters") }
        try checkContent(body)
        try checkReceiver(receiver)

        let (message, isNew) = core.withState { state -> (SentMessage, Bool) in
            let now = core.sandboxTime(state)
            if !uuid.isEmpty, let earlier = state.messages.last(where: { $0.appID == app.id && $0.uuid == uuid }),
                now - earlier.sentAt < Self.uuidLifetime
            {
                return (earlier, false)
            }
            let message = SentMessage(
                id: "om_" + state.freshHex(), appID: app.id, openID: receiver, uuid: uuid,
                content: body["content"]?.string ?? "", sentAt: now)
            state.messages.append(message)
            return (message, true)
        }
        var reply = Reply.ok { data in
            data.field("message_id", message.id)
            data.field("msg_type", body["msg_type"]?.string ?? "")
        }
        reply.messageID = message.id
        reply.isProcessed = isNew
        if isNew {
            var lists = RecipientLists()
            lists.openIDs = [receiver]
            reply.recipients = lists
        }
        return reply
    }

    private func invalid(_ message: String) -> Refusal {
        Refusal(230_001, "Your request contains an invalid request parameter, ext=\(message)")
    }

    /// In im/v1 `content` is a string that holds JSON, unlike in batch_send.
    private func checkContent(_ body: WireJSON) throws(Refusal) {
        guard let type = body["msg_type"]?.string, ["text", "post", "interactive"].contains(type) else {
            throw invalid("msg_type is not one this sandbox takes")
        }
        guard let text = body["content"]?.string else { throw invalid("content must be a string of JSON") }
        guard text.utf8.count <= (type == "text" ? Self.longestText : Self.longestCard) else {
            throw Refusal(230_025, "The length of the message content reaches its limit.")
        }
        guard let content = try? WireJSONReader.read(Array(text.utf8)), content.members != nil else {
            throw invalid("content is not in json format")
        }
        guard type == "interactive" else { return }
        do throws(Refusal) {
            try CardInspection(company: core.company).check(content)
        } catch {
            throw Refusal(230_099, "Failed to create card content, ext=\(error.message)")
        }
    }

    private func checkReceiver(_ openID: String) throws(Refusal) {
        if core.company.person(openID: openID) != nil { return }
        guard core.configuration.acceptsUnknownIDs, openID.hasPrefix("ou_") else {
            throw Refusal(230_001, "Your request contains an invalid request parameter, ext=invalid receive_id")
        }
    }
}

/// One message to one person.
public struct SentMessage: Sendable, Equatable {
    /// Its id, `om_…`.
    public var id: String
    /// The app it came from.
    public var appID: String
    /// Who got it.
    public var openID: String
    /// The request's uuid; empty when there was none.
    public var uuid: String
    /// The content as it was sent, JSON in a string.
    public var content: String
    /// When, in sandbox seconds.
    public var sentAt: Double
}

extension SandboxServer {
    /// Every message to one person, in order.
    public func messages() async -> [SentMessage] {
        core.withState { $0.messages }
    }
}
