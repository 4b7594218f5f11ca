import HTTPTransport
import StrictJSON

import struct Foundation.Data

/// Owns the tenant token: one request at a time, however many callers want one.
///
/// Feishu gives the same token again while at least 30 minutes remain and a new one after that, so refreshing with ten
/// minutes left always gives a new one. The deadline is counted from before the request, on a clock that cannot jump.
/// Source: Feishu, "Get tenant access token of a self-built app".
actor TenantTokenProvider {
    private struct CachedToken {
        var token: Secret
        var deadline: Int64
    }

    /// A token with less life than this is replaced, in milliseconds.
    static let refreshMargin: Int64 = 600_000

    private let configuration: FeishuConfiguration
    private let dependencies: FeishuDependencies
    private let policy: TokenRetryPolicy
    private var cached: CachedToken?
    private(set) var flight: TokenFlight?

    /// Creates a provider that holds nothing yet.
    init(configuration: FeishuConfiguration, dependencies: FeishuDependencies, policy: TokenRetryPolicy) {
        self.configuration = configuration
        self.dependencies = dependencies
        self.policy = policy
    }

    /// Whether a token with at least ten minutes left is at hand.
    var isFresh: Bool { fresh != nil }

    private var fresh: Secret? {
        guard let cached, cached.deadline - dependencies.monotonicMilliseconds() >= Self.refreshMargin else {
            return nil
        }
        return cached.token
    }

    /// A token with at least ten minutes left, or a new one.
    ///
    /// - Throws: ``FeishuError`` after the last try, at once for what another try cannot help, or when the calling
    ///   task is cancelled while it waits.
    func token() async throws(FeishuError) -> Secret {
        if let fresh { return fresh }
        let flight = flight ?? takeOff()
        return try await flight.landing().get()
    }

    /// Forgets a token that was refused; a newer one stays.
    func invalidate(_ token: Secret) {
        if cached?.token == token { cached = nil }
    }

    private func takeOff() -> TokenFlight {
        let flight = TokenFlight()
        self.flight = flight
        // Unstructured on purpose: the request belongs to all waiters, so no single one may cancel it.
        Task(executorPreference: dependencies.executor) { await self.fly(flight) }
        return flight
    }

    private func fly(_ flight: TokenFlight) async {
        let result = await fetch()
        if case .success(let fetched) = result { cached = fetched }
        self.flight = nil
        flight.land(result.map(\.token))
    }

    private func fetch() async -> Result<CachedToken, FeishuError> {
        let reader = AnswerReader(
            endpoint: .tenantToken, evidence: EvidenceText(secrets: [configuration.appSecret]))
        var tried = 0
        while true {
            let started = dependencies.monotonicMilliseconds()
            let exchange = await dependencies.transport.perform(request)
            let failure: FeishuError
            do throws(FeishuError) {
                let grant = try TenantTokenGrant(exchange, reader: reader)
                return .success(CachedToken(token: grant.token, deadline: started + grant.seconds * 1_000))
            } catch {
                failure = error
            }
            tried += 1
            guard let wait = policy.wait(after: failure, tried: tried, jitter: dependencies.jitter) else {
                return .failure(failure)
            }
            do {
                try await dependencies.sleep(wait)
            } catch {
                return .failure(failure)
            }
        }
    }

    private var request: HTTPRequest {
        let body: JSONValue = [
            "app_id": .string(configuration.appID), "app_secret": .string(configuration.appSecret.reveal()),
        ]
        return HTTPRequest(
            method: FeishuEndpoint.tenantToken.method,
            url: configuration.baseURL.text + FeishuEndpoint.tenantToken.path(),
            fields: [HTTPRequest.Field("Content-Type", "application/json; charset=utf-8")],
            body: Data(body.bytes()))
    }
}
