import CCurl

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The process-wide part of libcurl: initialised once, and checked for what larkcast builds on.
enum CurlLibrary {
    /// What of `curl_version_info` matters here.
    struct Facts: Equatable {
        var version: String
        var number: UInt32
        var protocols: Set<String>
        var hasTLS: Bool
    }

    /// The first release with `CURLOPT_PREREQFUNCTION`, as 0xMMmmpp.
    static let oldestNumber: UInt32 = 0x07_50_00

    /// Starts libcurl on first use; later calls return the first outcome.
    static func start() throws(TransportSetupError) {
        if let failure { throw failure }
    }

    /// Refuses a libcurl that could not keep larkcast's promises.
    static func check(_ facts: Facts) -> TransportSetupError? {
        if facts.number < oldestNumber { return .libcurlTooOld(found: facts.version) }
        if !facts.hasTLS { return .libcurlLacks(feature: "TLS") }
        for scheme in ["http", "https"] where !facts.protocols.contains(scheme) {
            return .libcurlLacks(feature: scheme)
        }
        return nil
    }

    /// Reads the facts of the libcurl that was loaded, which need not be the one larkcast was built with.
    static func facts() -> Facts? {
        guard let info = ccurl_version_info()?.pointee else { return nil }
        var protocols: Set<String> = []
        var next = info.protocols
        while let position = next, let name = position.pointee {
            protocols.insert(String(cString: name))
            next = position + 1
        }
        return Facts(
            version: info.version.map { String(cString: $0) } ?? "unknown",
            number: info.version_num,
            protocols: protocols,
            hasTLS: info.features & Int32(CURL_VERSION_SSL) != 0
        )
    }

    private static let failure: TransportSetupError? = {
        // libcurl reads this variable while it initialises and would then write every session's keys to that file.
        unsetenv("SSLKEYLOGFILE")
        // CURLOPT_NOSIGNAL stops libcurl from shielding its own writes, so the whole process ignores SIGPIPE instead.
        ccurl_ignore_sigpipe()
        guard let facts = facts() else { return .libcurlFailed(.failedInit) }
        if let refusal = check(facts) { return refusal }
        let code = CurlCode(ccurl_global_init())
        return code == .ok ? nil : .libcurlFailed(code)
    }()
}

extension CurlCode {
    /// Wraps libcurl's own enumeration.
    init(_ code: CURLcode) {
        self.init(rawValue: Int32(truncatingIfNeeded: code.rawValue))
    }

    /// libcurl's generic words for the code.
    var text: String {
        String(cString: curl_easy_strerror(CURLcode(UInt32(truncatingIfNeeded: rawValue))))
    }
}
