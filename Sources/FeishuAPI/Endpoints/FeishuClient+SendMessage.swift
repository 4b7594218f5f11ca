import HTTPTransport

public import struct Foundation.Data

extension FeishuClient {
    /// Sends one person or group one message, once (`im/v1/messages`).
    ///
    /// Nothing is repeated inside. The body's `uuid` must have been fixed before the first try of this message: with it the
    /// very same body may be sent again within ``DirectSendOutcome/uuidLifeSeconds``.
    /// - Parameters:
    ///   - body: The frozen request bytes, sent as they are; a JSON object with a `uuid` of 1 to 50 characters, without
    ///     which nothing is sent (``SendVerdict/NotSentReason/setup``).
    ///   - receiveIDKind: Which sort of id the body's `receive_id` is.
    ///   - beforeFirstByte: Runs once, right before the first request byte, on the transport's thread; it may block. If it
    ///     throws, nothing is sent and the verdict is ``DirectSendVerdict/notSent(_:)``.
    /// - Returns: What is known, and the evidence.
    public func sendMessage(
        _ body: Data, receiveIDKind: ReceiveIDKind, beforeFirstByte: @escaping @Sendable () throws -> Void
    ) async -> DirectSendOutcome {
        guard DirectMessageBody.isRepeatable(body) else {
            var evidence = SendEvidence()
            evidence.message = "the frozen message has no uuid of 1 to 50 characters"
            evidence.hint = "Nothing was sent: report this as a defect of larkcast, and plan the run anew."
            return DirectSendOutcome(verdict: .notSent(.setup), evidence: evidence)
        }
        do throws(FeishuError) {
            let (exchange, token) = try await sendOnce(
                .sendMessage, query: ["receive_id_type": receiveIDKind.rawValue], body: body,
                beforeFirstByte: beforeFirstByte)
            let classifier = DirectSendClassifier(evidence: EvidenceText(secrets: [configuration.appSecret, token]))
            let outcome = classifier.outcome(of: exchange)
            if outcome.verdict == .tokenRefused { await tokens.invalidate(token) }
            return outcome
        } catch {
            let verdict = DirectSendVerdict.notSent(Self.notSentReason(error))
            let hint = DirectSendHint.text(verdict: verdict, code: nil)
            return DirectSendOutcome(verdict: verdict, evidence: Self.evidence(error, hint: hint))
        }
    }
}
