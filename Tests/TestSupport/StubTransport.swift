public import HTTPTransport
import Synchronization

/// A transport that plays a script, and complains about requests the script does not have and replies nobody fetched.
///
/// The complaint comes from ``finish()``, which ``withStubTransport(_:_:)`` calls.
public final class StubTransport: Transport {
    /// What the script does about one request.
    public typealias Reply = @Sendable (HTTPRequest) async -> HTTPExchange

    /// One expected request and its reply.
    public struct Stub: Sendable {
        let method: HTTPRequest.Method
        let url: String
        let reply: Reply

        /// Answers one request for exactly this URL.
        public init(_ method: HTTPRequest.Method, _ url: String, reply: @escaping Reply) {
            self.method = method
            self.url = url
            self.reply = reply
        }

        /// Answers one request for exactly this URL with a fixed exchange.
        public init(_ method: HTTPRequest.Method, _ url: String, _ exchange: HTTPExchange) {
            self.init(method, url) { _ in exchange }
        }
    }

    private struct State {
        var stubs: [Stub]
        var requests: [HTTPRequest] = []
        var unexpected: [String] = []
    }

    private let state: Mutex<State>

    /// Creates a transport for a script; among equal requests the first unused stub answers.
    public init(_ stubs: [Stub]) {
        state = Mutex(State(stubs: stubs))
    }

    /// Every request so far, in order of arrival, unexpected ones included.
    public var requests: [HTTPRequest] { state.withLock { $0.requests } }

    /// Plays the next reply.
    ///
    /// The hook of an exclusive request runs as the real transport runs it: once, when the reply says that the first byte
    /// was reached; if it throws, the reply becomes a refusal.
    public func perform(_ request: HTTPRequest) async -> HTTPExchange {
        let stub = state.withLock { state -> Stub? in
            state.requests.append(request)
            if let index = state.stubs.firstIndex(where: { $0.method == request.method && $0.url == request.url }) {
                return state.stubs.remove(at: index)
            }
            state.unexpected.append("\(request.method.rawValue) \(request.url)")
            return nil
        }
        guard let stub else {
            return HTTPExchange(firstByte: .notReached, curlCode: .couldNotConnect, failure: "unexpected request")
        }
        let exchange = await stub.reply(request)
        guard case .exclusive(let beforeFirstByte) = request.connection, exchange.firstByte != .notReached else {
            return exchange
        }
        do {
            try beforeFirstByte()
            return exchange
        } catch {
            var refused = HTTPExchange(firstByte: .refused, curlCode: .abortedByCallback)
            refused.refusal = error
            return refused
        }
    }

    /// Checks that the script was followed to its end.
    ///
    /// - Throws: ``StubProblem`` naming unexpected requests and unused stubs.
    public func finish() throws(StubProblem) {
        let problem = state.withLock { state in
            StubProblem(unexpected: state.unexpected, unused: state.stubs.map { "\($0.method.rawValue) \($0.url)" })
        }
        guard problem.unexpected.isEmpty, problem.unused.isEmpty else { throw problem }
    }
}

/// Where a test left its script.
public struct StubProblem: Error, Equatable, CustomStringConvertible {
    /// Requests the script does not have.
    public var unexpected: [String]
    /// Stubs no request asked for.
    public var unused: [String]

    /// Creates a problem.
    public init(unexpected: [String], unused: [String]) {
        self.unexpected = unexpected
        self.unused = unused
    }

    /// Both lists.
    public var description: String { "unexpected requests: \(unexpected), unused stubs: \(unused)" }
}

/// Runs a test against a script and checks that the script was followed to its end.
///
/// - Throws: What `body` throws, or ``StubProblem``.
public func withStubTransport<Value>(
    _ stubs: [StubTransport.Stub], _ body: (StubTransport) async throws -> Value
) async throws -> Value {
    let transport = StubTransport(stubs)
    let value: Value
    do {
        value = try await body(transport)
    } catch {
        // An unexpected request is the more likely cause of whatever was thrown because of it.
        if case .failure(let problem) = Result(catching: transport.finish), !problem.unexpected.isEmpty {
            throw problem
        }
        throw error
    }
    try transport.finish()
    return value
}

extension HTTPExchange {
    /// A completed exchange with this answer.
    public static func answered(
        _ status: Int = 200, _ body: String, _ fields: [HTTPRequest.Field] = []
    ) -> HTTPExchange {
        var response = HTTPResponse(status: status, fields: fields)
        response.body.append(contentsOf: body.utf8)
        return HTTPExchange(firstByte: .allowed, curlCode: .ok, response: response)
    }

    /// An exchange that failed without an answer.
    public static func failed(_ code: CurlCode, _ firstByte: FirstByte = .notReached) -> HTTPExchange {
        HTTPExchange(firstByte: firstByte, curlCode: code, failure: "curl \(code.rawValue)")
    }
}
