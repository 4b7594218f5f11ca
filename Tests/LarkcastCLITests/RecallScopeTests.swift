import Foundation
import JobModel
import Reporting
import Testing

@testable import LarkcastCLI

/// What a recall would touch is shown before, and what it came to is told by the exit code.
struct RecallScopeTests {
    @Test func showsWhatIsTakenBackStoppedAndBeyondReach() throws {
        let run = Samples.run(
            [.accepted, .accepted, .acceptedWithoutID, .inDoubt, .pending, .claimed, .dispatching, .rejected],
            state: .halted, reason: "a doubt")
        let lines = try RecallScope(run).lines(on: TextSurface(in: .gmt))
        #expect(lines.contains("Take back: 2 batches, 20 people"))
        #expect(lines.contains("Stop: 3 batches, 30 people"))
        #expect(
            lines.contains("Cannot: 2 batches, 20 people: Feishu gave no id, or it is in doubt"))
        #expect(lines[0] == "Hello (hello)")
    }

    @Test func showsOnlyWhatThereIs() throws {
        let lines = try RecallScope(Samples.run([.accepted, .cancelled])).lines(on: TextSurface(in: .gmt))
        #expect(lines.last == "Take back: 1 batch, 10 people")
        #expect(!lines.contains { $0.hasPrefix("Stop") || $0.hasPrefix("Cannot") })
    }

    @Test func oneBatchOfAnUnfinishedRunLeavesTheOthersAlone() throws {
        let run = Samples.run([.accepted, .accepted, .pending, .pending], state: .paused)
        let accepted = try RecallScope(run, batch: 2).lines(on: TextSurface(in: .gmt))
        #expect(accepted.last == "Take back: 1 batch, 10 people")
        let pending = try RecallScope(run, batch: 3).lines(on: TextSurface(in: .gmt))
        #expect(pending.last == "Stop: 1 batch, 10 people")
    }

    @Test func countsDepartmentsAsSuch() throws {
        var run = Samples.run([.accepted])
        run.unit = .departments
        #expect(try RecallScope(run).lines(on: TextSurface(in: .gmt)).last == "Take back: 1 batch, 10 departments")
    }

    @Test func aBatchThatIsNotIsAUsageError() {
        for ordinal in [0, -1, 3, .max] {
            let failure = #expect(throws: CommandFailure.self) {
                try RecallScope(Samples.run([.accepted, .accepted]), batch: ordinal)
            }
            #expect(failure?.exit == .usage)
            #expect(failure?.message.hasSuffix("has no batch \(ordinal)") == true)
            #expect(failure?.hint == "It has batches 1 to 2.")
        }
    }

    @Test(arguments: [
        ([BatchState.rejected, .cancelled], true), ([], true), ([.rejected, .pending], false), ([.accepted], false),
        ([.inDoubt], false), ([.acceptedWithoutID], false), ([.dispatching], false),
    ])
    func isEmptyWhenNothingHasGoneOrWouldGo(_ states: [BatchState], _ isEmpty: Bool) throws {
        #expect(try RecallScope(Samples.run(states)).isEmpty == isEmpty)
    }

    @Test(
        arguments: [
            ([BatchRecallState.confirmed, .confirmed], LarkcastCLI.ExitStatus.done),
            ([.confirmed, .partial], .finishedWithLosses),
            ([.confirmed, .tooOld], .finishedWithLosses), ([.refused, .refused], .finishedWithLosses),
            ([.confirmed, .requested], .temporary), ([.requested, .partial], .temporary),
            ([.confirmed, nil], .finishedWithLosses),
        ] as [([BatchRecallState?], LarkcastCLI.ExitStatus)])
    func theStatusIsThatOfTheWorst(_ recalls: [BatchRecallState?], _ status: LarkcastCLI.ExitStatus) throws {
        let before = Samples.run([.accepted, .accepted])
        var after = before
        for (index, recall) in recalls.enumerated() { after.batches[index].recall = recall }
        let fake = FakeConsole()
        #expect(try RecallScope(before).status(after, on: fake.console) == status)
        #expect(fake.errors.contains("still taking back") == (status == .temporary))
    }

    @Test(arguments: [BatchState.inDoubt, .acceptedWithoutID, .abandoned, .resolvedSent])
    func whatCannotBeTakenBackIsNamedAndCosts(_ state: BatchState) throws {
        let before = Samples.run([.accepted, state], state: .halted)
        var after = before
        after.batches[0].recall = .confirmed
        let fake = FakeConsole()
        let status: LarkcastCLI.ExitStatus = state == .inDoubt ? .needsDecision : .finishedWithLosses
        #expect(try RecallScope(before).status(after, on: fake.console) == status)
        #expect(
            fake.errorLines == ["batch 2 cannot be taken back: it is \(state.rawValue) and has no id"])
    }

    @Test func onlyTheBatchesAskedForCount() throws {
        let before = Samples.run([.accepted, .inDoubt, .accepted], state: .halted)
        var after = before
        after.batches[0].recall = .confirmed
        #expect(try RecallScope(before, batch: 1).status(after, on: FakeConsole().console) == .done)
        #expect(try RecallScope(before, batch: 3).status(after, on: FakeConsole().console) == .finishedWithLosses)
    }

    @Test func aRunOfWhichNothingWentOutIsDone() throws {
        let before = Samples.run([.pending, .pending], state: .planned)
        var after = before
        for index in after.batches.indices { after.batches[index].state = .cancelled }
        #expect(try RecallScope(before).status(after, on: FakeConsole().console) == .done)
    }

    /// A second recall asks nothing of Feishu, and so must not announce anything.
    @Test func whatIsConfirmedIsNotTakenBackAgain() throws {
        var run = Samples.run([.accepted, .accepted, .rejected])
        run.recall = .recalled
        for index in 0...1 { run.batches[index].recall = .confirmed }
        let all = try RecallScope(run)
        #expect(all.isTakenBack && !all.isEmpty && all.open == 0)
        #expect(all.lines(on: TextSurface(in: .gmt)).last == "Taken back already: 2 batches, 20 people")

        run.batches[1].recall = .partial
        run.recall = .partial
        let half = try RecallScope(run)
        #expect(!half.isTakenBack && half.open == 1)
        #expect(half.lines(on: TextSurface(in: .gmt)).contains("Take back: 1 batch, 10 people"))
    }

    @Test(arguments: [BatchState.pending, .claimed, .dispatching, .inDoubt, .acceptedWithoutID])
    func nothingIsOverWhileSomethingMayStillArrive(_ state: BatchState) throws {
        var run = Samples.run([.accepted, state], state: .paused)
        run.recall = .recalled
        run.batches[0].recall = .confirmed
        #expect(try !RecallScope(run).isTakenBack)
    }

    /// The same command concludes what was cut off before its end.
    @Test func aRecallThatWasNotConcludedIsNotOver() throws {
        var run = Samples.run([.accepted])
        run.recall = .requested
        run.batches[0].recall = .confirmed
        #expect(try !RecallScope(run).isTakenBack)
    }
}
