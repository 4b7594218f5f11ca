public import struct Foundation.Data

/// One HTTP request, complete: nothing is added to it on its way out but framing headers.
public struct HTTPRequest: Sendable {
    /// The verb.
    public enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    /// A header field.
    ///
    /// Order is kept. CR, LF, NUL and other control characters in either half make the request fail before connecting,
    /// and so do fields that are the transport's own: `Host`, `Content-Length`, `Expect`, `Connection` and their like.
    public struct Field: Sendable, Equatable {
        /// The field name, compared without case.
        public var name: String
        /// The field value.
        public var value: String

        /// Creates a field.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// How the request meets the wire.
    ///
    /// libcurl re-sends a POST on its own when a reused connection dies before the first response byte, and reports
    /// success. A call that must happen at most once therefore needs ``exclusive(beforeFirstByte:)``.
    public enum Connection: Sendable {
        /// Keep-alive connection, for calls that may be repeated without harm.
        case shared

        /// Fresh connection, HTTP/1.1, no redirects, closed afterwards.
        ///
        /// `beforeFirstByte` runs on the transport's own thread after DNS, TCP, proxy and TLS, right before the first
        /// request byte. It may block (a durable commit belongs here). If it throws, nothing leaves the host. It runs
        /// at most once: should libcurl try to send again, the transport aborts.
        case exclusive(beforeFirstByte: @Sendable () throws -> Void)
    }

    /// The verb.
    public var method: Method
    /// The absolute URL, already percent-encoded.
    public var url: String
    /// Header fields in order.
    public var fields: [Field]
    /// The exact body bytes, or `nil` for none.
    public var body: Data?
    /// Whether the call may share a connection.
    public var connection: Connection
    /// Longest time for this request in milliseconds, where the transport's own limit does not fit: a large upload.
    public var timeoutMilliseconds: Int?

    /// Creates a request.
    public init(
        method: Method,
        url: String,
        fields: [Field] = [],
        body: Data? = nil,
        connection: Connection = .shared,
        timeoutMilliseconds: Int? = nil
    ) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
        self.connection = connection
        self.timeoutMilliseconds = timeoutMilliseconds
    }
}
