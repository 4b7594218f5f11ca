import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Testing

/// Taking back: unsent batches are stopped, every accepted one is asked for, and only standing counts confirm it.
struct RecallTests {
    @Test func takesEveryBatchBackAndVerifies() async throws {
        let world = try await sent(people: 30)
        world.feishu.figures.answerProgress { _, look in Self.progress(delivered: 10, recalled: min(10, look * 4)) }
        let run = try await recall(world)
        #expect(run.recall == .recalled)
        #expect(run.batches.allSatisfy { $0.recall == .confirmed })
        #expect(run.progress.recalled == 30)
        #expect(world.feishu.figures.recallCalls == run.batches.compactMap(\.batchMessageID))
        #expect(world.feishu.figures.progressCalls.count == 12, "4, 8, 10 and 10 again")
        #expect(run.state == .sent)
    }

    @Test func takesOneBatchBackAndLeavesTheOthers() async throws {
        let world = try await sent(people: 30)
        world.feishu.figures.answerProgress { _, _ in Self.progress(delivered: 10, recalled: 10) }
        let run = try await recall(world, ordinals: [2])
        #expect(run.batches.map(\.recall) == [nil, .confirmed, nil])
        #expect(world.feishu.figures.recallCalls == [run.batches[1].batchMessageID])
        #expect(run.recall == .partial, "of three batches two are left")
    }

    @Test func oneBatchOfAnUnfinishedRunIsTakenBackAndTheOthersStillGoOut() async throws {
        let world = try EngineWorld([.accept(), .answer(.inDoubt(.unknown))])
        _ = try await world.run(try EngineWorld.plan(people: 50))
        world.feishu.figures.answerProgress { _, _ in Self.progress(delivered: 10, recalled: 10) }
        let run = try await recall(world, ordinals: [1, 4])
        #expect(run.state == .halted, "the run is not over")
        #expect(run.batches.map(\.state) == [.accepted, .inDoubt, .pending, .cancelled, .pending])
        #expect(run.batches.map(\.recall) == [.confirmed, nil, nil, nil, nil])
        #expect(run.people.cancelled == 10)
        #expect(run.people.addsUp)
        _ = try await world.engine.resume(run.id, by: EngineWorld.actor, stop: StopSignal())
        let after = try await world.summary()
        #expect(after.batches.map(\.state) == [.accepted, .inDoubt, .accepted, .cancelled, .accepted])
        #expect(after.people.addsUp)
    }

    @Test func refusesABatchThatIsNot() async throws {
        let world = try await sent(people: 30)
        let error = await #expect(throws: StoreError.self) { try await recall(world, ordinals: [2, 9]) }
        #expect(error?.code == .notFound)
        #expect(world.feishu.figures.recallCalls.isEmpty)
        #expect(try await world.summary().recall == .none)
    }

    @Test func anUnsentRunIsOnlyCancelled() async throws {
        let world = try EngineWorld()
        let id = RunID(rawValue: "0123456789ab")
        _ = try await world.store.freeze(
            try EngineWorld.plan(people: 30), id: id, appID: "cli_test", by: EngineWorld.actor, at: world.clock.now())
        let run = try await recall(world)
        #expect(run.state == .cancelled)
        #expect(run.recall == .none)
        #expect(run.people.cancelled == 30)
        #expect(world.feishu.figures.recallCalls.isEmpty)
        #expect(world.feishu.calls == 0)
    }

    @Test func aHaltedRunIsTakenBackAsFarAsItCanBe() async throws {
        let world = try EngineWorld([.accept(), .answer(.inDoubt(.unknown), taken: true)])
        _ = try await world.run(try EngineWorld.plan(people: 40))
        world.feishu.figures.answerProgress { _, _ in Self.progress(delivered: 10, recalled: 10) }
        let run = try await recall(world)
        #expect(run.state == .cancelled)
        #expect(run.batches.map(\.state) == [.accepted, .inDoubt, .cancelled, .cancelled])
        #expect(run.batches.map(\.recall) == [.confirmed, nil, nil, nil])
        #expect(run.recall == .partial, "the batch in doubt has no id to take it back by")
        #expect(world.feishu.figures.recallCalls.count == 1)
        #expect(run.people.addsUp)
    }

