import FeishuAPI
import Foundation
import JobEngine
import JobModel
import JobStore
import Synchronization
import Testing

/// While one run is sent the others start, are looked at, and get their turn.
struct WorkingShiftTests {
    private static func at(_ hour: Int, _ minute: Int = 0) throws -> Schedule.Trigger {
        .cron(try CronFields("\(minute) \(hour) * * *"))
    }

    private static func instant(_ time: String) throws -> Int64 {
        Int64(try Date("\(time):00Z", strategy: .iso8601).timeIntervalSince1970) * 1000
    }

    private static func world(_ busy: BusyTicker) throws -> TickWorld { try TickWorld(busy.feishu()) }

    @Test func aFiringThatComesDueWhileAnotherIsSentStartsAtItsTime() async throws {
        let busy = BusyTicker()
        var world = try Self.world(busy)
        try world.add("long", on: try Self.at(9))
        try world.add("other", on: try Self.at(9, 5))
        try world.clock.jump(to: "2026-12-02T09:00")
        let here = world
        let report = try await busy.work(world) { number in
            guard number == 1 else { return }
            try here.clock.jump(to: "2026-12-02T09:05")
            busy.post.ring(.everything(BusyTicker.look(here)))
            try await BusyTicker.wait { here.world.feishu.sent.count == 1 }
            #expect(try await here.store.run("long@latest").state == .sending)
        }
        #expect(Set(report.started.map(\.job)) == ["other", "long"])
        let due = try Self.instant("2026-12-02T09:05")
        #expect(try await world.store.run("other@latest").startedAt == due)
    }

    /// The manifests are those of the last look: what was taken out or mended meanwhile is not sent as it was.
    @Test func theManifestsOfTheLastLookCount() async throws {
        let busy = BusyTicker()
        var world = try Self.world(busy)
        try world.add("long", on: try Self.at(9))
        try world.add("gone", on: try Self.at(9, 5))
        try world.clock.jump(to: "2026-12-02T09:00")
        let here = world
        let report = try await busy.work(world) { number in
            guard number == 1 else { return }
            try here.clock.jump(to: "2026-12-02T09:05")
            var later = here
            later.folder.jobs.removeLast()
            busy.post.ring(.everything(BusyTicker.look(later)))
            try await BusyTicker.wait { !busy.post.heard.removed.isEmpty }
        }
        #expect(report.removed == ["gone"])
        #expect(report.started.map(\.job) == ["long"])
    }

    @Test func twoThousandThatAreDueAtOnceHaveBegunBeforeTheFirstAnswer() async throws {
        let busy = BusyTicker()
        var world = try Self.world(busy)
        for number in 1...2000 { try world.add("job-\(number)", on: try Self.at(9)) }
        try world.clock.jump(to: "2026-12-02T09:00")
        let (here, stop) = (world, StopSignal())
        let begun = Mutex(0)
        let report = try await busy.work(world, stop: stop) { _ in
            try await BusyTicker.wait {
                let count = try await here.store.openRuns().count { $0.state == .sending }
                begun.withLock { $0 = count }
                return count == 2000
            }
            stop.raise()
        }
        #expect(begun.withLock { $0 } == 2000)
        // Who had no turn is told as well, and goes on with the next one.
        #expect(report.started.count == 2000)
        let left = try await world.store.openRuns()
        #expect(left.count == 2000 - world.world.feishu.sent.count && left.count > 1900)
        #expect(report.started.count { $0.end == .drained } == left.count)
        #expect(report.problems.isEmpty)
    }

    @Test func whatIsDueToBeLookedAtIsLookedAtWhileARunIsSent() async throws {
        let busy = BusyTicker()
        var world = try Self.world(busy)
        try world.add("first", on: try Self.at(9))
        try world.add("long", on: try Self.at(9, 5))
        world.world.feishu.figures.answerProgress { _, _ in .failure(.init(.batchProgress, .unreachable)) }
        try world.clock.jump(to: "2026-12-02T09:00")
        _ = try await busy.work(world) { _ in }
        let asked = world.world.feishu.figures.progressCalls.count
        world.world.feishu.figures.answerProgress { _, _ in .success(.init(valid: 10, delivered: 10, read: 10)) }
        try world.clock.jump(to: "2026-12-02T09:05")
        let here = world
        let report = try await busy.work(world) { _ in
            try await BusyTicker.wait { here.world.feishu.figures.progressCalls.count > asked }
            #expect(here.world.feishu.sent.count == 1, "the long one is on the wire")
        }
        #expect(report.settled.count == 1 && report.polled >= 1)
    }

