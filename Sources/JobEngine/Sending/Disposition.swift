import FeishuAPI
import JobModel

import struct Foundation.Data

/// What follows from one send: what the store records, and whether the dispatcher may go on.
///
/// The one place where Feishu's answer becomes the batch's next state, written as exhaustive switches so that a new
/// verdict does not compile until somebody has decided what it means.
struct Disposition {
    /// What the lane does next.
    enum Next: Equatable {
        /// Claim the next batch.
        case goOn
        /// Let the others finish, then end for this reason.
        case end(DispatchEnd)
    }

    /// What came before on this batch and this run, as far as it changes the decision.
    struct History {
        /// Times in a row this batch provably did not leave; of a direct message, also those it may have left to be repeated.
        var notSentInARow = 0
        /// Times in a row this batch met a refused token.
        var tokenRefusedInARow = 0
        /// Times in a row any batch of the run was throttled.
        var throttledInARow = 0
        /// Batches of the run in a row that Feishu refused.
        var rejectedInARow = 0
    }

    let result: AttemptResult
    let next: Next

    init(_ result: AttemptResult, _ next: Next) {
        self.result = result
        self.next = next
    }

    init(_ outcome: SendOutcome, history: History, configuration: EngineConfiguration, randomUnit: () -> Double) {
        let evidence = AttemptEvidence(outcome.evidence)
        switch outcome.verdict {
        case .accepted(let id, let invalid):
            result = AttemptResult(
                outcome: .accepted, batchMessageID: id, invalidIDs: invalid.listed,
                unreadableInvalidIDs: invalid.unreadable, evidence: evidence)
            next = .goOn

        case .acceptedWithoutID(let invalid):
            result = AttemptResult(
                outcome: .acceptedWithoutID, invalidIDs: invalid.listed, unreadableInvalidIDs: invalid.unreadable,
                evidence: evidence)
            next = .goOn

        case .inDoubt(let leaning):
            var evidence = evidence
            let parts = [leaning == .unknown ? nil : leaning.rawValue, evidence.hint].compactMap(\.self)
            evidence.hint = parts.isEmpty ? nil : parts.joined(separator: "; ")
            // The store halts the run in the same transaction once `max_in_doubt` is reached.
            result = AttemptResult(outcome: .inDoubt, evidence: evidence)
            next = .goOn

        case .rejected(let rejection):
            let reason = RunReason.batchRefused(evidence.oneLine).text
            result = AttemptResult(outcome: .rejected, evidence: evidence, stopsRun: reason)
            next = rejection == .configuration ? .end(.permissionRefused(evidence)) : .goOn

        case .tokenRefused:
            result = AttemptResult(outcome: .tokenRefused, evidence: evidence)
            next = history.tokenRefusedInARow >= 1 ? .end(.credentialsRefused(evidence)) : .goOn

        case .throttled(let throttle):
            (result, next) = Self.afterThrottle(
                throttle, evidence: evidence, history: history, configuration: configuration, randomUnit: randomUnit)

        case .notSent(let reason):
            (result, next) = Self.afterNotSent(
                reason, evidence: evidence, history: history, configuration: configuration, randomUnit: randomUnit)
        }
    }

    static func afterThrottle(
        _ throttle: SendVerdict.Throttle, evidence: AttemptEvidence, history: History,
        configuration: EngineConfiguration, randomUnit: () -> Double
    ) -> (AttemptResult, Next) {
        var result = AttemptResult(outcome: .throttled, evidence: evidence)
        switch throttle {
        case .rate(let resetSeconds):
            result.retryCost = RetryBudget.costOfThrottle
            let pause = ThrottlePause.milliseconds(
                resetSeconds: resetSeconds, throttledInARow: history.throttledInARow, randomUnit: randomUnit)
            result.pausesAppMilliseconds = pause
            let isTooMuch =
                history.throttledInARow + 1 >= configuration.throttlesInARow
                || pause > configuration.longestWaitMilliseconds
            return (result, isTooMuch ? .end(.throttled(milliseconds: pause)) : .goOn)
        case .dailyQuota:
            result.stopsRun = RunReason.dailyQuota.text
            result.usedUp = .daily
            return (result, .end(.quotaUsedUp(evidence)))
        case .monthlyQuota:
            result.stopsRun = RunReason.monthlyQuota.text
            result.usedUp = .monthly
            return (result, .end(.quotaUsedUp(evidence)))
        }
    }

    static func afterNotSent(
        _ reason: SendVerdict.NotSentReason, evidence: AttemptEvidence, history: History,
        configuration: EngineConfiguration, randomUnit: () -> Double
    ) -> (AttemptResult, Next) {
        var result = AttemptResult(outcome: .notSent, evidence: evidence)
        switch reason {
        case .connection, .tokenUnavailable:
            result.retryCost = RetryBudget.costOfNotSent
            guard
                let delay = configuration.retry.delay(
                    afterAttempt: history.notSentInARow + 1, random: randomUnit())
            else { return (result, .end(.unreachable(evidence))) }
            result.retryAfterMilliseconds = delay
            return (result, .goOn)
        case .trust, .setup:
            return (result, .end(.unreachable(evidence)))
        case .credentials:
            return (result, .end(.credentialsRefused(evidence)))
        case .cancelled:
            return (result, .end(.drained))
        case .refused:
            // The store said no in the hook (paused, cancelled, expired, superseded): the next claim learns why.
            return (result, .goOn)
        }
    }
}
