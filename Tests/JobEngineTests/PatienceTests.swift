import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Testing

/// Polls and recalls that Feishu tells to rest: everybody rests, nobody waits for ever, and a signal is noticed at once.
struct PatienceTests {
    private static func tooOften(_ endpoint: FeishuEndpoint, _ reset: Double) -> FeishuError {
        FeishuError(endpoint, .throttled(resetSeconds: reset))
    }

    @Test func aPollThatRestsNoticesAStopAtOnce() async throws {
        let world = try await sent()
        let stop = StopSignal()
        let clock = world.clock
        world.feishu.figures.answerProgress { _, _ in
            stop.raise()
            return .failure(Self.tooOften(.batchProgress, 100))
        }
        let before = clock.slept
        await #expect(throws: CancellationError.self) {
            try await world.engine.poll(try await world.summary().id, stop: stop)
        }
        #expect(clock.slept - before < 1000)
    }

    @Test func aFollowThatRestsEndsWithItsFigures() async throws {
        let world = try await sent()
        let stop = StopSignal()
        let calls = Recorder<Int>()
        world.feishu.figures.answerProgress { _, _ in
            calls.append(1)
            if calls.values.count == 3 {
                stop.raise()
                return .failure(Self.tooOften(.batchProgress, 100))
            }
            return .success(BatchProgress(valid: 10, delivered: 10, read: 3))
        }
        let run = try await world.engine.follow(try await world.summary().id, forSeconds: 100_000, stop: stop)
        #expect(run.state == .sent)
        #expect(run.progress.read == 3)
    }

    /// Another process asks nothing either until the rest is over.
    @Test func theRestIsSharedByProcesses() async throws {
        let world = try await sent()
        let clock = world.clock
        let stamps = Recorder<Int64>()
        world.feishu.figures.answerProgress { _, _ in
            stamps.append(clock.now().monotonicMilliseconds)
            return stamps.values.count == 1
                ? .failure(Self.tooOften(.batchProgress, 400)) : .success(BatchProgress(valid: 10, delivered: 10))
        }
        let run = try await world.summary().id
        let refused = await #expect(throws: FeishuError.self) { try await world.engine.poll(run) }
        #expect(refused?.kind == .throttled(resetSeconds: 400.5), "longer than a command waits")
        await #expect(throws: FeishuError.self) { try await world.engine.poll(run) }
        #expect(stamps.values.count == 1, "the second command did not even ask")
        world.clock.advance(milliseconds: 400_500)
        #expect(try await world.engine.poll(run).progress.delivered == 10)
    }

    /// Row 61: a recall waits as patiently, and as briefly.
    @Test func aRecallSitsOutAShortRestAndLeavesALongOne() async throws {
        let world = try await sent()
        let asked = Recorder<Int>()
        world.feishu.figures.answerRecall { _, _ in
            asked.append(1)
            return asked.values.count == 1 ? .failure(Self.tooOften(.recallBatch, 60)) : .success(())
        }
        world.feishu.figures.answerProgress { _, _ in
            .success(BatchProgress(valid: 10, delivered: 10, isRecalled: true, recalled: 10))
        }
        let run = try await world.summary().id
        let before = world.clock.slept
        #expect(try await world.engine.recall(run, by: EngineWorld.actor).recall == .recalled)
        #expect(world.clock.slept - before >= 60_000)

        let long = try await sent()
        long.feishu.figures.answerRecall { _, _ in .failure(Self.tooOften(.recallBatch, 800)) }
        let error = await #expect(throws: FeishuError.self) {
            try await long.engine.recall(try await long.summary().id, by: EngineWorld.actor)
        }
        #expect(error?.kind == .throttled(resetSeconds: 800.5))
    }

    /// However much is polled, a recall finds its own window empty, and looks at what it does.
    @Test func pollingNeverStarvesARecall() async throws {
        var world = try EngineWorld()
        world.configuration.callLimits.polls = RateLimits(perSecond: 5, perMinute: 10, marginMilliseconds: 0)
        world.configuration.queryLanes = 1
        _ = try await world.run(try EngineWorld.plan(people: 200))
        let run = try await world.summary().id
        world.feishu.figures.answerProgress { _, _ in
            .success(BatchProgress(valid: 10, delivered: 10, isRecalled: true, recalled: 10))
        }
        _ = try await world.engine.poll(run)
        let before = world.clock.now().monotonicMilliseconds
        #expect(try await world.engine.recall(run, by: EngineWorld.actor).recall == .recalled)
        #expect(world.clock.now().monotonicMilliseconds - before < 20_000, "the polls' minute is full all the while")
    }

    @Test func aRecallGoesOnWhileSendsRest() async throws {
        let world = try await sent()
        world.feishu.figures.answerProgress { _, _ in
            .success(BatchProgress(valid: 10, delivered: 10, isRecalled: true, recalled: 10))
        }
        try await world.store.pauseApp("cli_test", milliseconds: 800_000, reason: "often", at: world.clock.now())
        let run = try await world.summary().id
        #expect(try await world.engine.recall(run, by: EngineWorld.actor).recall == .recalled)
        let error = await #expect(throws: FeishuError.self) { try await world.engine.poll(run) }
        #expect(error?.isRetryable == true, "a poll can wait")
    }

    private func sent(people: Int = 10) async throws -> EngineWorld {
        let world = try EngineWorld()
        #expect(try await world.run(try EngineWorld.plan(people: people)) == .complete)
        return world
    }
}
