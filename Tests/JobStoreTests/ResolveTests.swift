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
        let error = await #expect(throws: StoreError.self) { try await Self.resolve(scene, .notSent) }
        #expect(error?.code == .alreadyResolved)
        #expect(error?.message.contains("as abandoned by ann at 2027-01-15T08:00:00Z: seen in the log") == true)
        #expect(try scene.count("resolution") == 1)
    }

    @Test func ofTwoWhoDecideAtOnceOneIsTold() async throws {
        let scene = try await Self.inDoubt()
        let boss = AuditActor(name: "boss")
        async let first = code { try await Self.resolve(scene, .notSent) }
        async let second = code {
            try await scene.database.resolve(
                scene.run, ordinal: 1, as: .abandoned, attempt: 1, reason: "x", by: boss, at: Fixture.moment(100))
        }
        let codes = await [first, second]
        #expect(codes.count(where: { $0 == nil }) == 1)
        #expect(codes.contains(.alreadyResolved))
        #expect(try scene.count("resolution") == 1)
    }

    @Test func aWordAboutAnEarlierAttemptIsNoneAboutTheNext() async throws {
        let scene = try await Self.inDoubt()
        try await Self.resolve(scene, .notSent)
        try await scene.database.resumeSending(scene.run, by: Fixture.ann, at: Fixture.moment(100))
        try await scene.send(AttemptResult(outcome: .inDoubt), at: Fixture.moment(200))
        #expect(await code { try await Self.resolve(scene, .notSent, attempt: 1) } == .alreadyResolved)
        #expect(try await scene.states() == [.inDoubt, .pending])
        #expect(try await Self.resolve(scene, .abandoned, attempt: 2) == .abandoned)
        let dossier = try await scene.database.dossier(of: scene.run, ordinal: 1)
        #expect(dossier.decisions.map(\.verdict) == ["not_sent", "abandoned"])
        #expect(dossier.attempts.map(\.outcome) == [.inDoubt, .inDoubt])
    }

    @Test func tellsABatchThatIsOnItsWayFromADoubt() async throws {
        let scene = try await Scene.sending()
        _ = try await scene.dispatch()
        let error = await #expect(throws: StoreError.self) { try await Self.resolve(scene, .notSent) }
        #expect(error?.code == .wrongState)
        #expect(error?.message.contains("on its way (dispatching)") == true)
        #expect(error?.hint.contains("larkcast resume") == true)
    }

    @Test func theDossierHoldsEverythingTheAttemptLeft() async throws {
        let scene = try await Scene.sending()
        var evidence = AttemptEvidence()
        evidence.curlCode = 52
        evidence.peer = "10.0.0.1:443"
        evidence.bytesSent = 812
        evidence.logID = "log-1"
        evidence.hint = "probably sent"
        try await scene.send(AttemptResult(outcome: .inDoubt, evidence: evidence), at: Fixture.moment(3))
        let dossier = try await scene.database.dossier(of: scene.run, ordinal: 1)
        #expect(dossier.state == .inDoubt)
        #expect(dossier.recipients == 2)
        #expect(dossier.label == "Team 1")
        #expect(dossier.attempts.map(\.evidence) == [evidence])
        #expect(dossier.attempts[0].dispatchedAt == Fixture.moment(3).wallMilliseconds)
        #expect(await code { _ = try await scene.database.dossier(of: scene.run, ordinal: 9) } == .notFound)
    }

    @Test func theDossierShowsAnAnswerThatCameTooLate() async throws {
        let scene = try await Scene.sending()
        let batch = try await scene.dispatch()
        let epoch = try await scene.database.beginEpoch(as: Fixture.runner, at: Fixture.moment(1))
        _ = try await scene.database.rescue(epoch, at: Fixture.moment(2))
        try await scene.database.record(
            batch.ticket, AttemptResult(outcome: .accepted, batchMessageID: "bm-late"), at: Fixture.moment(3))
        let dossier = try await scene.database.dossier(of: scene.run, ordinal: 1)
        #expect(dossier.state == .inDoubt)
        #expect(dossier.lateAnswers.count == 1)
        #expect(dossier.lateAnswers[0].contains("bm-late"))
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
        #expect(code == .badMessageID)
        #expect(try await scene.database.dossier(of: scene.run, ordinal: 2).decisions.isEmpty)
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
