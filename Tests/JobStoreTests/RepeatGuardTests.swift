import GRDB
import JobModel
import Testing

@testable import JobStore

/// What counts as the same message to the same people, and for how long.
@Suite struct RepeatGuardTests {
    private static let day: Int64 = 24 * 3600 * 1000
    private static let people = [["ou_a", "ou_b"], ["ou_c"]]

    /// A scene whose run has brought its first batch to people and was then ended.
    private static func delivered(at now: Moment = Fixture.moment()) async throws -> Scene {
        let scene = try await Scene.sending(people, notAfterSeconds: 31_000_000)
        try await scene.accept("first", at: now)
        try await scene.database.cancelPending(scene.run, reason: "test", by: Fixture.ann, at: now)
        return scene
    }

    private static func freeze(
        _ scene: Scene, number: UInt64 = 2, _ people: [[String]] = people, allowing: RunID? = nil,
        occurrence: String? = nil, at now: Moment
    ) async -> StoreError? {
        do throws(StoreError) {
            _ = try await scene.database.freeze(
                Fixture.plan(job: "job-\(number)", people), id: Fixture.runID(number), appID: Fixture.app,
                occurrence: occurrence, allowRepeatOf: allowing, by: Fixture.ann, at: now)
            return nil
        } catch {
            return error
        }
    }

    @Test func anotherJobOtherBatchesAnotherOccurrenceDoNotFoolIt() async throws {
        let scene = try await Self.delivered()
        for (number, people) in [[["ou_c", "ou_a"], ["ou_b"]], [["ou_a"], ["ou_b"], ["ou_c"]]].enumerated() {
            let error = await Self.freeze(
                scene, number: UInt64(number + 2), people, occurrence: "autumn", at: Fixture.moment(Self.day))
            #expect(error?.code == .repeats)
            #expect(error?.runs == [scene.run])
        }
    }

    /// It is the sending that counts: a run may have been planned long before.
    @Test func aRunThatWasPausedForWeeksCountsFromItsFirstByte() async throws {
        let scene = try await Self.delivered(at: Fixture.moment(20 * Self.day))
        let early = await Self.freeze(scene, at: Fixture.moment(27 * Self.day - 1))
        #expect(early?.code == .repeats)
        #expect(await Self.freeze(scene, at: Fixture.moment(27 * Self.day)) == nil)
    }

    @Test(arguments: [-1, -400, 1, 8, 4000])
    func aClockThatWasSetDoesNotFoolIt(_ days: Int64) async throws {
        let scene = try await Self.delivered()
        // The same boot, an hour later, whatever the wall clock has become.
        var now = Fixture.moment(3_600_000)
        now.wallMilliseconds += days * Self.day
        #expect(await Self.freeze(scene, at: now)?.code == .repeats)
    }

    @Test func afterARebootAClockSetBackStillCounts() async throws {
        let scene = try await Self.delivered()
        #expect(await Self.freeze(scene, at: Fixture.moment(-30 * Self.day, boot: "boot-b"))?.code == .repeats)
        #expect(await Self.freeze(scene, at: Fixture.moment(6 * Self.day, boot: "boot-b"))?.code == .repeats)
        #expect(await Self.freeze(scene, at: Fixture.moment(7 * Self.day, boot: "boot-b")) == nil)
    }

    @Test(arguments: [AttemptOutcome.rejected, .throttled, .notSent])
    func whatProvablyReachedNobodyDoesNotCount(_ outcome: AttemptOutcome) async throws {
        let scene = try await Scene.sending()
        let batch = outcome == .notSent ? try await scene.claim() : try await scene.dispatch()
        try await scene.database.record(batch.ticket, AttemptResult(outcome: outcome), at: Fixture.moment())
        try await scene.database.cancelPending(scene.run, reason: "test", by: Fixture.ann, at: Fixture.moment())
        #expect(await Self.freeze(scene, at: Fixture.moment(1)) == nil)
    }

    @Test(arguments: [AttemptOutcome.inDoubt, .acceptedWithoutID])
    func whatMayHaveReachedSomebodyCounts(_ outcome: AttemptOutcome) async throws {
        let scene = try await Scene.sending()
        try await scene.send(AttemptResult(outcome: outcome))
        try await scene.database.cancelPending(scene.run, reason: "test", by: Fixture.ann, at: Fixture.moment())
        #expect(await Self.freeze(scene, at: Fixture.moment(1))?.code == .repeats)
    }

