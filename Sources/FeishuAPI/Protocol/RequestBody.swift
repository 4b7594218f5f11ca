import StrictJSON

import struct Foundation.Data

/// The exact bytes of a request's body, and what they are.
struct RequestBody: Sendable {
    /// The value of `Content-Type`.
    let contentType: String
    /// The bytes.
    let bytes: Data
    /// Longest time for the request in milliseconds, where the transport's own limit does not fit.
    var timeoutMilliseconds: Int?

    /// A JSON document; without the charset, Chinese was seen to arrive garbled.
    static func json(_ value: JSONValue) -> RequestBody {
        RequestBody(contentType: jsonType, bytes: Data(value.bytes()))
    }

    /// The content type of JSON.
    static let jsonType = "application/json; charset=utf-8"
}
