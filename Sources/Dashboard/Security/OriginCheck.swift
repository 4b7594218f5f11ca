/// Where a post comes from, as far as the browser says.
///
/// Browsers put `Sec-Fetch-Site` and `Origin` there themselves; no page can. The seal in the form is the second lock.
enum OriginCheck {
    /// Whether a post may come from one of our own pages.
    ///
    /// - Parameters:
    ///   - origin: The `Origin` header; `null` from our own pages too, since they send no referrer.
    ///   - fetchSite: The `Sec-Fetch-Site` header.
    ///   - authority: The name the request was sent to, which is one of ours.
    /// - Returns: whether nothing speaks against it.
    static func allows(origin: String?, fetchSite: String?, authority: String) -> Bool {
        if let fetchSite, fetchSite != "same-origin" { return false }
        guard let origin, origin != "null" else { return true }
        let lower = origin.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return false }
        return lower.dropFirst(scheme.count) == authority.lowercased()
    }
}
