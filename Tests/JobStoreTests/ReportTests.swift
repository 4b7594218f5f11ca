import Foundation
import GRDB
import JobModel
import StrictJSON
import Testing

@testable import JobStore

@Suite struct ReportTests {
    private static let rejection: AttemptResult = {
        var result = ended(.rejected, status: 200, code: 230_100)
        result.evidence.message = "invalid test message"
        result.evidence.logID = "log-1"
        return result
    }()

    private static func ended(
        _ outcome: AttemptOutcome, status: Int? = nil, code: Int? = nil, curl: Int? = nil
    ) -> AttemptResult {
        var evidence = AttemptEvidence()
        evidence.httpStatus = status
        evidence.feishuCode = code
        evidence.curlCode = curl
        return AttemptResult(outcome: outcome, evidence: evidence)
    }

    private static func sent(_ batches: Int = 3) async throws -> Scene {
        let scene = try await Scene.sending(Fixture.people(batches: batches, of: 2), maxInDoubt: 9)
        try await scene.accept("first")
        try await scene.accept("second")
        return scene
    }

    private static func look(
        _ scene: Scene, _ ordinal: Int, _ sample: ProgressSample, at milliseconds: Int64
    ) async throws {
        try await scene.database.recordProgress(scene.run, ordinal: ordinal, sample, at: Fixture.moment(milliseconds))
    }

