import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Testing

/// A recall whose process has ended is not forgotten: whoever asked for it may never look again.
struct OpenRecallTests {
    /// A run of three batches that somebody has decided to take back at 09:10, and whose process ended right behind that.
    private static func abandoned(_ ordinals: Set<Int>? = nil) async throws -> (TickWorld, RunID) {
        var world = try TickWorld()
        try world.add(on: .cron(try CronFields("0 9 * * *")), people: 30)
        try await world.tick(at: "2026-12-02T09:00")
        world.world.feishu.figures.answerProgress { _, _ in
            .success(BatchProgress(valid: 10, delivered: 10, read: 0, isRecalled: true, recalled: 10))
        }
        let run = try #require(try await world.store.summaries(limit: 1).first).id
        try world.clock.jump(to: "2026-12-02T09:10")
        try await world.store.beginRecall(run, ordinals: ordinals, by: EngineWorld.actor, at: world.clock.now())
        return (world, run)
    }

    @Test func isGoneOnWithByTheNextLook() async throws {
        let (world, run) = try await Self.abandoned()
        #expect(try await world.tick(at: "2026-12-02T09:12").recalled.isEmpty, "its own process may still be at it")
        #expect(world.world.feishu.figures.recallCalls.isEmpty)
        let wake = try #require(try await world.ticker.nextWake([]))
        let report = try await world.tick(at: "2026-12-02T09:14")
        #expect(wake <= world.clock.now().wallMilliseconds, "a daemon that rests wakes up for it")
        #expect(report.recalled.map(\.state) == [.recalled] && report.recalled.map(\.run) == [run])
        let after = try await world.store.summary(of: run)
        #expect(after.recall == .recalled && after.batches.allSatisfy { $0.recall == .confirmed })
        #expect(world.world.feishu.figures.recallCalls == after.batches.compactMap(\.batchMessageID))
        #expect(try await world.tick(at: "2026-12-02T09:15").recalled.isEmpty)
        #expect(world.world.feishu.figures.recallCalls.count == 3)
    }

    /// What Feishu took is looked at: nobody knows what it says to a second request.
    @Test func asksOnlyForWhatWasNotAskedFor() async throws {
        let (world, run) = try await Self.abandoned()
        try await world.store.recordRecallRequest(
            run, ordinal: 1, RecallAnswer(state: .requested), at: world.clock.now())
        try await world.tick(at: "2026-12-02T09:14")
        let after = try await world.store.summary(of: run)
        #expect(after.recall == .recalled)
        #expect(world.world.feishu.figures.recallCalls == after.batches.dropFirst().compactMap(\.batchMessageID))
    }

    /// Whoever wanted one batch back did not want the others back.
    @Test func takesBackWhatWasDecidedAndNothingElse() async throws {
        let (world, run) = try await Self.abandoned([2])
        #expect(try await world.tick(at: "2026-12-02T09:14").recalled.map(\.state) == [.partial])
        let after = try await world.store.summary(of: run)
        #expect(after.batches.map(\.recall) == [nil, .confirmed, nil])
        #expect(world.world.feishu.figures.recallCalls == [after.batches[1].batchMessageID])
    }

    @Test func aRecallThatMovesIsLeftToWhoeverMovesIt() async throws {
        let (world, run) = try await Self.abandoned()
        try world.clock.jump(to: "2026-12-02T09:13")
        try await world.store.recordRecallRequest(
            run, ordinal: 1, RecallAnswer(state: .requested), at: world.clock.now())
        #expect(try await world.tick(at: "2026-12-02T09:15").recalled.isEmpty)
        #expect(try await world.tick(at: "2026-12-02T09:17").recalled.count == 1)
    }

    @Test func isLeftAloneOnceMessagesAreTooOld() async throws {
        let (world, _) = try await Self.abandoned()
        #expect(try await world.tick(at: "2026-12-03T09:11").recalled.isEmpty)
        #expect(world.world.feishu.figures.recallCalls.isEmpty)
    }

    @Test func whatFeishuRefusesTheAppIsAProblemAndTriedAgain() async throws {
        let (world, run) = try await Self.abandoned()
        world.world.feishu.figures.answerRecall { _, _ in
            .failure(FeishuError(.recallBatch, .permission))
        }
        let report = try await world.tick(at: "2026-12-02T09:14")
        #expect(report.recalled.isEmpty && report.problems.map(\.about) == [run.rawValue])
        #expect(try await world.store.summary(of: run).recall == .requested)
        #expect(try await world.tick(at: "2026-12-02T09:15").problems.isEmpty, "not every minute")
        world.world.feishu.figures.answerRecall { _, _ in .success(()) }
        #expect(try await world.tick(at: "2026-12-02T09:18").recalled.map(\.state) == [.recalled])
    }
}
