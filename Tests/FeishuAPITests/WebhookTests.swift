import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

/// Addresses of webhooks, which are secrets, and what their answers mean.
struct WebhookTests {
    private static let generic = "https://hooks.example.com/services/T0/MARKER?x=1"
    private static let bot = "https://open.feishu.cn/open-apis/bot/v2/hook/MARKER"

    @Test(arguments: [
        (generic, "https://hooks.example.com", false), (bot, "https://open.feishu.cn", true),
        ("https://open.larksuite.com/open-apis/bot/v2/hook/x", "https://open.larksuite.com", true),
        ("HTTPS://Hooks.Example.com:8443/A", "https://hooks.example.com:8443", false),
        ("http://127.0.0.1:8080/hook", "http://127.0.0.1:8080", false),
        ("https://example.com", "https://example.com", false),
        ("https://open.feishu.cn/open-apis/bot/v2/hook/", "https://open.feishu.cn", false),
        ("https://example.com/?u=/open-apis/bot/v2/hook/x", "https://example.com", false),
    ])
    func readsAddresses(_ text: String, _ origin: String, _ isCustomBot: Bool) throws {
        let address = try WebhookAddress(text)
        #expect(address.origin == origin && address.isCustomBot == isCustomBot)
        #expect(address.reveal().hasPrefix(origin + "/"))
    }

    @Test(arguments: [
        "", "MARKER", "http://example.com/MARKER", "ftp://example.com/MARKER", "https://u:MARKER@example.com/x",
        "https://example.com/a b", "https://example.com/\u{7}", "https://example.com/#MARKER", "https:///MARKER",
        "https://exämple.com/x", "https://example.com?MARKER",
        #"https://example.com\MARKER"#, "https://example.com:0/x",
        "file:///etc/passwd", "https://example.com/" + String(repeating: "x", count: 2_000),
    ])
    func refusesEverythingElseWithoutQuotingIt(_ text: String) throws {
        let error = try #require(throws: FeishuConfigurationError.self) { try WebhookAddress(text) }
        #expect(!"\(error)".contains("MARKER") && error.setting == .webhook)
    }

    @Test(arguments: [generic, bot]) func noTextShowsMoreThanTheHost(_ text: String) throws {
        let address = try WebhookAddress(text)
        var dumped = "\(address) \(String(reflecting: address)) \([address])"
        let client = WebhookClient(address: address, secret: Secret("MARKER"), transport: StubTransport([]))
        dump((address, client), to: &dumped)
        #expect(!dumped.contains("MARKER") && !dumped.contains("T0"))
    }

    private func post(_ url: String, _ exchange: HTTPExchange) async throws -> String? {
        try await withStubTransport([.init(.post, url, exchange)]) { transport in
            let client = WebhookClient(address: try WebhookAddress(url), transport: transport)
            var failure: String?
            do throws(WebhookFailure) {
                try await client.post(.init("{}".utf8))
            } catch {
                failure = error.description
            }
            let request = try #require(transport.requests.first)
            #expect(request.body == .init("{}".utf8))
            #expect(request.fields == [HTTPRequest.Field("Content-Type", "application/json; charset=utf-8")])
            return failure
        }
    }

    @Test(
        arguments: [
            (200, nil), (204, nil), (299, nil), (301, "HTTP 301"), (307, "HTTP 307"), (404, "HTTP 404"),
            (500, "HTTP 500"),
        ] as [(Int, String?)])
    func aStatusDecides(_ status: Int, _ failure: String?) async throws {
        #expect(try await post(Self.generic, .answered(status, "MARKER <garbage>")) == failure)
    }

    @Test(
        arguments: [
            (#"{"code":0,"msg":"success","data":{}}"#, nil), (#"{"StatusCode":0,"StatusMessage":"success"}"#, nil),
            (#"{"code":19021,"msg":"sign match fail MARKER"}"#, "19021"),
            (#"{"code":9499,"msg":"MARKER"}"#, "code 9499"),
            (#"{"code":"0"}"#, "none of a custom bot's"), ("MARKER", "none of a custom bot's"), ("", "none of"),
            ("[]", "none of"),
        ] as [(String, String?)])
    func aCustomBotSaysNoWithTwoHundred(_ body: String, _ failure: String?) async throws {
        let told = try await post(Self.bot, .answered(200, body))
        #expect(failure == nil ? told == nil : told?.contains(failure ?? "") == true, "\(told ?? "taken")")
        #expect(told?.contains("MARKER") != true)
    }

    @Test func withoutAnAnswerOnlyANumberIsKept() async throws {
        let exchange = HTTPExchange(
            firstByte: .notReached, curlCode: .couldNotResolveHost, failure: "Could not resolve MARKER")
        #expect(try await post(Self.generic, exchange) == "no answer (curl 6)")
    }

    @Test func aCardGoesToOnePersonWithItsUUID() async throws {
        let url = Rig.base + "/open-apis/im/v1/messages?receive_id_type=open_id"
        let answer = HTTPExchange.answered(200, #"{"code":0,"msg":"success","data":{"message_id":"om_1"}}"#)
        try await withStubTransport([Rig.grantStub(), .init(.post, url, answer)]) { transport in
            try await Rig().client(transport).sendCard(.init(#"{"a":"\""}"#.utf8), to: "ou_boss", uuid: "larkcast-1")
            let body = try #require(transport.requests.last?.body)
            #expect(
                String(decoding: body, as: UTF8.self)
                    == #"{"receive_id":"ou_boss","msg_type":"interactive","#
                    + #""content":"{\"a\":\"\\\"\"}","uuid":"larkcast-1"}"#
            )
        }
    }

    @Test(arguments: [
        (230_013, FeishuError.Kind.notFound), (230_020, .throttled(resetSeconds: nil)), (230_099, .invalidRequest),
        (230_001, .invalidRequest), (230_006, .permission),
    ])
    func aRefusedCardSaysWhy(_ code: Int, _ kind: FeishuError.Kind) async throws {
        let url = Rig.base + "/open-apis/im/v1/messages?receive_id_type=open_id"
        let answer = HTTPExchange.answered(400, #"{"code":\#(code),"msg":"no"}"#)
        try await withStubTransport([Rig.grantStub(), .init(.post, url, answer)]) { transport in
            let client = try Rig().client(transport)
            await #expect {
                try await client.sendCard(.init("{}".utf8), to: "ou_boss", uuid: "1")
            } throws: { ($0 as? FeishuError)?.kind == kind }
        }
    }
}
