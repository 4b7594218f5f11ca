import GRDB
import JobModel
import Testing

@testable import JobStore

@Suite struct RunStateTests {
    private static func planned(needsApproval: Bool = false) async throws -> Scene {
        let database = try JobDatabase.inMemory()
        let run = Fixture.runID(1)
        _ = try await database.freeze(
            Fixture.plan(), id: run, appID: Fixture.app, consent: needsApproval ? .needed(because: []) : .notNeeded,
            by: Fixture.ann, at: Fixture.moment())
        return Scene(database: database, run: run, epoch: Epoch(rawValue: 0))
    }

    @Test func theDeadlineCountsFromTheStart() async throws {
        let scene = try await Self.planned()
        try await scene.database.begin(scene.run, by: Fixture.ann, at: Fixture.moment(5000))
        let row = try scene.row("SELECT startedAt, notAfter FROM run")
        #expect(row?["startedAt"] == Fixture.moment(5000).wallMilliseconds)
        #expect(row?["notAfter"] == Fixture.moment(5000 + 3_600_000).wallMilliseconds)
        #expect(
            await code { try await scene.database.begin(scene.run, by: Fixture.ann, at: Fixture.moment()) }
                == .wrongState)
    }

    @Test func anApprovalIsForOnePlanOnly() async throws {
        let scene = try await Self.planned(needsApproval: true)
        let hash = try await scene.summary().planSHA256
        #expect(try await scene.summary().state == .awaitingApproval)
        let boss = AuditActor(name: "boss")
        let wrong = await code {
            try await scene.database.approve(scene.run, planSHA256: "other", by: boss, at: Fixture.moment())
        }
        #expect(wrong == .wrongState)
        try await scene.database.approve(scene.run, planSHA256: hash, by: boss, at: Fixture.moment(9))
        let summary = try await scene.summary()
        #expect(summary.state == .sending)
        #expect(summary.startedAt == Fixture.moment(9).wallMilliseconds)
    }

    @Test func pausesAndGoesOnWithTheSameDeadline() async throws {
        let scene = try await Scene.sending()
        try await scene.database.pause(scene.run, reason: "lunch", by: Fixture.ann, at: Fixture.moment(1))
        #expect(try await scene.summary().stateReason == "lunch")
        try await scene.database.resumeSending(scene.run, by: Fixture.ann, at: Fixture.moment(9000))
        let summary = try await scene.summary()
        #expect(summary.state == .sending)
        #expect(summary.stateReason == nil)
        #expect(summary.startedAt == Fixture.moment().wallMilliseconds)
    }

    @Test func aRunPausedBeforeItsStartStartsWhenResumed() async throws {
        let scene = try await Self.planned()
        try await scene.database.pause(scene.run, reason: "wait", by: Fixture.ann, at: Fixture.moment())
        try await scene.database.resumeSending(scene.run, by: Fixture.ann, at: Fixture.moment(7))
        #expect(try await scene.summary().startedAt == Fixture.moment(7).wallMilliseconds)
    }

    @Test func aRunInDoubtGoesOnWithTheRestAndHaltsAtTheNextDoubt() async throws {
        let scene = try await Scene.sending()
        try await scene.send(AttemptResult(outcome: .inDoubt))
        #expect(try await scene.summary().state == .halted)
        try await scene.database.resumeSending(scene.run, by: Fixture.ann, at: Fixture.moment())
        #expect(try await scene.summary().state == .sending)
        #expect(try await scene.summary().batches[0].state == .inDoubt, "it stays in doubt")
        try await scene.send(AttemptResult(outcome: .inDoubt))
        #expect(try await scene.summary().state == .halted)
    }

    @Test func aRunWithNothingLeftButDoubtsIsHaltedNotSent() async throws {
        let scene = try await Scene.sending()
        try await scene.send(AttemptResult(outcome: .inDoubt))
        try await scene.database.resumeSending(scene.run, by: Fixture.ann, at: Fixture.moment())
        try await scene.accept("0123")
        #expect(try await scene.summary().people.pending == 0)
        #expect(try await scene.database.finishSendingIfComplete(scene.run, at: Fixture.moment()) == false)
        #expect(try await scene.summary().state == .halted)
    }

    @Test func isSentOnlyWhenEveryBatchIsAccountedFor() async throws {
        let scene = try await Scene.sending()
        let database = scene.database
        #expect(try await !database.finishSendingIfComplete(scene.run, at: Fixture.moment()))
        try await scene.accept("first")
        #expect(try await !database.finishSendingIfComplete(scene.run, at: Fixture.moment()))
        let last = try await scene.dispatch()
        #expect(try await !database.finishSendingIfComplete(scene.run, at: Fixture.moment()))
        try await database.record(last.ticket, AttemptResult(outcome: .rejected), at: Fixture.moment())
        #expect(try await database.finishSendingIfComplete(scene.run, at: Fixture.moment(50)))
        #expect(try await database.finishSendingIfComplete(scene.run, at: Fixture.moment(60)))
        let summary = try await scene.summary()
        #expect(summary.state == .sent)
        #expect(summary.sentAt == Fixture.moment(50).wallMilliseconds)
        #expect(summary.people.addsUp)
    }

    @Test func aDoubtKeepsARunFromBeingSent() async throws {
        let scene = try await Scene.sending([["ou_a"]])
        try await scene.send(AttemptResult(outcome: .inDoubt))
        #expect(try await !scene.database.finishSendingIfComplete(scene.run, at: Fixture.moment()))
        try await scene.database.resolve(
            scene.run, ordinal: 1, as: .abandoned, attempt: 1, reason: "x", by: Fixture.ann, at: Fixture.moment())
        #expect(try await scene.database.finishSendingIfComplete(scene.run, at: Fixture.moment()))
    }

    @Test func settlesOnlyWhatWasSent() async throws {
        let scene = try await Scene.sending([["ou_a"]])
        #expect(await code { try await scene.database.settle(scene.run, at: Fixture.moment()) } == .wrongState)
        try await scene.accept("first")
        try await scene.database.finishSendingIfComplete(scene.run, at: Fixture.moment())
        try await scene.database.settle(scene.run, at: Fixture.moment(1))
        #expect(try await scene.summary().state == .settled)
    }

    /// Nothing of it can be looked at, or the last look came while it was halted: no look will ever settle it.
    @Test func whatIsNotFollowedAnyMoreSettles() async throws {
        let scene = try await Scene.sending([["ou_a"], ["ou_b"]])
        try await scene.accept("first")
        try await scene.send(AttemptResult(outcome: .rejected))
        try await scene.database.finishSendingIfComplete(scene.run, at: Fixture.moment())
        #expect(try await scene.database.settleUnfollowed(at: Fixture.moment(1)) == [], "the first is still followed")
        _ = try await scene.database.schedulePoll(scene.run, ordinal: 1, at: nil)
        #expect(try await scene.database.settleUnfollowed(at: Fixture.moment(2)) == [scene.run])
        #expect(try await scene.summary().state == .settled)
        #expect(try await scene.database.settleUnfollowed(at: Fixture.moment(3)) == [])
    }

    @Test func cancelsWhatWasNotTried() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 4, of: 2))
        try await scene.accept("first")
        _ = try await scene.dispatch()
        let cancelled = try await scene.database.cancelPending(
            scene.run, reason: "wrong text", by: Fixture.ann, at: Fixture.moment())
        #expect(cancelled == 2)
        let summary = try await scene.summary()
        #expect(summary.state == .cancelled)
        #expect(summary.batches.map(\.state) == [.accepted, .dispatching, .cancelled, .cancelled])
        let again = await code {
            try await scene.database.cancelPending(scene.run, reason: "", by: Fixture.ann, at: Fixture.moment())
        }
        #expect(again == .wrongState)
        #expect(
            await code { try await scene.database.resumeSending(scene.run, by: Fixture.ann, at: Fixture.moment()) }
                == .wrongState)
    }

    @Test func expiresAtTheDeadlineAndNotBefore() async throws {
        let scene = try await Scene.sending(notAfterSeconds: 60)
        try await scene.accept("first")
        let early = await code { try await scene.database.expire(scene.run, at: Fixture.moment(59_999)) }
        #expect(early == .wrongState)
        #expect(try await scene.database.expire(scene.run, at: Fixture.moment(60_000)) == 1)
        let summary = try await scene.summary()
        #expect(summary.state == .expired)
        #expect(summary.people.accepted == 2)
        #expect(summary.people.cancelled == 1)
        #expect(summary.people.addsUp)
    }

    @Test func theLatestRunIsTheLastOneWhateverTheClockSaid() async throws {
        let database = try JobDatabase.inMemory()
        for (name, later) in [("aaa000000001", Int64(0)), ("aaa000000002", -86_400_000)] {
            let now = Fixture.moment(later)
            let run = RunID(rawValue: name)
            _ = try await database.freeze(
                Fixture.plan(job: "alpha", content: name), id: run, appID: Fixture.app, by: Fixture.ann, at: now)
            try await database.cancelPending(run, reason: "x", by: Fixture.ann, at: now)
        }
        #expect(try await database.run("alpha@latest").id.rawValue == "aaa000000002")
    }

    @Test func findsRunsByWhatPeopleType() async throws {
        let database = try JobDatabase.inMemory()
        for (number, name) in ["abc000000001", "abd000000002", "xyz000000003"].enumerated() {
            let plan = Fixture.plan(job: name.hasPrefix("a") ? "alpha" : "omega", content: name)
            let run = RunID(rawValue: name)
            let now = Fixture.moment(Int64(number))
            _ = try await database.freeze(plan, id: run, appID: Fixture.app, by: Fixture.ann, at: now)
            if number == 0 { try await database.cancelPending(run, reason: "x", by: Fixture.ann, at: now) }
        }
        #expect(try await database.run("abc000000001").id.rawValue == "abc000000001")
        #expect(try await database.run("x").id.rawValue == "xyz000000003")
        #expect(try await database.run("alpha@latest").id.rawValue == "abd000000002")
        let error = await #expect(throws: StoreError.self) { _ = try await database.run("ab") }
        #expect(error?.code == .ambiguous)
        #expect(error?.runs.map(\.rawValue) == ["abc000000001", "abd000000002"])
        for missing in ["q", "", "abc0000000012", "beta@latest", "%", "A", "ab'"] {
            #expect(await code { _ = try await database.run(missing) } == .notFound, "\(missing)")
        }
        #expect(try await database.unfinishedRun(of: "alpha")?.id.rawValue == "abd000000002")
        #expect(try await database.unfinishedRun(of: "beta") == nil)
        #expect(try await database.runs(in: [.planned]).map(\.rawValue) == ["abd000000002", "xyz000000003"])
        #expect(try await database.runs(in: [.cancelled, .planned]).count == 3)
        #expect(try await database.summaries(limit: 2).map(\.id.rawValue) == ["xyz000000003", "abd000000002"])
        #expect(try await database.summaries(limit: -1).isEmpty)
        #expect(try await database.summaries().allSatisfy { $0.batches.isEmpty && $0.people.targeted == 3 })
    }
}
