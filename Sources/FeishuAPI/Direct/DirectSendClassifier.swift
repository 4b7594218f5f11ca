import HTTPTransport
import StrictJSON

/// Turns what was seen of one `im/v1/messages` call into what is known about it.
///
/// All that comes before Feishu's code (the hook, libcurl, the HTTP status, answers that say two things) proves here what
/// it proves for `batch_send`, so ``SendClassifier`` decides it. What that calls in doubt is unknown here, and may be
/// repeated with the same `uuid`. The code is looked up in ``DirectSendCode``.
struct DirectSendClassifier: Sendable {
    /// Cleans what is kept of an answer.
    var evidence = EvidenceText()

    /// Classifies one exchange.
    func outcome(of exchange: HTTPExchange) -> DirectSendOutcome {
        let seen = SendClassifier(evidence: evidence).outcome(of: exchange)
        var kept = seen.evidence
        kept.subCode = nil
        guard exchange.firstByte == .allowed, let response = exchange.response, !response.isBodyTruncated,
            case .envelope(let envelope) = ResponseEnvelope.read(response.body)
        else { return sealed(Self.verdict(before: seen.verdict), kept) }
        let verdict = verdict(envelope, response)
        if exchange.curlCode != .ok {
            // An answer that was complete although the transfer was not: only an acceptance with an id is believed.
            guard case .accepted = verdict else { return sealed(.unknown(.unknown), kept) }
            kept.isSalvaged = true
        }
        kept.code = envelope.code
        kept.message = envelope.message.map(evidence.clean) ?? kept.message
        kept.logID = ResponseEnvelope.logID(of: response, envelope: envelope).map(evidence.clean)
        if DirectSendCode(envelope.code) == .contentFailed {
            kept.subCode = ContentSubCode.all(in: envelope.message ?? "").first
        }
        return sealed(verdict, kept)
    }

    private func verdict(_ envelope: ResponseEnvelope, _ response: HTTPResponse) -> DirectSendVerdict {
        let message = envelope.message ?? ""
        switch DirectSendCode(envelope.code) {
        case .accepted:
            guard let id = envelope.data?["message_id"]?.string, PrefixedID.isValid(id, "om_") else {
                return .acceptedWithoutID
            }
            return .accepted(messageID: id)
        case .rateLimited: return .throttled(.rate(resetSeconds: RateLimitReset.seconds(of: response)))
        case .recipientBusy: return .recipientBusy
        case .dailyQuota: return .throttled(.dailyQuota)
        case .monthlyQuota: return .throttled(.monthlyQuota)
        case .tokenRefused: return .tokenRefused
        case .refused(let refusal): return .refused(refusal)
        case .rejected(let rejection): return .rejected(rejection)
        case .parameterInvalid: return DirectSendCode.refusal(by: message)
        case .contentFailed: return DirectSendCode.cardFailure(message)
        case .unknown(let leaning): return .unknown(leaning)
        }
    }

    /// What was proven without a code.
    private static func verdict(before verdict: SendVerdict) -> DirectSendVerdict {
        switch verdict {
        case .notSent(let reason): .notSent(reason)
        case .throttled(let throttle): .throttled(throttle)
        case .rejected(let rejection): .rejected(rejection)
        case .inDoubt(let leaning): .unknown(leaning)
        // These follow from a code alone.
        case .accepted, .acceptedWithoutID, .tokenRefused: .unknown(.unknown)
        }
    }

    private func sealed(_ verdict: DirectSendVerdict, _ evidence: SendEvidence) -> DirectSendOutcome {
        var evidence = evidence
        evidence.hint = DirectSendHint.text(verdict: verdict, code: evidence.code)
        return DirectSendOutcome(verdict: verdict, evidence: evidence)
    }
}