    @Test func nothingElseGoesOutAfterwards() async throws {
        let world = try EngineWorld(onWire: { number, meanwhile in
            guard number == 2 else { return }
            let store = try meanwhile.store()
            let run = try await store.run("hello@latest").id
            try await store.beginRecall(run, by: EngineWorld.actor, at: meanwhile.clock.now())
        })
        let end = try await world.run(try EngineWorld.plan(people: 50))
        guard case .stopped(.cancelled, _) = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(world.feishu.requests == 2)
        let targets = try await world.store.recallTargets(of: try await world.summary().id)
        #expect(targets.map(\.ordinal) == [1, 2], "the one that was on the wire is wanted back too")
    }

    @Test func asksAgainWhileDeliveryGoesOn() async throws {
        let world = try await sent(people: 10)
        world.feishu.figures.answerProgress { _, look in
            Self.progress(delivered: look < 3 ? 4 + look : 10, recalled: look < 5 ? 5 : 10)
        }
        let run = try await recall(world)
        #expect(run.recall == .recalled)
        #expect(world.feishu.figures.recallCalls.count == 3, "once, and after each of the two growths")
    }

    @Test func aShortfallIsPartialAndMayImprove() async throws {
        let world = try await sent(people: 20)
        world.feishu.figures.answerProgress { _, _ in Self.progress(delivered: 10, recalled: 7) }
        let first = try await recall(world)
        #expect(first.recall == .partial)
        #expect(first.batches.allSatisfy { $0.recall == .partial })

        world.feishu.figures.answerProgress { _, _ in Self.progress(delivered: 10, recalled: 10) }
        let second = try await recall(world)
        #expect(second.recall == .recalled)
        #expect(world.feishu.figures.recallCalls.count == 4)

        let third = try await recall(world)
        #expect(third.recall == .recalled)
        #expect(world.feishu.figures.recallCalls.count == 4, "what is confirmed is not asked for again")
    }

    @Test func countsThatNeverStandStillAreLeftToALaterLook() async throws {
        let world = try await sent(people: 10)
        world.feishu.figures.answerProgress { _, look in Self.progress(delivered: 100_000, recalled: look) }
        let run = try await recall(world)
        #expect(run.recall == .requested)
        #expect(run.batches[0].recall == .requested)
        #expect((100_000...140_000).contains(world.clock.slept), "two minutes of patience")
    }

    @Test func waitsForTheBatchAnotherProcessHasOnTheWire() async throws {
        let world = try EngineWorld()
        let other = try await OtherRunner(in: world, try EngineWorld.plan(people: 30))
        try await other.send(id: "bm-first")
        let ticket = try await other.dispatch()
        world.feishu.figures.answerProgress { _, _ in Self.progress(delivered: 10, recalled: 10) }
        async let recalled = recall(world)
        for _ in 0..<10_000 where try await world.summary().state != .cancelled { await Task.yield() }
        #expect(try await world.summary().state == .cancelled)
        #expect(world.feishu.figures.recallCalls.isEmpty, "not before the wire is quiet")
        try await other.record(ticket, id: "bm-second")
        let run = try await recalled
        #expect(world.feishu.figures.recallCalls == ["bm-first", "bm-second"])
        #expect(run.batches.map(\.recall) == [.confirmed, .confirmed, nil])
        #expect(run.recall == .recalled)
    }

    @Test func aBatchTheDeadLeftOnTheWireIsInDoubtNotAwaited() async throws {
        let world = try EngineWorld()
        try await {
            let other = try await OtherRunner(in: world, try EngineWorld.plan(people: 30))
            try await other.send(id: "bm-first")
            _ = try await other.dispatch()
        }()
        world.feishu.figures.answerProgress { _, _ in Self.progress(delivered: 10, recalled: 10) }
        let run = try await recall(world)
        #expect(run.batches.map(\.state) == [.accepted, .inDoubt, .cancelled])
        #expect(run.recall == .partial)
    }

    private static func progress(delivered: Int?, recalled: Int?) -> Result<BatchProgress, FeishuError> {
        .success(BatchProgress(valid: 10, delivered: delivered, read: 0, isRecalled: true, recalled: recalled))
    }

    private func sent(people: Int) async throws -> EngineWorld {
        let world = try EngineWorld()
        #expect(try await world.run(try EngineWorld.plan(people: people)) == .complete)
        return world
    }

    private func recall(_ world: EngineWorld, ordinals: Set<Int>? = nil) async throws -> RunSummary {
        try await world.engine.recall(try await world.summary().id, ordinals: ordinals, by: EngineWorld.actor)
    }
}
