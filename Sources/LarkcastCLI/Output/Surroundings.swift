/// What `doctor` says about the process's surroundings: what is not obeyed, what gets in anyway, what is safer.
enum Surroundings {
    /// Variables other programs obey and larkcast does not; a proxy or a certificate authority is configured by name.
    private static let ignored = [
        "SSLKEYLOGFILE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "http_proxy", "https_proxy", "HTTPS_PROXY",
        "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY", "NETRC", "CURL_HOME",
    ]

    /// Variables the system's loader and libraries obey before larkcast has a say.
    private static let obeyed = ["LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "OPENSSL_CONF", "SWIFT_BACKTRACE"]

    /// Sentences about variables; their values are never shown.
    static func remarks(on environment: Environment) -> [String] {
        func set(_ names: [String]) -> String? {
            let found = names.filter { environment[$0] != nil }
            return found.isEmpty ? nil : found.joined(separator: ", ")
        }
        return [
            set(ignored).map { "\($0): set, and not obeyed (see proxy and ca_file in the configuration)" },
            set(obeyed).map { "\($0): set, and obeyed by the system before larkcast starts" },
        ].compactMap(\.self)
    }

    /// A word about where the secret comes from, when there is a better place.
    static func remark(on secret: SecretSource?) -> String? {
        guard secret == .environment else { return nil }
        return "from the environment, which every program started beside it shares; a file of mode 0600 is safer"
    }

    /// Whether what the process knows stays in it.
    static func memory(isPrivate: Bool) -> String {
        isPrivate
            ? "no core files, closed to other programs of this user" : "core files or debuggers may see the secret"
    }
}
