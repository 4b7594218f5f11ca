public import FeishuAPI

public import struct Foundation.Data

/// What the notifier needs of Feishu; `FeishuClient` is the live one.
public protocol CardMessaging: Sendable {
    /// Sends one person a card; the same `uuid` twice within an hour is one message.
    func sendCard(_ card: Data, to openID: String, uuid: String) async throws(FeishuError)
}

extension FeishuClient: CardMessaging {}
