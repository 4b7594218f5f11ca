import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import FeishuSandbox

/// A sandbox without a socket, its clock, and a client that holds a token.
struct Probe: Sendable {
    let core: SandboxCore
    let clock: ManualClock
    let client: any TestClientProtocol
    /// The token of the app under test.
    let token: String

    var company: SandboxCompany { core.company }

    /// The last entry of the journal.
    var lastEntry: JournalEntry? { core.journal.entries().last }

    func call(
        _ method: String,
        _ path: String,
        _ body: String? = nil,
        authorization: String? = nil
    ) async throws -> Answer {
        var headers = HTTPFields()
        headers[.authorization] = authorization
        headers[.contentType] = "application/json; charset=utf-8"
        let response = try await client.executeRequest(
            uri: path, method: HTTPRequest.Method(method) ?? .get, headers: headers,
            body: body.map { ByteBuffer(string: $0) })
        return Answer(response)
    }

    /// A call below `/open-apis/` with the app's token.
    func get(_ path: String) async throws -> Answer {
        try await call("GET", "/open-apis/" + path, authorization: "Bearer \(token)")
    }

    /// A call below `/open-apis/` with the app's token and a JSON body.
    func post(_ path: String, _ body: String) async throws -> Answer {
        try await call("POST", "/open-apis/" + path, body, authorization: "Bearer \(token)")
    }

    /// Uploads a form; a part with a file name is a file.
    func upload(
        _ path: String,
        _ parts: [(name: String, fileName: String?, content: [UInt8])],
        contentType: String = "multipart/form-data; boundary=sandbox7boundary",
        token: String? = nil
    ) async throws -> Answer {
        try await upload(path, form: Self.form(parts), contentType: contentType, token: token)
    }

    func upload(
        _ path: String,
        form: [UInt8],
        contentType: String = "multipart/form-data; boundary=sandbox7boundary",
        token: String? = nil
    ) async throws -> Answer {
        var headers = HTTPFields()
        headers[.authorization] = "Bearer \(token ?? self.token)"
        headers[.contentType] = contentType
        return Answer(
            try await client.executeRequest(
                uri: "/open-apis/im/v1/" + path, method: .post, headers: headers, body: ByteBuffer(bytes: form)))
    }

    static func form(_ parts: [(name: String, fileName: String?, content: [UInt8])]) -> [UInt8] {
        parts.flatMap { part in
            let file = part.fileName.map { "; filename=\"\($0)\"\r\nContent-Type: application/octet-stream" } ?? ""
            return Array(
                "--sandbox7boundary\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(file)\r\n\r\n".utf8)
                + part.content + Array("\r\n".utf8)
        } + Array("--sandbox7boundary--\r\n".utf8)
    }

    /// Sends a message of im/v1; `content` is JSON that is put into a string.
    func send(
        _ content: String,
        to id: String,
        _ kind: String = "open_id",
        type: String = "text",
        uuid: String? = nil,
        token: String? = nil
    ) async throws -> Answer {
        let body = WireJSONWriter.object { writer in
            writer.field("receive_id", id)
            writer.field("msg_type", type)
            writer.field("content", content)
            if let uuid { writer.field("uuid", uuid) }
        }
        return try await call(
            "POST", "/open-apis/im/v1/messages?receive_id_type=\(kind)", String(decoding: body, as: UTF8.self),
            authorization: "Bearer \(token ?? self.token)")
    }

    /// Somebody a message reaches.
    var somebody: SandboxPerson {
        get throws {
            try #require(company.people.first { $0.isVisible && !$0.isResigned && !$0.isFrozen && $0.isActivated })
        }
    }

    /// Follows a listing to its end; `path` already has a query.
    func walk(_ path: String) async throws -> [WireJSON] {
        var items: [WireJSON] = []
        var token = ""
        repeat {
            let answer = try await get(token.isEmpty ? path : "\(path)&page_token=\(Self.encoded(token))")
            guard answer.code == 0, let data = answer.json["data"] else { throw WalkEnded(answer: answer.text) }
            items += data["items"]?.array ?? []
            token = data["page_token"]?.string ?? ""
            guard data["has_more"]?.bool == !token.isEmpty else { throw WalkEnded(answer: answer.text) }
        } while !token.isEmpty
        return items
    }

