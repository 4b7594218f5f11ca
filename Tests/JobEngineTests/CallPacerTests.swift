import JobModel
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
        Case(perSecond: 40, perMinute: 900, margin: 250, gaps: [0]),
        Case(perSecond: 5, perMinute: 20, margin: 0, gaps: [0]),
        Case(perSecond: 5, perMinute: 20, margin: 100, gaps: [0, 3, 999, 1, 250]),
        Case(perSecond: 3, perMinute: 3, margin: 0, gaps: [700, 0, 0]),
        Case(perSecond: 50, perMinute: 7, margin: 0, gaps: [0, 10_000]),
        Case(perSecond: 1, perMinute: 1, margin: 0, gaps: [0, 59_999]),
    ])
    func obeysEveryWindow(_ item: Case) async throws {
        let clock = ManualClock()
        let pacer = CallPacer(
            limits: RateLimits(
                perSecond: item.perSecond, perMinute: item.perMinute, marginMilliseconds: item.margin),
            dependencies: clock.dependencies)
        var stamps: [Int64] = []
        for call in 0..<(item.perMinute * 2 + 5) {
            try await pacer.admit()
            stamps.append(clock.now().monotonicMilliseconds)
            clock.advance(milliseconds: item.gaps[call % item.gaps.count])
        }
        #expect(SlidingWindows.most(stamps, window: 1000 + item.margin) <= item.perSecond)
        #expect(SlidingWindows.most(stamps, window: 60_000 + item.margin) <= item.perMinute)
    }

    @Test func waitsNoLongerThanItMust() async throws {
        let clock = ManualClock()
        let pacer = CallPacer(
            limits: RateLimits(perSecond: 10, perMinute: 100, marginMilliseconds: 0), dependencies: clock.dependencies)
        for _ in 0..<100 { try await pacer.admit() }
        #expect(clock.slept == 9000, "a hundred calls at ten a second: the last ten leave after nine seconds")
        try await pacer.admit()
        #expect(clock.slept == 60_000, "the hundred and first a minute after the first")
    }

    @Test func letsACancelledCallerGo() async throws {
        let clock = ManualClock()
        let pacer = CallPacer(
            limits: RateLimits(perSecond: 1, perMinute: 1), dependencies: clock.dependencies)
        try await pacer.admit()
        let waiting = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await pacer.admit()
        }
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }

    @Test func countsTheMostOfAnyWindow() {
        #expect(SlidingWindows.most([0, 999], window: 1000) == 2)
        #expect(SlidingWindows.most([0, 1000], window: 1000) == 1)
        #expect(SlidingWindows.most([900, 950, 1000, 1050, 5000], window: 1000) == 4)
        #expect(SlidingWindows.most([], window: 1000) == 0)
    }
}
