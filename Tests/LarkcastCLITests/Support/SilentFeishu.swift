import FeishuAPI
import JobEngine

import struct Foundation.Data

/// A Feishu for commands that must not ask it anything: every call fails.
struct SilentFeishu: BatchMessaging {
    let appID = "cli_test"

    var isPrepared: Bool { get async { false } }

    func prepare() async throws(FeishuError) { throw FeishuError(.tenantToken, .unreachable) }

    func send(_ body: Data, beforeFirstByte: @escaping @Sendable () throws -> Void) async -> SendOutcome {
        SendOutcome(verdict: .notSent(.connection), evidence: SendEvidence())
    }

    func progress(of batchMessageID: String) async throws(FeishuError) -> BatchProgress {
        throw FeishuError(.batchProgress, .unreachable)
    }

    func readers(of batchMessageID: String) async throws(FeishuError) -> BatchReaders {
        throw FeishuError(.batchReaders, .unreachable)
    }

    func recall(_ batchMessageID: String) async throws(FeishuError) { throw FeishuError(.recallBatch, .unreachable) }
}
