import GRDB
import JobModel
import Testing

@testable import JobStore

@Suite struct ResolveTests {
    private static func inDoubt() async throws -> Scene {
        let scene = try await Scene.sending()
        try await scene.send(AttemptResult(outcome: .inDoubt))
        return scene
    }

    @discardableResult
    private static func resolve(
        _ scene: Scene, _ verdict: DoubtVerdict, attempt: Int = 1, ordinal: Int = 1
    ) async throws -> BatchState {
        try await scene.database.resolve(
            scene.run, ordinal: ordinal, as: verdict, attempt: attempt, reason: "seen in the log", by: Fixture.ann,
            at: Fixture.moment(100))
    }

    @Test func anIDFoundInTheLogMakesTheBatchRecallable() async throws {
        let scene = try await Self.inDoubt()
        #expect(try await Self.resolve(scene, .sent(batchMessageID: "bm-found")) == .resolvedSent)
        let summary = try await scene.summary()
        #expect(summary.people.accepted == 2)
        #expect(summary.batches[0].batchMessageID == "bm-found")
        #expect(try await scene.database.pollTargets(of: scene.run).map(\.batchMessageID) == ["bm-found"])
    }

    @Test func notSentMeansOneMoreAttempt() async throws {
        let scene = try await Self.inDoubt()
        #expect(try await Self.resolve(scene, .notSent) == .pending)
        #expect(try await scene.summary().state == .halted)
        try await scene.database.resumeSending(scene.run, by: Fixture.ann, at: Fixture.moment(100))
        let batch = try await scene.claim(at: Fixture.moment(200))
        #expect(batch.ordinal == 1)
        #expect(batch.ticket.attemptNumber == 2)
        #expect(try scene.count("attempt") == 2)
    }

    @Test func abandonedCountsAsPossiblyNotReached() async throws {
        let scene = try await Self.inDoubt()
        #expect(try await Self.resolve(scene, .abandoned) == .abandoned)
        let people = try await scene.summary().people
        #expect(people.abandoned == 2)
        #expect(people.addsUp)
    }

    @Test func aDoubtIsDecidedOnce() async throws {
        let scene = try await Self.inDoubt()
        try await Self.resolve(scene, .abandoned)
        #expect(await code { try await Self.resolve(scene, .notSent) } == .wrongState)
        #expect(try scene.count("resolution") == 1)
    }

    @Test(arguments: [(1, 2), (2, 1), (2, 0)])
    func refusesWhatIsNotThatDoubt(_ ordinal: Int, _ attempt: Int) async throws {
        let scene = try await Self.inDoubt()
        let code = await code { try await Self.resolve(scene, .notSent, attempt: attempt, ordinal: ordinal) }
        #expect(code == .wrongState)
        #expect(try await scene.states() == [.inDoubt, .pending])
    }

    @Test(arguments: ["bm-abcd", "../secret", ""])
    func refusesIDsThatAreTakenOrNone(_ id: String) async throws {
        let scene = try await Scene.sending(maxInDoubt: 2)
        try await scene.accept("abcd")
        try await scene.send(AttemptResult(outcome: .inDoubt))
        let code = await code { try await Self.resolve(scene, .sent(batchMessageID: id), ordinal: 2) }
        #expect(code == .wrongState)
        #expect(try await scene.states() == [.accepted, .inDoubt])
    }

    @Test func notSentOfARunThatIsOverIsCancelled() async throws {
        let scene = try await Self.inDoubt()
        try await scene.database.cancelPending(scene.run, reason: "stop", by: Fixture.ann, at: Fixture.moment())
        #expect(try await Self.resolve(scene, .notSent) == .cancelled)
        #expect(try await scene.summary().people.cancelled == 3)
    }

    @Test func keepsWhoDecidedAndWhy() async throws {
        let scene = try await Self.inDoubt()
        try await Self.resolve(scene, .sent(batchMessageID: nil))
        let row = try scene.row("SELECT verdict, reason, who, uid FROM resolution")
        #expect(row?["verdict"] == "sent")
        #expect(row?["reason"] == "seen in the log")
        #expect(row?["who"] == "ann")
        #expect(row?["uid"] == 1000)
        let entry = try await scene.database.auditEntries(of: scene.run).entries.last
        #expect(entry?.action == "resolve")
        #expect(entry?.who == Fixture.ann)
    }
}
