import CCurl

/// What all lanes of one kind share: the checked options, and the limits that are not options.
struct LaneSettings: Sendable {
    let kind: CallState.Kind
    let configuration: TransportConfiguration
    /// Test seam: lets exclusive calls reuse connections, so that libcurl tries to re-send and meets the guard.
    let reusesExclusive: Bool

    /// The options of a call of this kind; the proxy is left out for plain http, which is for loopback only.
    func options(for scheme: String) -> [CurlOption] {
        var configuration = configuration
        if scheme == "http" { configuration.proxy = nil }
        return CurlOption.table(for: kind, configuration, reusesExclusive: reusesExclusive)
    }

    /// Sets everything a call needs on a fresh or reset handle.
    func apply(to easy: UnsafeMutableRawPointer, scheme: String) throws(TransportSetupError) {
        for option in options(for: scheme) { try option.apply(to: easy) }
        try CurlOption.check(ccurl_setopt_scheme(easy, scheme), "PROTOCOLS_STR")
        try CurlOption.check(ccurl_setopt_redirect_scheme_https(easy), "REDIR_PROTOCOLS_STR")
        try CurlOption.check(ccurl_setopt_quick_exit(easy), "QUICK_EXIT")
    }

    /// Tries every option on a throw-away handle, so that a refusal shows at start and not in the middle of a run.
    func probe() throws(TransportSetupError) {
        guard let easy = curl_easy_init() else { throw .libcurlFailed(.failedInit) }
        defer { curl_easy_cleanup(easy) }
        let transfer = CurlTransfer()
        defer { transfer.destroy() }
        try transfer.attach(to: easy)
        try apply(to: easy, scheme: "https")
    }
}
