import JobModel
import Testing

@testable import JobStore

@Suite struct RecallTests {
    /// Accepted, accepted, without id, in doubt; the fifth is still pending.
    private static func sending() async throws -> Scene {
        let scene = try await Scene.sending(Fixture.people(batches: 5, of: 2), maxInDoubt: 9)
        try await scene.accept("first")
        try await scene.accept("second")
        try await scene.send(AttemptResult(outcome: .acceptedWithoutID))
        try await scene.send(AttemptResult(outcome: .inDoubt))
        return scene
    }

    private static func answer(_ scene: Scene, _ ordinal: Int, _ state: BatchRecallState?) async throws {
        try await scene.database.recordRecallRequest(
            scene.run, ordinal: ordinal, RecallAnswer(state: state, httpStatus: 200, feishuCode: 0, logID: "log"),
            at: Fixture.moment(500))
    }

    private static func verify(_ scene: Scene, _ ordinal: Int, _ state: BatchRecallState?) async throws {
        try await scene.database.recordRecallVerification(
            scene.run, ordinal: ordinal, ProgressSample(valid: 2, delivered: 2, recalled: 2, isRecalled: true),
            state: state, at: Fixture.moment(600))
    }

    @Test func showsWhatItWouldMeanAndChangesNothing() async throws {
        let scene = try await Self.sending()
        let before = try await scene.summary()
        let plan = try await scene.database.previewRecall(scene.run)
        #expect(plan.targets.map(\.ordinal) == [1, 2])
        #expect(plan.cancelled == 1)
        #expect(
            plan.unreachable == [
                UnreachableBatch(ordinal: 3, state: .acceptedWithoutID), UnreachableBatch(ordinal: 4, state: .inDoubt),
            ])
        #expect(try await scene.summary() == before)
    }

    @Test func stopsUnsentBatchesFirst() async throws {
        let scene = try await Self.sending()
        let plan = try await scene.database.beginRecall(scene.run, by: Fixture.ann, at: Fixture.moment(400))
        #expect(plan.targets.map(\.batchMessageID) == ["bm-first", "bm-second"])
        #expect(plan.cancelled == 1)
        let summary = try await scene.summary()
        #expect(summary.state == .cancelled)
        #expect(summary.recall == .requested)
        #expect(summary.batches[4].state == .cancelled)
        #expect(try await scene.database.runsBeingRecalled() == [scene.run])
        #expect(try await scene.decide() == .stopped(.cancelled, reason: "recalled before everything was sent"))
    }

    /// A page of batches begins somewhere: what was refused of one must not stand beside another.
    @Test func aPageOfBatchesSaysWhatWasRefusedOfItsOwn() async throws {
        let scene = try await Self.sending()
        try await scene.database.beginRecall(scene.run, by: Fixture.ann, at: Fixture.moment(400))
        try await Self.answer(scene, 2, .refused)
        func refused(_ ordinals: ClosedRange<Int>) async throws -> [Int] {
            try await scene.database.summary(of: scene.run, ordinals: ordinals).run.batches
                .filter { $0.lastProblem?.hasPrefix("recall refused") == true }.map(\.ordinal)
        }
        #expect(try await refused(1...5) == [2])
        #expect(try await refused(2...4) == [2])
        #expect(try await refused(3...5) == [])
    }

    /// A second decision while the first is under way is one more entry, and so one more notification; the same again is none.
    @Test func everyDecisionIsInTheAudit() async throws {
        let scene = try await Self.sending()
        func decisions() async throws -> [String] {
            try await scene.database.auditEntries().entries.filter { $0.action == "recall" }.map(\.detail)
        }
        for (ordinals, count) in [([1], 1), ([2], 2), ([1], 2), ([2, 1], 2), ([1, 3], 3)] as [(Set<Int>, Int)] {
            try await scene.database.beginRecall(
                scene.run, ordinals: ordinals, by: Fixture.ann, at: Fixture.moment(400))
            #expect(try await decisions().count == count, "\(ordinals)")
        }
        #expect(try await scene.summary().recall == .requested)
    }

    @Test func aBatchInDoubtThatWasRecalledIsNotSentAgain() async throws {
        let scene = try await Self.sending()
        try await scene.database.beginRecall(scene.run, ordinals: [4], by: Fixture.ann, at: Fixture.moment(400))
        let state = try await scene.database.resolve(
            scene.run, ordinal: 4, as: .notSent, attempt: 1, reason: "nobody got it", by: Fixture.ann,
            at: Fixture.moment(500))
        #expect(state == .cancelled)
        #expect(try await scene.summary().state == .sending)
        #expect(try await scene.states()[3] == .cancelled)
        #expect(try await scene.claim().ordinal == 5)
    }

    @Test func aBatchRecalledOnTheWireIsNotSentAgain() async throws {
        let scene = try await Scene.sending()
        let batch = try await scene.dispatch()
        try await scene.database.beginRecall(scene.run, ordinals: [1], by: Fixture.ann, at: Fixture.moment(400))
        let state = try await scene.database.record(
            batch.ticket, AttemptResult(outcome: .throttled, pausesAppMilliseconds: 1), at: Fixture.moment(500))
        #expect(state == .cancelled)
        #expect(try await scene.claim(at: Fixture.moment(3000)).ordinal == 2)
    }

    @Test func aRequestWithoutAnAnswerIsAskedAgain() async throws {
        let scene = try await Self.sending()
        try await scene.database.beginRecall(scene.run, by: Fixture.ann, at: Fixture.moment(400))
        try await Self.answer(scene, 1, .requested)
        try await Self.answer(scene, 2, nil)
        let targets = try await scene.database.recallTargets(of: scene.run)
        #expect(targets.map(\.recall) == [.requested, nil])
        #expect(try scene.count("recallStep") == 2)
        #expect(try await scene.database.concludeRecall(scene.run, at: Fixture.moment(500)) == .requested)
    }

    @Test(
        arguments: [
            ([.confirmed, .confirmed], false, .partial), ([.confirmed, .partial], false, .partial),
            ([.confirmed, .tooOld], false, .partial), ([.tooOld, .refused], false, .refused),
            ([.partial, .refused], false, .partial), ([.confirmed, .confirmed], true, .partial),
            ([.tooOld, .tooOld], true, .refused),
        ] as [([BatchRecallState], Bool, RecallState)])
    func concludesFromEveryBatch(
        _ states: [BatchRecallState], _ withUnreachable: Bool, _ expected: RecallState
    ) async throws {
        let scene = try await Self.sending()
        try await scene.database.beginRecall(
            scene.run, ordinals: withUnreachable ? nil : [1, 2], by: Fixture.ann, at: Fixture.moment(400))
        for (index, state) in states.enumerated() {
            try await Self.answer(scene, index + 1, .requested)
            try await Self.verify(scene, index + 1, state)
        }
        #expect(try await scene.database.concludeRecall(scene.run, at: Fixture.moment(700)) == expected)
        let summary = try await scene.summary()
        #expect(summary.recall == expected)
        #expect(summary.batches[0].recall == states[0])
        #expect(summary.progress.recalled == 4)
        #expect(try await scene.database.runsBeingRecalled().isEmpty)
    }

    /// Eight batches went out and one was taken back: the run is not taken back until all of it is.
    @Test func aPartThatIsTakenBackIsNotTheRun() async throws {
        var scene = try await Scene.sending(Fixture.people(batches: 3, of: 2))
        for name in ["first", "second", "third"] { try await scene.accept(name) }
        func recall(_ ordinals: Set<Int>) async throws -> RecallState {
            try await scene.database.beginRecall(
                scene.run, ordinals: ordinals, by: Fixture.ann, at: Fixture.moment(400))
            for ordinal in ordinals { try await Self.verify(scene, ordinal, .confirmed) }
            return try await scene.database.concludeRecall(scene.run, at: Fixture.moment(500))
        }
        #expect(try await recall([2]) == .partial)
        #expect(try await scene.summary().recall == .partial)
        #expect(try await scene.database.summaries().map(\.recall) == [.partial])
        #expect(try await recall([1]) == .partial)
        #expect(try await recall([3]) == .recalled)
        #expect(try await scene.summary().recall == .recalled)
        // A store in which an earlier version concluded that a part was all.
        scene = try await Scene.sending(Fixture.people(batches: 2, of: 2))
        for name in ["first", "second"] { try await scene.accept(name) }
        _ = try await recall([2])
        try scene.execute("UPDATE run SET recall = 'requested'")
        try scene.execute("UPDATE run SET recall = 'recalled'")
        #expect(try await scene.summary().recall == .partial)
    }

    /// What had left is gone; what leaves later is not.
    @Test func aBatchThatLeavesLaterIsLeft() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 2, of: 2))
        try await scene.accept("first")
        try await scene.database.beginRecall(scene.run, ordinals: [1], by: Fixture.ann, at: Fixture.moment(400))
        try await Self.verify(scene, 1, .confirmed)
        #expect(try await scene.database.concludeRecall(scene.run, at: Fixture.moment(500)) == .recalled)
        #expect(try await scene.summary().recall == .recalled)
        try await scene.accept("second")
        #expect(try await scene.summary().recall == .partial)
    }

    @Test func aRepeatedRecallAsksOnlyForTheRest() async throws {
        let scene = try await Self.sending()
        let database = scene.database
        try await database.beginRecall(scene.run, ordinals: [1, 2], by: Fixture.ann, at: Fixture.moment(400))
        try await Self.verify(scene, 1, .confirmed)
        try await Self.answer(scene, 2, .tooOld)
        try await database.concludeRecall(scene.run, at: Fixture.moment(500))
        let again = try await database.beginRecall(
            scene.run, ordinals: [1, 2], by: Fixture.ann, at: Fixture.moment(600))
        #expect(again.targets.map(\.ordinal) == [2])
        #expect(again.targets.map(\.recall) == [nil])
        try await Self.verify(scene, 2, .confirmed)
        #expect(try await database.concludeRecall(scene.run, at: Fixture.moment(700)) == .partial, "two more are left")
    }

    @Test func aBatchOnTheWireIsWantedBackOnceItHasAnID() async throws {
        let scene = try await Scene.sending([["ou_a"]])
        let batch = try await scene.dispatch()
        let plan = try await scene.database.beginRecall(scene.run, by: Fixture.ann, at: Fixture.moment(1))
        #expect(plan.unreachable == [UnreachableBatch(ordinal: 1, state: .dispatching)])
        #expect(try await scene.database.concludeRecall(scene.run, at: Fixture.moment(2)) == .requested)
        try await scene.database.record(
            batch.ticket, AttemptResult(outcome: .accepted, batchMessageID: "bm-late"), at: Fixture.moment(3))
        #expect(try await scene.database.recallTargets(of: scene.run).map(\.batchMessageID) == ["bm-late"])
    }

    /// A claimed batch is neither stopped nor wanted yet, so the recall must be decided again once it has moved on.
    @Test(arguments: [true, false]) func aClaimedBatchIsNeitherMissedNorSentAfterItsRecall(_ goesOut: Bool) async throws
    {
        let scene = try await Scene.sending([["ou_a"], ["ou_b"]])
        let database = scene.database
        let batch = try await scene.claim()
        let first = try await database.beginRecall(scene.run, ordinals: [1], by: Fixture.ann, at: Fixture.moment(1))
        #expect(first.isOnTheWire)
        #expect(first.targets.isEmpty && first.cancelled == 0)
        if goesOut {
            try database.markDispatching(batch.ticket, at: Fixture.moment(2))
            let accepted = AttemptResult(outcome: .accepted, batchMessageID: "bm-late")
            try await database.record(batch.ticket, accepted, at: Fixture.moment(3))
        } else {
            try await database.record(batch.ticket, AttemptResult(outcome: .notSent), at: Fixture.moment(3))
        }
        let again = try await database.beginRecall(scene.run, ordinals: [1], by: Fixture.ann, at: Fixture.moment(4))
        #expect(!again.isOnTheWire)
        #expect(again.targets.map(\.batchMessageID) == (goesOut ? ["bm-late"] : []))
        #expect(try await scene.summary().batches.map(\.state) == [goesOut ? .accepted : .cancelled, .pending])
        #expect(try await scene.summary().state == .sending, "the run goes on with the other")
    }

    @Test func nothingDeliveredMeansNothingToRecall() async throws {
        let scene = try await Scene.sending()
        let plan = try await scene.database.beginRecall(scene.run, by: Fixture.ann, at: Fixture.moment())
        #expect(plan == RecallPlan(cancelled: 2))
        #expect(try await scene.summary().recall == .none)
        #expect(try await scene.database.concludeRecall(scene.run, at: Fixture.moment()) == .none)
    }

    @Test func refusesBatchesNobodyWantsBack() async throws {
        let scene = try await Self.sending()
        #expect(await code { try await Self.answer(scene, 1, .requested) } == .wrongState)
        try await scene.database.beginRecall(scene.run, ordinals: [1], by: Fixture.ann, at: Fixture.moment(400))
        #expect(await code { try await Self.answer(scene, 2, .requested) } == .wrongState)
        #expect(await code { try await Self.verify(scene, 3, .confirmed) } == .wrongState)
        let stranger = await code {
            try await scene.database.beginRecall(scene.run, ordinals: [77], by: Fixture.ann, at: Fixture.moment())
        }
        #expect(stranger == .notFound)
    }
}
