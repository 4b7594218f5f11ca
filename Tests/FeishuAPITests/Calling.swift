import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

/// One call against one answer, and the very request it made.
func calling<Value>(
    _ method: HTTPRequest.Method, _ path: String, body: String? = nil, _ answer: HTTPExchange,
    _ call: (FeishuClient) async throws -> Value
) async throws -> Value {
    try await withStubTransport([Rig.grantStub(), .init(method, Rig.base + path, answer)]) { transport in
        let result: Result<Value, any Error>
        do { result = .success(try await call(Rig().client(transport))) } catch { result = .failure(error) }
        let request = try #require(transport.requests.last)
        let type = HTTPRequest.Field("Content-Type", "application/json; charset=utf-8")
        let fields = [HTTPRequest.Field("Authorization", "Bearer " + Rig.token)] + (body == nil ? [] : [type])
        #expect(request.fields == fields)
        #expect(request.body.map { String(decoding: $0, as: UTF8.self) } == body)
        let isShared = if case .shared = request.connection { true } else { false }
        #expect(isShared)
        return try result.get()
    }
}

/// The error of one call against one answer.
func refusal(
    _ method: HTTPRequest.Method, _ path: String, body: String? = nil, _ answer: HTTPExchange,
    _ call: @Sendable (FeishuClient) async throws(FeishuError) -> some Sendable
) async throws -> FeishuError? {
    try await calling(method, path, body: body, answer) { client in
        await failure { () async throws(FeishuError) in try await call(client) }
    }
}
