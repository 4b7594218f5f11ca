/// `/open-apis/im/v1/pins`: what a chat keeps at its top.
/// https://open.feishu.cn/document/server-docs/im-v1/pin/create
struct PinRoutes {
    let core: SandboxCore

    private static let writeScopes = ["im:message", "im:message.pins:write_only"]
    private static let readScopes = ["im:message", "im:message.pins:read", "im:message:readonly"]

    /// Pinning again hands out the pin that is there.
    func create(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        try checkRights(app, Self.writeScopes)
        guard let id = (try? WireJSONReader.read(call.body))?["message_id"]?.string else {
            throw .invalidMessage("message_id is required")
        }
        let message = try SingleMessageRoutes.find(id, visibleTo: app, core)
        guard message.recalledAt == nil else { throw .messageDeleted }
        try limit(message)
        let pin = core.withState { state in
            state.messages.pin(message, appID: app.id, at: core.sandboxTime(state))
        }
        var reply = Reply.ok("success") { data in
            data.object("pin") { write(pin, to: &$0) }
        }
        reply.messageID = id
        return reply
    }

    /// What is not pinned, or no longer there, is a success too.
    func delete(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        try checkRights(app, Self.writeScopes)
        let message = try SingleMessageRoutes.find(call.id, visibleTo: app, core)
        try limit(message)
        core.withState { $0.messages.unpin(id: message.id) }
        var reply = Reply.ok("success") { _ in }
        reply.messageID = message.id
        return reply
    }

    /// The newest first, within a span of milliseconds when one is given.
    func list(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        try checkRights(app, Self.readScopes)
        guard let chatID = call.query["chat_id"] else { throw .invalidMessage("chat_id is required") }
        let start = try milliseconds("start_time", call) ?? 0
        let end = try milliseconds("end_time", call) ?? Int.max
        guard start < end else { throw .invalidMessage("start_time must be before end_time") }
        let pins = try core.withState { state throws(Refusal) in
            if let chat = state.company.chat(id: chatID) {
                guard chat.hasBot else { throw Refusal(230_002, "The bot can not be outside the group.") }
            } else if state.messages.person(inChat: chatID) == nil {
                throw .invalidMessage("invalid chat_id")
            }
            return state.messages.pins.filter { $0.chatID == chatID }
        }
        let codes = Paging.Codes(
            size: .invalidMessage("page_size must be 1 to 50"), token: .invalidMessage("invalid page_token"))
        let paging = try Paging(
            core, call, app: app, subject: "\(chatID) \(start) \(end)", usual: 20, limit: 50, codes: codes)
        let listed = pins.filter { (start...end).contains(Int(core.milliseconds($0.createdAt)) ?? 0) }
        let byPlace = Dictionary(uniqueKeysWithValues: listed.map { (Self.newestFirst - $0.number, $0) })
        let (places, token) = paging.cut(byPlace.keys.sorted())
        return .ok("success") { data in
            Paging.write(token, to: &data)
            data.array("items") { list in
                for pin in places.compactMap({ byPlace[$0] }) { list.object { write(pin, to: &$0) } }
            }
        }
    }

    /// Turns numbers that count up into places that run the other way.
    private static let newestFirst = 1_000_000_000_000

    private func milliseconds(_ name: String, _ call: APICall) throws(Refusal) -> Int? {
        guard let text = call.query[name] else { return nil }
        guard let number = Int(text), number >= 0 else { throw .invalidMessage("\(name) must be milliseconds") }
        return number
    }

    private func checkRights(_ app: SandboxApp, _ scopes: [String]) throws(Refusal) {
        guard !app.scopes.isDisjoint(with: scopes) else { throw .missingScope(anyOf: scopes) }
        guard app.hasBot else { throw .botIsOff }
    }

    private func limit(_ message: SentMessage) throws(Refusal) {
        let now = core.elapsed()
        guard core.withState({ $0.receiverLimiter.admit("pin \(message.id)", now: now) }) else {
            throw Refusal(230_047, "Pin or unpin the message triggers the frequency limit.")
        }
    }

    private func write(_ pin: MessageBook.Pin, to object: inout WireJSONWriter) {
        object.field("message_id", pin.messageID)
        object.field("chat_id", pin.chatID)
        object.field("operator_id", pin.appID)
        object.field("operator_id_type", "app_id")
        object.field("create_time", core.milliseconds(pin.createdAt))
    }
}
