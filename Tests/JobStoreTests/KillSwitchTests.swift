import JobModel
import Testing

@testable import JobStore

/// One word that stops everything: no claim, no first byte, no start, whatever the state of the runs.
@Suite struct KillSwitchTests {
    @discardableResult
    private static func stop(_ scene: Scene, reason: String = "wrong tenant") async throws -> KillSwitch {
        try await scene.database.pauseAll(reason: reason, by: Fixture.ann, at: Fixture.moment(5))
    }

    @Test func nothingIsClaimed() async throws {
        let scene = try await Scene.sending()
        let killSwitch = try await Self.stop(scene)
        #expect(try await scene.decide() == .killSwitch(killSwitch))
        #expect(killSwitch.sentence == "everything is paused since 2027-01-15T08:00:00Z by ann: wrong tenant")
        #expect(try await scene.states() == [.pending, .pending])
        #expect(try await scene.summary().state == .sending, "it is nobody's state")
        #expect(try scene.count("attempt") == 0)
    }

    @Test func aClaimedBatchIsStoppedRightBeforeItsFirstByte() async throws {
        let scene = try await Scene.sending()
        let batch = try await scene.claim()
        try await Self.stop(scene)
        let error = #expect(throws: StoreError.self) {
            try scene.database.markDispatching(batch.ticket, at: Fixture.moment(6))
        }
        #expect(error?.code == .killSwitch)
        #expect(try await scene.states() == [.claimed, .pending])
        let state = try await scene.database.record(
            batch.ticket, AttemptResult(outcome: .notSent), at: Fixture.moment(7))
        #expect(state == .pending)
    }

    @Test func whatIsOnTheWireKeepsItsResultAndGetsNoSuccessor() async throws {
        let scene = try await Scene.sending()
        let batch = try await scene.dispatch()
        let killSwitch = try await Self.stop(scene)
        let (state, next) = try await scene.database.record(
            batch.ticket, AttemptResult(outcome: .accepted, batchMessageID: "bm-first"), thenClaim: scene.run,
            limits: Scene.unlimited, at: Fixture.moment(8))
        #expect(state == .accepted)
        #expect(try next.get() == .killSwitch(killSwitch))
    }

    /// The schema says so too: raw SQL stands for every mistake this program could make.
    @Test func theSchemaForbidsIt() async throws {
        let scene = try await Scene.sending()
        _ = try await scene.claim()
        try scene.execute("UPDATE attempt SET dispatchedAt = 1")
        try await Self.stop(scene)
        for sql in [
            "UPDATE batch SET state = 'claimed', epoch = 1, attemptCount = 1 WHERE ordinal = 2",
            "UPDATE batch SET state = 'dispatching' WHERE ordinal = 1", "UPDATE killSwitch SET reason = 'none'",
            "INSERT INTO killSwitch VALUES (2, 1, 'x', 1, 'x')",
            "INSERT INTO killSwitch VALUES (1, 1, 'x', 1, 'x')",
        ] {
            #expect(throws: (any Error).self, "\(sql)") { try scene.execute(sql) }
        }
        #expect(try await scene.states() == [.claimed, .pending])
        try scene.execute("DELETE FROM killSwitch")
        try scene.execute("UPDATE batch SET state = 'claimed', epoch = 1, attemptCount = 1 WHERE ordinal = 2")
        try scene.execute("UPDATE batch SET state = 'dispatching' WHERE ordinal = 1")
    }

    @Test func nothingIsFrozenStartedOrResumed() async throws {
        let scene = try await Scene.sending()
        let database = scene.database
        _ = try await database.freeze(
            Fixture.plan(job: "planned", content: "a"), id: Fixture.runID(2), appID: Fixture.app, by: Fixture.ann,
            at: Fixture.moment())
        try await database.pause(scene.run, reason: "lunch", by: Fixture.ann, at: Fixture.moment())
        try await Self.stop(scene)
        let refusals = [
            await code {
                _ = try await database.freeze(
                    Fixture.plan(job: "new", content: "b"), id: Fixture.runID(3), appID: Fixture.app, by: Fixture.ann,
                    at: Fixture.moment())
            }, await code { try await database.begin(Fixture.runID(2), by: Fixture.ann, at: Fixture.moment()) },
            await code { try await database.resumeSending(scene.run, by: Fixture.ann, at: Fixture.moment()) },
            await code { try await database.refuseUnderKillSwitch() },
        ]
        #expect(refusals == [.killSwitch, .killSwitch, .killSwitch, .killSwitch])
        #expect(try await database.summaries().map(\.state) == [.planned, .paused])
    }

    @Test func cancellingRecallingAndResolvingGoOn() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 3, of: 1), maxInDoubt: 2)
        try await scene.accept("first")
        try await scene.send(AttemptResult(outcome: .inDoubt))
        try await Self.stop(scene)
        try await scene.database.resolve(
            scene.run, ordinal: 2, as: .notSent, attempt: 1, reason: "x", by: Fixture.ann, at: Fixture.moment())
        try await scene.database.cancelPending(scene.run, reason: "x", by: Fixture.ann, at: Fixture.moment())
        try await scene.database.beginRecall(scene.run, by: Fixture.ann, at: Fixture.moment())
        #expect(try await scene.states() == [.accepted, .cancelled, .cancelled])
        #expect(try await scene.database.recallTargets(of: scene.run).map(\.ordinal) == [1])
    }

    @Test func theFirstWordStandsUntilItIsLifted() async throws {
        let scene = try await Scene.sending()
        let database = scene.database
        #expect(try await database.killSwitch() == nil)
        let first = try await Self.stop(scene)
        let boss = AuditActor(name: "boss")
        #expect(try await database.pauseAll(reason: "me too", by: boss, at: Fixture.moment(9)) == first)
        #expect(try await database.killSwitch() == first)
        #expect(try await database.resumeAll(by: boss, at: Fixture.moment(10)) == first)
        #expect(try await database.resumeAll(by: boss, at: Fixture.moment(11)) == nil)
        #expect(try await database.killSwitch() == nil)
        guard case .claimed = try await scene.decide() else { return #expect(Bool(false), "it is sending again") }
        let trail = try await database.auditEntries()
        #expect(trail.isVerified)
        #expect(trail.entries.map(\.action) == ["freeze", "start", "pause_all", "resume_all"])
        #expect(trail.entries[3].who == boss)
        #expect(trail.entries[2].detail == #"{"reason":"wrong tenant"}"#)
    }

    @Test func aRunWithNothingLeftIsDoneAllTheSame() async throws {
        let scene = try await Scene.sending([["ou_a"]])
        let batch = try await scene.dispatch()
        try await Self.stop(scene)
        let (_, next) = try await scene.database.record(
            batch.ticket, AttemptResult(outcome: .accepted, batchMessageID: "bm-first"), thenClaim: scene.run,
            limits: Scene.unlimited, at: Fixture.moment(8))
        #expect(try next.get() == .nothingPending)
        #expect(try await scene.database.finishSendingIfComplete(scene.run, at: Fixture.moment(9)))
    }
}
