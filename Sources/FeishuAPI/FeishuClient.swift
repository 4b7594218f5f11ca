import HTTPTransport

/// Feishu as Swift values: one app's calls, over any ``HTTPTransport/Transport``.
///
/// Calls that may be repeated throw ``FeishuError`` and fetch a new token once when theirs is refused. The one that may
/// not, `batch_send`, never repeats itself and returns a ``SendOutcome``.
public struct FeishuClient: Sendable {
    let configuration: FeishuConfiguration
    let dependencies: FeishuDependencies
    let tokens: TenantTokenProvider

    /// Creates a client; nothing is sent before the first call.
    public init(
        configuration: FeishuConfiguration, dependencies: FeishuDependencies,
        tokenRetries: TokenRetryPolicy = TokenRetryPolicy()
    ) {
        self.configuration = configuration
        self.dependencies = dependencies
        tokens = TenantTokenProvider(
            configuration: configuration, dependencies: dependencies, policy: tokenRetries)
    }

    /// The app that calls.
    public var appID: String { configuration.appID }

    /// Makes sure that a token with at least ten minutes left is at hand, so that a send need not wait for one.
    ///
    /// - Throws: ``FeishuError`` about ``FeishuEndpoint/tenantToken``; ``FeishuError/Kind/credentials`` is final.
    public func prepareToken() async throws(FeishuError) {
        _ = try await tokens.token()
    }

    /// Whether a token with at least ten minutes left is at hand, so that ``prepareToken()`` returns at once.
    public var hasToken: Bool { get async { await tokens.isFresh } }

    /// Performs a call that may be repeated, once more with a new token when the first one is refused.
    func call(
        _ endpoint: FeishuEndpoint, id: String? = nil, query: RequestQuery = [:], body: RequestBody? = nil
    ) async throws(FeishuError) -> FeishuAnswer {
        var segment = ""
        if let id {
            guard let encoded = PathSegment.encode(id) else {
                throw FeishuError(
                    endpoint, refusing: "the \(endpoint.pathID) cannot stand in a path",
                    hint: "Use the id as Feishu gave it: 1 to 200 characters without control characters.")
            }
            segment = encoded
        }
        let path = endpoint.path(id: segment) + query.text
        let token = try await tokens.token()
        do throws(FeishuError) {
            return try await attempt(endpoint, path: path, token: token, body: body)
        } catch {
            guard error.kind == .token else { throw error }
            await tokens.invalidate(token)
        }
        let newToken = try await tokens.token()
        do throws(FeishuError) {
            return try await attempt(endpoint, path: path, token: newToken, body: body)
        } catch {
            if error.kind == .token { await tokens.invalidate(newToken) }
            throw error
        }
    }

    private func attempt(
        _ endpoint: FeishuEndpoint, path: String, token: Secret, body: RequestBody?
    ) async throws(FeishuError) -> FeishuAnswer {
        let type = body.map { [HTTPRequest.Field("Content-Type", $0.contentType)] } ?? []
        let request = HTTPRequest(
            method: endpoint.method, url: configuration.baseURL.text + path,
            fields: [Self.authorization(token)] + type, body: body?.bytes,
            timeoutMilliseconds: body?.timeoutMilliseconds)
        let exchange = await dependencies.transport.perform(request)
        let reader = AnswerReader(
            endpoint: endpoint, evidence: EvidenceText(secrets: [configuration.appSecret, token]))
        return try reader.answer(of: exchange)
    }

    /// The header that carries a token.
    static func authorization(_ token: Secret) -> HTTPRequest.Field {
        HTTPRequest.Field("Authorization", "Bearer " + token.reveal())
    }
}
