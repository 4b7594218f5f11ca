public import FeishuAPI

public import struct Foundation.Data

extension FeishuClient: BatchMessaging {
    /// Makes sure that a tenant token is at hand.
    public func prepare() async throws(FeishuError) { try await prepareToken() }

    /// Whether a tenant token with at least ten minutes left is at hand.
    public var isPrepared: Bool { get async { await hasToken } }

    /// Asks the bot about itself.
    ///
    /// A bot that may not tell has answered all the same.
    public func probe() async throws(FeishuError) {
        do {
            _ = try await botInfo()
        } catch {
            guard error.hasFeishuAnswered else { throw error }
        }
    }

    /// Sends one frozen body over a connection of its own.
    public func send(_ body: Data, beforeFirstByte: @escaping @Sendable () throws -> Void) async -> SendOutcome {
        await sendBatch(body: body, beforeFirstByte: beforeFirstByte)
    }

    /// Fetches `get_progress` of one batch.
    public func progress(of batchMessageID: String) async throws(FeishuError) -> BatchProgress {
        try await batchProgress(batchMessageID)
    }

    /// Fetches `read_user` of one batch.
    public func readers(of batchMessageID: String) async throws(FeishuError) -> BatchReaders {
        try await batchReaders(batchMessageID)
    }

    /// Asks Feishu to take one batch back.
    public func recall(_ batchMessageID: String) async throws(FeishuError) { try await recallBatch(batchMessageID) }
}
