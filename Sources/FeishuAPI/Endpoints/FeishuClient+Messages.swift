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
        _ = try await call(.sendMessage, query: ["receive_id_type": "open_id"], body: Data(body.bytes()))
    }
}
