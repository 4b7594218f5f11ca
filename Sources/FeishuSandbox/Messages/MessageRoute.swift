/// `POST /open-apis/im/v1/messages`: one message to one person or group, at most one an hour for a uuid.
///
/// What a repetition is answered with is not documented; here it is the first message.
/// https://open.feishu.cn/document/server-docs/im-v1/message/create
struct MessageRoute {
    let core: SandboxCore

    private static let sendScopes = ["im:message", "im:message:send_as_bot"]

    func answer(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        guard !app.scopes.isDisjoint(with: Self.sendScopes) else { throw .missingScope(anyOf: Self.sendScopes) }
        guard app.hasBot else { throw .botIsOff }
        guard let kind = call.query["receive_id_type"].flatMap({ MessageReceiver.Kind(rawValue: $0) }) else {
            throw .invalidMessage("receive_id_type must be open_id, union_id, user_id, email or chat_id")
        }
        if kind == .userID, !app.scopes.contains(ContactScopes.userID) {
            throw .missingScope(anyOf: [ContactScopes.userID])
        }
        let body: WireJSON
        do {
            body = try WireJSONReader.read(call.body)
        } catch {
            throw .invalidMessage("\(error.reason) at byte \(error.offset)")
        }
        guard let id = body["receive_id"]?.string, !id.isEmpty else { throw .invalidMessage("receive_id is required") }
        let uuid = try Self.uuid(body)
        let content = try MessageContent(body)
        let isGroup = kind == .chatID && core.company.chat(id: id) != nil
        try content.check(MessageMaterial(core, app: app), isGroup: isGroup)
        try audit(content.json)
        let (message, isNew) = try send(content, to: id, kind, uuid: uuid, app: app)
        return reply(message, isNew: isNew)
    }

    private static func uuid(_ body: WireJSON) throws(Refusal) -> String {
        guard let value = body["uuid"], value != .null else { return "" }
        guard let uuid = value.string, uuid.unicodeScalars.count <= 50 else {
            throw .invalidMessage("uuid must be a string of at most 50 characters")
        }
        return uuid
    }

    private func audit(_ content: WireJSON) throws(Refusal) {
        switch core.withState({ $0.audit }).objection(to: content) {
        case .contactDetails: throw Refusal(230_028, "The messages do NOT pass the audit.")
        case .word: throw Refusal(230_022, "The content of the message contains sensitive information.")
        case nil: return
        }
    }

    /// Under one lock, so that two repetitions at the same moment are one message too.
    private func send(
        _ content: MessageContent,
        to id: String,
        _ kind: MessageReceiver.Kind,
        uuid: String,
        app: SandboxApp
    ) throws(Refusal) -> (SentMessage, isNew: Bool) {
        let hash = ContentHash.hex(of: content.json)
        let realTime = core.elapsed()
        return try core.withState { state throws(Refusal) in
            let now = core.sandboxTime(state)
            if let earlier = state.messages.earlier(uuid: uuid, appID: app.id, now: now) { return (earlier, false) }
            let receiver = try MessageReceiver.find(
                id, kind, in: state, acceptsUnknownIDs: core.configuration.acceptsUnknownIDs)
            guard state.receiverLimiter.admit(receiver.limiterKey(appID: app.id), now: realTime) else {
                throw Refusal(230_020, "This operation triggers the frequency limit.")
            }
            let message = SentMessage(
                id: "om_" + state.freshHex(), appID: app.id,
                chatID: receiver.chatID(appID: app.id, seed: core.configuration.seed), openID: receiver.openID,
                type: content.type, uuid: uuid, content: content.text, contentHash: hash, sentAt: now, recalledAt: nil,
                receivers: receiver.receivers)
            state.messages.add(message)
            return (message, true)
        }
    }

    private func reply(_ message: SentMessage, isNew: Bool) -> Reply {
        var reply = Reply.ok("success", capacity: 512 + message.content.utf8.count) { data in
            SingleMessageRoutes.write(message, to: &data, core: core)
        }
        reply.messageID = message.id
        reply.isProcessed = isNew
        guard isNew else { return reply }
        reply.delivery = JournalDelivery(
            contentHash: message.contentHash, uuid: message.uuid.isEmpty ? nil : message.uuid, chatID: message.chatID)
        if !message.openID.isEmpty {
            var lists = RecipientLists()
            lists.openIDs = [message.openID]
            reply.recipients = lists
        }
        reply.people = message.receivers.count
        return reply
    }
}

extension SandboxServer {
    /// Every message to one person or group, in order.
    public func messages() async -> [SentMessage] {
        core.withState { $0.messages.messages }
    }
}
