public import struct Foundation.Data

/// What is known after one request: the evidence from which a caller decides whether it happened.
public struct HTTPExchange: Sendable {
    /// How far the request got towards its first byte, the one fact that proves "not sent".
    public enum FirstByte: String, Sendable, Equatable {
        /// The pre-request callback never ran: no request byte left this host, whatever the curl code says.
        case notReached = "not_reached"
        /// The callback ran and refused: no request byte left this host.
        case refused
        /// The callback ran once and allowed the request: bytes may have left.
        case allowed
        /// Allowed once, then libcurl tried to send again and was stopped: the first copy may have been processed.
        case resendBlocked = "resend_blocked"
    }

    /// Durations since the start of the request, in microseconds; zero for a phase that was not reached.
    public struct Timings: Sendable, Equatable {
        /// Name lookup finished.
        public var nameLookup: Int64 = 0
        /// TCP connected.
        public var connect: Int64 = 0
        /// TLS (and proxy tunnel) established.
        public var tls: Int64 = 0
        /// Request about to be sent.
        public var requestStart: Int64 = 0
        /// First response byte.
        public var firstResponseByte: Int64 = 0
        /// Everything.
        public var total: Int64 = 0

        /// Creates timings that are all zero.
        public init() {}
    }

    /// How far the request got towards its first byte.
    public var firstByte: FirstByte
    /// libcurl's verdict; ``CurlCode/ok`` says nothing about the HTTP status.
    public var curlCode: CurlCode
    /// libcurl's own words about a failure, without secrets.
    public var failure: String?
    /// What `beforeFirstByte` threw, when ``firstByte`` is ``FirstByte/refused``.
    public var refusal: (any Error)?
    /// The response as far as it came; present as soon as a status line was read.
    public var response: HTTPResponse?
    /// Whether the caller cancelled the task while the request was under way.
    public var isCancelled = false
    /// Request bytes handed to the socket, headers included.
    public var bytesSent: Int64 = 0
    /// The peer's address and port, such as `192.0.2.1:443`.
    public var peer: String?
    /// The system's `errno` behind a connect failure, or 0.
    public var osErrno: Int32 = 0
    /// How many connections were opened for this request.
    public var connectionsOpened: Int = 0
    /// When each phase ended.
    public var timings = Timings()

    /// Creates an exchange.
    public init(firstByte: FirstByte, curlCode: CurlCode, failure: String? = nil, response: HTTPResponse? = nil) {
        self.firstByte = firstByte
        self.curlCode = curlCode
        self.failure = failure
        self.response = response
    }
}

/// A response as it arrived.
public struct HTTPResponse: Sendable {
    /// The HTTP status code.
    public var status: Int
    /// Header fields of the final response, in order.
    public var fields: [HTTPRequest.Field]
    /// Body bytes, at most the configured cap.
    public var body: Data
    /// Whether the body went over the cap and was cut there.
    public var isBodyTruncated: Bool

    /// Creates a response.
    public init(status: Int, fields: [HTTPRequest.Field] = [], body: Data = Data(), isBodyTruncated: Bool = false) {
        self.status = status
        self.fields = fields
        self.body = body
        self.isBodyTruncated = isBodyTruncated
    }

    /// All values of a field, in order of arrival; names are compared without case.
    public func values(of name: String) -> [String] {
        let wanted = name.lowercased()
        return fields.filter { $0.name.lowercased() == wanted }.map(\.value)
    }
}
