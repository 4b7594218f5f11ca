import Foundation
import JobModel
import Testing

@testable import JobStore

@Suite struct FreezeTests {
    @Test func keepsExactBytesAndFigures() async throws {
        let database = try JobDatabase.inMemory()
        let plan = Fixture.plan(excluded: 5, duplicate: 2)
        let summary = try await database.freeze(
            plan, id: Fixture.runID(1), appID: Fixture.app, occurrence: "2026-12-01T09:00", by: Fixture.ann,
            at: Fixture.moment())

        #expect(summary.state == .planned)
        #expect(summary.occurrence == "2026-12-01T09:00")
        #expect(summary.people.targeted == 10)
        #expect(summary.people.pending == 3)
        #expect(summary.people.addsUp)
        #expect(summary.batches.map(\.label) == ["Team 1", "Team 2"])
        let body = try await database.requestBody(of: summary.id, ordinal: 2)
        #expect(body == plan.body(of: plan.batches[1]))
        #expect(try await database.recipients(of: summary.id, ordinal: 1) == ["ou_a", "ou_b"])
        #expect(try await database.manifest(of: summary.id) == plan.manifest)
        #expect(try await database.delivery(of: summary.id) == plan.delivery)
        #expect(try await database.trackingSeconds(of: summary.id) == 3600)
    }

