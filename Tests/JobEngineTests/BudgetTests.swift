import FeishuAPI
import Foundation
import JobEngine
import JobModel
import JobStore
import Synchronization
import TestSupport
import Testing

/// Many batches followed at once, for a month: looks keep to the budget, and every batch gets its share of them.
///
/// `Benchmarks/README.md` says how to play it with 10,000 batches.
struct BudgetTests {
    /// A Feishu that takes everything and whose readers trickle in; it counts the looks at each batch.
    private final class Counting: BatchMessaging {
        let appID = "cli_test"
        private let state = Mutex((sent: 0, looks: [String: Int]()))
        var looks: [String: Int] { state.withLock { $0.looks } }
        var isPrepared: Bool { get async { true } }
        func prepare() async throws(FeishuError) {}
        func send(_ body: Data, beforeFirstByte: @escaping @Sendable () throws -> Void) async -> SendOutcome {
            do {
                try await onOwnThread(beforeFirstByte)
            } catch { return SendOutcome(verdict: .notSent(.refused), evidence: SendEvidence()) }
            let number = state.withLock { state in
                state.sent += 1
                return state.sent
            }
            let id = "bm-" + String(repeating: "0", count: 24) + String(10_000_000 + number)
            return SendOutcome(
                verdict: .accepted(batchMessageID: id, invalid: InvalidRecipients()), evidence: SendEvidence())
        }
        func progress(of batchMessageID: String) async throws(FeishuError) -> BatchProgress {
            let looks = state.withLock { state in
                state.looks[batchMessageID, default: 0] += 1
                return state.looks[batchMessageID] ?? 0
            }
            return BatchProgress(valid: 1000, delivered: 1000, read: looks)
        }
        func readers(of batchMessageID: String) async throws(FeishuError) -> BatchReaders { BatchReaders() }
        func recall(_ batchMessageID: String) async throws(FeishuError) {}
    }

    private static let batches = Int(ProcessInfo.processInfo.environment["LARKCAST_TRACKED_BATCHES"] ?? "") ?? 120

    @Test func aMonthOfLooksKeepsToTheBudgetAndIsFair() async throws {
        let (feishu, clock, store) = (Counting(), ManualClock(), try JobDatabase.inMemory())
        let batches = Self.batches
        // The plan alone would make 150 calls for each batch.
        let budget = 50 * batches
        var configuration = EngineConfiguration()
        configuration.callsPerMonth = budget
        configuration.sendLimits = RateLimits(perSecond: 10_000, perMinute: 1_000_000)
        let engine = Engine(
            store: store, messaging: feishu, configuration: configuration, dependencies: clock.dependencies)
        var manifest = Manifest(job: "hello", audience: Audience(), message: .text("Hello"))
        manifest.audience.users.openIDs = (0..<batches).map(EngineWorld.person)
        manifest.delivery.batchSize = 1
        manifest.tracking.seconds = Tracking.longestSeconds
        // The month in which Feishu counts begins now: everything happens in it.
        try clock.jump(to: "2026-12-31T16:00")
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data("{}".utf8))
        _ = try await engine.run(plan, by: EngineWorld.actor, stop: StopSignal())
        let ticker = Ticker(
            store: store, engines: [engine], dependencies: clock.dependencies, actor: EngineWorld.actor)
        let end = clock.now().wallMilliseconds + 30 * 86_400_000
        var (looks, busy, isTold) = (0, Int64(0), false)
        while let next = try await ticker.nextWake([]), clock.now().wallMilliseconds < end {
            clock.advance(milliseconds: max(isTold ? 3_600_000 : 0, next - clock.now().wallMilliseconds))
            let began = clock.now().monotonicMilliseconds
            let report = try await ticker.tick(JobFolder(jobs: []), stop: StopSignal())
            if report.polled > 0 { busy += clock.now().monotonicMilliseconds - began }
            looks += report.polled
            isTold = isTold || report.problems.contains { $0.error as? TickProblem == .outOfBudget }
        }
        let used = try await store.callsThisMonth(of: feishu.appID, at: clock.now())
        let each = feishu.looks.values
        let (least, most) = (each.min() ?? 0, each.max() ?? 0)
        print(
            "\(batches) batches, budget \(budget): \(used) calls (\(100 * used / budget) %), \(looks) looks,",
            "\(least) to \(most) each, \(busy > 0 ? Int64(looks) * 60_000 / busy : 0) a minute while looking")
        #expect(isTold && looks > 10 * batches)
        #expect(used <= budget * 4 / 5)
        #expect(each.count == batches && most - least <= 1)
    }
}
