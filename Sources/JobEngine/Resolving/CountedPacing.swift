import FeishuAPI
import Synchronization

/// Counts the calls that are made to find out who an audience is, repeated ones too: each counts at Feishu.
final class CountedPacing: ContactPacing {
    private let pacing: any ContactPacing
    private let made = Mutex((contacts: 0, availability: 0))

    /// Counts what goes through `pacing`.
    init(_ pacing: any ContactPacing) {
        self.pacing = pacing
    }

    /// Calls of the contacts so far.
    var contactCalls: Int { made.withLock { $0.contacts } }
    /// Calls so far that asked to whom the app is available.
    var availabilityCalls: Int { made.withLock { $0.availability } }

    func make<Value: Sendable>(
        _ call: ContactCall, _ stop: StopSignal, _ body: @Sendable () async throws(FeishuError) -> Value
    ) async throws -> Value {
        try await pacing.make(call, stop) { () async throws(FeishuError) in
            made.withLock { if call == .availability { $0.availability += 1 } else { $0.contacts += 1 } }
            return try await body()
        }
    }
}
