/// Why a transport cannot be built; none of these goes away by trying again.
public enum TransportSetupError: Error, Sendable, Equatable {
    /// The loaded libcurl is older than 7.80 and lacks the callback that proves "not sent".
    case libcurlTooOld(found: String)
    /// The loaded libcurl was built without something larkcast needs, such as TLS.
    case libcurlLacks(feature: String)
    /// libcurl could not be initialised.
    case libcurlFailed(CurlCode)
    /// libcurl did not take an option, so its protection would be missing.
    case optionRefused(name: String, code: CurlCode)
    /// A configuration value is out of range; the text names it and never quotes a secret.
    case invalidConfiguration(String)
}

extension TransportSetupError: CustomStringConvertible {
    /// One sentence for people, without secrets.
    public var description: String {
        switch self {
        case .libcurlTooOld(let found): "libcurl \(found) is too old; 7.80 or newer is needed"
        case .libcurlLacks(let feature): "this libcurl was built without \(feature)"
        case .libcurlFailed(let code): "libcurl could not be initialised (code \(code.rawValue))"
        case .optionRefused(let name, let code): "libcurl refused the option \(name) (code \(code.rawValue))"
        case .invalidConfiguration(let reason): reason
        }
    }
}
