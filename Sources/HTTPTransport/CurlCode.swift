/// A `CURLcode` by number, with names for those larkcast speaks about (libcurl-errors(3)).
public struct CurlCode: RawRepresentable, Sendable, Hashable {
    /// The number libcurl returned.
    public var rawValue: Int32

    /// Wraps a number.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The transfer completed as far as libcurl is concerned.
    public static let ok = Self(rawValue: 0)
    /// The URL's protocol is not allowed, or the reply was not HTTP.
    public static let unsupportedProtocol = Self(rawValue: 1)
    /// libcurl could not be initialised.
    public static let failedInit = Self(rawValue: 2)
    /// The URL is malformed.
    public static let malformedURL = Self(rawValue: 3)
    /// The proxy's name did not resolve.
    public static let couldNotResolveProxy = Self(rawValue: 5)
    /// The host's name did not resolve.
    public static let couldNotResolveHost = Self(rawValue: 6)
    /// No TCP connection.
    public static let couldNotConnect = Self(rawValue: 7)
    /// The server's reply made no sense.
    public static let weirdServerReply = Self(rawValue: 8)
    /// Fewer bytes than announced.
    public static let partialFile = Self(rawValue: 18)
    /// The write callback stopped the transfer, here: the response went over the cap.
    public static let writeError = Self(rawValue: 23)
    /// A timeout ran out.
    public static let operationTimedOut = Self(rawValue: 28)
    /// The TLS handshake failed.
    public static let tlsConnectError = Self(rawValue: 35)
    /// A callback aborted, here: the hook refused, a re-send was blocked, or the task was cancelled.
    public static let abortedByCallback = Self(rawValue: 42)
    /// A function was called with a bad parameter.
    public static let badFunctionArgument = Self(rawValue: 43)
    /// libcurl does not know an option it was given.
    public static let unknownOption = Self(rawValue: 48)
    /// The server closed without a byte.
    public static let gotNothing = Self(rawValue: 52)
    /// Sending failed.
    public static let sendError = Self(rawValue: 55)
    /// Receiving failed.
    public static let receiveError = Self(rawValue: 56)
    /// The peer's certificate was not accepted.
    public static let peerFailedVerification = Self(rawValue: 60)
    /// The configured CA file could not be used.
    public static let badCACertificateFile = Self(rawValue: 77)
    /// The certificate's issuer check failed.
    public static let issuerError = Self(rawValue: 83)
    /// The pinned public key did not match.
    public static let pinnedKeyMismatch = Self(rawValue: 90)
    /// The certificate's status was bad.
    public static let invalidCertificateStatus = Self(rawValue: 91)
    /// The proxy handshake failed.
    public static let proxyError = Self(rawValue: 97)

    /// Whether the code says that the peer's identity could not be proved; trying again cannot help.
    public var isCertificateFailure: Bool {
        [.peerFailedVerification, .badCACertificateFile, .issuerError, .pinnedKeyMismatch, .invalidCertificateStatus]
            .contains(self)
    }
}