    @Test func theCurveAddsUpWhatIsKnownOfEveryBatch() async throws {
        let scene = try await Self.sent()
        try await Self.look(scene, 1, ProgressSample(valid: 2, delivered: 1), at: 100)
        try await Self.look(scene, 2, ProgressSample(valid: 2, delivered: 2, read: 1), at: 200)
        try await Self.look(scene, 1, ProgressSample(delivered: 2, read: 0, readCount: 1), at: 300)
        let curve = try await scene.database.curve(of: scene.run)
        let start = Fixture.moment().wallMilliseconds
        #expect(
            curve.points == [
                RunCurve.Point(at: start + 100, valid: 2, delivered: 1),
                RunCurve.Point(at: start + 200, valid: 4, delivered: 3, read: 1, readOf: 2),
                RunCurve.Point(at: start + 300, valid: 4, delivered: 4, read: 2),
            ])
        #expect(curve.samples == 3)
        let summary = try await scene.summary()
        #expect(curve.last?.read == summary.progress.read && curve.last?.delivered == summary.progress.delivered)
        #expect(try await scene.database.report(of: scene.run).halfLifeSeconds == 1)
    }

    /// Being taken is being delivered, and a recall that tells nothing of it takes nothing away.
    @Test func theCurveOfMessagesBeginsWhereTheyAreTaken() async throws {
        let scene = try await DirectScene.sending(DirectScene.plan(["ou_1", "ou_2", "ou_3"]))
        let start = Fixture.moment().wallMilliseconds
        for (number, at) in [(1, 100), (2, 300)] as [(Int, Int64)] {
            try await scene.send(.message("number_\(number)"), at: Fixture.moment(at))
        }
        let report = try await scene.database.report(of: scene.run)
        #expect(
            report.curve.points == [
                RunCurve.Point(at: start + 100, valid: 1, delivered: 1),
                RunCurve.Point(at: start + 300, valid: 2, delivered: 2),
            ])
        #expect(report.curve.samples == 0)
        try await scene.database.beginRecall(scene.run, ordinals: [1], by: Fixture.ann, at: Fixture.moment(400))
        try await Self.look(scene, 1, ProgressSample(recalled: 1, isRecalled: true), at: 500)
        let after = try await scene.database.report(of: scene.run)
        #expect(after.curve.last?.delivered == 2 && after.run.progress.delivered == 2 && after.curve.samples == 1)
        let chats = try await DirectScene.sending(DirectScene.plan(["oc_1"], chats: true))
        try await chats.send(.message("number_1"))
        #expect(try await chats.database.curve(of: chats.run).points.isEmpty, "nobody counts the people of a group")
    }

    /// A share of reads is one of those whose reads are known; what is unknown is neither read nor unread.
    @Test func unknownReadsAreNoPartOfAShare() async throws {
        let scene = try await Self.sent()
        try await Self.look(scene, 1, ProgressSample(valid: 2, delivered: 2, read: 1), at: 100)
        try await Self.look(scene, 2, ProgressSample(valid: 2, delivered: 2), at: 200)
        let report = try await scene.database.report(of: scene.run)
        #expect(report.run.progress.delivered == 4 && report.run.progress.read == 1)
        #expect(report.run.progress.readOf == 2 && report.curve.last?.readOf == 2)
        #expect(report.departments.reduce(0) { $0 + ($1.progress.readOf ?? 0) } == 2)
        #expect(RunSeries(runs: [report.run, report.run]).progress.readOf == 4)
        try await Self.look(scene, 2, ProgressSample(read: 2), at: 300)
        #expect(try await scene.database.report(of: scene.run).curve.last?.readOf == 4)
    }

    @Test func whatFiguresAreAboutIsCountedWithoutTheBatches() async throws {
        let scene = try await Self.sent()
        try await Self.look(scene, 1, ProgressSample(valid: 2, delivered: 1), at: 100)
        let run = try await scene.database.report(of: scene.run, withBatches: false).run
        #expect(run.batches.isEmpty && run.looked == LookedAt(known: 1, taken: 2) && run.looked.isPart)
        // One of the first batch, and both people of the second, at which nobody has looked.
        #expect(run.reached == 3)
        try await Self.look(scene, 1, ProgressSample(recalled: 1), at: 200)
        let share = try await scene.database.report(of: scene.run).run.recallShare
        #expect(share == RecallShare(recalled: 1, reached: 3) && share.left == 2)
        try scene.execute("DROP TRIGGER runIdentity; UPDATE run SET unit = 'departments'")
        #expect(try await scene.summary().recallShare.left == nil, "departments cannot be counted in people")
        try await Self.look(scene, 2, ProgressSample(delivered: 7), at: 300)
        #expect(try await scene.summary().reached == 8)
    }

    @Test func aBatchThatIsThrottledAgainAndAgainCountsOnce() async throws {
        let scene = try await Self.sent()
        for _ in 0..<4 { try await scene.send(Self.ended(.throttled, status: 429, code: 99_991_400)) }
        try await scene.accept("third")
        let cause = try #require(try await scene.database.report(of: scene.run).failures.first)
        #expect((cause.batches, cause.tries, cause.recipients) == (1, 4, 2))
    }

    @Test func departmentsAreTheLabelsOfBatches() async throws {
        let scene = try await Self.sent(5)
        try await Self.look(scene, 1, ProgressSample(valid: 2, delivered: 2, read: 1), at: 100)
        try await Self.look(scene, 2, ProgressSample(valid: 2, delivered: 1, read: 0), at: 100)
        try scene.execute(
            """
            DROP TRIGGER batchIdentity; UPDATE batch SET label = CASE ordinal WHEN 1 THEN 'Finance (1 of 2)'
                WHEN 2 THEN 'Finance (2 of 2)' WHEN 3 THEN 'Sales' ELSE 'Batch 1 of 1' END
            """)
        let departments = try await scene.database.report(of: scene.run).departments
        #expect(departments.map(\.name) == ["Finance", "Sales", nil])
        #expect(departments.map(\.batches) == [2, 1, 2])
        #expect(departments.map(\.recipients) == [4, 2, 4])
        #expect(departments.map(\.accepted) == [4, 0, 0])
        #expect(departments[0].progress.delivered == 3 && departments[0].progress.read == 1)
        #expect(departments[1].progress == ProgressFigures())
    }

    @Test func failuresAreGroupedByTheirCause() async throws {
        let scene = try await Self.sent(8)
        try await scene.send(Self.rejection)
        var other = Self.rejection
        other.evidence.logID = "log-2"
        try await scene.send(other)
        try await scene.send(Self.ended(.inDoubt, curl: 56))
        try await scene.send(Self.ended(.inDoubt, curl: 56))
        try await scene.database.resolve(
            scene.run, ordinal: 6, as: .abandoned, attempt: 1, reason: "gone", by: Fixture.ann, at: Fixture.moment(5))
        try await scene.send(Self.ended(.throttled, status: 429, code: 99_991_400))
        try await scene.accept("seventh")
        let failures = try await scene.database.report(of: scene.run).failures
        #expect(
            failures.map(\.kind) == [
                .lastTry(.rejected), .lastTry(.inDoubt), .abandoned, .earlierTry(.throttled),
            ])
        let rejected = try #require(failures.first)
        #expect(rejected.batches == 2 && rejected.recipients == 4 && rejected.tries == 2)
        #expect(rejected.feishuCode == 230_100 && rejected.message == "invalid test message")
        #expect(rejected.logID == "log-1" && rejected.firstBatch == 3, "the evidence is that of the first")
        #expect(failures.last?.isOvercome == true && failures.last?.recipients == 2)
    }

    @Test func invalidIDsAndCancelledBatchesAreCauses() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 3, of: 3))
        try await scene.send(
            AttemptResult(
                outcome: .accepted, batchMessageID: "bm-first",
                invalidIDs: [InvalidID(kind: .openID, id: "ou_0_1"), InvalidID(kind: .openID, id: "ou_0_2")]))
        try await scene.database.cancelPending(scene.run, reason: "wrong text", by: Fixture.ann, at: Fixture.moment(9))
        let failures = try await scene.database.report(of: scene.run).failures
        #expect(failures.map(\.kind) == [.cancelled, .invalidIDs])
        #expect(failures.map(\.recipients) == [6, 2])
        #expect(failures.map(\.batches) == [2, 1])
        #expect(failures.map(\.firstBatch) == [2, 1])
    }

    @Test func theRecallIsToldByWhereItsBatchesStand() async throws {
        let scene = try await Self.sent(4)
        try await scene.send(AttemptResult(outcome: .acceptedWithoutID))
        try await scene.accept("fourth")
        #expect(try await scene.database.report(of: scene.run).recall == RecallFigures())
        try await scene.database.beginRecall(scene.run, by: Fixture.ann, at: Fixture.moment(400))
        try await scene.database.recordRecallRequest(
            scene.run, ordinal: 1, RecallAnswer(state: .requested, httpStatus: 200, feishuCode: 0),
            at: Fixture.moment(500))
        try await scene.database.recordRecallRequest(
            scene.run, ordinal: 2,
            RecallAnswer(state: .tooOld, httpStatus: 400, feishuCode: 230_009, message: "too late", logID: "log-9"),
            at: Fixture.moment(500))
        let recall = try await scene.database.report(of: scene.run).recall
        #expect(recall.lines.map(\.state) == [.requested, .tooOld, nil])
        #expect(recall.lines.map(\.batches) == [1, 1, 1])
        #expect(recall.unreachableBatches == 1 && recall.unreachableRecipients == 2)
        #expect(
            recall.refusals == [
                RecallFigures.Refusal(feishuCode: 230_009, message: "too late", logID: "log-9", batches: 1)
            ])
    }

    @Test func theAuditIsTheRunsOwnAndItsNewestPart() async throws {
        let scene = try await Self.sent()
        for number in 0..<150 {
            try await scene.database.pause(
                scene.run, reason: "pause \(number)", by: Fixture.ann, at: Fixture.moment(Int64(number)))
            try await scene.database.resumeSending(scene.run, by: Fixture.ann, at: Fixture.moment(Int64(number)))
        }
        _ = try await scene.database.freeze(
            Fixture.plan(job: "other", content: "other"), id: Fixture.runID(2), appID: Fixture.app, by: Fixture.ann,
            at: Fixture.moment())
        let audit = try await scene.database.report(of: scene.run).audit
        #expect(audit.total == 302)
        #expect(audit.lines.count == AuditQuery.mostLines)
        #expect(audit.lines.last?.action == "resume" && audit.lines.last?.who == "ann")
        #expect(audit.lines.dropLast().last?.detail["reason"] == "pause 149")
    }

    @Test func aRunKeepsWhatItsPlanWarnedOf() async throws {
        let database = try JobDatabase.inMemory()
        let (warned, silent) = (Fixture.runID(1), Fixture.runID(2))
        _ = try await database.freeze(
            Fixture.plan(), id: warned, appID: Fixture.app, warnings: ["two are short", "\u{1b}"], by: Fixture.ann,
            at: Fixture.moment())
        _ = try await database.freeze(
            Fixture.plan(job: "other", content: "other"), id: silent, appID: Fixture.app, by: Fixture.ann,
            at: Fixture.moment())
        try await database.pause(warned, reason: "lunch", by: Fixture.ann, at: Fixture.moment())
        #expect(try await database.summary(of: warned).warnings == ["two are short", "\u{1b}"])
        #expect(try await database.report(of: warned).run.warnings == ["two are short", "\u{1b}"])
        #expect(try await database.summary(of: silent).warnings.isEmpty)
        #expect(try await database.summaries().allSatisfy(\.warnings.isEmpty), "a list asks for none")
    }

    /// One look-up in the index, however many people did however much with the run.
    @Test func theWarningsAreFoundByTheRun() async throws {
        let database = try JobDatabase.inMemory()
        let plan = try await database.queue.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + AuditQuery.frozenSQL, arguments: ["x"])
                .map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("auditOfRun") } && !plan.contains { $0.contains("B-TREE") }, "\(plan)")
    }

    @Test func aReportHasTheRunsBeforeItAndItsMessage() async throws {
        let database = try JobDatabase.inMemory()
        let head = Data(#"{"msg_type":"text","content":{"text":"hello"},"open_ids":"#.utf8)
        for number in 1...4 {
            _ = try await database.freeze(
                Fixture.plan(
                    job: number == 3 ? "other" : "notice", [["ou_\(number)"]], content: "\(number)", head: head),
                id: Fixture.runID(UInt64(number)), appID: Fixture.app, by: Fixture.ann,
                at: Fixture.moment(Int64(number)))
            try await database.cancelPending(
                Fixture.runID(UInt64(number)), reason: "done", by: Fixture.ann, at: Fixture.moment(Int64(number)))
        }
        let report = try await database.report(of: "notice@latest")
        #expect(report.run.id == Fixture.runID(4))
        #expect(report.previous.map(\.id) == [Fixture.runID(2), Fixture.runID(1)])
        #expect(report.message == .text("hello"))
        #expect(report.run.batches.count == 1)
        let brief = try await database.report(of: Fixture.runID(4), withBatches: false)
        #expect(brief.run.batches.isEmpty && brief.failures.map(\.kind) == [.cancelled])
        #expect(await code { _ = try await database.report(of: "zzzz") } == .notFound)

        #expect(try await database.series(ofJob: "notice").runs.map(\.id) == [4, 2, 1].map(Fixture.runID))
        #expect(try await database.series().runs.count == 4)
        let since = Fixture.moment(2).wallMilliseconds
        #expect(try await database.series(since: since).runs.map(\.id) == [4, 3, 2].map(Fixture.runID))
        #expect(try await database.series(ofJob: "notice", since: since).runs.map(\.id) == [4, 2].map(Fixture.runID))
        #expect(try await database.series(ofJob: "nobody").runs.isEmpty)
    }

    @Test func testsAreShownBesideTests() async throws {
        let database = try JobDatabase.inMemory()
        for (number, isTest) in [(1, false), (2, true), (3, true), (4, false)] as [(UInt64, Bool)] {
            let id = Fixture.runID(number)
            _ = try await database.freeze(
                Fixture.plan([["ou_\(number)"]], content: "\(number)", isTest: isTest), id: id, appID: Fixture.app,
                by: Fixture.ann, at: Fixture.moment(Int64(number)))
            _ = try await database.cancelPending(id, reason: "done", by: Fixture.ann, at: Fixture.moment(Int64(number)))
        }
        #expect(try await database.report(of: Fixture.runID(4)).previous.map(\.id) == [Fixture.runID(1)])
        #expect(try await database.report(of: Fixture.runID(3)).previous.map(\.id) == [Fixture.runID(2)])
    }

    /// Ten thousand snapshots of many batches are one walk: no query looks at all snapshots of the store, nor once a batch at all.
    @Test func noQueryLooksThroughTheWholeStore() async throws {
        let scene = try await Self.sent()
        for sql in [CurveQuery.sql, CurveQuery.directSQL] {
            let plan = try await scene.database.queue.read { db in
                try Row.fetchAll(
                    db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: [scene.run.rawValue]
                ).map { $0["detail"] as String }
            }
            #expect(plan.contains { $0.contains("SEARCH batch") } && plan.contains { $0.contains("SEARCH progress") })
            #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
        }
    }
}