    static let contradictions: [(String, @Sendable (RunPlan) -> RunPlan)] = [
        ("waves of nothing", { changed($0, waveLengths: [0, 2], waves: true) }),
        ("a batch in no wave", { changed($0, waveLengths: [1], waves: true) }),
        ("waves without a wait", { changed($0, waveLengths: [1, 1]) }),
        ("no batch", { changed($0, batches: []) }),
        ("ordinals", { changed($0, batches: Array($0.batches.reversed())) }),
        ("repeated recipient", { _ in Fixture.plan([["ou_a"], ["ou_a"]]) }),
        ("repeated in one batch", { _ in Fixture.plan([["ou_a", "ou_a"]]) }),
        ("more than 200", { _ in Fixture.plan(Fixture.people(batches: 1, of: 201)) }),
        ("sum", { changed($0, targeted: 4) }),
        ("impossible sum", { changed($0, targeted: Int.min) }),
        ("count", { changed($0, batches: [batch(of: $0, count: 3)], targeted: 3) }),
        ("hash", { changed($0, batches: [batch(of: $0, hash: String(repeating: "0", count: 64))], targeted: 2) }),
        ("no array", { changed($0, batches: [batch(of: $0, json: #"{"a":1}"#)], targeted: 2) }),
        ("numbers", { changed($0, batches: [batch(of: $0, json: "[1,2]")], targeted: 2) }),
    ]

    @Test(arguments: contradictions.indices)
    func refusesPlansThatContradictThemselves(_ index: Int) async throws {
        let database = try JobDatabase.inMemory()
        let plan = Self.contradictions[index].1(Fixture.plan())
        let code = await code {
            _ = try await database.freeze(
                plan, id: Fixture.runID(1), appID: Fixture.app, by: Fixture.ann, at: Fixture.moment())
        }
        #expect(code == .invalidPlan, "\(Self.contradictions[index].0)")
        #expect(try await database.summaries().isEmpty)
    }

    @Test func refusesASecondUnfinishedRunOfAJob() async throws {
        let scene = try await Scene.sending()
        let error = await #expect(throws: StoreError.self) {
            _ = try await scene.database.freeze(
                Fixture.plan(content: "other"), id: Fixture.runID(2), appID: Fixture.app, by: Fixture.ann,
                at: Fixture.moment())
        }
        #expect(error?.code == .unfinished)
        #expect(error?.runs == [scene.run])
    }

    @Test func givesAnOccurrenceOneRunOnly() async throws {
        let database = try JobDatabase.inMemory()
        for (number, expected) in [(UInt64(1), nil), (2, StoreError.Code.occurrenceTaken)] {
            let plan = Fixture.plan(content: "\(number)")
            let code = await code {
                _ = try await database.freeze(
                    plan, id: Fixture.runID(number), appID: Fixture.app, occurrence: "2026-12-01T09:00",
                    by: Fixture.ann, at: Fixture.moment())
                try await database.cancelPending(
                    Fixture.runID(number), reason: "test", by: Fixture.ann, at: Fixture.moment())
            }
            #expect(code == expected)
        }
    }

    @Test func refusesTheSameAgainWithinSevenDaysUnlessNamed() async throws {
        let scene = try await Scene.sending([["ou_a"]])
        try await scene.accept("first")
        try await scene.database.finishSendingIfComplete(scene.run, at: Fixture.moment())
        let plan = Fixture.plan(job: "other-job", [["ou_a"]])
        let sixDays = Fixture.moment(6 * 24 * 3600 * 1000)

        let error = await #expect(throws: StoreError.self) {
            _ = try await scene.database.freeze(
                plan, id: Fixture.runID(2), appID: Fixture.app, by: Fixture.ann, at: sixDays)
        }
        #expect(error?.code == .repeats)
        #expect(error?.runs == [scene.run])

        let wrongName = await code {
            _ = try await scene.database.freeze(
                plan, id: Fixture.runID(2), appID: Fixture.app, allowRepeatOf: Fixture.runID(9), by: Fixture.ann,
                at: sixDays)
        }
        #expect(wrongName == .repeats)
        let repeated = try await scene.database.freeze(
            plan, id: Fixture.runID(2), appID: Fixture.app, allowRepeatOf: scene.run, by: Fixture.ann, at: sixDays)
        #expect(repeated.state == .planned)
    }

    @Test(arguments: ["eight days", "other app", "other content", "nothing delivered"])
    func letsOtherRunsThrough(_ difference: String) async throws {
        let scene = try await Scene.sending([["ou_a"]])
        if difference != "nothing delivered" { try await scene.accept("first") }
        try await scene.database.cancelPending(scene.run, reason: "test", by: Fixture.ann, at: Fixture.moment())
        let plan = Fixture.plan(job: "other-job", [["ou_a"]], content: difference == "other content" ? "new" : "hello")
        let days: Int64 = difference == "eight days" ? 8 : 1
        let summary = try await scene.database.freeze(
            plan, id: Fixture.runID(2), appID: difference == "other app" ? "cli_other" : Fixture.app, by: Fixture.ann,
            at: Fixture.moment(days * 24 * 3600 * 1000))
        #expect(summary.state == .planned)
    }

    @Test func recordsOccurrencesThatWereLetGoByOnce() async throws {
        let database = try JobDatabase.inMemory()
        for number in [UInt64(1), 2] {
            try await database.recordUnsent(
                Fixture.runID(number), job: "notice", title: "A notice", appID: Fixture.app,
                occurrence: "2026-12-01T09:00", as: .missed, reason: "the host slept", at: Fixture.moment())
        }
        let runs = try await database.summaries()
        #expect(runs.map(\.id) == [Fixture.runID(1)])
        #expect(runs.first?.state == .missed)
        #expect(runs.first?.stateReason == "the host slept")
        #expect(runs.first?.people == BalanceSheet())
        let asSending = await code {
            try await database.recordUnsent(
                Fixture.runID(3), job: "notice", title: "", appID: Fixture.app, occurrence: "x", as: .sending,
                reason: "", at: Fixture.moment())
        }
        #expect(asSending == .wrongState)
    }

    @Test(
        arguments: [
            (#"["a","b"]"#, ["a", "b"]), (#"[ "a" ]"#, ["a"]), (#"["a\"b"]"#, ["a\"b"]), (#"["é"]"#, ["é"]),
            ("[]", []), (#"[""]"#, nil), (#"["a",]"#, nil), (#"["a""b"]"#, nil), (#"["a"#, nil), ("", nil),
            (#"["a"]x"#, nil), (#"[,"a"]"#, nil), (#""a""#, nil),
        ] as [(String, [String]?)])
    func readsPackedRecipients(_ json: String, _ expected: [String]?) {
        #expect((try? RecipientsList.decode(Data(json.utf8))) == expected)
    }

    private static func changed(
        _ plan: RunPlan, batches: [PlannedBatch]? = nil, targeted: Int? = nil, waveLengths: [Int]? = nil,
        waves: Bool = false
    ) -> RunPlan {
        var delivery = plan.delivery
        if waves { delivery.waves = Waves(sizes: [.people(1)]) }
        return RunPlan(
            job: plan.job, title: plan.title, unit: plan.unit, manifest: plan.manifest, bodyHead: plan.bodyHead,
            bodyTail: plan.bodyTail, batches: batches ?? plan.batches, waveLengths: waveLengths,
            targeted: targeted ?? plan.targeted,
            excluded: plan.excluded, duplicate: plan.duplicate, contentSHA256: plan.contentSHA256,
            audienceSHA256: plan.audienceSHA256, planSHA256: plan.planSHA256, delivery: delivery,
            trackingSeconds: plan.trackingSeconds)
    }

    private static func batch(
        of plan: RunPlan, count: Int = 2, hash: String? = nil, json: String? = nil
    ) -> PlannedBatch {
        let first = plan.batches[0]
        let recipients = json.map { Data($0.utf8) } ?? first.recipientsJSON
        return PlannedBatch(
            ordinal: 1, label: first.label, idKind: first.idKind, recipientsJSON: recipients, recipientCount: count,
            bodySHA256: hash ?? Fixture.hash(plan.bodyHead + recipients + plan.bodyTail))
    }
}
