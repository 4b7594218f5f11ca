import Testing

@testable import FeishuSandbox

@Suite struct ControlTests {
    @Test func stateCountsEachBatch() async throws {
        try await withProbe { probe async throws in
            let id = try await probe.sendBatch(to: 20)
            _ = try await probe.call("POST", "/sandbox/clock", "{\"advance_seconds\":600}")
            let state = try await probe.call("GET", "/sandbox/state").json
            #expect(state["sandbox_seconds"]?.double == 600)
            #expect(state["batch_count"]?.integer == 1)
            #expect(state["people"]?.integer == 20)
            #expect(state["tokens_issued"]?.integer == 1)
            #expect(state["requests"]?.integer == 2)
            let batch = try #require(state["batches"]?.array?.first)
            #expect(batch["message_id"]?.string == id)
            #expect(batch["people"]?.integer == 20)
            #expect(batch["valid"]?.integer == 20)
            let progress = try await probe.progress(id)
            #expect(batch["delivered"]?.integer == progress.count("success_user_ids_count"))
            #expect(batch["read"]?.integer == progress.count("read_user_ids_count"))
        }
    }

    @Test func companyIsServedAsItIsPrinted() async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.call("GET", "/sandbox/company")
            #expect(answer.text + "\n" == CompanyListing.json.text(of: probe.company))
        }
    }

    @Test(arguments: ["0", "1.5", "86400"])
    func theClockMovesForward(_ seconds: String) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.call("POST", "/sandbox/clock", "{\"advance_seconds\":\(seconds)}")
            #expect(answer.status == 200)
            #expect(probe.core.snapshot().sandboxSeconds == Double(seconds))
        }
    }

    @Test(arguments: [
        "", "{}", "{\"advance_seconds\":-1}", "{\"advance_seconds\":\"5\"}", "{\"advance_seconds\":1e300}",
        "{\"advance\":1}",
    ])
    func theClockRefusesNonsense(_ body: String) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.call("POST", "/sandbox/clock", body)
            #expect(answer.status == 400)
            #expect(probe.core.snapshot().sandboxSeconds == 0)
        }
    }

    @Test func revokingTokensEndsThem() async throws {
        try await withProbe { probe async throws in
            let id = try await probe.sendBatch()
            _ = try await probe.call("POST", "/sandbox/tokens/revoke")
            let answer = try await probe.progress(id)
            #expect(answer.code == 99_991_663)
        }
    }

    @Test func anAppsRightsCanBeChanged() async throws {
        try await withProbe { probe async throws in
            let changed = try await probe.call(
                "POST", "/sandbox/app", "{\"scopes\":[\"im:message\"],\"bot_enabled\":true}")
            #expect(changed.status == 200)
            let refused = try await probe.sendText(to: "\"open_ids\":[\"ou_1\"]")
            #expect(refused.code == 11203)
            for wrong in [
                "{\"app_id\":\"cli_nobody\"}", "{\"scopes\":\"all\"}", "{\"bot_enabled\":1}", "{\"bot\":true}",
            ] {
                let answer = try await probe.call("POST", "/sandbox/app", wrong)
                #expect(answer.status == 400, "\(wrong)")
            }
        }
    }

    @Test func theJournalIsServedWithoutControlCalls() async throws {
        try await withProbe { probe async throws in
            _ = try await probe.sendBatch()
            _ = try await probe.call("GET", "/sandbox/state")
            let entries = try await probe.call("GET", "/sandbox/journal").json["entries"]?.array
            #expect(entries?.map { $0["api"]?.string } == ["token", "batch_send"])
            #expect(entries?.last?["recipients"]?["open_ids"]?.strings?.count == 3)
        }
    }

    @Test(arguments: [
        ("GET", "/sandbox"), ("GET", "/sandbox/"), ("POST", "/sandbox/state"), ("GET", "/sandbox/clock"),
        ("GET", "/sandbox/x"),
    ])
    func unknownControlCallsAreRefused(_ method: String, _ path: String) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.call(method, path)
            #expect(answer.status == 400)
            #expect(answer.header("X-Tt-Logid") != nil)
        }
    }
}
