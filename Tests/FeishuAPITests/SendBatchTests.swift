import HTTPTransport
import Synchronization
import TestSupport
import Testing

import struct Foundation.Data

@testable import FeishuAPI

@Suite struct SendBatchTests {
    private static let body = Data(#"{"msg_type":"text","open_ids":["ou_1"],"content":{"text":"早"}}"#.utf8)

    private func send(
        _ exchange: HTTPExchange, hook: @escaping @Sendable () throws -> Void = {}
    ) async throws -> SendOutcome {
        try await withStubTransport([Rig.grantStub(), .init(.post, Rig.sendURL, exchange)]) { transport in
            try await Rig().client(transport).sendBatch(body: Self.body, beforeFirstByte: hook)
        }
    }

    @Test func sendsTheFrozenBytesOnAnExclusiveConnection() async throws {
        try await withStubTransport([Rig.grantStub(), .init(.post, Rig.sendURL, .answered(200, Fixture.accepted))]) {
            transport in
            let outcome = try await Rig().client(transport).sendBatch(body: Self.body) {}
            #expect(outcome.verdict == .accepted(batchMessageID: Fixture.id, invalid: InvalidRecipients()))
            let request = try #require(transport.requests.last)
            #expect(request.method == .post)
            #expect(request.url == "https://open.feishu.cn/open-apis/message/v4/batch_send/")
            #expect(request.body == Self.body)
            #expect(
                request.fields == [
                    HTTPRequest.Field("Authorization", "Bearer " + Rig.token),
                    HTTPRequest.Field("Content-Type", "application/json; charset=utf-8"),
                ])
            let isExclusive = if case .exclusive = request.connection { true } else { false }
            #expect(isExclusive)
        }
    }

    @Test func runsTheHookOnceAndOnlyAfterTheToken() async throws {
        let events = Mutex<[String]>([])
        let grant = StubTransport.Stub(.post, Rig.tokenURL) { _ in
            events.withLock { $0.append("token") }
            return Rig.grant()
        }
        try await withStubTransport([grant, .init(.post, Rig.sendURL, .answered(200, Fixture.accepted))]) { transport in
            _ = try await Rig().client(transport).sendBatch(body: Self.body) { events.withLock { $0.append("hook") } }
        }
        #expect(events.withLock(\.self) == ["token", "hook"])
    }

    @Test func sendsNothingWhenTheHookRefuses() async throws {
        let outcome = try await send(.answered(200, Fixture.accepted)) { throw CancellationError() }
        #expect(outcome.verdict == .notSent(.refused))
        #expect(outcome.evidence.exchange?.refusal is CancellationError)
    }

    @Test(arguments: [99_991_663, 99_991_661, 20_013])
    func clearsTheTokenAndDoesNotSendAgain(_ code: Int) async throws {
        let refusal = HTTPExchange.answered(400, #"{"code":\#(code),"msg":"Invalid access token"}"#)
        let stubs: [StubTransport.Stub] = [
            Rig.grantStub("t-first"), .init(.post, Rig.sendURL, refusal), Rig.grantStub("t-second"),
            .init(.post, Rig.sendURL, .answered(200, Fixture.accepted)),
        ]
        try await withStubTransport(stubs) { transport in
            let client = try Rig().client(transport)
            #expect(await client.sendBatch(body: Self.body) {}.verdict == .tokenRefused)
            #expect(transport.requests.count == 2)
            _ = await client.sendBatch(body: Self.body) {}
            #expect(transport.requests.last?.fields.first?.value == "Bearer t-second")
        }
    }

    @Test(arguments: [
        HTTPExchange.failed(.gotNothing, .allowed), .failed(.couldNotConnect), .answered(504, ""),
        .answered(429, ""), .answered(200, #"{"code":11246,"msg":"Service Internal Error"}"#),
        .answered(200, #"{"code":11232,"msg":"overload"}"#), .answered(308, ""), .answered(200, "garbage"),
    ])
    func neverRepeatsByItself(_ exchange: HTTPExchange) async throws {
        _ = try await send(exchange)
    }

    @Test func keepsTheTokenAfterEveryOtherOutcome() async throws {
        let stubs: [StubTransport.Stub] = [
            Rig.grantStub(), .init(.post, Rig.sendURL, .answered(401, "")),
            .init(.post, Rig.sendURL, .answered(502, "")),
        ]
        try await withStubTransport(stubs) { transport in
            let client = try Rig().client(transport)
            #expect(await client.sendBatch(body: Self.body) {}.verdict == .rejected(.configuration))
            #expect(await client.sendBatch(body: Self.body) {}.verdict == .inDoubt(.unknown))
        }
    }

    @Test(arguments: [
        (
            HTTPExchange.answered(200, #"{"code":10014,"msg":"app id not exists"}"#), 1,
            SendVerdict.NotSentReason.credentials
        ),
        (.answered(500, ""), 5, .tokenUnavailable), (.answered(200, #"{"code":99991403}"#), 1, .tokenUnavailable),
        (.failed(.peerFailedVerification), 1, .trust), (.answered(404, ""), 1, .setup),
    ])
    func sendsNothingWithoutAToken(
        _ exchange: HTTPExchange, _ tries: Int, _ reason: SendVerdict.NotSentReason
    ) async throws {
        let stubs = Array(repeating: StubTransport.Stub(.post, Rig.tokenURL, exchange), count: tries)
        try await withStubTransport(stubs) { transport in
            let outcome = try await Rig().client(transport).sendBatch(body: Self.body) {
                Issue.record("the hook ran")
            }
            #expect(outcome.verdict == .notSent(reason))
            #expect(outcome.evidence.exchange == nil)
            #expect(outcome.evidence.hint?.hasPrefix("Nothing was sent: ") == true)
        }
    }

    @Test func keepsWhatIsKnownOfARefusedToken() async throws {
        let reply = HTTPExchange.answered(
            200, #"{"code":10014,"msg":"app id not exists"}"#, [HTTPRequest.Field("X-Tt-Logid", "log-1")])
        try await withStubTransport([.init(.post, Rig.tokenURL, reply)]) { transport in
            let evidence = try await Rig().client(transport).sendBatch(body: Self.body) {}.evidence
            #expect(evidence.code == 10_014)
            #expect(evidence.message == "app id not exists")
            #expect(evidence.logID == "log-1")
        }
    }

    @Test func removesAnEchoedSecretFromTheMessage() async throws {
        let echo = #"{"code":10003,"msg":"bad \#(Rig.secret) with \#(Rig.token)"}"#
        #expect(try await send(.answered(400, echo)).evidence.message == "bad <redacted> with <redacted>")
    }
}
