/// `POST /open-apis/message/v4/batch_send/`: everything is checked, then the batch joins the app's queue.
/// https://open.feishu.cn/document/server-docs/im-v1/batch_message/send-messages-in-batches
struct BatchSendRoute {
    let core: SandboxCore

    private static let sendScopes = ["im:message", "im:message:send_as_bot"]

    func answer(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        guard !app.scopes.isDisjoint(with: Self.sendScopes) else { throw .missingScope(anyOf: Self.sendScopes) }
        let request = try BatchSendRequest(call.body)
        try checkRights(app, request.recipients)
        var inspection = MessageInspection(material: MessageMaterial(core, app: app))
        try inspection.check(request)
        guard core.withState({ $0.audit }).objection(to: request.payload) == nil else {
            throw Refusal(11312, "the message does not pass the audit")
        }

        let company = core.company
        let audience = ResolvedAudience(
            request.recipients, company: company, acceptsUnknownIDs: core.configuration.acceptsUnknownIDs)
        let hash = ContentHash.hex(of: request.payload)
        let messageID = try accept(audience, hash: hash, app: app)

        var reply = Reply.ok { data in
            data.field("message_id", messageID)
            data.field("invalid_department_ids", audience.invalid.departmentIDs)
            data.field("invalid_open_ids", audience.invalid.openIDs)
            data.field("invalid_user_ids", audience.invalid.userIDs)
            data.field("invalid_union_ids", audience.invalid.unionIDs)
        }
        reply.messageID = messageID
        reply.recipients = audience.valid
        reply.people = audience.people.count
        reply.delivery.contentHash = hash
        reply.delivery.departmentMembers = audience.people.prefix(audience.departmentCount)
            .compactMap { $0.companyPosition.map { company.people[$0].openID } }
        reply.warnings = request.warnings + inspection.warnings + Self.warnings(contentType: call.contentType)
        return reply
    }

    private func checkRights(_ app: SandboxApp, _ recipients: RecipientLists) throws(Refusal) {
        guard app.hasBot else { throw Refusal(11205, "app do not have bot") }
        let namesUsers = recipients.count > recipients.departmentIDs.count
        if namesUsers, !app.scopes.contains("im:message:send_multi_users") {
            throw Refusal(11203, "no permission to send messages to users in batches (im:message:send_multi_users)")
        }
        if !recipients.departmentIDs.isEmpty, !app.scopes.contains("im:message:send_multi_depts") {
            throw Refusal(
                11204, "no permission to send messages to departments in batches (im:message:send_multi_depts)")
        }
    }

    /// When all ids are invalid the task is still accepted, with nobody in it: Feishu documents no error for it.
    private func accept(_ audience: ResolvedAudience, hash: String, app: SandboxApp) throws(Refusal) -> String {
        let id = core.withState { state -> String? in
            let now = core.sandboxTime(state)
            guard state.quota.take(audience.people.count, appID: app.id, now: now) else { return nil }
            let id = "bm-" + state.freshHex()
            state.queue.enqueue(
                id: id, appID: app.id, people: audience.people, invisible: audience.invisible,
                content: BatchContent(
                    hash: hash, openIDs: audience.valid.openIDs, firstNamed: audience.departmentCount),
                now: now)
            return id
        }
        guard let id else { throw Refusal(11247, "the number of messages sent by the app today has reached the limit") }
        return id
    }

    private static func warnings(contentType: String?) -> [String] {
        let type = contentType?.lowercased() ?? ""
        guard type.hasPrefix("application/json"), type.contains("charset=utf-8") else {
            return ["Content-Type should be \"application/json; charset=utf-8\""]
        }
        return []
    }
}
