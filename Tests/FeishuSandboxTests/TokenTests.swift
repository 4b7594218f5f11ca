import Testing

@testable import FeishuSandbox

@Suite struct TokenTests {
    static let path = "/open-apis/auth/v3/tenant_access_token/internal"

    @Test func handsOutTheSameTokenWhileHalfAnHourIsLeft() {
        var office = TokenOffice()
        for (now, token, expire) in [
            (0, "t-1", 7200), (2633, "t-1", 4567), (5400, "t-1", 1800), (5400.5, "t-2", 7200), (6000.5, "t-2", 6600),
        ] {
            let handed = office.token(for: "cli_a", now: now) { now == 0 ? "t-1" : "t-2" }
            #expect(handed == (token, expire))
        }
        #expect(office.issuedCount == 2)
    }

    @Test func bothTokensLiveUntilTheirOwnEnd() {
        var office = TokenOffice()
        _ = office.token(for: "cli_a", now: 0) { "t-1" }
        _ = office.token(for: "cli_a", now: 6000) { "t-2" }
        #expect(office.appID(of: "t-1", now: 7199) == "cli_a")
        #expect(office.appID(of: "t-1", now: 7200) == nil)
        #expect(office.appID(of: "t-2", now: 13_199) == "cli_a")
        #expect(office.appID(of: "t-2", now: 13_200) == nil)
    }

    @Test func appsHaveTokensOfTheirOwn() {
        var office = TokenOffice()
        _ = office.token(for: "cli_a", now: 0) { "t-1" }
        _ = office.token(for: "cli_b", now: 0) { "t-2" }
        #expect(office.appID(of: "t-1", now: 1) == "cli_a")
        #expect(office.appID(of: "t-2", now: 1) == "cli_b")
    }

    @Test func revokingEndsAllTokens() {
        var office = TokenOffice()
        _ = office.token(for: "cli_a", now: 0) { "t-1" }
        office.revokeAll()
        #expect(office.appID(of: "t-1", now: 1) == nil)
        let next = office.token(for: "cli_a", now: 1) { "t-2" }
        #expect(next == ("t-2", 7200))
    }

    @Test func answersFlat() async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.fetchToken(probe.core.configuration.app)
            #expect(answer.status == 200)
            #expect(answer.code == 0)
            #expect(answer.json["tenant_access_token"]?.string == probe.token)
            #expect(probe.token.hasPrefix("t-"))
            #expect(answer.json["expire"]?.integer == 7200)
            #expect(answer.json["data"] == nil)
        }
    }

    @Test(arguments: [
        ("", 10003), ("{}", 10003), ("[]", 10003), ("{\"app_id\":\"cli_sandbox\"}", 10003),
        ("{\"app_id\":1,\"app_secret\":\"x\"}", 10003), ("{\"app_id\":\"\",\"app_secret\":\"x\"}", 10003),
        ("{\"app_id\":\"sandbox\",\"app_secret\":\"x\"}", 10003),
        ("{\"app_id\":\"cli_sandbox\",\"app_secret\":\"\"}", 10003),
        ("{\"app_id\":\"cli_sandbox\",\"app_id\":\"cli_sandbox\",\"app_secret\":\"sandbox-secret-not-real\"}", 10003),
        ("{\"app_id\":\"cli_nobody\",\"app_secret\":\"sandbox-secret-not-real\"}", 10014),
        ("{\"app_id\":\"cli_sandbox\",\"app_secret\":\"wrong\"}", 10015),
    ])
    func refuses(_ body: String, _ code: Int) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.call("POST", Self.path, body)
            #expect(answer.status == 200)
            #expect(answer.code == code)
            #expect(answer.json["tenant_access_token"] == nil)
            #expect(probe.lastEntry?.isProcessed == false)
        }
    }

    @Test(arguments: [
        (nil, 99_991_661), ("", 99_991_661), ("t-abc", 99_991_671), ("Bearer abc", 99_991_671),
        ("Bearer t-", 99_991_671),
        ("Basic t-abc", 99_991_671), ("Bearer u-abc", 99_991_668), ("Bearer t-neverissued", 99_991_663),
    ])
    func everyOtherCallNeedsAToken(_ authorization: String?, _ code: Int) async throws {
        try await withProbe { probe async throws in
            for (method, path) in [
                ("POST", "/open-apis/message/v4/batch_send/"), ("GET", "/open-apis/bot/v3/info"),
                ("GET", "/open-apis/im/v1/batch_messages/bm-1/get_progress"),
                ("GET", "/open-apis/im/v1/batch_messages/bm-1/read_user"),
                ("DELETE", "/open-apis/im/v1/batch_messages/bm-1"),
            ] {
                let answer = try await probe.call(method, path, "{}", authorization: authorization)
                #expect(answer.status == 400)
                #expect(answer.code == code)
                #expect(answer.json["error"]?["log_id"]?.string == answer.header("X-Tt-Logid"))
                #expect(probe.lastEntry?.isProcessed == false)
            }
        }
    }

    @Test func tokensExpireByRealTimeHoweverFastTheSandboxRuns() async throws {
        try await withProbe({ $0.speed = 60 }) { probe async throws in
            let id = try await probe.sendBatch()
            probe.clock.move(by: 7199)
            #expect(try await probe.progress(id).code == 0)
            probe.clock.move(by: 2)
            #expect(try await probe.progress(id).code == 99_991_663)
        }
    }

    @Test func advancingTheClockAgesTokensToo() async throws {
        try await withProbe { probe async throws in
            let id = try await probe.sendBatch()
            try probe.core.advance(seconds: 7200)
            #expect(try await probe.progress(id).code == 99_991_663)
            let renewed = try await probe.fetchToken(probe.core.configuration.app)
            #expect(renewed.json["tenant_access_token"]?.string != probe.token)
            #expect(renewed.json["expire"]?.integer == 7200)
        }
    }
}