    @Test func aBatchOnTheWireCountsAndSoDoesWhatMayStillGoOut() async throws {
        let scene = try await Scene.sending()
        #expect(await Self.freeze(scene, at: Fixture.moment(1))?.code == .repeats, "the run is sending")
        _ = try await scene.dispatch()
        try await scene.database.cancelPending(scene.run, reason: "test", by: Fixture.ann, at: Fixture.moment())
        #expect(try await scene.states() == [.dispatching, .cancelled])
        #expect(await Self.freeze(scene, at: Fixture.moment(1))?.code == .repeats)
    }

    @Test func theWordIsAboutTheRunMadeLast() async throws {
        let scene = try await Self.delivered()
        // The clock was set back before the second of them.
        let earlier = Fixture.moment(-Self.day)
        #expect(await Self.freeze(scene, number: 2, allowing: scene.run, at: earlier) == nil)
        let second = Fixture.runID(2)
        let error = await Self.freeze(scene, number: 3, allowing: scene.run, at: Fixture.moment(1))
        #expect(error?.code == .repeats)
        #expect(error?.runs == [second, scene.run])
        #expect(error?.message.contains("in run \(second) and 1 before it") == true)
        #expect(error?.hint.contains("--allow-repeat \(second)") == true)
        #expect(await Self.freeze(scene, number: 3, allowing: second, at: Fixture.moment(1)) == nil)
        let entries = try await scene.database.auditEntries(of: Fixture.runID(3)).entries
        #expect(entries.first?.detail.contains(#""repeat_of":"\#(second)""#) == true)
        #expect(try scene.row("SELECT repeatOf FROM run WHERE id = '\(Fixture.runID(3))'")?[0] == second.rawValue)
    }

    /// Whoever names a run to others that was made later has been told of both, and can say no more than that.
    @Test func theWordIsAboutALaterRunToOthersToo() async throws {
        let scene = try await Self.delivered()
        let more = Self.people + [["ou_d"]]
        #expect(await Self.freeze(scene, number: 2, more, at: Fixture.moment(1)) == nil)
        #expect(await Self.freeze(scene, number: 3, at: Fixture.moment(2))?.runs == [scene.run])
        #expect(await Self.freeze(scene, number: 3, allowing: Fixture.runID(9), at: Fixture.moment(2)) != nil)
        #expect(await Self.freeze(scene, number: 3, allowing: Fixture.runID(2), at: Fixture.moment(2)) == nil)
        #expect(await Self.freeze(scene, number: 4, more, allowing: scene.run, at: Fixture.moment(3)) != nil)
    }

    /// A weekly notice that somebody sent by hand on Monday, since the host was off, is wanted next Monday too.
    @Test(
        arguments: [
            (167, 20, nil, false), (20, 20, nil, false), (19, 20, nil, true), (1, 0, nil, true),
            (167, 20, "autumn", false),
            (167, nil, nil, true), (1, 20, "autumn", true),
        ] as [(Int64, Int?, String?, Bool)])
    func aRunByHandHoldsUpTheScheduleForADay(
        _ hours: Int64, _ apart: Int?, _ key: String?, _ isRefused: Bool
    ) async throws {
        let plan = Fixture.plan(job: "weekly", Self.people)
        let scene = try await Scene.sending()
        try await scene.database.cancelPending(scene.run, reason: "x", by: Fixture.ann, at: Fixture.moment())
        var byHand = scene
        byHand.run = Fixture.runID(2)
        _ = try await scene.database.freeze(
            plan, id: byHand.run, appID: Fixture.app, occurrence: key, begins: true, by: Fixture.ann,
            at: Fixture.moment())
        func fire(_ plan: RunPlan) async -> StoreError? {
            do throws(StoreError) {
                _ = try await scene.database.freeze(
                    plan, id: Fixture.runID(3), appID: Fixture.app, occurrence: "2026-12-07T09:00[UTC]",
                    ownRunsApart: apart, by: Fixture.ann, at: Fixture.moment(hours * 3_600_000))
                return nil
            } catch { return error }
        }
        #expect(await fire(plan) != nil, "it may still go out")
        try await byHand.accept("first", at: Fixture.moment())
        try await byHand.accept("second", at: Fixture.moment())
        try await scene.database.finishSendingIfComplete(byHand.run, at: Fixture.moment(3))
        #expect(await fire(Fixture.plan(job: "other", Self.people)) != nil, "another job's is no run of its own")
        #expect(await fire(plan)?.code == (isRefused ? .repeats : nil))
    }

