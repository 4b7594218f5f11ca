public import FeishuAPI

public import struct Foundation.Data

/// What the engine needs of Feishu for messages to single people and groups (`im/v1/messages`).
///
/// `FeishuClient` is the live one.
public protocol DirectMessaging: Sendable {
    /// Sends one frozen body, which holds its `uuid`. `beforeFirstByte` runs right before the first request byte and may
    /// refuse by throwing.
    func send(
        message body: Data, to kind: ReceiveIDKind, beforeFirstByte: @escaping @Sendable () throws -> Void
    ) async -> DirectSendOutcome

    /// One page of the people who have read a message.
    func readers(ofMessage id: String, pageToken: String?) async throws(FeishuError) -> FeishuPage<MessageReader>

    /// Takes a message back; one that is gone already has been.
    func recall(message id: String) async throws(FeishuError)

    /// Pins a message in its group; one that is pinned stays so.
    func pin(message id: String) async throws(FeishuError)
}