    struct WalkEnded: Error {
        let answer: String
    }

    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
                ? String(UnicodeScalar(byte)) : "%" + String(Int(byte) + 256, radix: 16).dropFirst().uppercased()
        }.joined()
    }

    func batchSend(_ body: String, token: String? = nil) async throws -> Answer {
        try await call(
            "POST", "/open-apis/message/v4/batch_send/", body, authorization: "Bearer \(token ?? self.token)")
    }

    /// Sends a good text to `ids`, a JSON fragment such as `"open_ids":["ou_…"]`.
    func sendText(to ids: String, token: String? = nil) async throws -> Answer {
        try await batchSend(
            "{\"msg_type\":\"text\",\"content\":{\"text\":\"The office closes early\"},\(ids)}", token: token)
    }

    /// Sends a good text to the first `count` people of the company and returns the batch's id.
    func sendBatch(to count: Int = 3) async throws -> String {
        let ids = company.people.filter { !$0.isResigned }.prefix(count).map(\.openID)
        return try await sendText(to: "\"open_ids\":\(ids)").json["data"]?["message_id"]?.string ?? ""
    }

    func progress(_ id: String, token: String? = nil) async throws -> Answer {
        try await call(
            "GET", "/open-apis/im/v1/batch_messages/\(id)/get_progress", authorization: "Bearer \(token ?? self.token)")
    }

    func readUser(_ id: String) async throws -> Answer {
        try await call("GET", "/open-apis/im/v1/batch_messages/\(id)/read_user", authorization: "Bearer \(token)")
    }

    func recall(_ id: String, token: String? = nil) async throws -> Answer {
        try await call(
            "DELETE", "/open-apis/im/v1/batch_messages/\(id)", authorization: "Bearer \(token ?? self.token)")
    }

    func fetchToken(_ app: SandboxApp) async throws -> Answer {
        try await call(
            "POST", "/open-apis/auth/v3/tenant_access_token/internal",
            "{\"app_id\":\"\(app.id)\",\"app_secret\":\"\(app.secret)\"}")
    }

    /// The token of the second app.
    func otherToken() async throws -> String {
        guard let app = core.configuration.otherApps.first else { return "" }
        return try await fetchToken(app).json["tenant_access_token"]?.string ?? ""
    }
}

/// An answer, with its body read as JSON (null when it is none).
struct Answer {
    let status: Int
    let headers: HTTPFields
    let text: String
    let json: WireJSON

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        text = String(buffer: response.body)
        json = (try? WireJSONReader.read(Array(text.utf8))) ?? .null
    }

    var code: Int? { json["code"]?.integer }

    /// A string in `data`.
    func data(_ name: String) -> String? { json["data"]?[name]?.string }

    /// The strings `name` of the objects in `data`'s list.
    func list(_ name: String, of list: String = "items") -> [String] {
        (json["data"]?[list]?.array ?? []).compactMap { $0[name]?.string }
    }

    /// The scopes named in `error.permission_violations`.
    var missingScopes: [String] {
        (json["error"]?["permission_violations"]?.array ?? []).compactMap { $0["subject"]?.string }
    }

    var message: String { json["msg"]?.string ?? "" }

    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    /// A count of get_progress.
    func count(_ name: String) -> Int? {
        let data = json["data"]
        return (data?["batch_message_send_progress"]?[name] ?? data?["batch_message_recall_progress"]?[name])?.integer
    }
}

/// Runs `body` against a sandbox of 200 people whose time stands still.
func withProbe(
    _ configure: (inout SandboxConfiguration) -> Void = { _ in },
    _ body: @Sendable (Probe) async throws -> Void
) async throws {
    let clock = ManualClock()
    var configuration = SandboxConfiguration()
    configuration.people = 200
    configuration.speed = 1
    configuration.clock = clock.clock
    configure(&configuration)
    let core = try SandboxCore(configuration)
    try await SandboxServer.application(core, onPort: { _ in }).test(.router) { client in
        let bare = Probe(core: core, clock: clock, client: client, token: "")
        let token = try await bare.fetchToken(core.configuration.app).json["tenant_access_token"]?.string ?? ""
        try await body(Probe(core: core, clock: clock, client: client, token: token))
    }
}
