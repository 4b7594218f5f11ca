import JobModel
import Testing

@testable import JobStore

/// A message whose `uuid` has had its time is in doubt, also in a run that nobody sends.
@Suite struct OutlivedTests {
    private static let minute: Int64 = 60_000

    /// A run of two messages, the first without an answer, that stands still.
    private static func paused(maxInDoubt: Int = 1) async throws -> Scene {
        let scene = try await DirectScene.sending(try DirectScene.plan(maxInDoubt: maxInDoubt))
        try await scene.send(.unanswered)
        try await scene.database.pause(scene.run, reason: "lunch", by: Fixture.ann, at: Fixture.moment())
        return scene
    }

    @Test func aRunThatStandsStillHasItsDoubtsToo() async throws {
        let scene = try await Self.paused()
        let (early, late) = (Fixture.moment(54 * Self.minute), Fixture.moment(56 * Self.minute))
        #expect(try await scene.database.endOutlived(at: early).isEmpty)
        #expect(try await scene.database.outlived(of: scene.run, at: early).isEmpty)
        #expect(try await scene.states() == [.pending, .pending])
        #expect(try await scene.database.nextOutlived() == Fixture.moment(55 * Self.minute).wallMilliseconds)
        #expect(try await scene.database.repeatedMessages(of: scene.run) == 1)

        #expect(try await scene.database.outlived(of: scene.run, at: late) == [1], "looking changes nothing")
        #expect(try await scene.states() == [.pending, .pending])
        let report = try await scene.database.endOutlived(at: late)
        #expect(report.outlived == [BatchReference(run: scene.run, ordinal: 1)] && report.halted == [scene.run])
        let summary = try await scene.summary()
        #expect(summary.batches.map(\.state) == [.inDoubt, .pending] && summary.people.addsUp)
        #expect(summary.state == .halted && summary.stateReason == "batch 1 is in doubt: an operator must decide")
        #expect(try await scene.database.auditEntries(of: scene.run).entries.map(\.action).contains("outlived"))
        #expect(try await scene.database.endOutlived(at: late).isEmpty)
        #expect(try await scene.database.nextOutlived() == nil)
    }

    @Test func aDoubtThatIsAllowedLeavesTheRunAsItIs() async throws {
        let scene = try await Self.paused(maxInDoubt: 2)
        let report = try await scene.database.endOutlived(at: Fixture.moment(56 * Self.minute))
        #expect(report.outlived.count == 1 && report.halted.isEmpty)
        #expect(try await scene.summary().state == .paused)
    }

    @Test func aHaltedRunNamesTheNewDoubtAsWell() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan(["ou_1", "ou_2", "ou_3"]))
        let first = try await scene.dispatch()
        let second = try await scene.dispatch()
        _ = try await scene.database.record(first.ticket, .unanswered, at: Fixture.moment())
        _ = try await scene.database.record(second.ticket, AttemptResult(outcome: .inDoubt), at: Fixture.moment())
        #expect(try await scene.summary().state == .halted)
        _ = try await scene.database.endOutlived(at: Fixture.moment(56 * Self.minute))
        #expect(try await scene.summary().stateReason?.contains("batches 1, 2") == true)
    }

    /// A new runner tells what stands still as well, and promises no repetition of what is too old for one.
    @Test func aNewRunnerFindsThem() async throws {
        let scene = try await Self.paused()
        let other = try await DirectScene.sending(
            try DirectScene.plan(["ou_7", "ou_8"], job: "other"), in: scene.database, as: 2)
        _ = try await other.dispatch()
        let late = Fixture.moment(56 * Self.minute)
        let epoch = try await scene.database.beginEpoch(as: Fixture.runner, at: late)
        let report = try await scene.database.rescue(epoch, at: late)
        #expect(report.repeatable.isEmpty && report.inDoubt.isEmpty)
        #expect(Set(report.outlived.map(\.run)) == [scene.run, other.run])
        #expect(Set(report.halted) == [scene.run, other.run])
        #expect(try await other.states() == [.inDoubt, .pending])
    }
}