    /// Whatever it says to whomever: two scheduled times of one job lie as far apart as its frequency guard wants.
    @Test(
        arguments: [
            ("2026-12-02T14:00[UTC]", 20, true), ("2026-12-03T04:59[UTC]", 20, true),
            ("2026-12-03T05:00[UTC]", 20, false),
            ("2026-12-01T14:00[UTC]", 20, true), ("2026-12-02T09:00[Asia/Tokyo]", 20, true),
            ("2026-12-02T09:01[UTC]", 0, false), ("autumn", 20, false), ("2026-12-02T14:00[UTC]", nil, false),
        ] as [(String, Int?, Bool)])
    func timesOfOneJobLieApart(_ occurrence: String, _ apart: Int?, _ isRefused: Bool) async throws {
        let scene = try await Scene.sending(notAfterSeconds: 31_000_000)
        try await scene.database.cancelPending(scene.run, reason: "x", by: Fixture.ann, at: Fixture.moment())
        func freeze(_ number: UInt64, _ people: [[String]], for occurrence: String, _ content: String) async
            -> StoreError?
        {
            do throws(StoreError) {
                _ = try await scene.database.freeze(
                    Fixture.plan(job: "daily", people, content: content), id: Fixture.runID(number), appID: Fixture.app,
                    occurrence: occurrence, leastApart: apart, begins: true, by: Fixture.ann, at: Fixture.moment(1))
                return nil
            } catch { return error }
        }
        #expect(await freeze(2, [["ou_a"]], for: "2026-12-02T09:00[UTC]", "old") == nil)
        var first = scene
        first.run = Fixture.runID(2)
        try await first.accept("old", at: Fixture.moment(2))
        try await first.database.finishSendingIfComplete(first.run, at: Fixture.moment(3))
        let error = await freeze(3, [["ou_a", "ou_z"]], for: occurrence, "new")
        #expect(error?.code == (isRefused ? .repeats : nil))
        if isRefused {
            #expect(error?.runs == [first.run] && error?.message.contains("\(first.run)") == true)
            #expect(error?.message.contains("2026-12-02T09:00[UTC]") == true)
        }
    }

    @Test func whatReachedNobodyKeepsNoTimeOff() async throws {
        let scene = try await Scene.sending()
        func freeze(_ number: UInt64, for occurrence: String) async throws {
            _ = try await scene.database.freeze(
                Fixture.plan(job: "daily", [["ou_\(number)"]]), id: Fixture.runID(number), appID: Fixture.app,
                occurrence: occurrence, leastApart: 20, by: Fixture.ann, at: Fixture.moment(1))
            try await scene.database.cancelPending(
                Fixture.runID(number), reason: "x", by: Fixture.ann, at: Fixture.moment(1))
        }
        try await freeze(2, for: "2026-12-02T09:00[UTC]")
        try await freeze(3, for: "2026-12-02T10:00[UTC]")
    }

