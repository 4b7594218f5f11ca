import FeishuAPI
import JobModel

/// Makes one idempotent call, again if that may help: polls and recalls, never `batch_send`.
struct RepeatableCall {
    private static let tries = 5

    let pacer: CallPacer
    let configuration: EngineConfiguration
    let dependencies: EngineDependencies

    /// Calls until it succeeds, fails for good, or five tries are used up.
    ///
    /// - Throws: `FeishuError` of the last try, or `CancellationError`.
    func make<Value: Sendable>(_ call: () async throws(FeishuError) -> Value) async throws -> Value {
        var failures = 0
        while true {
            try await pacer.admit()
            do throws(FeishuError) {
                return try await call()
            } catch {
                failures += 1
                // A token that could not be had was tried often enough where it is fetched.
                guard error.isRetryable, error.endpoint != .tenantToken, failures < Self.tries else { throw error }
                try await dependencies.sleep(.milliseconds(pause(after: error, failures: failures)))
            }
        }
    }

    private func pause(after error: FeishuError, failures: Int) -> Int64 {
        if case .throttled(let resetSeconds) = error.kind {
            return ThrottlePause.milliseconds(
                resetSeconds: resetSeconds, throttledInARow: failures, randomUnit: dependencies.randomUnit)
        }
        return configuration.retry.delay(afterAttempt: failures, random: dependencies.randomUnit())
            ?? 1000
    }
}
