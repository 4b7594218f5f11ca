import GRDB
import JobModel
import Testing

@testable import JobStore

@Suite struct RescueTests {
    /// One accepted, one on the wire, one connecting, two untouched; then the process dies.
    private static func afterACrash(maxInDoubt: Int = 1) async throws -> Scene {
        var scene = try await Scene.sending(Fixture.people(batches: 5, of: 2), maxInDoubt: maxInDoubt)
        try await scene.accept("first")
        _ = try await scene.dispatch()
        _ = try await scene.claim()
        scene.epoch = try await scene.database.beginEpoch(as: Fixture.runner, at: Fixture.moment(10))
        return scene
    }

    @Test func claimedNeverLeftAndDispatchedIsInDoubt() async throws {
        let scene = try await Self.afterACrash()
        let report = try await scene.database.rescue(scene.epoch, at: Fixture.moment(10))
        #expect(report.requeued == [BatchReference(run: scene.run, ordinal: 3)])
        #expect(report.inDoubt == [BatchReference(run: scene.run, ordinal: 2)])
        #expect(report.halted == [scene.run])
        let summary = try await scene.summary()
        #expect(summary.batches.map(\.state) == [.accepted, .inDoubt, .pending, .pending, .pending])
        #expect(summary.state == .halted)
        #expect(summary.stateReason?.contains("batch 2 is in doubt") == true)
        #expect(summary.batches[1].lastProblem?.contains("while the request was on the wire") == true)
        #expect(summary.people.addsUp)
    }

    @Test func aCancelledRunIsAccountedForWithoutARunner() async throws {
        try await Fixture.withFolder { folder in
            let scene = try await {
                let post = try await Post.takeOver(folder)
                let scene = try await post.begin(batches: 3)
                _ = try await scene.dispatch()
                return scene
            }()
            try await scene.database.cancelPending(
                scene.run, reason: "wrong text", by: Fixture.ann, at: Fixture.moment())
            let report = try await scene.database.accountForTheDead(as: Fixture.runner, at: Fixture.moment())
            #expect(report?.inDoubt.map(\.ordinal) == [1])
            let summary = try await scene.database.summary(of: scene.run)
            #expect(summary.batches.map(\.state) == [.inDoubt, .cancelled, .cancelled])

            let lock = try scene.database.acquireRunnerLock(as: Fixture.runner)
            let nothing = try await scene.database.accountForTheDead(as: Fixture.runner, at: Fixture.moment())
            #expect(nothing == nil, "a living runner accounts for its own")
            withExtendedLifetime(lock) {}
        }
    }

    @Test func doingItAgainFindsNothing() async throws {
        let scene = try await Self.afterACrash()
        _ = try await scene.database.rescue(scene.epoch, at: Fixture.moment(10))
        let before = try await scene.database.auditEntries().entries.count
        #expect(try await scene.database.rescue(scene.epoch, at: Fixture.moment(20)).isEmpty)
        #expect(try await scene.database.auditEntries().entries.count == before)
    }

    @Test func theRunGoesOnWhileItMayDoubt() async throws {
        let scene = try await Self.afterACrash(maxInDoubt: 2)
        let report = try await scene.database.rescue(scene.epoch, at: Fixture.moment(10))
        #expect(report.halted.isEmpty)
        #expect(try await scene.claim(at: Fixture.moment(20)).ordinal == 3)
    }

    @Test func leavesTheOwnTenureAlone() async throws {
        let scene = try await Scene.sending()
        _ = try await scene.dispatch()
        #expect(try await scene.database.rescue(scene.epoch, at: Fixture.moment()).isEmpty)
        #expect(try await scene.states() == [.dispatching, .pending])
    }

    @Test func anOldTenureRescuesNothing() async throws {
        let scene = try await Self.afterACrash()
        let old = Epoch(rawValue: scene.epoch.rawValue - 1)
        #expect(await code { _ = try await scene.database.rescue(old, at: Fixture.moment(10)) } == .superseded)
    }

    @Test func whatComesBackToAFinishedRunIsCancelled() async throws {
        var scene = try await Scene.sending()
        _ = try await scene.claim()
        try await scene.database.cancelPending(scene.run, reason: "stop", by: Fixture.ann, at: Fixture.moment())
        scene.epoch = try await scene.database.beginEpoch(as: Fixture.runner, at: Fixture.moment(10))
        _ = try await scene.database.rescue(scene.epoch, at: Fixture.moment(10))
        #expect(try await scene.states() == [.cancelled, .cancelled])
    }

    /// A process that was stopped for an hour and wakes up after its successor put its batch in doubt.
    @Test func aLateResultIsKeptForTheOperator() async throws {
        let scene = try await Scene.sending()
        let batch = try await scene.dispatch()
        let next = try await scene.database.beginEpoch(as: Fixture.runner, at: Fixture.moment(10))
        _ = try await scene.database.rescue(next, at: Fixture.moment(10))
        let late = AttemptResult(outcome: .accepted, batchMessageID: "bm-late")
        #expect(try await scene.database.record(batch.ticket, late, at: Fixture.moment(20)) == .inDoubt)
        #expect(try await scene.states() == [.inDoubt, .pending])
        let entry = try await scene.database.auditEntries(of: scene.run).entries.last
        #expect(entry?.action == "late_result")
        #expect(entry?.batchOrdinal == 1)
        #expect(entry?.detail.contains("bm-late") == true)
    }

    @Test func epochsOnlyGrow() async throws {
        let scene = try await Scene.sending()
        let next = try await scene.database.beginEpoch(as: Fixture.runner, at: Fixture.moment())
        #expect(next.rawValue == scene.epoch.rawValue + 1)
        let runner = try scene.row("SELECT pid, host, bootId FROM runner")
        #expect(runner?["pid"] == 4711)
        #expect(runner?["host"] == "mill")
    }
}
