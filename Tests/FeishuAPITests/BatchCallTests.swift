import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

@Suite struct BatchCallTests {
    private func calling<Value>(
        _ method: HTTPRequest.Method, _ url: String, _ body: String, _ call: (FeishuClient) async throws -> Value
    ) async throws -> Value {
        try await withStubTransport([Rig.grantStub(), .init(method, url, .answered(200, body))]) { transport in
            let value = try await call(Rig().client(transport))
            let request = try #require(transport.requests.last)
            #expect(request.fields == [HTTPRequest.Field("Authorization", "Bearer " + Rig.token)])
            #expect(request.body == nil)
            let isShared = if case .shared = request.connection { true } else { false }
            #expect(isShared)
            return value
        }
    }

    private func progress(_ body: String) async throws -> BatchProgress {
        try await calling(.get, Rig.batchURL(Fixture.id, "/get_progress"), body) {
            try await $0.batchProgress(Fixture.id)
        }
    }

    @Test func readsProgress() async throws {
        #expect(
            try await progress(Fixture.progress)
                == BatchProgress(valid: 204, delivered: 200, read: 150, isRecalled: true, recalled: 100))
    }

    @Test func readsReadersFromStrings() async throws {
        let readers = try await calling(.get, Rig.batchURL(Fixture.id, "/read_user"), Fixture.readers) {
            try await $0.batchReaders(Fixture.id)
        }
        #expect(readers == BatchReaders(read: 2, total: 20))
    }

    @Test func recallsWithoutABody() async throws {
        try await calling(.delete, Rig.batchURL(Fixture.id), #"{"code":0,"msg":"ok","data":{}}"#) {
            try await $0.recallBatch(Fixture.id)
        }
    }

    @Test func readsTheBotBesideTheCode() async throws {
        let bot = try await calling(.get, Rig.botURL, Fixture.bot) { try await $0.botInfo() }
        #expect(bot == BotInfo(activateStatus: 2, appName: "通知", openID: "ou_e6e14f667cfe239d7b129b521dce0569"))
    }

    @Test(arguments: [
        #"{"code":0}"#, #"{"code":0,"data":null}"#, #"{"code":0,"data":{}}"#,
        #"{"code":0,"data":{"batch_message_send_progress":null}}"#,
        #"{"code":0,"data":{"batch_message_send_progress":{},"batch_message_recall_progress":{}}}"#,
    ])
    func takesMissingFiguresForUnknown(_ body: String) async throws {
        #expect(try await progress(body) == BatchProgress())
    }

    @Test(
        arguments: [
            ("10", 10), (#""10""#, 10), ("0", 0), (#""007""#, 7), ("2147483647", 2_147_483_647), ("-1", nil),
            (#""-1""#, nil),
            ("2147483648", nil), ("99999999999999999999", nil), (#""99999999999999999999""#, nil), ("1.0", nil),
            ("1e2", nil),
            (#""""#, nil), (#"" 1""#, nil), (#""1.0""#, nil), (#""٣""#, nil), ("true", nil), ("null", nil),
            ("[1]", nil),
            ("-0", nil),
        ] as [(String, Int?)])
    func readsCountsAsIntegersOrDigits(_ spelt: String, _ count: Int?) async throws {
        let body = #"{"code":0,"data":{"batch_message_send_progress":{"valid_user_ids_count":\#(spelt)}}}"#
        #expect(try await progress(body).valid == count)
    }

    @Test(arguments: [
        #"{"code":0,"data":[]}"#, #"{"code":0,"data":"x"}"#, #"{"code":0,"data":{"batch_message_send_progress":[]}}"#,
        #"{"code":0,"data":{"batch_message_recall_progress":true}}"#, #"{"code":0,"code":0}"#, "garbage", "",
        #"{"code":"0"}"#,
    ])
    func refusesAnswersOfTheWrongShape(_ body: String) async throws {
        let url = Rig.batchURL(Fixture.id, "/get_progress")
        try await withStubTransport([Rig.grantStub(), .init(.get, url, .answered(200, body))]) { transport in
            let client = try Rig().client(transport)
            let error = await failure { () async throws(FeishuError) in try await client.batchProgress(Fixture.id) }
            #expect(error?.kind == .malformedAnswer)
            #expect(error?.isRetryable == true)
        }
    }

    @Test func refusesABotAnswerWithoutBot() async throws {
        for body in [#"{"code":0}"#, #"{"code":0,"bot":null}"#, #"{"code":0,"bot":[]}"#] {
            try await withStubTransport([Rig.grantStub(), .init(.get, Rig.botURL, .answered(200, body))]) { transport in
                let client = try Rig().client(transport)
                #expect(await failure(of: client.botInfo)?.kind == .malformedAnswer)
            }
        }
    }

    @Test(arguments: [
        ("bm-abc_DEF", "bm-abc_DEF"), ("bm_1", "bm_1"), ("a/b", "a%2Fb"), ("../x", "..%2Fx"),
        ("a b?c#d", "a%20b%3Fc%23d"),
        ("%2f", "%252f"), ("ä", "%C3%A4"), ("...", "..."), ("a;=+&", "a%3B%3D%2B%26"),
    ])
    func encodesIDsIntoOneSegment(_ id: String, _ segment: String) async throws {
        try await calling(.delete, Rig.batchURL(segment), #"{"code":0}"#) { try await $0.recallBatch(id) }
    }

    @Test(arguments: [
        "", ".", "..", "a\r\nHost: x", "a\u{0}", "\u{7F}", "\u{85}", "a\u{2028}", String(repeating: "a", count: 201),
    ])
    func asksNothingForAnIDThatCannotStandInAPath(_ id: String) async throws {
        try await withStubTransport([]) { transport in
            let client = try Rig().client(transport)
            let errors = [
                await failure { () async throws(FeishuError) in try await client.recallBatch(id) },
                await failure { () async throws(FeishuError) in try await client.batchProgress(id) },
                await failure { () async throws(FeishuError) in try await client.batchReaders(id) },
            ]
            for error in errors {
                #expect(error?.kind == .invalidRequest)
                #expect(error?.isRetryable == false)
            }
        }
    }
}
