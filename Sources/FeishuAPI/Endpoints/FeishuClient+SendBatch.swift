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
        do throws(FeishuError) {
            let (exchange, token) = try await sendOnce(.batchSend, body: body, beforeFirstByte: beforeFirstByte)
            let classifier = SendClassifier(evidence: EvidenceText(secrets: [configuration.appSecret, token]))
            let outcome = classifier.outcome(of: exchange)
            if outcome.verdict == .tokenRefused { await tokens.invalidate(token) }
            return outcome
        } catch {
            let reason = Self.notSentReason(error)
            let hint = SendHint(verdict: .notSent(reason), code: nil).text
            return SendOutcome(verdict: .notSent(reason), evidence: Self.evidence(error, hint: hint))
        }
    }

    /// Puts frozen bytes on the wire once, over a connection of their own.
    ///
    /// - Returns: The exchange, and the token that went with it.
    /// - Throws: ``FeishuError`` when no token could be had and no exchange took place.
    func sendOnce(
        _ endpoint: FeishuEndpoint, query: RequestQuery = [:], body: Data,
        beforeFirstByte: @escaping @Sendable () throws -> Void
    ) async throws(FeishuError) -> (HTTPExchange, Secret) {
        let token = try await tokens.token()
        let request = HTTPRequest(
            method: endpoint.method,
            url: configuration.baseURL.text + endpoint.path() + query.text,
            fields: [Self.authorization(token), HTTPRequest.Field("Content-Type", RequestBody.jsonType)],
            body: body,
            connection: .exclusive(beforeFirstByte: beforeFirstByte))
        return (await dependencies.transport.perform(request), token)
    }

    /// Why a send ended at the token.
    static func notSentReason(_ error: FeishuError) -> SendVerdict.NotSentReason {
        switch error.kind {
        case .cancelled: .cancelled
        case .credentials, .permission: .credentials
        case .trust: .trust
        case .configuration: .setup
        default: .tokenUnavailable
        }
    }

    /// What is known of a send that ended at the token.
    static func evidence(_ error: FeishuError, hint: String) -> SendEvidence {
        var evidence = SendEvidence()
        evidence.code = error.code
        evidence.message = error.message
        evidence.logID = error.logID
        evidence.hint = [hint, error.hint].compactMap(\.self).joined(separator: " ")
        return evidence
    }
}
