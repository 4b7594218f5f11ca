import FeishuAPI
import Synchronization

/// Counts the contact calls that are made for a plan, repeated ones too: each counts at Feishu.
final class CountedPacing: ContactPacing {
    private let pacing: any ContactPacing
    private let made = Mutex(0)

    /// Counts what goes through `pacing`.
    init(_ pacing: any ContactPacing) {
        self.pacing = pacing
    }

    /// Calls so far.
    var calls: Int { made.withLock { $0 } }

    func make<Value: Sendable>(
        _ call: ContactCall, _ stop: StopSignal, _ body: @Sendable () async throws(FeishuError) -> Value
    ) async throws -> Value {
        try await pacing.make(call, stop) { () async throws(FeishuError) in
            made.withLock { $0 += 1 }
            return try await body()
        }
    }
}
