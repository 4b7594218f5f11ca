import FeishuAPI
import JobModel

extension Disposition {
    /// Recipients in a row that Feishu refused, after which the run pauses: then it is not about them.
    static let refusalsInARow = 50

    /// What follows from one direct message.
    ///
    /// It differs from a batch in two ways: what is unknown is repeated with the same `uuid` as long as that lives, and a
    /// refusal for the recipient's sake concerns nobody else.
    init(_ outcome: DirectSendOutcome, history: History, configuration: EngineConfiguration, randomUnit: () -> Double) {
        let evidence = AttemptEvidence(outcome.evidence)
        switch outcome.verdict {
        case .accepted(let id):
            self.init(AttemptResult(outcome: .accepted, batchMessageID: id, evidence: evidence), .goOn)

        case .acceptedWithoutID:
            self.init(AttemptResult(outcome: .acceptedWithoutID, evidence: evidence), .goOn)

        case .unknown(let leaning):
            let (result, next) = Self.afterUnknown(
                leaning, evidence: evidence, history: history, configuration: configuration, randomUnit: randomUnit)
            self.init(result, next)

        case .refused(let refusal):
            var result = AttemptResult(outcome: .rejected, evidence: evidence)
            if history.rejectedInARow + 1 >= Self.refusalsInARow {
                let reason = RunReason.recipientsRefused(
                    count: Self.refusalsInARow, kind: refusal.rawValue, evidence.oneLine)
                result.stopsRun = reason.text
            }
            self.init(result, .goOn)

        case .rejected(.configuration):
            // It is about the app and not about this person, who gets the message once the permission is there.
            let reason = RunReason.permissionRefused(evidence.oneLine).text
            self.init(
                AttemptResult(outcome: .tokenRefused, evidence: evidence, stopsRun: reason),
                .end(.permissionRefused(evidence)))

        case .rejected(.request):
            let reason = RunReason.messageRefused(evidence.oneLine).text
            self.init(AttemptResult(outcome: .rejected, evidence: evidence, stopsRun: reason), .goOn)

        case .recipientBusy:
            var result = AttemptResult(outcome: .throttled, evidence: evidence)
            result.retryCost = RetryBudget.costOfThrottle
            result.retryAfterMilliseconds = 1000 + Int64(randomUnit() * 2000)
            self.init(result, .goOn)

        case .tokenRefused:
            self.init(
                AttemptResult(outcome: .tokenRefused, evidence: evidence),
                history.tokenRefusedInARow >= 1 ? .end(.credentialsRefused(evidence)) : .goOn)

        case .throttled(let throttle):
            let (result, next) = Self.afterThrottle(
                throttle, evidence: evidence, history: history, configuration: configuration, randomUnit: randomUnit)
            self.init(result, next)

        case .notSent(let reason):
            let (result, next) = Self.afterNotSent(
                reason, evidence: evidence, history: history, configuration: configuration, randomUnit: randomUnit)
            self.init(result, next)
        }
    }

    /// The same bytes once more, a little later; when that has been tried often enough the run goes on another time, while the
    /// store sees to it that nothing is repeated beyond the life of its `uuid`.
    private static func afterUnknown(
        _ leaning: SendVerdict.Leaning, evidence: AttemptEvidence, history: History,
        configuration: EngineConfiguration, randomUnit: () -> Double
    ) -> (AttemptResult, Next) {
        var evidence = evidence
        let parts = [leaning == .unknown ? nil : leaning.rawValue, evidence.hint].compactMap(\.self)
        evidence.hint = parts.isEmpty ? nil : parts.joined(separator: "; ")
        var result = AttemptResult(outcome: .repeatable, evidence: evidence)
        result.retryCost = RetryBudget.costOfNotSent
        guard let delay = configuration.retry.delay(afterAttempt: history.notSentInARow + 1, random: randomUnit())
        else { return (result, .end(.unreachable(evidence))) }
        result.retryAfterMilliseconds = delay
        return (result, .goOn)
    }
}
