public import FeishuAPI

public import struct Foundation.Data

/// What the engine needs of Feishu.
///
/// `FeishuClient` is the live one.
public protocol BatchMessaging: Sendable {
    /// The app whose limits and batch message ids these are.
    var appID: String { get }

    /// Makes sure that a tenant token is at hand, so that a wrong secret shows before anything is frozen.
    func prepare() async throws(FeishuError)

    /// Whether ``prepare()`` would return at once; asked before each claim.
    var isPrepared: Bool { get async }

    /// Asks Feishu something that has no effect, over the network, so that a send need not find out whether it works.
    func probe() async throws(FeishuError)

    /// Sends one frozen body. `beforeFirstByte` runs right before the first request byte and may refuse by throwing.
    func send(_ body: Data, beforeFirstByte: @escaping @Sendable () throws -> Void) async -> SendOutcome

    /// Fetches `get_progress` of one batch.
    func progress(of batchMessageID: String) async throws(FeishuError) -> BatchProgress

    /// Fetches `read_user` of one batch.
    func readers(of batchMessageID: String) async throws(FeishuError) -> BatchReaders

    /// Asks Feishu to take one batch back; the taking back itself is asynchronous.
    func recall(_ batchMessageID: String) async throws(FeishuError)
}

extension BatchMessaging {
    /// Asks for a token, where there is nothing else to ask.
    public func probe() async throws(FeishuError) { try await prepare() }
}
