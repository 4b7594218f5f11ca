import FeishuAPI
import Foundation
import JobModel
import JobStore
import Testing

@testable import JobEngine

/// Why a run ended, when several things happened at once.
struct EndingTests {
    @Test func theCauseReplacesWhatOtherLanesSawOfIt() {
        let board = LaneBoard()
        board.finish(.stopped(.paused, reason: "quota"))
        board.finish(.quotaUsedUp(AttemptEvidence()))
        #expect(board.end == .quotaUsedUp(AttemptEvidence()))
        board.finish(.drained)
        #expect(board.end == .quotaUsedUp(AttemptEvidence()), "and is not replaced again")
    }

    @Test func whatAnOperatorDidIsNotReplaced() {
        let board = LaneBoard()
        board.finish(.stopped(.cancelled, reason: "recalled"))
        board.finish(.permissionRefused(AttemptEvidence()))
        #expect(board.end == .stopped(.cancelled, reason: "recalled"))
    }

    @Test func aDoubtIsToldEvenWhenSomebodyAskedToStop() async throws {
        let stop = StopSignal()
        let feishu = ScriptedFeishu([.answer(.inDoubt(.unknown))], onWire: { _ in stop.raise() })
        let world = try EngineWorld(feishu)
        let end = try await world.run(try EngineWorld.plan(people: 20), stop: stop)
        guard case .stopped(.halted, _) = end else { return #expect(Bool(false), "ended with \(end)") }
    }

    @Test func aRunWhoseLastAnswerComesAfterTheDeadlineIsSent() async throws {
        let clock = Recorder<ManualClock>()
        let feishu = ScriptedFeishu(
            [.accept()],
            onWire: { _ in
                clock.values.first?.advance(milliseconds: 5 * 3_600_000)
            })
        let world = try EngineWorld(feishu)
        clock.append(world.clock)
        #expect(try await world.run(try EngineWorld.plan(people: 10)) == .complete)
        #expect(try await world.summary().state == .sent)
    }
}
