import ArgumentParser
import Foundation
import JobEngine
import JobModel
import JobStore
import Reporting
import Testing

@testable import LarkcastCLI

/// What is read of a run to be shown moving.
struct LiveReaderTests {
    private func settings(_ world: CommandWorld) throws -> Settings {
        var settings = try SettingsLoader(
            environment: Environment(world.variables), options: try GlobalOptions.parse([])
        )
        .load(manifestProfile: nil)
        settings.callsPerMonth = 10_000
        return settings
    }

    private func look(_ world: CommandWorld, _ store: JobDatabase) async throws -> LiveRun {
        var reader = LiveReader(CommandWorld.run, in: store, try settings(world), now: CommandWorld.now)
        return try await reader.look()
    }

    @Test func showsWhatIsSentAndWhatItUses() async throws {
        let world = try CommandWorld()
        let store = try await world.sending([.accepted, .rejected])
        let live = try await look(world, store)
        #expect(live.title == "hello" && live.state == .sending)
        #expect(live.sent == Share(2, of: 3) && live.inDoubt == 0)
        #expect(live.limits?.second == Share(2, of: 50) && live.limits?.minute == Share(2, of: 1000))
        #expect(live.limits?.month == Share(2, of: 10_000))
        #expect(live.pause == nil && live.wave == nil && live.pace == nil)
    }

    @Test func aDoubtIsNotDone() async throws {
        let world = try CommandWorld()
        let live = try await look(world, try await world.sending([.accepted, .inDoubt]))
        #expect(live.sent == Share(1, of: 3) && live.inDoubt == 1)
        #expect(live.state == .halted && live.pause?.milliseconds == nil)
        #expect(live.pause?.reason.contains("in doubt") == true)
    }

    @Test func saysWhyNothingLeaves() async throws {
        let world = try CommandWorld()
        let store = try await world.sending([.accepted])
        try await store.pauseAll(reason: "fire drill", by: CommandWorld.tester, at: CommandWorld.now())
        #expect(try await look(world, store).pause?.reason.hasSuffix("tester: fire drill") == true)
        try await store.resumeAll(by: CommandWorld.tester, at: CommandWorld.now())
        try await store.pauseApp("cli_test", milliseconds: 30_000, reason: "99991400", at: CommandWorld.now())
        #expect(try await look(world, store).pause == .init(reason: "99991400", milliseconds: 30_000))
        try await store.pause(CommandWorld.run, reason: "lunch", by: CommandWorld.tester, at: CommandWorld.now())
        #expect(try await look(world, store).pause == .init(reason: "lunch"))
    }

    @Test func aRecallIsAnotherStageWithLimitsOfItsOwn() async throws {
        let world = try CommandWorld()
        let store = try await world.sending([.accepted, .accepted, .accepted])
        _ = try await store.finishSendingIfComplete(CommandWorld.run, at: CommandWorld.now())
        #expect(try await look(world, store).limits?.second == Share(0, of: 20), "following asks get_progress")
        _ = try await store.beginRecall(
            CommandWorld.run, ordinals: nil, by: CommandWorld.tester, at: CommandWorld.now())
        let live = try await look(world, store)
        #expect(live.isTakenBack && live.recall == .requested)
        #expect(live.limits?.second == Share(0, of: 40))
    }

    @Test(arguments: [
        (RunState.sending, RecallState.none, false), (.sent, .none, false), (.sent, .recalled, true),
        (.sent, .partial, false), (.settled, .none, true), (.settled, .requested, false), (.settled, .refused, true),
        (.cancelled, .none, true), (.expired, .none, true), (.missed, .none, true), (.paused, .none, false),
        (.halted, .none, false), (.awaitingApproval, .none, false),
    ])
    func aWatchEndsWhereNothingMoves(state: RunState, recall: RecallState, isOver: Bool) {
        var run = LiveRun(id: CommandWorld.run, title: "x", state: state, sent: Share(1, of: 1))
        run.recall = recall
        run.isGone = true
        #expect(RunWatch.isOver(run) == isOver)
        run.isGone = false
        #expect(RunWatch.isOver(run) == (isOver && state != .sent), "other batches are still read")
    }
}
