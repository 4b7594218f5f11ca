import HTTPTransport
import Synchronization
import TestSupport
import Testing

import struct Foundation.Data

@testable import FeishuAPI

@Suite struct SendMessageTests {
    private static let body = Data(
        #"{"receive_id":"ou_1","msg_type":"text","content":"{\"text\":\"早\"}","uuid":"r1-1-0"}"#.utf8)
    private static let accepted = #"{"code":0,"msg":"success","data":{"message_id":"om_1","chat_id":"oc_1"}}"#

    private static func url(_ kind: ReceiveIDKind = .openID) -> String {
        "\(Rig.base)/open-apis/im/v1/messages?receive_id_type=\(kind.rawValue)"
    }

    private func send(
        _ exchange: HTTPExchange, hook: @escaping @Sendable () throws -> Void = {}
    ) async throws -> DirectSendOutcome {
        try await withStubTransport([Rig.grantStub(), .init(.post, Self.url(), exchange)]) { transport in
            try await Rig().client(transport).sendMessage(Self.body, receiveIDKind: .openID, beforeFirstByte: hook)
        }
    }

    @Test(arguments: ReceiveIDKind.allCases)
    func sendsTheFrozenBytesOnAnExclusiveConnection(_ kind: ReceiveIDKind) async throws {
        let stub = StubTransport.Stub(.post, Self.url(kind), .answered(200, Self.accepted))
        try await withStubTransport([Rig.grantStub(), stub]) { transport in
            let outcome = try await Rig().client(transport).sendMessage(Self.body, receiveIDKind: kind) {}
            #expect(outcome.verdict == .accepted(messageID: "om_1"))
            let request = try #require(transport.requests.last)
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

    @Test func sendsNothingWhenTheHookRefuses() async throws {
        let outcome = try await send(.answered(200, Self.accepted)) { throw CancellationError() }
        #expect(outcome.verdict == .notSent(.refused))
        #expect(outcome.evidence.exchange?.refusal is CancellationError)
    }

    @Test(arguments: [
        "", "garbage", "[]", "{}", #"{"uuid":""}"#, #"{"uuid":null}"#, #"{"uuid":1}"#, #"{"uuid":"a","uuid":"b"}"#,
        #"{"uuid":"\#(String(repeating: "a", count: 51))"}"#,
    ])
    func sendsNothingThatCouldNotBeRepeated(_ body: String) async throws {
        try await withStubTransport([]) { transport in
            let outcome = try await Rig().client(transport).sendMessage(Data(body.utf8), receiveIDKind: .openID) {
                Issue.record("the hook ran")
            }
            #expect(outcome.verdict == .notSent(.setup))
            #expect(outcome.evidence.message?.contains("uuid") == true)
        }
    }

    @Test func takesTheLongestUUID() async throws {
        let body = Data(#"{"uuid":"\#(String(repeating: "é", count: 50))"}"#.utf8)
        try await withStubTransport([Rig.grantStub(), .init(.post, Self.url(), .answered(200, Self.accepted))]) {
            let outcome = try await Rig().client($0).sendMessage(body, receiveIDKind: .openID) {}
            #expect(outcome.verdict == .accepted(messageID: "om_1"))
        }
    }

    @Test(arguments: [99_991_663, 99_991_661, 20_013])
    func clearsTheTokenAndDoesNotSendAgain(_ code: Int) async throws {
        let refusal = HTTPExchange.answered(400, #"{"code":\#(code),"msg":"Invalid access token"}"#)
        let stubs: [StubTransport.Stub] = [
            Rig.grantStub("t-first"), .init(.post, Self.url(), refusal), Rig.grantStub("t-second"),
            .init(.post, Self.url(), .answered(200, Self.accepted)),
        ]
        try await withStubTransport(stubs) { transport in
            let client = try Rig().client(transport)
            #expect(await client.sendMessage(Self.body, receiveIDKind: .openID) {}.verdict == .tokenRefused)
            #expect(transport.requests.count == 2)
            _ = await client.sendMessage(Self.body, receiveIDKind: .openID) {}
            #expect(transport.requests.last?.fields.first?.value == "Bearer t-second")
        }
    }

    @Test(arguments: [
        HTTPExchange.failed(.gotNothing, .allowed), .failed(.couldNotConnect), .answered(504, ""), .answered(429, ""),
        .answered(200, "garbage"), .answered(400, #"{"code":230049,"msg":"sending"}"#),
        .answered(400, #"{"code":230020,"msg":"rate"}"#),
    ])
    func neverRepeatsByItself(_ exchange: HTTPExchange) async throws {
        _ = try await send(exchange)
    }

    @Test(arguments: [
        (
            HTTPExchange.answered(200, #"{"code":10014,"msg":"app id not exists"}"#), 1,
            SendVerdict.NotSentReason.credentials
        ),
        (.answered(500, ""), 5, .tokenUnavailable), (.failed(.peerFailedVerification), 1, .trust),
        (.answered(404, ""), 1, .setup),
    ])
    func sendsNothingWithoutAToken(
        _ exchange: HTTPExchange, _ tries: Int, _ reason: SendVerdict.NotSentReason
    ) async throws {
        let stubs = Array(repeating: StubTransport.Stub(.post, Rig.tokenURL, exchange), count: tries)
        try await withStubTransport(stubs) { transport in
            let outcome = try await Rig().client(transport).sendMessage(Self.body, receiveIDKind: .openID) {
                Issue.record("the hook ran")
            }
            #expect(outcome.verdict == .notSent(reason))
            #expect(outcome.evidence.exchange == nil)
            #expect(outcome.evidence.hint?.hasPrefix("Nothing was sent: ") == true)
        }
    }

    @Test func removesAnEchoedSecretFromTheMessage() async throws {
        let echo = #"{"code":230001,"msg":"bad \#(Rig.secret) with \#(Rig.token)"}"#
        #expect(try await send(.answered(400, echo)).evidence.message == "bad <redacted> with <redacted>")
    }
}
