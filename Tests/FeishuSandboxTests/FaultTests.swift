import Testing

@testable import FeishuSandbox

@Suite struct FaultTests {
    static func add(_ rule: FaultRule, to probe: Probe) {
        _ = probe.core.withState { $0.faults.add(rule) }
    }

    @Test func a504AfterProcessingHidesWhatWasSent() async throws {
        try await withProbe { probe async throws in
            Self.add(FaultRule(api: .batchSend, effect: FaultEffect(status: 504, processesFirst: true)), to: probe)
            let answer = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
            #expect(answer.status == 504)
            #expect(answer.text.isEmpty)
            #expect(probe.lastEntry?.isProcessed == true)
            #expect(probe.lastEntry?.status == 504)
            #expect(probe.lastEntry?.code == nil)
            #expect(probe.lastEntry?.recipients?.departmentIDs == ["eng"])
            #expect(probe.lastEntry?.fault == 1)
            #expect(probe.core.snapshot().batches.count == 1)
        }
    }

    @Test func aFaultInsteadOfProcessingLeavesNothingBehind() async throws {
        try await withProbe { probe async throws in
            let effect = FaultEffect(
                status: 429, code: 99_991_400, message: "slow down", headers: ["x-ogw-ratelimit-reset": "7"])
            Self.add(FaultRule(api: .batchSend, effect: effect), to: probe)
            let answer = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
            #expect(answer.status == 429)
            #expect(answer.code == 99_991_400)
            #expect(answer.message == "slow down")
            #expect(answer.header("x-ogw-ratelimit-reset") == "7")
            #expect(probe.lastEntry?.isProcessed == false)
            #expect(probe.core.snapshot().batches.isEmpty)
        }
    }

    @Test(
        arguments: [
            (1, Optional(1), [1]), (3, 1, [3]), (2, 2, [2, 3]), (4, nil, [4, 5, 6]), (7, 1, []),
        ] as [(Int, Int?, [Int])])
    func strikesTheNthRequestAndSoManyAfterIt(_ nth: Int, _ count: Int?, _ struck: [Int]) async throws {
        try await withProbe { probe async throws in
            Self.add(FaultRule(api: .batchSend, nth: nth, count: count, effect: FaultEffect(code: 10002)), to: probe)
            var seen: [Int] = []
            for call in 1...6 {
                _ = try await probe.call("GET", "/open-apis/bot/v3/info", authorization: "Bearer \(probe.token)")
                let answer = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
                if answer.code == 10002 { seen.append(call) }
            }
            #expect(seen == struck)
        }
    }

    @Test func aRuleWithoutAnAPIStrikesAny() async throws {
        try await withProbe { probe async throws in
            Self.add(FaultRule(count: nil, effect: FaultEffect(status: 503)), to: probe)
            let info = try await probe.call("GET", "/open-apis/bot/v3/info", authorization: "Bearer \(probe.token)")
            #expect(info.status == 503)
            let token = try await probe.fetchToken(probe.core.configuration.app)
            #expect(token.status == 503)
        }
    }

    @Test func theFirstRuleThatHitsWinsAndTheOthersStillCount() async throws {
        try await withProbe { probe async throws in
            Self.add(FaultRule(api: .batchSend, effect: FaultEffect(code: 1)), to: probe)
            Self.add(FaultRule(api: .batchSend, count: 2, effect: FaultEffect(code: 2)), to: probe)
            var codes: [Int?] = []
            for _ in 0..<3 { codes.append(try await probe.sendText(to: "\"department_ids\":[\"eng\"]").code) }
            #expect(codes == [1, 2, 0])
        }
    }

    @Test func garbageCanComeWith200() async throws {
        try await withProbe { probe async throws in
            let effect = FaultEffect(body: "<html>not json</html>", processesFirst: true)
            Self.add(FaultRule(api: .batchSend, effect: effect), to: probe)
            let answer = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
            #expect(answer.status == 200)
            #expect(answer.text == "<html>not json</html>")
            #expect(probe.lastEntry?.isProcessed == true)
            #expect(probe.lastEntry?.code == nil)
        }
    }

    @Test func aMereDelayChangesNothingElse() async throws {
        try await withProbe({ $0.latencyMilliseconds = 20 }) { probe async throws in
            Self.add(FaultRule(api: .batchSend, effect: FaultEffect(delayMilliseconds: 1500)), to: probe)
            let answer = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
            #expect(answer.code == 0)
            #expect(probe.lastEntry?.isProcessed == true)
            // The token's call, then this one's latency and its delay in small steps.
            let milliseconds = probe.clock.sleeps.map { Int(($0 * 1000).rounded()) }
            #expect(milliseconds.prefix(2) == [20, 20] && milliseconds.reduce(0, +) == 20 + 20 + 1500)
        }
    }

