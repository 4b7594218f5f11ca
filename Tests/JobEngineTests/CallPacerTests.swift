import JobModel
import JobStore
import TestSupport
import Testing

@testable import JobEngine

/// Idempotent calls stay inside every sliding window of their API.
struct CallPacerTests {
    struct Case: Sendable {
        var perSecond: Int
        var perMinute: Int
        var margin: Int64
        /// Milliseconds that pass between two calls.
        var gaps: [Int64]
    }

    @Test(arguments: [
        Case(perSecond: 40, perMinute: 100, margin: 250, gaps: [0]),
        Case(perSecond: 40, perMinute: 900, margin: 250, gaps: [0]),
        Case(perSecond: 5, perMinute: 20, margin: 0, gaps: [0]),
        Case(perSecond: 5, perMinute: 20, margin: 100, gaps: [0, 3, 999, 1, 250]),
        Case(perSecond: 3, perMinute: 3, margin: 0, gaps: [700, 0, 0]),
        Case(perSecond: 50, perMinute: 7, margin: 0, gaps: [0, 10_000]),
        Case(perSecond: 1, perMinute: 1, margin: 0, gaps: [0, 59_999]),
    ])
    func obeysEveryWindow(_ item: Case) async throws {
        let clock = ManualClock()
        let pacer = try Self.pacer(
            RateLimits(perSecond: item.perSecond, perMinute: item.perMinute, marginMilliseconds: item.margin), clock)
        var stamps: [Int64] = []
        for call in 0..<(min(item.perMinute, 120) * 2 + 5) {
            let ticket = try await pacer.admit(StopSignal())
            stamps.append(clock.now().monotonicMilliseconds)
            try await pacer.end(ticket)
            clock.advance(milliseconds: item.gaps[call % item.gaps.count])
        }
        #expect(SlidingWindows.most(stamps, window: 1000 + item.margin) <= item.perSecond)
        #expect(SlidingWindows.most(stamps, window: 60_000 + item.margin) <= item.perMinute)
    }

    @Test func waitsNoLongerThanItMust() async throws {
        let clock = ManualClock()
        let pacer = try Self.pacer(RateLimits(perSecond: 10, perMinute: 100, marginMilliseconds: 0), clock)
        for _ in 0..<100 { try await pacer.end(try await pacer.admit(StopSignal())) }
        #expect(clock.slept == 9000, "a hundred calls at ten a second: the last ten leave after nine seconds")
        _ = try await pacer.admit(StopSignal())
        #expect(clock.slept == 60_000, "the hundred and first a minute after the first")
    }

    @Test func letsACancelledCallerGo() async throws {
        let clock = ManualClock()
        let pacer = try Self.pacer(RateLimits(perSecond: 1, perMinute: 1), clock)
        _ = try await pacer.admit(StopSignal())
        let waiting = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try await pacer.admit(StopSignal())
        }
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }

    private static func pacer(
        _ limits: RateLimits, _ clock: ManualClock, _ call: PacedCall = .pollProgress, in store: JobDatabase? = nil
    ) throws -> CallPacer {
        CallPacer(
            call: call, limits: limits, appID: "cli_test", store: try store ?? JobDatabase.inMemory(),
            dependencies: clock.dependencies)
    }

    @Test func countsTheMostOfAnyWindow() {
        #expect(SlidingWindows.most([0, 999], window: 1000) == 2)
        #expect(SlidingWindows.most([0, 1000], window: 1000) == 1)
        #expect(SlidingWindows.most([900, 950, 1000, 1050, 5000], window: 1000) == 4)
        #expect(SlidingWindows.most([], window: 1000) == 0)
    }
}
