import Testing

@testable import FeishuSandbox

@Suite struct BatchSendRightsTests {
    static let toUsers = "\"open_ids\":[\"ou_1\"]"
    static let toDepartments = "\"department_ids\":[\"eng\"]"

    @Test(arguments: [
        ("im:message:send_multi_users", toUsers, 11203), ("im:message:send_multi_users", "\"user_ids\":[\"x\"]", 11203),
        ("im:message:send_multi_users", "\"union_ids\":[\"x\"]", 11203),
        ("im:message:send_multi_users", toDepartments, 0),
        ("im:message:send_multi_depts", toDepartments, 11204), ("im:message:send_multi_depts", toUsers, 0),
        ("im:message", toUsers, 0), ("im:message:send_as_bot", toUsers, 0),
    ])
    func eachKindOfRecipientNeedsItsScope(_ missing: String, _ ids: String, _ code: Int) async throws {
        try await withProbe { probe async throws in
            try probe.core.change(
                appID: "cli_sandbox", scopes: SandboxApp.allScopes.subtracting([missing]), hasBot: nil)
            let answer = try await probe.sendText(to: ids)
            #expect(answer.status == 200)
            #expect(answer.code == code)
        }
    }

    @Test func withoutAnySendScopeTheGatewayRefusesAndNamesThem() async throws {
        try await withProbe { probe async throws in
            try probe.core.change(
                appID: "cli_sandbox", scopes: ["im:message:send_multi_users", "im:message:send_multi_depts"],
                hasBot: nil)
            let answer = try await probe.sendText(to: Self.toUsers)
            #expect(answer.status == 400)
            #expect(answer.code == 99_991_672)
            let violations = answer.json["error"]?["permission_violations"]?.array?.compactMap { $0["subject"]?.string }
            #expect(violations == ["im:message", "im:message:send_as_bot"])
        }
    }

    @Test func withoutABotNothingIsSent() async throws {
        try await withProbe({ $0.app.hasBot = false }) { probe async throws in
            #expect(try await probe.sendText(to: Self.toUsers).code == 11205)
        }
    }

    @Test func theDayEndsAtItsQuota() async throws {
        try await withProbe({ $0.policy.messagesPerDay = 5 }) { probe async throws in
            let ids = probe.company.people.filter { !$0.isResigned }.map(\.openID)
            #expect(try await probe.sendText(to: "\"open_ids\":\(Array(ids[0..<3]))").code == 0)
            let refused = try await probe.sendText(to: "\"open_ids\":\(Array(ids[3..<6]))")
            #expect(refused.code == 11247)
            #expect(probe.lastEntry?.isProcessed == false)
            #expect(try await probe.sendText(to: "\"open_ids\":\(Array(ids[3..<5]))").code == 0)
            try probe.core.advance(seconds: 86_400)
            let token = try await probe.fetchToken(probe.core.configuration.app).json["tenant_access_token"]?.string
            #expect(try await probe.sendText(to: "\"open_ids\":\(Array(ids[0..<5]))", token: token).code == 0)
        }
    }

    @Test func theQuotaIsPerAppAndDay() {
        var quota = DailyQuota(limit: 10)
        for (messages, app, now, isTaken) in [
            (10, "a", 0.0, true), (1, "a", 86_399, false), (10, "b", 0, true), (1, "a", 86_400, true),
            (10, "a", 86_400, false),
        ] {
            let taken = quota.take(messages, appID: app, now: now)
            #expect(taken == isTaken)
        }
    }

    @Test func limitsOffLiftsTheQuota() async throws {
        try await withProbe({
            $0.policy.messagesPerDay = 1
            $0.enforcesLimits = false
        }) { probe async throws in
            #expect(try await probe.sendText(to: Self.toDepartments).code == 0)
        }
    }

    @Test func botInfoSaysWhetherTheBotIsOn() async throws {
        try await withProbe { probe async throws in
            let path = "/open-apis/bot/v3/info"
            let on = try await probe.call("GET", path, authorization: "Bearer \(probe.token)")
            #expect(on.json["bot"]?["activate_status"] == .integer(2))
            #expect(on.json["data"] == nil)
            try probe.core.change(appID: "cli_sandbox", scopes: nil, hasBot: false)
            let off = try await probe.call("GET", path, authorization: "Bearer \(probe.token)")
            #expect(off.json["bot"]?["activate_status"] == .integer(1))
        }
    }
}
