import Foundation
import GRDB
import JobModel
import Testing

@testable import JobStore

@Suite struct ClaimTests {
    @Test func takesBatchesInOrderWithTheirExactBytes() async throws {
        let scene = try await Scene.sending()
        let plan = Fixture.plan()
        for expected in plan.batches {
            let batch = try await scene.claim()
            #expect(batch.ordinal == expected.ordinal)
            #expect(batch.label == expected.label)
            #expect(batch.recipientCount == expected.recipientCount)
            #expect(batch.body == plan.body(of: expected))
            #expect(batch.ticket.attemptNumber == 1)
        }
        #expect(try await scene.decide() == .nothingPending)
        #expect(try await scene.states() == [.claimed, .claimed])
        #expect(try await scene.summary().people.pending == 3)
    }

    @Test func mixesUpNoFramesOfRunsThatSendInTurn() async throws {
        let scene = try await Scene.sending()
        let first = try await scene.claim()
        let other = Fixture.plan(job: "other", content: "bye", head: Data(#"{"text":"bye","open_ids":"#.utf8))
        let run = Fixture.runID(2)
        _ = try await scene.database.freeze(other, id: run, appID: Fixture.app, by: Fixture.ann, at: Fixture.moment())
        try await scene.database.begin(run, by: Fixture.ann, at: Fixture.moment())
        var otherScene = scene
        otherScene.run = run
        let ofOther = try await otherScene.claim()
        let second = try await scene.claim()
        let plan = Fixture.plan()
        #expect(first.body == plan.body(of: plan.batches[0]))
        #expect(ofOther.body == other.body(of: other.batches[0]))
        #expect(second.body == plan.body(of: plan.batches[1]))
    }

    @Test func claimsNothingOfARunThatDoesNotSend() async throws {
        let scene = try await Scene.sending()
        try await scene.database.pause(scene.run, reason: "lunch", by: Fixture.ann, at: Fixture.moment())
        #expect(try await scene.decide() == .stopped(.paused, reason: "lunch"))
    }

    @Test func claimsNothingAtTheDeadline() async throws {
        let scene = try await Scene.sending(notAfterSeconds: 60)
        #expect(try await scene.decide(at: Fixture.moment(60_000)) == .expired)
        _ = try await scene.claim(at: Fixture.moment(59_999))
    }

    @Test func claimsNothingForAnOldEpoch() async throws {
        let scene = try await Scene.sending()
        _ = try await scene.database.beginEpoch(as: Fixture.runner, at: Fixture.moment())
        #expect(await code { _ = try await scene.decide() } == .superseded)
    }

    @Test func restsABatchAndTakesTheNext() async throws {
        let scene = try await Scene.sending()
        let first = try await scene.claim()
        try await scene.database.record(
            first.ticket, AttemptResult(outcome: .notSent, retryAfterMilliseconds: 5000), at: Fixture.moment())
        let second = try await scene.claim()
        #expect(second.ordinal == 2)
        #expect(try await scene.decide(at: Fixture.moment(1000)) == .wait(milliseconds: 4000, .resting))
        let again = try await scene.claim(at: Fixture.moment(5000))
        #expect(again.ordinal == 1)
        #expect(again.ticket.attemptNumber == 2)
    }

    @Test func restsTheWholeAppAfterAThrottle() async throws {
        let scene = try await Scene.sending()
        var evidence = AttemptEvidence()
        evidence.message = "request trigger frequency limit"
        let throttled = AttemptResult(outcome: .throttled, evidence: evidence, pausesAppMilliseconds: 7000)
        #expect(try await scene.send(throttled) == .pending)
        #expect(
            try await scene.decide(at: Fixture.moment(2000))
                == .wait(milliseconds: 5000, .appPause("request trigger frequency limit")))
        _ = try await scene.claim(at: Fixture.moment(7000))
    }

    @Test func aClockThatIsSetBackDoesNotLengthenARest() async throws {
        let scene = try await Scene.sending([["ou_a"]])
        let batch = try await scene.claim()
        try await scene.database.record(
            batch.ticket, AttemptResult(outcome: .notSent, retryAfterMilliseconds: 1000), at: Fixture.moment())
        var yesterday = Fixture.moment(400)
        yesterday.wallMilliseconds -= 86_400_000
        #expect(try await scene.decide(at: yesterday) == .wait(milliseconds: 600, .resting))
        yesterday.monotonicMilliseconds += 600
        _ = try await scene.claim(at: yesterday)
    }

    @Test func anAppPauseIsNeverShortenedAndSurvivesAReboot() async throws {
        let database = try JobDatabase.inMemory()
        try await database.pauseApp("app", milliseconds: 60_000, reason: "quota", at: Fixture.moment())
        try await database.pauseApp("app", milliseconds: 1000, reason: "less", at: Fixture.moment())
        let now = try await database.appPause(of: "app", at: Fixture.moment(10_000))
        #expect(now?.milliseconds == 50_000)
        #expect(now?.reason == "quota")
        var reboot = Fixture.moment(20_000, boot: "boot-b")
        reboot.monotonicMilliseconds = 5
        #expect(try await database.appPause(of: "app", at: reboot)?.milliseconds == 40_000)
        #expect(try await database.appPause(of: "app", at: Fixture.moment(60_000)) == nil)
        #expect(try await database.appPause(of: "other", at: Fixture.moment()) == nil)
    }

    @Test func neverSendsBytesThatLostTheirHash() async throws {
        let scene = try await Scene.sending()
        try scene.execute("DROP TRIGGER batchContentUpdate")
        try scene.execute("UPDATE batchContent SET recipients = CAST('[\"ou_a\",\"ou_x\"]' AS BLOB) WHERE batchId = 1")
        #expect(await code { _ = try await scene.claim() } == .corrupt)
        #expect(try await scene.states() == [.pending, .pending])
        #expect(await code { _ = try await scene.database.requestBody(of: scene.run, ordinal: 1) } == .corrupt)
    }

    @Test func namesWhatIsNotThere() async throws {
        let scene = try await Scene.sending()
        let nobody = Fixture.runID(99)
        #expect(await code { _ = try await scene.database.summary(of: nobody) } == .notFound)
        #expect(await code { _ = try await scene.database.manifest(of: nobody) } == .notFound)
        #expect(await code { _ = try await scene.database.delivery(of: nobody) } == .notFound)
        #expect(await code { _ = try await scene.database.trackingSeconds(of: nobody) } == .notFound)
        #expect(await code { _ = try await scene.database.requestBody(of: scene.run, ordinal: 3) } == .notFound)
        #expect(await code { _ = try await scene.database.recipients(of: nobody, ordinal: 1) } == .notFound)
    }

    @Test func twoLanesNeverGetTheSameBatch() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 60, of: 1))
        let ordinals = try await withThrowingTaskGroup(of: [Int].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var mine: [Int] = []
                    while case .claimed(let batch) = try await scene.decide() { mine.append(batch.ordinal) }
                    return mine
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(ordinals.sorted() == Array(1...60))
        #expect(try scene.count("attempt") == 60)
    }
}
