import Testing

@testable import FeishuSandbox

@Suite struct BatchFigureTests {
    @Test func progressTellsWholeNumbers() async throws {
        try await withProbe { probe async throws in
            let id = try await probe.sendBatch(to: 100)
            let fresh = try await probe.progress(id)
            #expect(fresh.status == 200)
            #expect(fresh.count("valid_user_ids_count") == 0)
            #expect(fresh.json["data"]?["batch_message_recall_progress"]?["recall"] == .bool(false))
            probe.clock.move(by: 1.25)
            let under = try await probe.progress(id)
            #expect(under.count("valid_user_ids_count") == 100)
            #expect((1..<100).contains(under.count("success_user_ids_count") ?? 0))
            try probe.core.advance(seconds: 3600)
            let later = try await probe.progress(id)
            let visible = probe.company.people.filter { !$0.isResigned }.prefix(100).count { $0.isVisible }
            #expect(later.count("success_user_ids_count") == visible)
            #expect((later.count("read_user_ids_count") ?? 0) > 0)
        }
    }

    @Test func readersAreToldAsStrings() async throws {
        try await withProbe { probe async throws in
            let id = try await probe.sendBatch(to: 50)
            try probe.core.advance(seconds: 3600)
            let progress = try await probe.progress(id)
            let counts = try await probe.readUser(id).json["data"]?["read_user"]
            #expect(counts?["read_count"]?.string == progress.count("read_user_ids_count").map(String.init))
            #expect(counts?["total_count"]?.string == progress.count("success_user_ids_count").map(String.init))
        }
    }

    @Test func theSandboxRunsAsFastAsItIsTold() async throws {
        try await withProbe({ $0.speed = 60 }) { probe async throws in
            let id = try await probe.sendBatch(to: 100)
            probe.clock.move(by: 1.5 / 60)
            let delivered = try await probe.progress(id).count("success_user_ids_count") ?? 0
            #expect((95...100).contains(delivered))
        }
    }

    @Test func aRecallIsAnsweredAtOnceAndDoneOverTime() async throws {
        try await withProbe { probe async throws in
            let id = try await probe.sendBatch(to: 100)
            try probe.core.advance(seconds: 60)
            let answer = try await probe.recall(id)
            #expect(answer.status == 200)
            #expect(answer.code == 0)
            #expect(answer.json["data"] == .object([]))
            #expect(probe.lastEntry?.isProcessed == true)
            let first = try await probe.progress(id)
            #expect(first.json["data"]?["batch_message_recall_progress"]?["recall"] == .bool(true))
            #expect(first.count("recall_count") == 0)
            probe.clock.move(by: 1.1)
            let under = try await probe.progress(id).count("recall_count") ?? 0
            #expect((1..<100).contains(under))
            probe.clock.move(by: 10)
            let done = try await probe.progress(id)
            #expect(done.count("recall_count") == done.count("success_user_ids_count"))
        }
    }

    @Test func aRecallTooLateIsRefused() async throws {
        try await withProbe { probe async throws in
            let id = try await probe.sendBatch()
            try probe.core.advance(seconds: 86_401)
            let token = try await probe.fetchToken(probe.core.configuration.app).json["tenant_access_token"]?.string
            let answer = try await probe.recall(id, token: token)
            #expect(answer.status == 400)
            #expect(answer.code == 230_009)
            #expect(probe.lastEntry?.isProcessed == false)
        }
    }

    @Test func aSecondRecallIsAnsweredAlikeEvenLate() async throws {
        try await withProbe { probe async throws in
            let id = try await probe.sendBatch()
            try probe.core.advance(seconds: 3000)
            _ = try await probe.recall(id)
            try probe.core.advance(seconds: 86_401)
            let token = try await probe.fetchToken(probe.core.configuration.app).json["tenant_access_token"]?.string
            let again = try await probe.recall(id, token: token)
            #expect(again.code == 0)
        }
    }

    @Test func aBatchIsKnownForThirtyDays() async throws {
        try await withProbe { probe async throws in
            let id = try await probe.sendBatch()
            try probe.core.advance(seconds: 30 * 86_400)
            let token = try await probe.fetchToken(probe.core.configuration.app).json["tenant_access_token"]?.string
            let known = try await probe.progress(id, token: token)
            #expect(known.code == 0)
            probe.clock.move(by: 1)
            let forgotten = try await probe.progress(id, token: token)
            #expect(forgotten.code == 230_030)
        }
    }

    @Test(arguments: [
        ("bm-00000000000000000000000000000000", 230_030), ("om_1", 230_001), ("bm_1", 230_001), ("%20", 230_001),
    ])
    func unknownAndMalformedIDsAreToldApart(_ id: String, _ code: Int) async throws {
        try await withProbe { probe async throws in
            for answer in [try await probe.progress(id), try await probe.readUser(id), try await probe.recall(id)] {
                #expect(answer.status == 400)
                #expect(answer.code == code)
            }
        }
    }

    @Test func aBatchBelongsToTheAppThatSentIt() async throws {
        try await withProbe { probe async throws in
            let id = try await probe.sendBatch()
            let other = try await probe.otherToken()
            let progress = try await probe.progress(id, token: other)
            #expect(progress.code == 230_012)
            let recall = try await probe.recall(id, token: other)
            #expect(recall.code == 230_012)
            #expect(probe.core.snapshot().batches.first?.isRecalled == false)
        }
    }

    @Test(
        arguments: [
            ([], true, 230_027, 230_027), (["im:message:send_multi_users"], true, 0, 0),
            (["im:message:send_multi_depts"], true, 0, 0), (["im:message:send_multi_users"], false, 230_006, 0),
        ] as [([String], Bool, Int, Int)])
    func rightsAreAskedFor(_ scopes: [String], _ hasBot: Bool, _ progressCode: Int, _ readCode: Int) async throws {
        try await withProbe { probe async throws in
            let id = try await probe.sendBatch()
            try probe.core.change(appID: "cli_sandbox", scopes: Set(scopes), hasBot: hasBot)
            let progress = try await probe.progress(id)
            #expect(progress.code == progressCode)
            let read = try await probe.readUser(id)
            #expect(read.code == readCode)
            let recall = try await probe.recall(id)
            #expect(recall.code == progressCode)
        }
    }

    @Test func anIDIsPercentDecodedOnce() async throws {
        try await withProbe { probe async throws in
            let id = try await probe.sendBatch()
            let answer = try await probe.progress(id.replacing("-", with: "%2D"))
            #expect(answer.code == 0)
        }
    }
}
