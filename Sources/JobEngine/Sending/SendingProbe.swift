import FeishuAPI
import JobModel

/// What a lane makes sure of before it claims: that there is a fresh token, and that an open breaker has been closed by a
/// probe.
struct SendingProbe {
    let breaker: CircuitBreaker
    let messaging: any BatchMessaging
    let calls: QueryCalls
    let configuration: EngineConfiguration
    let dependencies: EngineDependencies

    /// Waits until a batch may be claimed.
    ///
    /// - Parameters:
    ///   - stop: Ends the waiting.
    ///   - isOver: Whether another lane has found a reason to end.
    /// - Returns: Why the run has to end; `nil` when it may go on.
    /// - Throws: `StoreError`, and what the clock throws when the task is cancelled.
    func clear(_ stop: StopSignal, isOver: () -> Bool) async throws -> DispatchEnd? {
        while breaker.isOpen {
            if isOver() || stop.isStopping { return .drained }
            guard let failures = breaker.beginProbe() else {
                // Another lane is asking.
                try await dependencies.sleep(.milliseconds(EngineDependencies.longestNapMilliseconds))
                continue
            }
            do throws(FeishuError) {
                try await messaging.probe()
                breaker.endProbe(isAnswered: true)
            } catch {
                breaker.endProbe(isAnswered: error.kind == .cancelled ? nil : false)
                if let end = Self.end(after: error) { return end }
                guard
                    let pause = configuration.retry.delay(
                        afterAttempt: failures + 1, random: dependencies.randomUnit())
                else { return .unreachable(AttemptEvidence(error)) }
                if try await isStopped(during: pause, stop) { return .drained }
            }
        }
        do {
            try await calls.prepare(stop)
            return nil
        } catch let error as FeishuError {
            return Self.end(after: error) ?? .unreachable(AttemptEvidence(error))
        } catch is CancellationError where stop.isStopping {
            return .drained
        }
    }

    private func isStopped(during pause: Int64, _ stop: StopSignal) async throws -> Bool {
        do {
            try await dependencies.nap(milliseconds: pause, stop)
            return false
        } catch is CancellationError where stop.isStopping {
            return true
        }
    }

    /// What another try cannot help.
    private static func end(after error: FeishuError) -> DispatchEnd? {
        switch error.kind {
        case .credentials, .token, .permission: .credentialsRefused(AttemptEvidence(error))
        case .trust, .configuration: .unreachable(AttemptEvidence(error))
        case .throttled(let reset): .throttled(milliseconds: Int64((reset ?? 60) * 1000))
        case .quota: .quotaUsedUp(AttemptEvidence(error))
        case .cancelled: .drained
        case .unreachable, .notFound, .invalidRequest, .tooOldToRecall, .refusedRecall, .unknownBatch, .notOurs,
            .server,
            .malformedAnswer, .unknownCode:
            nil
        }
    }
}
