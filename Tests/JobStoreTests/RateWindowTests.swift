import JobModel
import Testing

@testable import JobStore

/// Windows of 1 s and 60 s over the durable attempts, told with invented instants.
@Suite struct RateWindowTests {
    /// Sends single batches at the given instants, then asks for one more.
    private static func decision(
        after sent: [Int64], limits: RateLimits, at now: Moment
    ) async throws -> ClaimDecision {
        let scene = try await Scene.sending(Fixture.people(batches: sent.count + 1, of: 1))
        for (index, instant) in sent.enumerated() {
            try await scene.accept("sent\(index)", at: Fixture.moment(instant))
        }
        return try await scene.decide(limits, at: now)
    }

    private static func isClaimed(_ decision: ClaimDecision) -> Bool {
        if case .claimed = decision { true } else { false }
    }

    static let cases: [(sent: [Int64], perSecond: Int, perMinute: Int, margin: Int64, now: Int64, wait: Int64?)] = [
        ([], 1, 1, 0, 0, nil),
        ([0], 1, 100, 0, 0, 1000),
        ([0], 1, 100, 0, 999, 1),
        ([0], 1, 100, 0, 1000, nil),
        ([0], 1, 100, 250, 1000, 250),
        ([0], 2, 100, 0, 0, nil),
        ([0, 400], 2, 100, 0, 500, 500),
        ([0, 400], 2, 100, 0, 1000, nil),
        ([0, 400, 1000], 2, 100, 0, 1000, 400),
        ([0, 10_000, 20_000], 50, 3, 0, 30_000, 30_000),
        ([0, 10_000, 20_000], 50, 3, 0, 60_000, nil),
        ([0, 10_000, 20_000], 50, 2, 250, 60_000, 10_250),
        // Both windows are full: the longer wait counts.
        ([0, 59_500], 1, 2, 0, 59_600, 900),
        ([58_000, 59_500], 1, 2, 0, 59_600, 58_400),
        // Limits below one are one; huge ones are none.
        ([0], 0, 0, 0, 10, 59_990),
        ([0], Int.max, Int.max, 0, 0, nil),
        // An instant that lies ahead is as new as can be.
        ([500], 1, 100, 0, 0, 1000),
    ]

    @Test(arguments: cases.indices)
    func waitsUntilTheWindowHasRoom(_ index: Int) async throws {
        let row = Self.cases[index]
        let limits = RateLimits(
            perSecond: row.perSecond, perMinute: row.perMinute, marginMilliseconds: row.margin)
        let decision = try await Self.decision(after: row.sent, limits: limits, at: Fixture.moment(row.now))
        if let wait = row.wait {
            #expect(decision == .wait(milliseconds: wait, .rateLimit), "\(row)")
        } else {
            #expect(Self.isClaimed(decision), "\(row) gave \(decision)")
        }
    }

