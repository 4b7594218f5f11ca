public import FeishuAPI

public import struct Foundation.Data

extension FeishuClient: DirectMessaging {
    /// Sends one frozen body over a connection of its own.
    public func send(
        message body: Data, to kind: ReceiveIDKind, beforeFirstByte: @escaping @Sendable () throws -> Void
    ) async -> DirectSendOutcome {
        await sendMessage(body, receiveIDKind: kind, beforeFirstByte: beforeFirstByte)
    }

    /// Takes a message back.
    ///
    /// The answer to an earlier request may have been lost, so a message that is gone is no failure.
    public func recall(message id: String) async throws(FeishuError) {
        do {
            try await recallMessage(id)
        } catch {
            guard let code = error.code, Self.isGone.contains(code) else { throw error }
        }
    }

    /// 230011: recalled already; 230110: deleted.
    private static let isGone = [230_011, 230_110]
}
