/// The calls about one message of im/v1: what it is, who has read it, taking it back, calling somebody to it urgently.
struct SingleMessageRoutes {
    let core: SandboxCore

    private static let readScopes = ["im:message", "im:message:readonly"]
    private static let recallScopes = ["im:message", "im:message:send_as_bot", "im:message:recall"]
    private static let urgentScopes = ["im:message.urgent"]
    static let tenantKey = "sandbox0tenant00"
    /// Seconds after which nobody may ask who has read a message.
    static let readersLifetime = 7 * 86_400.0
    static let mostUrgent = 200

    /// A message taken back is still there, and says so.
    func get(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        try checkRights(app, Self.readScopes)
        let message = try find(call.id, visibleTo: app)
        return .ok("success", capacity: 512 + message.content.utf8.count) { data in
            data.array("items") { list in
                list.object { Self.write(message, to: &$0, core: core) }
            }
        }
    }

    /// Only one's own message, within the tenant's window, and once.
    func recall(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        try checkRights(app, Self.recallScopes)
        let message = try find(call.id, visibleTo: nil)
        guard message.appID == app.id else { throw Refusal(230_026, "No permission to recall this message.") }
        try core.withState { state throws(Refusal) in
            let now = core.sandboxTime(state)
            guard state.messages.message(id: message.id)?.recalledAt == nil else { throw .messageDeleted }
            guard now - message.sentAt <= core.configuration.policy.recallWindow else {
                throw Refusal(230_009, "This message has exceeded the recall time limit")
            }
            state.messages.recall(id: message.id, at: now)
        }
        return about(message) { _ in }
    }

    func readers(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        try checkRights(app, Self.readScopes)
        let kind = try personKind(call, app)
        let message = try findOwn(call.id, app)
        let (now, company) = core.withState { (core.sandboxTime($0), $0.company) }
        guard now - message.sentAt <= Self.readersLifetime else {
            throw Refusal(230_033, "Get the reading status must be done within 7 days after the message is sent.")
        }
        let codes = Paging.Codes(
            size: .invalidMessage("page_size must be 1 to 100"), token: .invalidMessage("invalid page_token"))
        // No default is published.
        let paging = try Paging(core, call, app: app, subject: message.id, usual: 20, limit: 100, codes: codes)
        let readers = message.readers(at: now, curve: core.curve)
        let (places, token) = paging.cut(Array(readers.indices))
        return about(message) { data in
            Paging.write(token, to: &data)
            data.array("items") { list in
                for reader in places.map({ readers[$0] }) {
                    list.object { object in
                        object.field("user_id_type", kind.rawValue)
                        object.field("user_id", message.id(of: reader.key, kind, in: company))
                        object.field("timestamp", core.milliseconds(reader.at))
                        object.field("tenant_key", Self.tenantKey)
                    }
                }
            }
        }
    }

    /// Who is not in the chat comes back as invalid; when nobody is, the call is refused.
    func urgent(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        try checkRights(app, Self.urgentScopes)
        let kind = try personKind(call, app)
        guard let body = try? WireJSONReader.read(call.body), let ids = body["user_id_list"]?.strings,
            (1...Self.mostUrgent).contains(ids.count)
        else { throw .invalidMessage("user_id_list must hold 1 to \(Self.mostUrgent) ids") }
        let message = try findOwn(call.id, app)
        let invalid = try core.withState { state throws(Refusal) -> [String] in
            let now = core.sandboxTime(state)
            let present = Set(message.receivers)
            var (called, invalid): ([PersonKey], [String]) = ([], [])
            for id in ids {
                let key =
                    kind.position(of: id, in: state.company).map { PersonKey(company: $0) }
                    ?? (kind == .openID ? PersonKey(unknownOpenID: id) : nil)
                if let key, present.contains(key) { called.append(key) } else { invalid.append(id) }
            }
            guard !called.isEmpty else { throw .invalidMessage("all user ids are invalid") }
            for key in called where state.messages.unreadUrgent(key, at: now, curve: core.curve) >= Self.mostUrgent {
                throw Refusal(230_023, "The user has too many unread urgent messages.")
            }
            for key in called { state.messages.markUrgent(id: message.id, key) }
            return invalid
        }
        return about(message) { $0.field("invalid_user_id_list", invalid) }
    }

    // MARK: Finding

    /// A message of one's own that is still there.
    private func findOwn(_ id: String, _ app: SandboxApp) throws(Refusal) -> SentMessage {
        let message = try find(id, visibleTo: nil)
        guard message.appID == app.id else { throw Refusal(230_012, "Bot is NOT the sender of the message.") }
        guard message.recalledAt == nil else { throw .messageDeleted }
        return message
    }

    /// A batch message (`bm-`) is none of these; `app`, when given, must be in the message's chat.
    private func find(_ id: String, visibleTo app: SandboxApp?) throws(Refusal) -> SentMessage {
        try Self.find(id, visibleTo: app, core)
    }

    static func find(_ id: String, visibleTo app: SandboxApp?, _ core: SandboxCore) throws(Refusal) -> SentMessage {
        guard id.hasPrefix("om_") else { throw .invalidMessage("invalid message_id") }
        guard let message = core.withState({ $0.messages.message(id: id) }) else {
            throw Refusal(99_992_354, "these ids not existed: [\(id)]")
        }
        if let app, message.appID != app.id, !message.openID.isEmpty {
            throw Refusal(230_002, "The bot can not be outside the group.")
        }
        return message
    }

    private func personKind(_ call: APICall, _ app: SandboxApp) throws(Refusal) -> PersonIDKind {
        guard call.query["user_id_type"] != nil else { throw .invalidMessage("user_id_type is required") }
        return try PersonIDKind.read(call.query, scopes: app.scopes)
    }

    private func checkRights(_ app: SandboxApp, _ scopes: [String]) throws(Refusal) {
        guard !app.scopes.isDisjoint(with: scopes) else { throw .missingScope(anyOf: scopes) }
        guard app.hasBot else { throw .botIsOff }
    }

    private func about(_ message: SentMessage, _ fill: (inout WireJSONWriter) -> Void) -> Reply {
        var reply = Reply.ok("success", fill)
        reply.messageID = message.id
        return reply
    }

    /// The message object of im/v1.
    static func write(_ message: SentMessage, to object: inout WireJSONWriter, core: SandboxCore) {
        object.field("message_id", message.id)
        object.field("msg_type", message.type)
        object.field("create_time", core.milliseconds(message.sentAt))
        object.field("update_time", core.milliseconds(message.recalledAt ?? message.sentAt))
        object.field("deleted", message.recalledAt != nil)
        object.field("updated", false)
        object.field("chat_id", message.chatID)
        object.object("sender") { sender in
            sender.field("id", message.appID)
            sender.field("id_type", "app_id")
            sender.field("sender_type", "app")
            sender.field("tenant_key", tenantKey)
        }
        object.object("body") { body in
            body.field("content", message.recalledAt == nil ? message.content : "This message was recalled")
        }
    }
}

extension Refusal {
    static let messageDeleted = Refusal(230_110, "Action unavailable as the message has been deleted.")
}
