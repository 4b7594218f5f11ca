import Foundation
import JobModel
import Testing

@testable import JobStore

/// After "too often": everybody rests, one finds out whether that was enough, and the rest follow slowly.
@Suite struct APIPauseTests {
    private static let throttled = AttemptResult(
        outcome: .throttled, evidence: evidence("too often"), pausesAppMilliseconds: 10_000)

    private static func evidence(_ message: String) -> AttemptEvidence {
        var evidence = AttemptEvidence()
        evidence.message = message
        return evidence
    }

    private static func isClaimed(_ decision: ClaimDecision) -> Bool {
        if case .claimed = decision { true } else { false }
    }

    @Test func oneProbeGoesOutAndTheOthersWaitForIt() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 5, of: 1))
        try await scene.send(Self.throttled)
        #expect(try await scene.decide(at: Fixture.moment(9999)) == .wait(milliseconds: 1, .appPause("too often")))
        let probe = try await scene.dispatch(at: Fixture.moment(10_000))
        #expect(try await scene.decide(at: Fixture.moment(10_100)) == .wait(milliseconds: 1000, .probe))
        #expect(try await scene.decide(at: Fixture.moment(25_000)) == .wait(milliseconds: 1000, .probe))

        // Too often again: a new rest, and again one probe.
        try await scene.database.record(probe.ticket, Self.throttled, at: Fixture.moment(26_000))
        #expect(try await scene.decide(at: Fixture.moment(27_000)) == .wait(milliseconds: 9000, .appPause("too often")))
        _ = try await scene.dispatch(at: Fixture.moment(36_000))
        #expect(try await scene.decide(at: Fixture.moment(36_000)) == .wait(milliseconds: 1000, .probe))
    }

    @Test func aProbeThatNeverLeftProvesNothing() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 5, of: 1), maxInDoubt: 5)
        try await scene.send(Self.throttled)
        let probe = try await scene.claim(at: Fixture.moment(10_000))
        try await scene.database.record(
            probe.ticket, AttemptResult(outcome: .notSent, retryAfterMilliseconds: 0), at: Fixture.moment(10_500))
        let second = try await scene.dispatch(at: Fixture.moment(11_000))
        #expect(try await scene.decide(at: Fixture.moment(11_000)) == .wait(milliseconds: 1000, .probe))
        // Nor does one that nobody knows about.
        try await scene.database.record(second.ticket, AttemptResult(outcome: .inDoubt), at: Fixture.moment(12_000))
        _ = try await scene.claim(at: Fixture.moment(12_000))
        #expect(try await scene.decide(at: Fixture.moment(12_000)) == .wait(milliseconds: 1000, .probe))
    }

    /// Requests per second after the first good answer: 1, 2, 4 and so on, whatever the limit allows.
    @Test func speedComesBackStepByStep() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 60, of: 1))
        try await scene.send(Self.throttled)
        var sent: [Int64] = []
        var now: Int64 = 10_000
        let limits = RateLimits(perSecond: 8, perMinute: 1000, marginMilliseconds: 0)
        while sent.count < 40 {
            switch try await scene.decide(limits, at: Fixture.moment(now)) {
            case .claimed(let batch):
                try scene.database.markDispatching(batch.ticket, at: Fixture.moment(now))
                try await scene.database.record(
                    batch.ticket, AttemptResult(outcome: .accepted, batchMessageID: "bm-slow\(sent.count)"),
                    at: Fixture.moment(now))
                sent.append(now)
            case .wait(let milliseconds, _): now += milliseconds
            case let other:
                Issue.record("\(other)")
                return
            }
        }
        let perSecond = (0..<6).map { second in
            sent.count { $0 - sent[0] >= Int64(second) * 1000 && $0 - sent[0] < Int64(second + 1) * 1000 }
        }
        #expect(perSecond == [1, 2, 4, 8, 8, 8])
        #expect(try scene.count("apiPause") == 0, "nothing is left of it")
    }

    @Test func whatWasClaimedBeforeTheRestDoesNotSlipThroughAfterIt() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 3, of: 1))
        let early = try await scene.claim()
        let other = try await scene.dispatch()
        try await scene.database.record(other.ticket, Self.throttled, at: Fixture.moment(100))
        let hook = { @Sendable (now: Int64) throws(StoreError) in
            try scene.database.markDispatching(early.ticket, at: Fixture.moment(now))
        }
        await #expect(throws: StoreError.self) { try await offPool { try hook(5000) } }
        // It connected for longer than the rest: it would be a second probe beside the one that is entitled.
        await #expect(throws: StoreError.self) { try await offPool { try hook(20_000) } }
        try await scene.database.record(
            early.ticket, AttemptResult(outcome: .notSent, retryAfterMilliseconds: 0), at: Fixture.moment(20_000))
        _ = try await scene.dispatch(at: Fixture.moment(20_000))
    }

    /// What was on the wire when the rest began says nothing about how things are after it.
    @Test func onlyAnAttemptClaimedAfterTheRestProvesThatItHelped() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 5, of: 1))
        let slow = try await scene.dispatch()
        try await scene.send(Self.throttled)
        try await scene.database.record(
            slow.ticket, AttemptResult(outcome: .accepted, batchMessageID: "bm-slow"), at: Fixture.moment(10_500))
        _ = try await scene.dispatch(at: Fixture.moment(11_000))
        #expect(try await scene.decide(at: Fixture.moment(11_000)) == .wait(milliseconds: 1000, .probe))
    }

    @Test func lanesRefusedTogetherAreOneRefusal() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 6, of: 1))
        let together = [try await scene.dispatch(), try await scene.dispatch(), try await scene.dispatch()]
        for (index, batch) in together.enumerated() {
            var result = Self.throttled
            result.pausesAppMilliseconds = 10_000 + Int64(index) * 1000
            try await scene.database.record(batch.ticket, result, at: Fixture.moment(50))
        }
        let count = { try await scene.database.throttlesInARow(of: Fixture.app, at: Fixture.moment()) }
        #expect(try await count() == 1)
        try await scene.send(Self.throttled, at: Fixture.moment(13_000))
        #expect(try await count() == 2)
        try await scene.accept("good", at: Fixture.moment(24_000))
        #expect(try await count() == 0)
        try await scene.send(Self.throttled, at: Fixture.moment(30_000))
        #expect(try await count() == 1)
    }

    /// The wall clock may be set back by years while the machine is down; nobody rests longer than Feishu can have asked.
    @Test func aClockSetBackDoesNotProlongTheRest() async throws {
        let database = try JobDatabase.inMemory()
        try await database.pauseApp("app", milliseconds: 60_000, reason: "often", at: Fixture.moment())
        var reboot = Fixture.moment(-365 * 86_400_000, boot: "boot-b")
        reboot.monotonicMilliseconds = 5
        #expect(try await database.appPause(of: "app", at: reboot)?.milliseconds == APIPause.longest - 5)
        // Whatever the clock says, the rest is over once the new boot is older than the longest rest.
        reboot.monotonicMilliseconds = APIPause.longest
        #expect(try await database.appPause(of: "app", at: reboot) == nil)
        try await database.pauseApp("app", milliseconds: .max / 4, reason: "huge", at: Fixture.moment())
        #expect(try await database.appPause(of: "app", at: Fixture.moment())?.milliseconds == APIPause.longest)
    }

    @Test func anotherAppIsNotSlowed() async throws {
        let database = try JobDatabase.inMemory()
        try await database.pauseApp("cli_other", milliseconds: 60_000, reason: "often", at: Fixture.moment())
        let scene = try await Scene.sending(in: database)
        #expect(Self.isClaimed(try await scene.decide()))
    }
}

/// Runs what blocks on a thread of its own.
func offPool(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