    @Test func aDeadTokenStaysDeadUntilANewOneIsFetched() async throws {
        try await withProbe { probe async throws in
            Self.add(FaultRule(api: .batchSend, effect: FaultEffect(revokesTokens: true)), to: probe)
            for _ in 0..<2 {
                let refused = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
                #expect(refused.status == 400)
                #expect(refused.code == 99_991_663)
            }
            let token = try await probe.fetchToken(probe.core.configuration.app).json["tenant_access_token"]?.string
            #expect(token != probe.token)
            let sent = try await probe.sendText(to: "\"department_ids\":[\"eng\"]", token: token)
            #expect(sent.code == 0)
        }
    }

    @Test func tokensCanDieRightAfterTheCall() async throws {
        try await withProbe { probe async throws in
            Self.add(
                FaultRule(api: .batchSend, effect: FaultEffect(processesFirst: true, revokesTokens: true)), to: probe)
            let sent = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
            #expect(sent.code == 0)
            let refused = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
            #expect(refused.code == 99_991_663)
        }
    }

    @Test func aHeaderAloneIsAddedToTheRealAnswer() async throws {
        try await withProbe { probe async throws in
            Self.add(FaultRule(effect: FaultEffect(headers: ["Retry-After": "3"])), to: probe)
            let answer = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
            #expect(answer.code == 0)
            #expect(answer.header("Retry-After") == "3")
        }
    }

    @Test func rulesComeThroughTheControlCallToo() async throws {
        try await withProbe { probe async throws in
            let rules = """
                {"rules":[{"api":"batch_send","nth":2,"effect":{"status":200,"code":11246,"msg":"Service Internal Error"}},\
                {"effect":{"delay_ms":5},"count":null}]}
                """
            let added = try await probe.call("POST", "/sandbox/faults", rules)
            #expect(added.json["ids"] == .array([.integer(1), .integer(2)]))
            let listed = try await probe.call("GET", "/sandbox/faults")
            #expect(listed.json["rules"]?.array?.count == 2)
            let first = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
            #expect(first.code == 0)
            let second = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
            #expect(second.code == 11246)
            #expect(second.message == "Service Internal Error")
            let removed = try await probe.call("DELETE", "/sandbox/faults")
            #expect(removed.status == 200)
            #expect(probe.core.withState { $0.faults.rules.count } == 0)
        }
    }

    @Test func aListedRuleReadsBackAsItself() throws {
        let effect = FaultEffect(
            status: 429, code: 99_991_400, message: "m", headers: ["a": "b"], delayMilliseconds: 3,
            processesFirst: true,
            revokesTokens: true)
        for rule in [
            FaultRule(effect: FaultEffect(body: "x")), FaultRule(api: .recall, nth: 2, count: nil, effect: effect),
        ] {
            let bytes = WireJSONWriter.object { rule.write(to: &$0, id: 9) }
            guard case .object(let members) = try WireJSONReader.read(bytes) else { continue }
            let withoutID = WireJSON.object(members.filter { $0.key != "id" && $0.value != .null || $0.key == "count" })
            #expect(try FaultRule(withoutID) == rule)
        }
    }

    @Test(arguments: [
        "", "[]", "{}", "{\"rules\":{}}", "{\"rules\":[1]}", "{\"rules\":[{}]}",
        "{\"rules\":[{\"effect\":{}}],\"x\":1}",
        "{\"rules\":[{\"effect\":{\"satus\":504}}]}", "{\"rules\":[{\"api\":\"send\",\"effect\":{}}]}",
        "{\"rules\":[{\"nth\":0,\"effect\":{}}]}", "{\"rules\":[{\"count\":0,\"effect\":{}}]}",
        "{\"rules\":[{\"nth\":1.5,\"effect\":{}}]}",
        "{\"rules\":[{\"effect\":{\"status\":99}}]}", "{\"rules\":[{\"effect\":{\"status\":\"504\"}}]}",
        "{\"rules\":[{\"effect\":{\"headers\":[]}}]}", "{\"rules\":[{\"effect\":{\"headers\":{\"a\":1}}}]}",
        "{\"rules\":[{\"effect\":{\"headers\":{\"not a name\":\"1\"}}}]}",
        "{\"rules\":[{\"effect\":{\"process_first\":1}}]}", "{\"rules\":[{\"effect\":{\"delay_ms\":-1}}]}",
        "{\"rules\":[{\"effect\":{}},{\"effect\":{\"status\":1}}]}",
    ])
    func refusesRulesItDoesNotUnderstand(_ body: String) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.call("POST", "/sandbox/faults", body)
            #expect(answer.status == 400)
            #expect(answer.json["error"]?.string?.isEmpty == false)
            #expect(probe.core.withState { $0.faults.rules.count } == 0)
        }
    }
}
