import StrictJSON

public import struct Foundation.Data

extension FeishuClient {
    /// Sends one person a card from the app's bot (`im/v1/messages`).
    ///
    /// May be repeated: within an hour Feishu sends at most one message for a `uuid`.
    /// - Parameters:
    ///   - card: The card as JSON.
    ///   - openID: Who gets it; an open id of this app.
    ///   - uuid: The same for every try of the same message, at most 50 characters.
    /// - Throws: ``FeishuError``.
    public func sendCard(_ card: Data, to openID: String, uuid: String) async throws(FeishuError) {
        // In im/v1 the content is a text that holds JSON.
        let body: JSONValue = [
            "receive_id": .string(openID), "msg_type": "interactive",
            "content": .string(String(decoding: card, as: UTF8.self)), "uuid": .string(uuid),
        ]
        _ = try await call(
            .sendMessage, query: ["receive_id_type": ReceiveIDKind.openID.rawValue], body: .json(body))
    }

    /// Takes one message back; a batch's message cannot be taken back this way.
    ///
    /// - Parameter id: The message id, `om_…`.
    /// - Throws: ``FeishuError``; ``FeishuError/Kind/tooOldToRecall`` and ``FeishuError/Kind/refusedRecall`` are final,
    ///   ``FeishuError/Kind/notFound`` is a message that is gone already or that this app cannot see.
    public func recallMessage(_ id: String) async throws(FeishuError) {
        _ = try await call(.recallMessage, id: id)
    }

    /// Asks who has read one message, up to 100 readers a page; for seven days after it was sent.
    ///
    /// - Parameters:
    ///   - id: The message id, `om_…`.
    ///   - pageToken: ``FeishuPage/nextPageToken`` of the page before, `nil` for the first.
    /// - Returns: One page of readers; who is not listed has not read it yet.
    /// - Throws: ``FeishuError``.
    public func readers(
        ofMessage id: String, pageToken: String?
    ) async throws(FeishuError) -> FeishuPage<MessageReader> {
        var query: RequestQuery = ["user_id_type": PersonIDKind.openID.rawValue, "page_size": "100"]
        query.append(pageToken: pageToken)
        let payload = try await call(.messageReaders, id: id, query: query).payload()
        var readers: [MessageReader] = []
        for object in try payload.objects("items") { readers.append(try MessageReader(object)) }
        return try FeishuPage(readers, of: payload, after: pageToken, isStrict: false)
    }

    /// Pins a message in its chat; one that is pinned already stays so.
    ///
    /// - Parameter id: The message id, `om_…`.
    /// - Throws: ``FeishuError``.
    public func pin(message id: String) async throws(FeishuError) {
        guard PathSegment.encode(id) != nil else {
            throw FeishuError(
                .pinMessage, refusing: "the message id is empty, too long or holds control characters",
                hint: "Use the id as Feishu gave it (om_…).")
        }
        _ = try await call(.pinMessage, body: .json(["message_id": .string(id)]))
    }

    /// Marks a message urgent for up to 200 people, who see a notice in the app until they have read it.
    ///
    /// There is no key against repetition: a second call shows a second notice.
    /// - Parameters:
    ///   - id: The message id, `om_…`; only messages of this bot.
    ///   - openIDs: People who are in the message's chat.
    /// - Returns: The ids Feishu did not know; the others have their notice.
    /// - Throws: ``FeishuError``; ``FeishuError/Kind/invalidRequest`` without a call for more than 200 ids or an empty one.
    public func urgentApp(message id: String, openIDs: [String]) async throws(FeishuError) -> [String] {
        guard try isWorthAsking(.urgentApp, openIDs, limit: 200) else { return [] }
        let body: JSONValue = ["user_id_list": .array(openIDs.map(JSONValue.string))]
        let payload = try await call(
            .urgentApp, id: id, query: ["user_id_type": PersonIDKind.openID.rawValue], body: .json(body)
        ).payload()
        return try payload.strings("invalid_user_id_list")
    }
}
