/// Issues tenant tokens by the documented rules.
///
/// A token lives 7200 s. While the newest one has at least 30 minutes left it is handed out again with a smaller
/// `expire`; below that a new one is issued and both are good until their own end.
/// https://open.feishu.cn/document/server-docs/authentication-management/access-token/tenant_access_token_internal
struct TokenOffice {
    static let lifetime = 7200.0
    static let renewalThreshold = 1800.0

    private struct Issued {
        var appID: String
        var expiresAt: Double
    }

    private var issued: [String: Issued] = [:]
    private var newest: [String: String] = [:]
    private(set) var issuedCount = 0

    /// The token to hand out at `now` (seconds of the token clock), with its remaining life in whole seconds.
    mutating func token(for appID: String, now: Double, fresh: () -> String) -> (token: String, expire: Int) {
        if let token = newest[appID], let held = issued[token], held.expiresAt - now >= Self.renewalThreshold {
            return (token, Int(held.expiresAt - now))
        }
        issued = issued.filter { $0.value.expiresAt > now }
        let token = fresh()
        issued[token] = Issued(appID: appID, expiresAt: now + Self.lifetime)
        newest[appID] = token
        issuedCount += 1
        return (token, Int(Self.lifetime))
    }

    /// The app a live token belongs to; nil when it was never issued, has expired or was revoked.
    func appID(of token: String, now: Double) -> String? {
        guard let held = issued[token], held.expiresAt > now else { return nil }
        return held.appID
    }

    /// Ends all tokens at once, as a change of the app's secret does.
    mutating func revokeAll() {
        issued.removeAll()
        newest.removeAll()
    }
}