    @Test func whatSomebodyResumesMeanwhileIsPickedUp() async throws {
        let busy = BusyTicker()
        var world = try Self.world(busy)
        try world.add("long", on: try Self.at(9))
        let paused = world.world.engine.newRunID()
        try await world.world.engine.freeze(try EngineWorld.plan(people: 10), as: paused, by: EngineWorld.actor)
        try await world.store.pause(paused, reason: "coffee", by: EngineWorld.actor, at: world.clock.now())
        try world.clock.jump(to: "2026-12-02T09:00")
        let here = world
        let report = try await busy.work(world) { number in
            guard number == 1 else { return }
            try await here.store.resumeSending(paused, by: EngineWorld.actor, at: here.clock.now())
            busy.post.ring(.commits)
            try await BusyTicker.wait { here.world.feishu.sent.count == 1 }
        }
        #expect(report.resumed.map(\.run) == [paused] && report.resumed.first?.end == .complete)
    }

    /// Whoever resumes beside a process that sends need not wait until that has ended.
    @Test func resumingBesideASendLetsTheRunGoOnThere() async throws {
        let busy = BusyTicker()
        var world = try Self.world(busy)
        try world.add("long", on: try Self.at(9))
        let paused = world.world.engine.newRunID()
        try await world.world.engine.freeze(try EngineWorld.plan(people: 10), as: paused, by: EngineWorld.actor)
        try await world.store.pause(paused, reason: "coffee", by: EngineWorld.actor, at: world.clock.now())
        try world.clock.jump(to: "2026-12-02T09:00")
        let here = world
        let report = try await busy.work(world) { number in
            guard number == 1 else { return }
            async let end = here.world.engine.resume(paused, by: EngineWorld.actor, stop: StopSignal())
            try await BusyTicker.wait { try await here.store.summary(of: paused).state == .sending }
            busy.post.ring(.commits)
            #expect(try await end == .complete)
            #expect(here.world.feishu.sent.count == 1, "while the long one is on the wire")
        }
        #expect(report.resumed.map(\.run) == [paused])
        let run = try await world.store.run("long@latest").id
        let refused = await #expect(throws: EngineError.self) {
            _ = try await here.world.engine.resume(run, by: EngineWorld.actor, stop: StopSignal())
        }
        #expect(refused != nil, "what is over is not resumed")
    }

    /// A process that died between freezing and beginning: its run does not wait for a place to begin, but for sending alone.
    @Test func whatWasOnlyFrozenBeginsBeforeItsTurn() async throws {
        let busy = BusyTicker()
        var world = try Self.world(busy)
        try world.add("long", on: try Self.at(9))
        try world.clock.jump(to: "2026-12-02T09:00")
        let (here, run) = (world, world.world.engine.newRunID())
        _ = try await busy.work(world, lanes: 1) { number in
            guard number == 1 else { return }
            try await here.world.engine.freeze(try EngineWorld.plan(people: 10), as: run, by: EngineWorld.actor)
            busy.post.ring(.commits)
            try await BusyTicker.wait { try await here.store.summary(of: run).state == .sending }
            here.clock.advance(milliseconds: 16 * 60_000)
        }
        let found = try Self.instant("2026-12-02T09:00")
        #expect(try await world.store.summary(of: run).startedAt == found)
        #expect(world.world.feishu.sent.count == 2, "and is not too late when its turn comes")
    }

    @Test func aLargeRunGivesItsPlaceUpWhenItsTurnIsOver() async throws {
        let busy = BusyTicker()
        var world = try Self.world(busy)
        try world.add("small", on: try Self.at(9, 5))
        try world.clock.jump(to: "2026-12-02T09:05")
        let large = world.world.engine.newRunID()
        try await world.world.engine.freeze(try EngineWorld.plan(people: 100), as: large, by: EngineWorld.actor)
        try await world.store.begin(large, by: EngineWorld.actor, at: world.clock.now())
        let here = world
        let report = try await busy.work(world, lanes: 1) { number in
            // Three seconds a batch; the small one has begun, and waits.
            try await BusyTicker.wait { (try? await here.store.run("small@latest")) != nil }
            here.clock.advance(milliseconds: 3000)
        }
        let order = world.world.feishu.sent.map { String(decoding: $0, as: UTF8.self).contains("News of small") }
        #expect(order.firstIndex(of: true) == 2 && order.count == 11)
        #expect(report.started.map(\.job) == ["small"])
        #expect(report.resumed.map(\.end) == [.complete], "told once, at its end")
    }

    @Test func anErrorOfTheStoreEndsTheShiftAfterWhatIsOnTheWire() async throws {
        let busy = BusyTicker()
        var world = try Self.world(busy)
        try world.add("long", on: try Self.at(9))
        try world.clock.jump(to: "2026-12-02T09:00")
        let gone = StoreError(.cannotOpen, "the store's file was removed")
        let error = await #expect(throws: StoreError.self) {
            _ = try await busy.work(world, failure: gone) { _ in busy.post.ring(.commits) }
        }
        #expect(error?.message == gone.message)
        let run = try await world.store.run("long@latest")
        #expect(run.state == .sent && run.people.accepted == 10)
        let next = try world.store.acquireRunnerLock(as: RunnerIdentity(processID: 7, host: "test"))
        #expect(next.isCurrent)
    }
}
