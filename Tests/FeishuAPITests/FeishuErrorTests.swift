import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

@Suite struct FeishuErrorTests {
    private func recall(_ replies: [HTTPExchange], grants: [String] = [Rig.token]) async throws -> FeishuError? {
        let stubs =
            grants.map { Rig.grantStub($0) }
            + replies.map { StubTransport.Stub(.delete, Rig.batchURL(Fixture.id), $0) }
        return try await withStubTransport(stubs) { transport in
            let client = try Rig().client(transport)
            return await failure { () async throws(FeishuError) in try await client.recallBatch(Fixture.id) }
        }
    }

    private func code(_ code: Int, status: Int = 400) -> HTTPExchange {
        .answered(status, #"{"code":\#(code),"msg":"refused"}"#)
    }

    @Test(
        arguments: [
            (230_009, .tooOldToRecall), (230_026, .refusedRecall), (230_030, .unknownBatch), (230_012, .notOurs),
            (230_027, .permission), (230_006, .permission), (230_001, .invalidRequest), (99_991_672, .permission),
            (99_991_400, .throttled(resetSeconds: nil)), (99_991_403, .quota), (99_991_401, .credentials),
            (99_991_662, .credentials), (10_003, .invalidRequest), (99_992_351, .notFound), (99_992_389, .notFound),
            (99_992_402, .invalidRequest), (2_200, .server), (424_242, .unknownCode),
        ] as [(Int, FeishuError.Kind)])
    func sortsCodes(_ number: Int, _ kind: FeishuError.Kind) async throws {
        let error = try await recall([code(number)])
        #expect(error?.kind == kind)
        #expect(error?.code == number)
        #expect(error?.httpStatus == 400)
        #expect(error?.message == "refused")
        #expect(error?.hint?.hasSuffix(".") == true)
        #expect(error?.endpoint == .recallBatch)
    }

    /// A gateway in trouble writes codes of its own; a code that has a row says more than any status.
    @Test(arguments: [500, 502, 503, 504])
    func anUnknownCodeOfAServerInTroubleMayPass(_ status: Int) async throws {
        let error = try await recall([code(500, status: status)])
        #expect(error?.kind == .server && error?.isRetryable == true)
        #expect(error?.code == 500 && error?.hint == "If it lasts, give the log id to Feishu's support.")
        #expect(try await recall([code(230_009, status: status)])?.kind == .tooOldToRecall)
        #expect(try await recall([code(500, status: 400)])?.kind == .unknownCode)
    }

    @Test func replaysOnceWithANewToken() async throws {
        let stubs: [StubTransport.Stub] = [
            Rig.grantStub("t-first"), .init(.get, Rig.botURL, code(99_991_663)), Rig.grantStub("t-second"),
            .init(.get, Rig.botURL, .answered(200, Fixture.bot)),
        ]
        try await withStubTransport(stubs) { transport in
            _ = try await Rig().client(transport).botInfo()
            let tokens = transport.requests.filter { $0.url == Rig.botURL }.map { $0.fields.first?.value }
            #expect(tokens == ["Bearer t-first", "Bearer t-second"])
        }
    }

    @Test func givesUpAfterTheSecondRefusalOfTheToken() async throws {
        let error = try await recall([code(99_991_663), code(99_991_663)], grants: ["t-first", "t-second"])
        #expect(error?.kind == .token)
        #expect(error?.isRetryable == false)
    }

    @Test func doesNotReplayAnythingElse() async throws {
        for exchange in [code(2_200), code(99_991_400), .answered(502, ""), .failed(.gotNothing, .allowed)] {
            #expect(try await recall([exchange])?.isRetryable == true)
        }
    }

    @Test(arguments: [
        (HTTPExchange.failed(.couldNotResolveHost), FeishuError.Kind.unreachable),
        (.failed(.operationTimedOut), .unreachable),
        (.failed(.receiveError, .allowed), .unreachable), (.failed(.pinnedKeyMismatch), .trust),
        (.failed(.badFunctionArgument), .configuration), (.answered(429, ""), .throttled(resetSeconds: nil)),
        (.answered(500, ""), .server), (.answered(504, "<html>"), .server), (.answered(302, ""), .configuration),
        (.answered(404, ""), .configuration), (.answered(407, ""), .trust), (.answered(200, ""), .malformedAnswer),
        (.answered(408, ""), .malformedAnswer),
    ])
    func sortsAnswersWithoutEnvelope(_ exchange: HTTPExchange, _ kind: FeishuError.Kind) async throws {
        let error = try await recall([exchange])
        #expect(error?.kind == kind)
        #expect(error?.hint?.hasSuffix(".") == true)
    }

    @Test func saysThatItWasCancelled() async throws {
        var exchange = HTTPExchange.failed(.abortedByCallback, .allowed)
        exchange.isCancelled = true
        #expect(try await recall([exchange])?.kind == .cancelled)
    }

    @Test func readsNoAnswerThatWasCut() async throws {
        var exchange = HTTPExchange.answered(200, #"{"code":0}"#)
        exchange.response?.isBodyTruncated = true
        #expect(try await recall([exchange])?.kind == .unreachable)
    }

    @Test func takesTheResetFromTheHeaders() async throws {
        let throttled = HTTPExchange.answered(
            400, #"{"code":99991400,"msg":"request trigger frequency limit"}"#,
            [HTTPRequest.Field("X-Ogw-Ratelimit-Reset", "7"), HTTPRequest.Field("X-Tt-Logid", "log-7")])
        let error = try await recall([throttled])
        #expect(error?.kind == .throttled(resetSeconds: 7))
        #expect(error?.logID == "log-7")
    }

    @Test func tellsTheWholeStoryInOneLine() async throws {
        let error = try await recall([.answered(400, Fixture.missingScope)])
        #expect(
            error?.description == """
                batch recall: permission missing: Access denied. One of the following scopes is required: [im:message] \
                (code 99991672, HTTP 400, log id 20260901abc). Grant im:message under "Permissions & Scopes" in the developer \
                console, publish a new app version, then run again.
                """)
    }

    @Test func neverShowsSecretOrToken() async throws {
        let echo = "sent Authorization: Bearer \(Rig.token) for \(Rig.secret)"
        var failed = HTTPExchange.failed(.receiveError, .allowed)
        failed.failure = echo
        for exchange in [.answered(400, #"{"code":10003,"msg":"\#(echo)"}"#), failed] {
            let error = try #require(try await recall([exchange]))
            var dumped = ""
            dump(error, to: &dumped)
            for text in [error.description, String(reflecting: error), dumped, error.message ?? ""] {
                #expect(!text.contains("MARKER"))
                #expect(text.contains("<redacted>"))
            }
        }
    }

    @Test func spellsOutWhatCouldSteerATerminal() async throws {
        let error = try await recall([.answered(400, #"{"code":10003,"msg":"a\u001b[31mb\u202ec\nd"}"#)])
        #expect(error?.description.contains(#"a\u{1b}[31mb\u{202e}c\u{a}d"#) == true)
    }

    @Test(arguments: [
        (FeishuError.Kind.unreachable, true), (.throttled(resetSeconds: 1), true), (.server, true),
        (.malformedAnswer, true),
        (.cancelled, false), (.trust, false), (.configuration, false), (.quota, false), (.token, false),
        (.credentials, false), (.permission, false), (.notFound, false), (.invalidRequest, false),
        (.tooOldToRecall, false), (.refusedRecall, false), (.unknownBatch, false), (.notOurs, false),
        (.unknownCode, false),
    ])
    func knowsWhatMayPassByItself(_ kind: FeishuError.Kind, _ isRetryable: Bool) {
        #expect(FeishuError(.batchProgress, kind).isRetryable == isRetryable)
        #expect(FeishuError(.batchProgress, kind).description == "get_progress: \(kind.summary)")
    }

    /// 230027 speaks of the app on the batch pages, and may speak of one chat where a single message is meant.
    @Test(arguments: [
        (FeishuEndpoint.recallBatch, FeishuError.Kind.permission, 230_027, true),
        (.recallBatch, .permission, 230_006, true), (.recallMessage, .permission, 99_991_672, true),
        (.recallMessage, .permission, 230_027, false), (.recallBatch, .refusedRecall, 230_026, false),
        (.recallBatch, .notOurs, 230_012, false), (.recallBatch, .tooOldToRecall, 230_009, false),
    ])
    func knowsWhatMeetsEveryCallOfTheApp(
        _ endpoint: FeishuEndpoint, _ kind: FeishuError.Kind, _ code: Int, _ isOfTheApp: Bool
    ) {
        var error = FeishuError(endpoint, kind)
        error.code = code
        #expect(error.isOfTheApp == isOfTheApp)
    }
}
