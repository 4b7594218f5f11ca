import HTTPTypes
import Hummingbird
import NIOCore

/// The sandbox as Hummingbird sees it: every request to one of its two halves, every answer with a log id.
struct SandboxResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let core: SandboxCore

    func respond(to request: Request, context: Context) async throws -> Response {
        let logID = core.logID()
        let path = request.uri.path
        let reply: Reply
        if path == "/sandbox" || path.hasPrefix("/sandbox/") {
            let body = try await body(of: request, limit: 4 << 20)
            reply = ControlRoutes(core: core).reply(method: request.method.rawValue, path: path, body: body ?? [])
        } else {
            reply = try await self.reply(to: request, path: path, logID: logID)
        }
        return response(reply, logID: logID)
    }

    private func reply(to request: Request, path: String, logID: String) async throws -> Reply {
        let gateway = Gateway(core: core)
        let method = request.method.rawValue
        let match = RouteMatch(method: method, path: path)
        guard case .api(let api, let id) = match else {
            return gateway.reply(toUnknown: match, method: method, path: path, logID: logID)
        }
        let body = try await body(of: request, limit: api.largestBody)
        let call = APICall(
            api: api,
            method: method,
            path: path,
            id: id,
            query: CallQuery(request.uri.query),
            authorization: request.headers[.authorization],
            contentType: request.headers[.contentType],
            // A body too large to read is as little JSON as an empty one.
            body: body ?? [],
            isBodyCut: body == nil,
            logID: logID
        )
        return await gateway.reply(to: call)
    }

    /// Nil when the body is larger than `limit`; the connection is closed then, as the rest is not read.
    private func body(of request: Request, limit: Int) async throws -> [UInt8]? {
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= limit else { return nil }
            buffer.withUnsafeReadableBytes { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    private func response(_ reply: Reply, logID: String) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = "application/json; charset=utf-8"
        for header in reply.headers + [ReplyHeader("X-Tt-Logid", logID)] {
            if let name = HTTPField.Name(header.name) { headers[name] = header.value }
        }
        return Response(
            status: .init(code: reply.status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body))
        )
    }
}
