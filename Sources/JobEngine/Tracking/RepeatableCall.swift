import FeishuAPI
import JobModel

/// Makes one idempotent call, again if that may help: polls, recalls and tokens, never `batch_send`.
struct RepeatableCall {
    let endpoint: FeishuEndpoint
    let pacer: CallPacer
    let configuration: EngineConfiguration
    let dependencies: EngineDependencies
    var tries = 5

    /// Calls until it succeeds, fails for good, its tries are used up, or Feishu wants more rest than anybody waits.
    ///
    /// - Throws: `FeishuError` of the last try, `StoreError`, or `CancellationError`.
    func make<Value: Sendable>(_ stop: StopSignal, _ call: () async throws(FeishuError) -> Value) async throws -> Value
    {
        var failures = 0
        while true {
            switch try await once(stop, call) {
            case .success(let value): return value
            case .failure(let error):
                failures += 1
                if case .throttled(let reset) = error.kind, error.endpoint != .tenantToken || endpoint == .tenantToken {
                    try await pacer.rest(
                        milliseconds: ThrottlePause.milliseconds(
                            resetSeconds: reset, throttledInARow: failures - 1, randomUnit: dependencies.randomUnit),
                        reason: error.message ?? RunReason.restAsked.text)
                }
                // A token that could not be had was tried often enough where it is fetched.
                guard error.isRetryable, error.endpoint != .tenantToken, failures < tries else { throw error }
                if case .throttled = error.kind { continue }
                let pause = configuration.retry.delay(afterAttempt: failures, random: dependencies.randomUnit())
                try await dependencies.nap(milliseconds: pause ?? 1000, stop)
            }
        }
    }

    private func once<Value: Sendable>(
        _ stop: StopSignal, _ call: () async throws(FeishuError) -> Value
    ) async throws -> Result<Value, FeishuError> {
        do {
            let ticket = try await pacer.admit(longest: configuration.longestWaitMilliseconds, stop)
            let result: Result<Value, FeishuError>
            do throws(FeishuError) { result = .success(try await call()) } catch { result = .failure(error) }
            try await pacer.end(ticket)
            return result
        } catch let error as CallPacer.TooLong {
            var refusal = FeishuError(
                endpoint, .throttled(resetSeconds: Double(error.milliseconds) / 1000),
                hint: "Feishu asked for this rest; the same command goes on after it.")
            refusal.message = "\(error.reason); \((error.milliseconds + 999) / 1000) s of rest are left"
            throw refusal
        }
    }
}
