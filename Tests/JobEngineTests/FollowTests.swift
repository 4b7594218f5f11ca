import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Testing

/// Following delivery and reads: until nothing moves, or time is up; unknown is never zero.
struct FollowTests {
    @Test func settlesOnceNothingMovesAnyMore() async throws {
        let world = try await sent(people: 20)
        world.feishu.figures.answerProgress { _, look in
            .success(BatchProgress(valid: 10, delivered: look < 3 ? 4 : 9, read: min(look, 6)))
        }
        let rounds = Recorder<Int64?>()
        let run = try await world.engine { event in
            if case .polled(_, let next) = event { rounds.append(next) }
        }.follow(try await world.summary().id, forSeconds: 3600, stop: StopSignal())
        #expect(run.state == .settled)
        #expect(run.progress.delivered == 18)
        #expect(run.progress.read == 12)
        #expect(run.progress.valid == 20)
        #expect(rounds.values.count == 8, "the sixth look is the first of three alike")
        #expect(rounds.values.last == .some(nil))
        #expect(world.clock.slept == 10_000 + 7 * 60_000)
        #expect(try await world.store.progressHistory(of: run.id).count == 16, "every look is kept")
    }

    @Test func endsAtOnceWhenEverybodyHasReadIt() async throws {
        let world = try await sent(people: 20)
        world.feishu.figures.answerProgress { _, _ in .success(BatchProgress(valid: 10, delivered: 10, read: 10)) }
        let run = try await follow(world, seconds: 3600)
        #expect(run.state == .settled)
        #expect(world.clock.slept == 10_000)
    }

    /// Three equal looks close together only show that nobody looks at a message within two minutes.
    @Test func standingStillCountsOnlyOnceLooksAreFarApart() async throws {
        var world = try await sent(people: 10)
        world.configuration.pollSchedule = PollSchedule()
        world.feishu.figures.answerProgress { _, look in
            .success(BatchProgress(valid: 10, delivered: 10, read: look < 8 ? 0 : 7))
        }
        let run = try await follow(world, seconds: 72 * 3600)
        #expect(run.state == .settled)
        #expect(run.progress.read == 7)
        #expect(world.feishu.figures.progressCalls.count == 10)
    }

    @Test func givesUpWhenTimeIsUp() async throws {
        let world = try await sent(people: 10)
        world.feishu.figures.answerProgress { _, look in
            .success(BatchProgress(valid: 10, delivered: 5, read: look % 2))
        }
        let run = try await follow(world, seconds: 200)
        #expect(run.state == .sent, "not settled: a later poll goes on")
        #expect(world.feishu.figures.progressCalls.count == 4, "at 10, 70, 130 and 190 seconds")
        #expect(world.clock.slept <= 200_000)
    }

    @Test(arguments: [Int.min, -1, 0, 9])
    func asksNothingWithoutTimeForALook(_ seconds: Int) async throws {
        let world = try await sent(people: 10)
        #expect(try await follow(world, seconds: seconds).state == .sent)
        #expect(world.feishu.figures.progressCalls.isEmpty)
    }

    @Test func takesAnyTimeForLongest() async throws {
        let world = try await sent(people: 10)
        world.feishu.figures.answerProgress { _, _ in .success(BatchProgress(valid: 10, delivered: 10, read: 10)) }
        #expect(try await follow(world, seconds: .max).state == .settled)
    }

    @Test func stopsWithinASecondWhenAsked() async throws {
        let world = try await sent(people: 10)
        let stop = StopSignal()
        let run = try await world.engine { event in
            if case .polled = event { stop.raise() }
        }.follow(try await world.summary().id, forSeconds: 3600, stop: stop)
        #expect(run.state == .sent)
        #expect(world.clock.slept <= 11_000)
    }

    @Test func unknownFiguresStayUnknownAndNeverSettle() async throws {
        let world = try await sent(people: 10)
        world.feishu.figures.answerProgress { _, _ in .success(BatchProgress(valid: 10)) }
        let run = try await follow(world, seconds: 1800)
        #expect(run.state == .sent)
        #expect(run.progress.valid == 10)
        #expect(run.progress.delivered == nil)
        #expect(run.progress.read == nil)
        #expect(run.batches[0].progress.recalled == nil)
    }

    @Test func nothingDeliveredNeverSettles() async throws {
        let world = try await sent(people: 10)
        world.feishu.figures.answerProgress { _, _ in .success(BatchProgress(valid: 0, delivered: 0, read: 0)) }
        #expect(try await follow(world, seconds: 1800).state == .sent)
    }

    @Test func takesTheLargerOfBothReadCounts() async throws {
        let world = try await sent(people: 10)
        world.feishu.figures.answerProgress { _, _ in .success(BatchProgress(valid: 10, delivered: 10, read: 3)) }
        world.feishu.figures.answerReaders { _, _ in .success(BatchReaders(read: 5, total: 10)) }
        let run = try await world.engine.poll(try await world.summary().id)
        #expect(run.progress.read == 5)
        world.feishu.figures.answerReaders { _, _ in .success(BatchReaders(read: 4, total: 10)) }
        world.feishu.figures.answerProgress { _, _ in .success(BatchProgress(valid: 10, delivered: 10, read: 6)) }
        #expect(try await world.engine.poll(run.id).progress.read == 6)
    }

    @Test func aPollAsksOnceForEveryAcceptedBatch() async throws {
        let world = try EngineWorld([
            .accept(), .answer(.acceptedWithoutID(invalid: InvalidRecipients()), taken: true), .accept(),
        ])
        _ = try await world.run(try EngineWorld.plan(people: 30))
        let run = try await world.summary()
        _ = try await world.engine.poll(run.id)
        #expect(Set(world.feishu.figures.progressCalls) == Set(run.batches.compactMap(\.batchMessageID)))
        #expect(world.feishu.figures.progressCalls.count == 2)
        #expect(world.feishu.figures.readersCalls.count == 2)
    }

    private func sent(people: Int) async throws -> EngineWorld {
        var world = try EngineWorld()
        world.configuration.pollSchedule = PollSchedule(intervals: [10_000, 60_000])
        #expect(try await world.run(try EngineWorld.plan(people: people)) == .complete)
        return world
    }

    private func follow(_ world: EngineWorld, seconds: Int) async throws -> RunSummary {
        try await world.engine.follow(try await world.summary().id, forSeconds: seconds, stop: StopSignal())
    }
}
