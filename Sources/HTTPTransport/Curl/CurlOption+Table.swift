import CCurl

extension CurlOption {
    /// Every option of a call that follows from the configuration alone.
    ///
    /// Options that are libcurl's default today are here too when the guarantee rests on them.
    static func table(for kind: CallState.Kind, _ configuration: TransportConfiguration, reusesExclusive: Bool)
        -> [CurlOption]
    {
        var options = process + http + tls(configuration) + limits(configuration) + proxy(configuration)
        options.append(Self(CURLOPT_USERAGENT, .text(configuration.userAgent)))
        switch kind {
        case .exclusive where reusesExclusive: break
        case .exclusive: options += exclusive
        case .shared: options += shared
        }
        return options
    }

    private static let process: [CurlOption] = [
        // Signals would be shared between the lanes' threads.
        Self(CURLOPT_NOSIGNAL, .number(1)),
        Self(CURLOPT_NOPROGRESS, .number(1)),
        // The verbose log would print the Authorization field.
        Self(CURLOPT_VERBOSE, .number(0)),
        Self(CURLOPT_NETRC, .number(Int(CURL_NETRC_IGNORED.rawValue))),
        Self(CURLOPT_COOKIEFILE, .text(nil)),
    ]

    private static let http: [CurlOption] = [
        // Neither HTTP/2's replays of refused streams nor HTTP/0.9, where any garbage is a body.
        Self(CURLOPT_HTTP_VERSION, .number(CURL_HTTP_VERSION_1_1)),
        Self(CURLOPT_HTTP09_ALLOWED, .number(0)),
        // A 307 would send the body again, and to somebody else.
        Self(CURLOPT_FOLLOWLOCATION, .number(0)),
        Self(CURLOPT_MAXREDIRS, .number(0)),
        Self(CURLOPT_UNRESTRICTED_AUTH, .number(0)),
        Self(CURLOPT_DISALLOW_USERNAME_IN_URL, .number(1)),
        Self(CURLOPT_PATH_AS_IS, .number(1)),
        Self(CURLOPT_FAILONERROR, .number(0)),
        // No decompression, so no bombs and one way less to fail after the server has acted.
        Self(CURLOPT_ACCEPT_ENCODING, .text(nil)),
        Self(CURLOPT_HTTP_CONTENT_DECODING, .number(0)),
    ]

    private static func tls(_ configuration: TransportConfiguration) -> [CurlOption] {
        let minimum = CurlOption.Value.number(CURL_SSLVERSION_TLSv1_2)
        var options = [
            Self(CURLOPT_SSL_VERIFYPEER, .number(1)),
            Self(CURLOPT_SSL_VERIFYHOST, .number(2)),
            Self(CURLOPT_SSLVERSION, minimum),
            // Early data is replayable, so no flags.
            Self(CURLOPT_SSL_OPTIONS, .number(0)),
            Self(CURLOPT_PROXY_SSL_VERIFYPEER, .number(1)),
            Self(CURLOPT_PROXY_SSL_VERIFYHOST, .number(2)),
            Self(CURLOPT_PROXY_SSLVERSION, minimum),
        ]
        if let file = configuration.certificateAuthorityFile {
            // The built-in directory of authorities would otherwise stay trusted beside the file.
            options += [
                Self(CURLOPT_CAINFO, .text(file)), Self(CURLOPT_CAPATH, .text(nil)),
                Self(CURLOPT_PROXY_CAINFO, .text(file)), Self(CURLOPT_PROXY_CAPATH, .text(nil)),
            ]
        }
        return options
    }

    private static func limits(_ configuration: TransportConfiguration) -> [CurlOption] {
        [
            Self(CURLOPT_CONNECTTIMEOUT_MS, .number(configuration.connectTimeoutMilliseconds)),
            Self(CURLOPT_TIMEOUT_MS, .number(configuration.totalTimeoutMilliseconds)),
            Self(CURLOPT_LOW_SPEED_LIMIT, .number(configuration.lowSpeedBytesPerSecond)),
            Self(CURLOPT_LOW_SPEED_TIME, .number(configuration.lowSpeedSeconds)),
        ]
    }

    private static func proxy(_ configuration: TransportConfiguration) -> [CurlOption] {
        [
            // "" stands for "none, whatever http_proxy says", and the empty NOPROXY for the same about no_proxy.
            Self(CURLOPT_PROXY, .text(configuration.proxy ?? "")),
            Self(CURLOPT_NOPROXY, .text("")),
            // A proxy's answer to CONNECT is not the server's response.
            Self(CURLOPT_SUPPRESS_CONNECT_HEADERS, .number(1)),
            Self(CURLOPT_HEADEROPT, .number(Int(CURLHEADER_SEPARATE))),
        ]
    }

    /// libcurl re-sends a POST when a reused connection dies, so these never share one.
    private static let exclusive: [CurlOption] = [
        Self(CURLOPT_FRESH_CONNECT, .number(1)),
        Self(CURLOPT_FORBID_REUSE, .number(1)),
    ]

    private static let shared: [CurlOption] = [
        Self(CURLOPT_FRESH_CONNECT, .number(0)),
        Self(CURLOPT_FORBID_REUSE, .number(0)),
        Self(CURLOPT_TCP_KEEPALIVE, .number(1)),
        // Servers and middleboxes commonly drop an idle connection after a minute; be earlier.
        Self(CURLOPT_MAXAGE_CONN, .number(55)),
    ]
}
