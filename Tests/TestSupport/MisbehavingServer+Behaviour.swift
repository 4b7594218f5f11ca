extension MisbehavingServer {
    /// What the server does to one request, or to one connection where the case says so.
    ///
    /// Unless a case says otherwise the request is read completely and recorded first, and the connection is closed
    /// afterwards. A per-connection case that comes up on a kept-alive connection acts after its next request.
    public indirect enum Behaviour: Sendable {
        /// Answers properly, with a `Content-Length`. With `keepAlive`, the connection serves the next request too.
        case respond(status: Int = 200, fields: [(String, String)] = [], body: String = "", keepAlive: Bool = false)
        /// Sends exactly these bytes: garbage, a bad chunk, a wrong `Content-Length`, two responses.
        case raw(String)
        /// Sends exactly these bytes, which need not be text.
        case rawBytes([UInt8])
        /// Announces `Content-Length: announced` and sends a shorter `body`, so that the response ends early.
        case truncate(announced: Int, body: String)
        /// Sends the text byte by byte with a pause after each.
        case drip(String, every: Duration)
        /// Sends `start`, then `repeated` again and again for as long as the client takes it.
        case endless(start: String, repeated: String)
        /// Closes (FIN) after reading, without an answer: the request may have been processed.
        case closeWithoutAnswer
        /// Resets (RST) after reading, without an answer.
        case reset
        /// Reads, and then never answers until the client goes or the server is stopped.
        case hang
        /// Reads and records, then waits for ``MisbehavingServer/release()`` and behaves like the inner case.
        case held(Behaviour)

        /// Per connection: closes right after accepting. Nothing is recorded.
        case closeBeforeReading
        /// Per connection: resets right after accepting. Nothing is recorded.
        case resetBeforeReading
        /// Per connection: accepts and does nothing, which is how a TLS handshake hangs. Nothing is recorded.
        case hangBeforeReading
        /// Per connection: waits for the first bytes, whatever they are, and sends this. Nothing is recorded.
        case rawBeforeReading(String)

        /// A success with this JSON body.
        public static func json(_ body: String, keepAlive: Bool = false) -> Self {
            .respond(fields: [("Content-Type", "application/json")], body: body, keepAlive: keepAlive)
        }

        /// Whether the case acts on the connection, before any request.
        var actsBeforeReading: Bool {
            switch self {
            case .closeBeforeReading, .resetBeforeReading, .hangBeforeReading, .rawBeforeReading: true
            default: false
            }
        }
    }

    /// One request as the server saw it.
    public struct ReceivedRequest: Sendable {
        /// The verb.
        public var method: String
        /// The request target as sent: path and query, or `host:port` for `CONNECT`.
        public var target: String
        /// Header fields in order, names as sent.
        public var fields: [(name: String, value: String)]
        /// Body bytes that arrived.
        public var body: [UInt8]
        /// Which connection it came on, counted from 1 in order of acceptance.
        public var connection: Int
        /// Whether head and body arrived completely.
        public var isComplete: Bool
        /// All bytes of the request, head included.
        public var byteCount: Int

        /// The body as text.
        public var bodyText: String {
            String(decoding: body, as: UTF8.self)
        }

        /// All values of a field; names are compared without case.
        public func values(of name: String) -> [String] {
            fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
        }
    }
}
