import HTTPTransport

/// Reads the answers of calls that may be repeated.
struct AnswerReader: Sendable {
    /// The call.
    let endpoint: FeishuEndpoint
    /// Cleans what is kept of an answer.
    let evidence: EvidenceText

    /// The answer of a call that succeeded, whatever its HTTP status.
    ///
    /// - Throws: ``FeishuError`` for everything else.
    func answer(of exchange: HTTPExchange) throws(FeishuError) -> FeishuAnswer {
        do throws(FeishuError) {
            return try read(exchange)
        } catch {
            var error = error
            // A log id comes from a header anybody in between may have written.
            error.logID = error.logID.map(evidence.clean)
            throw error
        }
    }

    private func read(_ exchange: HTTPExchange) throws(FeishuError) -> FeishuAnswer {
        guard exchange.curlCode == .ok, let response = exchange.response, !response.isBodyTruncated else {
            throw failure(of: exchange)
        }
        switch ResponseEnvelope.read(response.body) {
        case .envelope(let envelope) where envelope.code == 0:
            return FeishuAnswer(endpoint: endpoint, envelope: envelope, response: response)
        case .envelope(let envelope): throw refusal(envelope, response)
        case .contradictory:
            throw FeishuAnswer.malformed(endpoint, "a key occurs twice in the answer", response: response)
        case .other: throw refusal(response)
        }
    }

    private func refusal(_ envelope: ResponseEnvelope, _ response: HTTPResponse) -> FeishuError {
        var kind = FeishuCode.kind(of: envelope.code, at: endpoint)
        if case .throttled = kind { kind = .throttled(resetSeconds: RateLimitReset.seconds(of: response)) }
        // Whatever it means, the status says whose trouble it is.
        let isServers = kind == .unknownCode && (500...599).contains(response.status)
        if isServers { kind = .server }
        let grant = kind == .permission ? PermissionHint.text(scopes: envelope.missingScopes) : nil
        var error = FeishuError(
            endpoint, kind, hint: grant ?? FeishuCode.hint(for: isServers ? 2_200 : envelope.code, at: endpoint))
        error.httpStatus = response.status
        error.code = envelope.code
        error.message = envelope.message.map(evidence.clean)
        error.logID = ResponseEnvelope.logID(of: response, envelope: envelope)
        return error
    }

    /// The HTTP status speaks because the body does not.
    private func refusal(_ response: HTTPResponse) -> FeishuError {
        var error = FeishuAnswer.malformed(endpoint, "the answer is not Feishu's envelope", response: response)
        switch response.status {
        case 407:
            error.kind = .trust
            error.hint = "Give the proxy the credentials it wants, or go without it."
        case 300...399, 400, 401, 403, 404, 405, 411, 413, 414, 415, 431:
            error.kind = .configuration
            error.hint = "Check the base URL and any proxy in between: whoever answered is not the Feishu API."
        case 429:
            error.kind = .throttled(resetSeconds: RateLimitReset.seconds(of: response))
            error.hint = FeishuCode.hint(for: 99_991_400, at: endpoint)
        case 500...599:
            error.kind = .server
            error.hint = "Try again later; if it lasts, give the log id to Feishu's support."
        default: break
        }
        return error
    }

    private func failure(of exchange: HTTPExchange) -> FeishuError {
        var error = FeishuError(endpoint, .unreachable)
        error.curlCode = exchange.curlCode == .ok ? nil : exchange.curlCode
        error.httpStatus = exchange.response?.status
        error.message = exchange.failure.map(evidence.clean)
        error.logID = ResponseEnvelope.logID(of: exchange.response)
        switch ConnectionFailure(of: exchange) {
        case .cancelled: error.kind = .cancelled
        case .trust: error.kind = .trust
        case .setup: error.kind = .configuration
        case .connection: break
        }
        error.hint = ConnectionFailure(of: exchange).hint
        return error
    }
}