    @Test func aRequestCountsAsIfItArrivedNowUntilItHasEnded() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 3, of: 1))
        let limits = RateLimits(perSecond: 1, perMinute: 100, marginMilliseconds: 0)
        let claimed = try await scene.claim()
        #expect(try await scene.decide(limits, at: Fixture.moment(5000)) == .wait(milliseconds: 1000, .rateLimit))

        try scene.database.markDispatching(claimed.ticket, at: Fixture.moment(5100))
        #expect(try await scene.decide(limits, at: Fixture.moment(5200)) == .wait(milliseconds: 1000, .rateLimit))

        // It may have arrived at any instant up to its answer, so the window begins there.
        try await scene.database.record(
            claimed.ticket, AttemptResult(outcome: .accepted, batchMessageID: "bm-slow"), at: Fixture.moment(9000))
        #expect(try await scene.decide(limits, at: Fixture.moment(9300)) == .wait(milliseconds: 700, .rateLimit))
    }

    @Test func anAttemptThatNeverLeftDoesNotCount() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 2, of: 1))
        let limits = RateLimits(perSecond: 1, perMinute: 1, marginMilliseconds: 0)
        let claimed = try await scene.claim()
        try await scene.database.record(
            claimed.ticket, AttemptResult(outcome: .notSent, retryAfterMilliseconds: 0), at: Fixture.moment())
        #expect(Self.isClaimed(try await scene.decide(limits)))
    }

    @Test func refusedRequestsCount() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 2, of: 1))
        let limits = RateLimits(perSecond: 1, perMinute: 1, marginMilliseconds: 0)
        try await scene.send(AttemptResult(outcome: .throttled))
        #expect(try await scene.decide(limits) == .wait(milliseconds: 60_000, .rateLimit))
    }

    @Test func windowsSpanRunsOfTheAppAndNoOtherApp() async throws {
        let scene = try await Scene.sending([["ou_a"]])
        try await scene.accept("first")
        let limits = RateLimits(perSecond: 1, perMinute: 100, marginMilliseconds: 0)
        for (number, app, expected) in [(UInt64(2), Fixture.app, false), (3, "cli_other", true)] {
            let run = Fixture.runID(number)
            let plan = Fixture.plan(job: "job-\(number)", content: "\(number)")
            _ = try await scene.database.freeze(plan, id: run, appID: app, by: Fixture.ann, at: Fixture.moment())
            try await scene.database.begin(run, by: Fixture.ann, at: Fixture.moment())
            let decision = try await scene.database.claim(
                run, epoch: scene.epoch, limits: limits, at: Fixture.moment(10))
            #expect(Self.isClaimed(decision) == expected)
        }
    }

    /// After a reboot the monotonic clock begins anew, and the wall clock may have been set to anything: what was sent
    /// before is as old as the boot, and not a millisecond older.
    @Test(arguments: [
        (Int64(500), Int64(100), Int64(900)), (2000, 100, 900), (-3_600_000, 100, 900), (3_600_000, 0, 1000),
        (86_400_000 * 30, 999, 1), (-3_600_000, 1000, nil), (500, 60_000, nil),
    ])
    func aRebootIsNoWayAroundALimit(_ wallLater: Int64, _ uptime: Int64, _ wait: Int64?) async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 2, of: 1), notAfterSeconds: 31_000_000)
        try await scene.accept("first")
        var now = Fixture.moment(wallLater, boot: "boot-b")
        now.monotonicMilliseconds = uptime
        let limits = RateLimits(perSecond: 1, perMinute: 100, marginMilliseconds: 0)
        let decision = try await scene.decide(limits, at: now)
        if let wait {
            #expect(decision == .wait(milliseconds: wait, .rateLimit))
        } else {
            #expect(Self.isClaimed(decision))
        }
    }

    @Test func aFullMinuteIsFullForAMinuteAfterAReboot() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 4, of: 1), notAfterSeconds: 31_000_000)
        for number in 0..<3 { try await scene.accept("sent\(number)", at: Fixture.moment(Int64(number))) }
        let limits = RateLimits(perSecond: 50, perMinute: 3, marginMilliseconds: 0)
        var now = Fixture.moment(86_400_000, boot: "boot-b")
        now.monotonicMilliseconds = 20_000
        #expect(try await scene.decide(limits, at: now) == .wait(milliseconds: 40_000, .rateLimit))
        now.monotonicMilliseconds = 60_000
        #expect(Self.isClaimed(try await scene.decide(limits, at: now)))
    }

    /// What a killed runner had on the wire counts while it is not accounted for, and from its accounting on.
    @Test func whatAKilledRunnerSentCounts() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 3, of: 1), maxInDoubt: 5)
        _ = try await scene.dispatch()
        let limits = RateLimits(perSecond: 1, perMinute: 100, marginMilliseconds: 0)
        let epoch = try await scene.database.beginEpoch(as: Fixture.runner, at: Fixture.moment(5000))
        let next = Scene(database: scene.database, run: scene.run, epoch: epoch)
        #expect(try await next.decide(limits, at: Fixture.moment(5000)) == .wait(milliseconds: 1000, .rateLimit))
        _ = try await scene.database.rescue(epoch, at: Fixture.moment(5100))
        #expect(try await next.decide(limits, at: Fixture.moment(5200)) == .wait(milliseconds: 900, .rateLimit))
        #expect(Self.isClaimed(try await next.decide(limits, at: Fixture.moment(6100))))
    }

    /// Random-looking traffic under limits never has more than `limit` requests in any window.
    @Test func noSlidingWindowEverHoldsMoreThanItsLimit() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 120, of: 1))
        let limits = RateLimits(perSecond: 5, perMinute: 40, marginMilliseconds: 0)
        var sent: [Int64] = []
        var now: Int64 = 0
        while sent.count < 120 {
            switch try await scene.decide(limits, at: Fixture.moment(now)) {
            case .claimed(let batch):
                now += Int64(sent.count * 37 % 90)
                try scene.database.markDispatching(batch.ticket, at: Fixture.moment(now))
                sent.append(now)
                try await scene.database.record(
                    batch.ticket, AttemptResult(outcome: .accepted, batchMessageID: "bm-\(sent.count)xxxx"),
                    at: Fixture.moment(now))
            case .wait(let milliseconds, .rateLimit): now += milliseconds
            case let other:
                Issue.record("\(other)")
                return
            }
        }
        for (index, instant) in sent.enumerated() {
            #expect(sent[...index].count { $0 > instant - 1000 } <= 5)
            #expect(sent[...index].count { $0 > instant - 60_000 } <= 40)
        }
        #expect(now < 3 * 60_000)
    }
}
