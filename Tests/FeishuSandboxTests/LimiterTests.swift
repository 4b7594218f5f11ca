import Testing

@testable import FeishuSandbox

@Suite struct LimiterTests {
    static let key = SlidingWindowLimiter.Key(api: .batchSend, appID: "cli_a")

    static func limiter() -> SlidingWindowLimiter {
        SlidingWindowLimiter(windows: [.init(limit: 1000, seconds: 60), .init(limit: 50, seconds: 1)])
    }

    @Test func fiftyInASecondAndNotOneMore() {
        var limiter = Self.limiter()
        for call in 0..<50 {
            let excess = limiter.admit(Self.key, now: Double(call) * 0.01)
            #expect(excess == nil)
        }
        let refused = limiter.admit(Self.key, now: 0.99)
        #expect(refused == .init(limit: 50, resetSeconds: 1))
    }

    @Test func theSecondSlides() {
        var limiter = Self.limiter()
        for call in 0..<50 { _ = limiter.admit(Self.key, now: 0.9 + Double(call) * 0.001) }
        // A fixed window would have forgotten the burst at the full second.
        let early = limiter.admit(Self.key, now: 1.05)
        #expect(early != nil)
        let late = limiter.admit(Self.key, now: 1.9)
        #expect(late == nil)
    }

    @Test func aThousandInAMinuteAndNotOneMore() {
        var limiter = Self.limiter()
        for call in 0..<1000 {
            let excess = limiter.admit(Self.key, now: Double(call) * 0.025)
            #expect(excess == nil)
        }
        // 25 s have passed; the oldest call leaves the window 35 s from now.
        let refused = limiter.admit(Self.key, now: 25)
        #expect(refused == .init(limit: 1000, resetSeconds: 35))
        let stillRefused = limiter.admit(Self.key, now: 59.99)
        #expect(stillRefused == .init(limit: 1000, resetSeconds: 1))
        let admitted = limiter.admit(Self.key, now: 60)
        #expect(admitted == nil)
    }

    @Test func refusedCallsDoNotCount() {
        var limiter = Self.limiter()
        for _ in 0..<50 { _ = limiter.admit(Self.key, now: 0) }
        for _ in 0..<500 { _ = limiter.admit(Self.key, now: 0.5) }
        let admitted = limiter.admit(Self.key, now: 1)
        #expect(admitted == nil)
    }

    @Test func whenBothWindowsAreFullTheLongerWaitIsTold() {
        var limiter = SlidingWindowLimiter(windows: [.init(limit: 2, seconds: 60), .init(limit: 2, seconds: 1)])
        for _ in 0..<2 { _ = limiter.admit(Self.key, now: 0) }
        let refused = limiter.admit(Self.key, now: 0.5)
        #expect(refused == .init(limit: 2, resetSeconds: 60))
    }

    @Test func eachAPIAndEachAppHasItsOwnWindows() {
        var limiter = Self.limiter()
        for _ in 0..<50 { _ = limiter.admit(Self.key, now: 0) }
        let otherAPI = limiter.admit(.init(api: .getProgress, appID: "cli_a"), now: 0)
        #expect(otherAPI == nil)
        let otherApp = limiter.admit(.init(api: .batchSend, appID: "cli_b"), now: 0)
        #expect(otherApp == nil)
    }

    @Test func withoutWindowsEverythingPasses() {
        var limiter = SlidingWindowLimiter(windows: [])
        for _ in 0..<5000 {
            let excess = limiter.admit(Self.key, now: 0)
            #expect(excess == nil)
        }
    }

    @Test func aRefusedCallIsNotProcessedAndSaysHowLongToWait() async throws {
        try await withProbe({ $0.speed = 1000 }) { probe async throws in
            for _ in 0..<50 { _ = try await probe.sendBatch(to: 1) }
            let refused = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
            #expect(refused.status == 429)
            #expect(refused.code == 99_991_400)
            #expect(refused.header("x-ogw-ratelimit-limit") == "50")
            #expect(refused.header("x-ogw-ratelimit-reset") == "1")
            #expect(probe.lastEntry?.isProcessed == false)
            #expect(probe.core.snapshot().batches.count == 50)
            let info = try await probe.call("GET", "/open-apis/bot/v3/info", authorization: "Bearer \(probe.token)")
            #expect(info.code == 0)
        }
    }

    @Test func theWindowIsOfRealSecondsNotSandboxOnes() async throws {
        try await withProbe { probe async throws in
            for _ in 0..<50 { _ = try await probe.sendBatch(to: 1) }
            try probe.core.advance(seconds: 60)
            let refused = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
            #expect(refused.status == 429)
            probe.clock.move(by: 1)
            let admitted = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
            #expect(admitted.code == 0)
        }
    }

    @Test func allPathsOfOneAPIShareAWindow() async throws {
        try await withProbe { probe async throws in
            let ids = [try await probe.sendBatch(), try await probe.sendBatch()]
            for call in 0..<50 { _ = try await probe.progress(ids[call % 2]) }
            let refused = try await probe.progress(ids[0])
            #expect(refused.status == 429)
        }
    }

    @Test func callsWithoutAGoodTokenDoNotCount() async throws {
        try await withProbe { probe async throws in
            for _ in 0..<60 { _ = try await probe.batchSend("{}", token: "t-wrong") }
            let admitted = try await probe.sendText(to: "\"department_ids\":[\"eng\"]")
            #expect(admitted.code == 0)
        }
    }
}
