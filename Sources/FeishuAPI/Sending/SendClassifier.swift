import HTTPTransport

/// Turns what was seen of one `batch_send` call into what is known about it.
///
/// Pure, and by proof: whatever is not proven to be something else is in doubt. In this order:
///
/// 1. The hook never ran, or refused: not sent, whatever libcurl says.
/// 2. libcurl tried to send again and was stopped: in doubt, the first copy may have been processed.
/// 3. The transfer completed: the envelope's code decides, else the HTTP status.
/// 4. The transfer did not complete, but a complete answer with code 0 and a valid id came: accepted, salvaged.
/// 5. Everything else: in doubt.
struct SendClassifier: Sendable {
    /// Cleans what is kept of an answer.
    var evidence = EvidenceText()

    /// Classifies one exchange.
    func outcome(of exchange: HTTPExchange) -> SendOutcome {
        var kept = SendEvidence()
        kept.exchange = evidence.clean(exchange)
        kept.message = exchange.failure.map(evidence.clean)
        kept.logID = ResponseEnvelope.logID(of: exchange.response).map(evidence.clean)
        switch exchange.firstByte {
        case .refused:
            return sealed(.notSent(.refused), kept)
        case .notReached:
            return sealed(.notSent(Self.reason(exchange)), kept)
        case .resendBlocked:
            return sealed(.inDoubt(.unknown), kept, because: "libcurl tried to send the request a second time")
        case .allowed:
            guard let response = exchange.response else {
                return sealed(.inDoubt(.unknown), kept, because: "no answer came")
            }
            return exchange.curlCode == .ok ? answered(response, kept) : interrupted(response, kept)
        }
    }

    /// Rule 3.
    private func answered(_ response: HTTPResponse, _ evidence: SendEvidence) -> SendOutcome {
        guard !response.isBodyTruncated else {
            return sealed(.inDoubt(.unknown), evidence, because: "the answer was too long to be read")
        }
        switch ResponseEnvelope.read(response.body) {
        case .envelope(let envelope):
            return decided(by: envelope, response, evidence)
        case .contradictory:
            return sealed(.inDoubt(.unknown), evidence, because: "a key occurs twice in the answer")
        case .other:
            let verdict = Self.verdict(of: response)
            return sealed(verdict, evidence, because: "HTTP \(response.status) without Feishu's envelope")
        }
    }

    /// Rules 4 and 5.
    private func interrupted(_ response: HTTPResponse, _ evidence: SendEvidence) -> SendOutcome {
        if !response.isBodyTruncated, case .envelope(let envelope) = ResponseEnvelope.read(response.body),
            envelope.code == 0
        {
            var salvaged = decided(by: envelope, response, evidence)
            if case .accepted = salvaged.verdict {
                salvaged.evidence.isSalvaged = true
                return salvaged
            }
        }
        return sealed(.inDoubt(.unknown), evidence, because: "the answer was cut short")
    }

    private func decided(
        by envelope: ResponseEnvelope, _ response: HTTPResponse, _ evidence: SendEvidence
    ) -> SendOutcome {
        var kept = evidence
        kept.code = envelope.code
        kept.message = envelope.message.map(self.evidence.clean) ?? kept.message
        kept.logID = ResponseEnvelope.logID(of: response, envelope: envelope).map(self.evidence.clean)
        switch BatchSendCode(envelope.code) {
        case .accepted:
            let acceptance = Acceptance(envelope)
            return sealed(
                acceptance.verdict, kept,
                because: acceptance.flaws.isEmpty ? nil : acceptance.flaws.joined(separator: "; "))
        case .rateLimited:
            return sealed(.throttled(.rate(resetSeconds: RateLimitReset.seconds(of: response))), kept)
        case .dailyQuota: return sealed(.throttled(.dailyQuota), kept)
        case .monthlyQuota: return sealed(.throttled(.monthlyQuota), kept)
        case .tokenRefused: return sealed(.tokenRefused, kept)
        case .rejected(let rejection): return sealed(.rejected(rejection), kept)
        case .inDoubt(let leaning): return sealed(.inDoubt(leaning), kept)
        case .contentFailed:
            let message = envelope.message ?? ""
            kept.subCode = ContentSubCode.all(in: message).first
            return sealed(ContentSubCode.verdict(of: message), kept)
        }
    }

    private func sealed(_ verdict: SendVerdict, _ evidence: SendEvidence, because reason: String? = nil) -> SendOutcome
    {
        var evidence = evidence
        evidence.hint = SendHint(verdict: verdict, code: evidence.code, reason: reason).text
        return SendOutcome(verdict: verdict, evidence: evidence)
    }

    private static func reason(_ exchange: HTTPExchange) -> SendVerdict.NotSentReason {
        switch ConnectionFailure(of: exchange) {
        case .cancelled: .cancelled
        case .trust: .trust
        case .setup: .setup
        case .connection: .connection
        }
    }

    /// What an HTTP status proves when the body says nothing.
    ///
    /// Refusals are statuses a gateway gives before the service. 302 and 303 follow a processed POST; 408 is ambiguous
    /// behind proxies; 503 is probably without effect, which is no proof.
    private static func verdict(of response: HTTPResponse) -> SendVerdict {
        switch response.status {
        case 301, 307, 308, 400, 401, 403, 404, 405, 407, 411, 413, 414, 415, 431: .rejected(.configuration)
        case 429: .throttled(.rate(resetSeconds: RateLimitReset.seconds(of: response)))
        default: .inDoubt(.unknown)
        }
    }
}
