import Reporting

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
    static func remarks(on environment: Environment, in language: Language = .english) -> [String] {
        func set(_ names: [String]) -> String? {
            let found = names.filter { environment[$0] != nil }
            return found.isEmpty ? nil : found.joined(separator: ", ")
        }
        return [
            set(ignored).map { language.say(DoctorPhrase.ignored, ["names": $0]) },
            set(obeyed).map { language.say(DoctorPhrase.obeyed, ["names": $0]) },
        ].compactMap(\.self)
    }

    /// A word about where the secret comes from, when there is a better place.
    static func remark(on secret: SecretSource?, in language: Language = .english) -> String? {
        guard secret == .environment else { return nil }
        return language.say(DoctorPhrase.secretFromEnvironment)
    }

    /// Whether what the process knows stays in it.
    static func memory(isPrivate: Bool, in language: Language = .english) -> String {
        language.say(isPrivate ? DoctorPhrase.memoryClosed : .memoryOpen)
    }
}