    @Test func itIsOneAppsAffair() async throws {
        let scene = try await Self.delivered()
        let plan = Fixture.plan(job: "again", Self.people)
        #expect(
            await code {
                try await scene.database.refuseRepetition(
                    of: plan, appID: Fixture.app, allowing: nil, at: Fixture.moment(1))
            } == .repeats)
        #expect(
            try await scene.database.refuseRepetition(
                of: plan, appID: Fixture.app, allowing: scene.run, at: Fixture.moment(1)) == scene.run)
        #expect(
            try await scene.database.refuseRepetition(
                of: plan, appID: "cli_other", allowing: nil, at: Fixture.moment(1)) == nil)
    }

    @Test(
        arguments: [
            ([["ou_a", "ou_b", "ou_c", "ou_d"]], ["ou_a", "ou_b"]), ([["ou_b"]], ["ou_b"]), ([["ou_c", "ou_d"]], nil),
            (people, nil),
        ] as [([[String]], Set<String>?)])
    func tellsWhoOfAnotherAudienceGotIt(_ people: [[String]], _ expected: Set<String>?) async throws {
        // ou_a and ou_b got it, ou_c did not.
        let scene = try await Self.delivered()
        let plan = Fixture.plan(job: "again", people)
        let overlap = try await scene.database.overlap(of: plan, appID: Fixture.app, at: Fixture.moment(Self.day))
        #expect(overlap?.recipients == expected)
        #expect(overlap?.runs == (expected == nil ? nil : [scene.run]))
        for (app, moment, content) in [
            ("cli_other", Fixture.moment(1), "hello"), (Fixture.app, Fixture.moment(7 * Self.day), "hello"),
            (Fixture.app, Fixture.moment(1), "other"),
        ] {
            let plan = Fixture.plan(job: "again", people, content: content)
            #expect(try await scene.database.overlap(of: plan, appID: app, at: moment) == nil)
        }
    }

    /// Two jobs that are due together are both planned before either has sent.
    @Test func whatIsStillToBeSentCounts() async throws {
        let scene = try await Scene.sending(Self.people, notAfterSeconds: 31_000_000)
        let plan = Fixture.plan(job: "again", [["ou_b", "ou_c", "ou_d"]])
        let overlap = try await scene.database.overlap(of: plan, appID: Fixture.app, at: Fixture.moment(30 * Self.day))
        #expect(
            overlap == RepeatOverlap(runOfRecipient: ["ou_b": scene.run, "ou_c": scene.run], runs: [scene.run]))
        try await scene.database.cancelPending(scene.run, reason: "test", by: Fixture.ann, at: Fixture.moment())
        #expect(try await scene.database.overlap(of: plan, appID: Fixture.app, at: Fixture.moment()) == nil)
    }

    @Test func aRunThatWasMadeSinceSomebodyLookedRefuses() async throws {
        let scene = try await Scene.sending(Self.people)
        let database = scene.database
        let plan = Fixture.plan(job: "again", [["ou_d"]])
        let seen = try await database.runsOfMessage(of: plan, appID: Fixture.app, at: Fixture.moment())
        #expect(seen == [scene.run])
        let error = await #expect(throws: StoreError.self) {
            try await database.freeze(
                plan, id: Fixture.runID(2), appID: Fixture.app, beside: [], by: Fixture.ann, at: Fixture.moment())
        }
        #expect(error?.code == .overtaken && error?.runs == [scene.run])
        let other = Fixture.plan(job: "again", [["ou_d"]], content: "other")
        _ = try await database.freeze(
            other, id: Fixture.runID(3), appID: Fixture.app, beside: [], by: Fixture.ann, at: Fixture.moment())
        _ = try await database.freeze(
            Fixture.plan(job: "third", [["ou_d"]]), id: Fixture.runID(2), appID: Fixture.app, beside: seen,
            by: Fixture.ann, at: Fixture.moment())
    }

    /// Whoever wants to leave out those who have it means the very same audience too, and who is in doubt has it.
    @Test(arguments: [
        (AttemptOutcome.accepted, ["ou_a", "ou_b"]), (.inDoubt, ["ou_a", "ou_b"]),
        (.acceptedWithoutID, ["ou_a", "ou_b"]),
        (.rejected, []),
    ])
    func everyRunCountsForWhoeverLeavesOthersOut(_ outcome: AttemptOutcome, _ expected: [String]) async throws {
        let scene = try await Scene.sending(Self.people)
        let id = outcome == .accepted ? "bm-first" : nil
        try await scene.send(AttemptResult(outcome: outcome, batchMessageID: id))
        try await scene.database.cancelPending(scene.run, reason: "test", by: Fixture.ann, at: Fixture.moment())
        let plan = Fixture.plan(job: "again", Self.people)
        let now = Fixture.moment(1)
        let others = try await scene.database.overlap(of: plan, appID: Fixture.app, at: now)
        #expect(others == nil, "it is no other audience")
        let every = try await scene.database.overlap(of: plan, appID: Fixture.app, inEveryRun: true, at: now)
        #expect(every?.recipients ?? [] == Set(expected))
        guard let error = await Self.freeze(scene, at: now) else { return #expect(expected.isEmpty) }
        #expect(error.hint.hasPrefix("2 of 3 people may have it: say `--skip-sent`"), "\(error.hint)")
    }

    @Test func idsThatFeishuCalledInvalidGotNothing() async throws {
        let scene = try await Scene.sending(Self.people)
        try await scene.send(
            AttemptResult(
                outcome: .accepted, batchMessageID: "bm-first", invalidIDs: [InvalidID(kind: .openID, id: "ou_b")]))
        try await scene.send(
            AttemptResult(
                outcome: .accepted, batchMessageID: "bm-second", invalidIDs: [InvalidID(kind: .openID, id: "ou_c")]))
        try await scene.database.finishSendingIfComplete(scene.run, at: Fixture.moment())
        let plan = Fixture.plan(job: "again", Self.people)
        let overlap = try await scene.database.overlap(
            of: plan, appID: Fixture.app, inEveryRun: true, at: Fixture.moment(1))
        #expect(overlap?.recipients == ["ou_a"])
        #expect(await Self.freeze(scene, at: Fixture.moment(1))?.code == .repeats)
        #expect(await Self.freeze(scene, [["ou_b", "ou_c"]], at: Fixture.moment(1)) == nil)
    }

    /// A run that reached nobody at all is no reason to refuse its audience for ever.
    @Test func aRunOfInvalidIDsAloneIsNoEarlierOne() async throws {
        let scene = try await Scene.sending([["ou_c"]])
        try await scene.send(
            AttemptResult(
                outcome: .accepted, batchMessageID: "bm-first", invalidIDs: [InvalidID(kind: .openID, id: "ou_c")]))
        try await scene.database.finishSendingIfComplete(scene.run, at: Fixture.moment())
        #expect(await Self.freeze(scene, [["ou_c"]], at: Fixture.moment(1)) == nil)
    }
}
