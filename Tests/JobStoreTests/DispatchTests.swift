import Foundation
import GRDB
import JobModel
import Testing

@testable import JobStore

@Suite struct DispatchTests {
    @Test func theIntentIsDurableBeforeTheFirstByte() async throws {
        let scene = try await Scene.sending()
        _ = try await scene.dispatch()
        #expect(try await scene.states() == [.dispatching, .pending])
        #expect(try await scene.summary().people.inDoubt == 2)
    }

    @Test func aSecondFirstByteIsRefused() async throws {
        let scene = try await Scene.sending()
        let batch = try await scene.dispatch()
        #expect(
            await code { try scene.database.markDispatching(batch.ticket, at: Fixture.moment()) } == .wrongState)
    }

    @Test(arguments: ["pause", "cancel", "recall", "deadline", "app pause", "new runner", "recorded"])
    func noByteLeavesAfter(_ event: String) async throws {
        let scene = try await Scene.sending()
        let batch = try await scene.claim()
        let database = scene.database
        var now = Fixture.moment(1)
        switch event {
        case "pause": try await database.pause(scene.run, reason: "stop", by: Fixture.ann, at: now)
        case "cancel": try await database.cancelPending(scene.run, reason: "stop", by: Fixture.ann, at: now)
        case "recall": try await database.beginRecall(scene.run, by: Fixture.ann, at: now)
        case "deadline": now = Fixture.moment(3_600_000)
        case "app pause": try await database.pauseApp(Fixture.app, milliseconds: 99, reason: "429", at: now)
        case "new runner": _ = try await database.beginEpoch(as: Fixture.runner, at: now)
        default: try await database.record(batch.ticket, AttemptResult(outcome: .notSent), at: now)
        }
        let expected: StoreError.Code = event == "new runner" ? .superseded : .wrongState
        #expect(await code { try database.markDispatching(batch.ticket, at: now) } == expected)
        #expect(try scene.integer("SELECT count(dispatchedAt) FROM attempt") == 0)
    }

    static let endings: [(AttemptOutcome, BatchState)] = [
        (.throttled, .pending), (.tokenRefused, .pending), (.accepted, .accepted),
        (.acceptedWithoutID, .acceptedWithoutID), (.rejected, .rejected), (.inDoubt, .inDoubt),
        // The intent is on the disk: that nothing left is only what the transport says.
        (.notSent, .inDoubt),
    ]

    @Test(arguments: endings.indices)
    func everyOutcomeHasItsState(_ index: Int) async throws {
        let (outcome, state) = Self.endings[index]
        let scene = try await Scene.sending()
        let id = outcome == .accepted ? "bm-abcd" : nil
        #expect(try await scene.send(AttemptResult(outcome: outcome, batchMessageID: id)) == state)
        let summary = try await scene.summary()
        #expect(summary.batches[0].state == state)
        #expect(summary.batches[0].batchMessageID == id)
        #expect(summary.people.addsUp)
        #expect(summary.state == (state == .inDoubt ? .halted : .sending))
    }

    @Test func keepsTheEvidence() async throws {
        let scene = try await Scene.sending()
        var evidence = AttemptEvidence()
        evidence.firstByte = "allowed"
        evidence.curlCode = 52
        evidence.httpStatus = 504
        evidence.feishuCode = 11246
        evidence.feishuSubCode = 7
        evidence.message = "Internal\u{0} Error"
        evidence.logID = "2026-log"
        evidence.peer = "203.0.113.7"
        evidence.bytesSent = 1234
        evidence.responseBody = Data(repeating: 65, count: 70_000)
        evidence.hint = "probably not sent"
        try await scene.send(AttemptResult(outcome: .inDoubt, evidence: evidence))
        let row = try scene.row("SELECT * FROM attempt")
        #expect(row?["firstByte"] == "allowed")
        #expect(row?["bytesSent"] == 1234)
        #expect(row?["peer"] == "203.0.113.7")
        #expect((row?["responseBody"] as Data?)?.count == 65_536)
        #expect(
            try await scene.summary().batches[0].lastProblem
                == "in doubt, curl 52, HTTP 504, code 11246, sub-code 7, Internal Error, log id 2026-log, probably not sent"
        )
    }

    @Test(arguments: [
        nil, "", "bm", "bm-abc", "bm-a/../b", "xx-abcdef", "bm-ümlaut", "bm-" + String(repeating: "a", count: 129),
    ])
    func anIDThatIsNoneMeansAcceptedWithoutID(_ id: String?) async throws {
        let scene = try await Scene.sending()
        #expect(
            try await scene.send(AttemptResult(outcome: .accepted, batchMessageID: id)) == .acceptedWithoutID)
        #expect(try await scene.summary().people.accepted == 2)
    }

    @Test func anIDGivenTwiceIsADoubt() async throws {
        let scene = try await Scene.sending()
        try await scene.accept("same")
        #expect(try await scene.accept("same") == .inDoubt)
        let summary = try await scene.summary()
        #expect(summary.state == .halted)
        #expect(summary.batches[1].lastProblem?.contains("batch 1 of run \(scene.run)") == true)
    }

    @Test func countsOnlyInvalidIDsTheBatchHolds() async throws {
        let scene = try await Scene.sending()
        let invalid = [
            InvalidID(kind: .openID, id: "ou_b"), InvalidID(kind: .openID, id: "ou_b"),
            InvalidID(kind: .openID, id: "ou_stranger"), InvalidID(kind: .userID, id: "ou_a"),
        ]
        try await scene.send(AttemptResult(outcome: .accepted, batchMessageID: "bm-abcd", invalidIDs: invalid))
        let summary = try await scene.summary()
        #expect(summary.people.accepted == 1)
        #expect(summary.people.invalid == 1)
        #expect(summary.people.addsUp)
        #expect(summary.batches[0].invalidIDs == ["ou_b"])
        // The other two stand for somebody of the batch all the same.
        #expect(summary.batches[0].problem == .strayInvalid(2, logID: nil))
    }

    @Test func anAttemptEndsOnce() async throws {
        let scene = try await Scene.sending()
        let batch = try await scene.dispatch()
        let accepted = AttemptResult(outcome: .accepted, batchMessageID: "bm-abcd")
        try await scene.database.record(batch.ticket, accepted, at: Fixture.moment())
        #expect(
            await code { try await scene.database.record(batch.ticket, accepted, at: Fixture.moment()) } == .wrongState)
        #expect(try scene.count("attempt") == 1)
    }

    @Test func bytesThatLeftUnaskedAreADoubt() async throws {
        let scene = try await Scene.sending()
        let batch = try await scene.claim()
        let state = try await scene.database.record(
            batch.ticket, AttemptResult(outcome: .accepted, batchMessageID: "bm-abcd"), at: Fixture.moment())
        #expect(state == .inDoubt)
        #expect(try await scene.states() == [.inDoubt, .pending])
    }

    @Test func aRefusalThatWouldMeetEveryBatchPausesTheRun() async throws {
        let scene = try await Scene.sending()
        try await scene.send(AttemptResult(outcome: .rejected, stopsRun: "the app lost its permission"))
        let summary = try await scene.summary()
        #expect(summary.state == .paused)
        #expect(summary.stateReason == "the app lost its permission")
        #expect(summary.people.rejected == 2)
    }

    @Test func haltsAtTheNumberOfDoubtsThePlanAllows() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 3, of: 1), maxInDoubt: 2)
        try await scene.send(AttemptResult(outcome: .inDoubt))
        #expect(try await scene.summary().state == .sending)
        try await scene.send(AttemptResult(outcome: .inDoubt))
        let summary = try await scene.summary()
        #expect(summary.state == .halted)
        #expect(summary.stateReason?.contains("batches 1, 2 are in doubt") == true)
        #expect(try await scene.decide() == .stopped(.halted, reason: summary.stateReason))
    }

    @Test(arguments: [AttemptOutcome.notSent, .throttled])
    func aBatchThatComesBackToACancelledRunIsCancelled(_ outcome: AttemptOutcome) async throws {
        let scene = try await Scene.sending()
        let batch = outcome == .notSent ? try await scene.claim() : try await scene.dispatch()
        try await scene.database.cancelPending(scene.run, reason: "stop", by: Fixture.ann, at: Fixture.moment())
        #expect(
            try await scene.database.record(batch.ticket, AttemptResult(outcome: outcome), at: Fixture.moment())
                == .cancelled)
        #expect(try await scene.summary().people.cancelled == 3)
    }

    @Test func aFullDiskLeavesTheBatchWhereItWas() async throws {
        let scene = try await Scene.sending()
        let batch = try await scene.dispatch()
        let pages = try scene.integer("PRAGMA page_count") ?? 0
        try scene.execute("PRAGMA max_page_count = \(pages)")
        var evidence = AttemptEvidence()
        evidence.responseBody = Data(repeating: 7, count: 65_536)
        let result = AttemptResult(outcome: .accepted, batchMessageID: "bm-abcd", evidence: evidence)
        #expect(await code { try await scene.database.record(batch.ticket, result, at: Fixture.moment()) } == .diskFull)
        #expect(try await scene.states() == [.dispatching, .pending])
        try scene.execute("PRAGMA max_page_count = 1000000")
        #expect(try await scene.database.record(batch.ticket, result, at: Fixture.moment()) == .accepted)
    }
}
