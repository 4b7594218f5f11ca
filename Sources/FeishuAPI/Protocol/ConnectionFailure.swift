import HTTPTransport

/// Why a request got no answer; shared by sends that never started and by calls that may be repeated.
enum ConnectionFailure: Sendable {
    /// The caller cancelled.
    case cancelled
    /// The peer could not prove who it is, or the proxy wants credentials; another try cannot help.
    case trust
    /// libcurl was set up or addressed wrongly.
    case setup
    /// Anything else on the way; another try may help.
    case connection

    /// Sorts an exchange that has no usable answer.
    init(of exchange: HTTPExchange) {
        let setupCodes: [CurlCode] = [
            .failedInit, .malformedURL, CurlCode(rawValue: 4), .badFunctionArgument, .unknownOption,
        ]
        if exchange.isCancelled {
            self = .cancelled
        } else if exchange.curlCode.isCertificateFailure || exchange.response?.status == 407 {
            // A proxy that wants credentials answers CONNECT with 407; the transport hands that status on.
            self = .trust
        } else if setupCodes.contains(exchange.curlCode) {
            self = .setup
        } else {
            self = .connection
        }
    }

    /// What to do next, in a sentence.
    var hint: String {
        switch self {
        case .cancelled: "Start again when wanted."
        case .trust: "Check this host's clock, its certificate authorities and the proxy; there is no insecure mode."
        case .setup: "Check the base URL, the proxy and the certificate file in the configuration."
        case .connection: "Check name resolution, the network and the proxy; the call may be repeated."
        }
    }
}
