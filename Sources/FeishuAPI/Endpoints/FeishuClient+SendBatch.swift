import HTTPTransport

public import struct Foundation.Data

extension FeishuClient {
    /// Sends one batch, at most once.
    ///
    /// The token is fetched before the call; nothing is repeated inside. Call ``prepareToken()`` beforehand to learn of
    /// token trouble before a batch is claimed.
    /// - Parameters:
    ///   - body: The frozen request bytes, sent as they are.
    ///   - beforeFirstByte: Runs once, right before the first request byte, on the transport's thread; it may block. If it
    ///     throws, nothing is sent and the verdict is ``SendVerdict/notSent(_:)``.
    /// - Returns: What is known, and the evidence.
    public func sendBatch(
        body: Data, beforeFirstByte: @escaping @Sendable () throws -> Void
    ) async -> SendOutcome {
        let token: Secret
        do throws(FeishuError) {
            token = try await tokens.token()
        } catch {
            return Self.notSent(error)
        }
        let request = HTTPRequest(
            method: FeishuEndpoint.batchSend.method,
            url: configuration.baseURL.text + FeishuEndpoint.batchSend.path(),
            fields: [
                Self.authorization(token), HTTPRequest.Field("Content-Type", "application/json; charset=utf-8"),
            ],
            body: body,
            connection: .exclusive(beforeFirstByte: beforeFirstByte))
        let exchange = await dependencies.transport.perform(request)
        let classifier = SendClassifier(evidence: EvidenceText(secrets: [configuration.appSecret, token]))
        let outcome = classifier.outcome(of: exchange)
        if outcome.verdict == .tokenRefused { await tokens.invalidate(token) }
        return outcome
    }

    /// The outcome of a send that ended at the token.
    private static func notSent(_ error: FeishuError) -> SendOutcome {
        let reason: SendVerdict.NotSentReason =
            switch error.kind {
            case .cancelled: .cancelled
            case .credentials, .permission: .credentials
            case .trust: .trust
            case .configuration: .setup
            default: .tokenUnavailable
            }
        var evidence = SendEvidence()
        evidence.code = error.code
        evidence.message = error.message
        evidence.logID = error.logID
        let hint = SendHint(verdict: .notSent(reason), code: nil).text
        evidence.hint = [hint, error.hint].compactMap(\.self).joined(separator: " ")
        return SendOutcome(verdict: .notSent(reason), evidence: evidence)
    }
}
