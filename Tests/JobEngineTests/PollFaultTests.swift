import FeishuAPI
import JobEngine
import JobModel
import Testing

/// What a poll makes of calls that fail: tried again where that helps, and nothing lost that another call said.
struct PollFaultTests {
    @Test(arguments: [FeishuError.Kind.unreachable, .server, .malformedAnswer, .throttled(resetSeconds: nil)])
    func triesAgainWhereThatMayHelp(_ kind: FeishuError.Kind) async throws {
        let world = try await sent()
        world.feishu.figures.answerProgress { _, call in
            call < 5
                ? .failure(FeishuError(.batchProgress, kind))
                : .success(BatchProgress(valid: 10, delivered: 8, read: 2))
        }
        let run = try await world.engine.poll(try await world.summary().id)
        #expect(run.progress.delivered == 8)
        #expect(world.feishu.figures.progressCalls.count == 5)
        #expect(world.clock.slept > 1000, "it rests between the tries")
    }

    @Test(arguments: [FeishuError.Kind.unreachable, .server, .malformedAnswer, .throttled(resetSeconds: 1)])
    func givesUpAfterFiveTries(_ kind: FeishuError.Kind) async throws {
        let world = try await sent()
        world.feishu.figures.answerProgress { _, _ in .failure(FeishuError(.batchProgress, kind)) }
        let run = try await world.summary().id
        let error = await #expect(throws: FeishuError.self) { try await world.engine.poll(run) }
        #expect(error?.kind == kind)
        #expect(world.feishu.figures.progressCalls.count == 5)
    }

    @Test(arguments: [
        FeishuError.Kind.permission, .token, .credentials, .trust, .configuration, .quota, .unknownCode, .cancelled,
    ])
    func triesNoSecondTimeWhereThatCannotHelp(_ kind: FeishuError.Kind) async throws {
        let world = try await sent()
        world.feishu.figures.answerProgress { _, _ in .failure(FeishuError(.batchProgress, kind)) }
        let run = try await world.summary().id
        await #expect(throws: FeishuError.self) { try await world.engine.poll(run) }
        #expect(world.feishu.figures.progressCalls.count == 1)
        #expect(try await world.summary().progress == ProgressFigures())
    }

    @Test func restsAsLongAsFeishuAsks() async throws {
        let world = try await sent()
        world.feishu.figures.answerProgress { _, call in
            call == 1
                ? .failure(FeishuError(.batchProgress, .throttled(resetSeconds: 7))) : .success(BatchProgress(valid: 1))
        }
        _ = try await world.engine.poll(try await world.summary().id)
        #expect(world.clock.slept == 7500)
    }

    @Test(arguments: [FeishuError.Kind.unknownBatch, .notOurs, .notFound, .invalidRequest])
    func aBatchFeishuDoesNotTellAboutKeepsItsLastFigures(_ kind: FeishuError.Kind) async throws {
        let world = try await sent(people: 20)
        let run = try await world.summary()
        let lost = try #require(run.batches[0].batchMessageID)
        world.feishu.figures.answerProgress { _, _ in .success(BatchProgress(valid: 10, delivered: 9, read: 1)) }
        _ = try await world.engine.poll(run.id)
        world.feishu.figures.answerProgress { batch, _ in
            batch == lost
                ? .failure(FeishuError(.batchProgress, kind))
                : .success(BatchProgress(valid: 10, delivered: 10, read: 4))
        }
        let after = try await world.engine.poll(run.id)
        #expect(after.batches.map(\.progress.delivered) == [9, 10])
        #expect(after.batches.map(\.progress.read) == [1, 4])
    }

    @Test func followingGoesOnWithoutTheBatchesFeishuNoLongerKnows() async throws {
        var world = try await sent(people: 20)
        world.configuration.pollSchedule = PollSchedule(intervals: [1000])
        let run = try await world.summary()
        let lost = try #require(run.batches[0].batchMessageID)
        world.feishu.figures.answerProgress { batch, _ in
            batch == lost
                ? .failure(FeishuError(.batchProgress, .unknownBatch))
                : .success(BatchProgress(valid: 10, delivered: 10, read: 4))
        }
        let after = try await world.engine.follow(run.id, forSeconds: 60, stop: StopSignal())
        #expect(after.state == .settled)
        #expect(after.batches.map(\.progress.delivered) == [nil, 10])
    }

    @Test(arguments: [FeishuError.Kind.server, .permission, .unknownBatch, .malformedAnswer])
    func failingReadersDoNotLoseTheProgress(_ kind: FeishuError.Kind) async throws {
        let world = try await sent()
        world.feishu.figures.answerProgress { _, _ in .success(BatchProgress(valid: 10, delivered: 10, read: 3)) }
        world.feishu.figures.answerReaders { _, _ in .failure(FeishuError(.batchReaders, kind)) }
        let run = try await world.engine.poll(try await world.summary().id)
        #expect(run.progress.delivered == 10)
        #expect(run.progress.read == 3)
    }

    @Test func pollsStayInsideTheirOwnWindows() async throws {
        var world = try EngineWorld()
        world.configuration.callLimits.polls = RateLimits(perSecond: 5, perMinute: 1000, marginMilliseconds: 0)
        world.configuration.queryLanes = 1
        _ = try await world.run(try EngineWorld.plan(people: 23, batchSize: 1))
        let clock = world.clock
        let stamps = Recorder<Int64>()
        world.feishu.figures.answerProgress { _, _ in
            stamps.append(clock.now().monotonicMilliseconds)
            return .success(BatchProgress())
        }
        _ = try await world.engine.poll(try await world.summary().id)
        #expect(stamps.values.count == 23)
        #expect(SlidingWindows.most(stamps.values, window: 1000) == 5)
    }

    private func sent(people: Int = 10) async throws -> EngineWorld {
        let world = try EngineWorld()
        #expect(try await world.run(try EngineWorld.plan(people: people)) == .complete)
        return world
    }
}
