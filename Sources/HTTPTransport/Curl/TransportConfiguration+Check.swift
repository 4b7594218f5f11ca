import CCurl

extension TransportConfiguration {
    /// Refuses values that would switch a protection off (libcurl reads 0 as "no limit") or make no sense.
    func check() throws(TransportSetupError) {
        let limit = Int(Int32.max)
        let ranges: [(name: String, value: Int, range: ClosedRange<Int>)] = [
            ("the connect timeout", connectTimeoutMilliseconds, 1...limit),
            ("the total timeout", totalTimeoutMilliseconds, 1...limit),
            ("the lowest speed", lowSpeedBytesPerSecond, 1...limit),
            ("the time below the lowest speed", lowSpeedSeconds, 1...limit),
            ("the response cap", responseCap, 1...limit),
            ("the number of exclusive lanes", exclusiveLanes, 1...256),
            ("the number of shared lanes", sharedLanes, 1...256),
        ]
        for (name, value, range) in ranges where !range.contains(value) {
            let reason = "\(name) is \(value); it must be from \(range.lowerBound) to \(range.upperBound)"
            throw .invalidConfiguration(reason)
        }
        if userAgent.isEmpty || !userAgent.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
            throw .invalidConfiguration("the user agent is empty or holds more than printable ASCII")
        }
        if let file = certificateAuthorityFile, file.isEmpty || file.utf8.contains(0) {
            throw .invalidConfiguration("the certificate authority file has no usable path")
        }
        if let proxy, !Self.isUsableProxy(proxy) {
            throw .invalidConfiguration("the proxy is no http, https or socks URL")
        }
    }

    /// Whether libcurl will understand the proxy; when it does not, its complaint would quote a password.
    private static func isUsableProxy(_ proxy: String) -> Bool {
        guard proxy.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let parsed = curl_url() else { return false }
        defer { curl_url_cleanup(parsed) }
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME)
        guard curl_url_set(parsed, CURLUPART_URL, proxy, flags) == CURLUE_OK else { return false }
        let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(parsed, CURLUPART_SCHEME, &text, 0) == CURLUE_OK, let text else { return false }
        defer { curl_free(text) }
        return schemes.contains(String(cString: text))
    }
}
