import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

@Suite struct TokenFaultTests {
    private func failure(after replies: [HTTPExchange], _ rig: Rig = Rig()) async throws -> FeishuError? {
        try await withStubTransport(replies.map { StubTransport.Stub(.post, Rig.tokenURL, $0) }) { transport in
            let client = try rig.client(transport)
            return await FeishuAPITests.failure(of: client.prepareToken)
        }
    }

    @Test(arguments: [
        10_003, 10_014, 10_015, 10_005, 10_013, 20_002, 99_991_543, 99_991_662, 99_991_673, 99_991_401,
    ])
    func givesUpAtOnceWhenTheCredentialsAreRefused(_ code: Int) async throws {
        let rig = Rig()
        let error = try await failure(after: [.answered(200, #"{"code":\#(code),"data":{},"msg":"refused"}"#)], rig)
        #expect(error?.kind == .credentials)
        #expect(error?.isRetryable == false)
        #expect(error?.code == code)
        #expect(error?.hint?.isEmpty == false)
        #expect(rig.waits.isEmpty)
    }

    @Test(arguments: [
        HTTPExchange.answered(500, ""), .answered(504, "<html>"), .answered(200, "garbage"), .answered(200, "{}"),
        .answered(200, #"{"code":2200,"msg":"Internal Error"}"#), .answered(200, #"{"code":424242,"msg":"new"}"#),
        .answered(200, #"{"code":0,"code":10014}"#), .answered(200, #"{"code":0,"expire":7200}"#),
        .answered(200, #"{"code":0,"tenant_access_token":"","expire":7200}"#),
        .answered(200, #"{"code":0,"tenant_access_token":7,"expire":7200}"#),
        .answered(200, #"{"code":0,"tenant_access_token":"t-a\r\nX-Evil: 1","expire":7200}"#),
        .answered(200, #"{"code":0,"tenant_access_token":"t-a\u0000b","expire":7200}"#),
        .answered(200, #"{"code":0,"tenant_access_token":"t-ä","expire":7200}"#),
        .answered(200, #"{"code":0,"tenant_access_token":"t-a b","expire":7200}"#),
        .answered(200, #"{"code":0,"tenant_access_token":"t-abc","expire":0}"#),
        .answered(200, #"{"code":0,"tenant_access_token":"t-abc","expire":-1}"#),
        .answered(200, #"{"code":0,"tenant_access_token":"t-abc","expire":"7200"}"#),
        .answered(200, #"{"code":0,"tenant_access_token":"t-abc","expire":7200.0}"#),
        .answered(200, #"{"code":0,"tenant_access_token":"t-abc"}"#),
        .failed(.couldNotResolveHost), .failed(.operationTimedOut, .allowed), .failed(.receiveError, .allowed),
    ])
    func triesFiveTimesWhateverMayPass(_ exchange: HTTPExchange) async throws {
        let rig = Rig()
        let error = try await failure(after: Array(repeating: exchange, count: 5), rig)
        #expect(error?.isRetryable == true)
        #expect(error?.endpoint == .tenantToken)
        #expect(rig.waits == [.seconds(1), .seconds(2), .seconds(4), .seconds(8)])
    }

    @Test func refusesATokenOfTenKilobytes() async throws {
        let long = String(repeating: "a", count: 10_000)
        let error = try await failure(after: Array(repeating: Rig.grant("t-" + long), count: 5))
        #expect(error?.kind == .malformedAnswer)
    }

    @Test func takesATokenOfFourKilobytes() async throws {
        let longest = "t-" + String(repeating: "a", count: 4_094)
        #expect(try await failure(after: [Rig.grant(longest)]) == nil)
        #expect(try await failure(after: Array(repeating: Rig.grant(longest + "a"), count: 5)) != nil)
    }

    @Test func stopsTryingOnceATokenCame() async throws {
        let rig = Rig()
        #expect(try await failure(after: [.answered(500, ""), .failed(.gotNothing), Rig.grant()], rig) == nil)
        #expect(rig.waits.count == 2)
    }

    @Test(arguments: [
        (CurlCode.peerFailedVerification, FeishuError.Kind.trust), (.badCACertificateFile, .trust),
        (.malformedURL, .configuration), (.badFunctionArgument, .configuration),
    ])
    func givesUpAtOnceWhereAnotherTryCannotHelp(_ code: CurlCode, _ kind: FeishuError.Kind) async throws {
        let error = try await failure(after: [.failed(code)])
        #expect(error?.kind == kind)
        #expect(error?.curlCode == code)
    }

    @Test(arguments: [301, 308, 401, 403, 404])
    func takesARefusalWithoutEnvelopeForAWrongAddress(_ status: Int) async throws {
        #expect(try await failure(after: [.answered(status, "<html>")])?.kind == .configuration)
    }

    @Test func waitsAsLongAsTheGatewaySays() async throws {
        let rig = Rig()
        let throttled = HTTPExchange.answered(429, "", [HTTPRequest.Field("x-ogw-ratelimit-reset", "12")])
        #expect(try await failure(after: [throttled, Rig.grant()], rig) == nil)
        #expect(rig.waits == [.seconds(13)])
    }

    @Test func leavesALongPauseToTheCaller() async throws {
        let rig = Rig()
        let throttled = HTTPExchange.answered(429, "", [HTTPRequest.Field("x-ogw-ratelimit-reset", "900")])
        #expect(try await failure(after: [throttled], rig)?.kind == .throttled(resetSeconds: 900))
        #expect(rig.waits.isEmpty)
    }

    @Test func givesUpOnTheMonthlyQuota() async throws {
        #expect(try await failure(after: [.answered(200, #"{"code":99991403,"msg":"quota"}"#)])?.kind == .quota)
    }

    @Test func neverWaitsLongerThanTheCap() {
        var policy = TokenRetryPolicy()
        policy.tries = 1_000
        let error = FeishuError(.tenantToken, .unreachable)
        for tried in [1, 7, 64, 999] {
            let wait = policy.wait(after: error, tried: tried) { $0.upperBound }
            #expect(wait.map { $0 <= .seconds(60) } == true)
            #expect(policy.wait(after: error, tried: tried) { $0.lowerBound } == .zero)
        }
        #expect(policy.wait(after: error, tried: 1_000) { $0.upperBound } == nil)
    }
}
