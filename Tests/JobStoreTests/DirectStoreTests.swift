import Foundation
import GRDB
import JobModel
import StrictJSON
import Synchronization
import Testing

@testable import JobStore

/// What the store makes of direct messages: repeated while their `uuid` lives, in doubt after that, never sent twice.
@Suite struct DirectStoreTests {
    private static let minute: Int64 = 60_000

    @Test func theBytesNameTheRunAndNeverChange() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan())
        let first = try await scene.dispatch()
        let body = try #require(JSONReader().readStrictly([UInt8](first.body)))
        #expect(body["uuid"]?.string == "larkcast-\(scene.run)-1")
        #expect(body["receive_id"]?.string == "ou_1")
        #expect(first.channel == .direct && first.idKind == .openID)
        _ = try await scene.database.record(first.ticket, .unanswered, at: Fixture.moment())
        let second = try await scene.claim(at: Fixture.moment(1))
        #expect(second.body == first.body && second.ordinal == 1)
        #expect(try await scene.database.requestBody(of: scene.run, ordinal: 1) == first.body)
        #expect(try await scene.summary().channel == .direct)
    }

    @Test func anAcceptedMessageIsWithItsPerson() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan())
        #expect(try await scene.send(.message("first")) == .accepted)
        let batch = try await scene.summary().batches[0]
        #expect(batch.batchMessageID == "om_first" && batch.progress.valid == 1 && batch.progress.delivered == 1)
        #expect(
            try await scene.send(AttemptResult(outcome: .accepted, batchMessageID: "bm-first")) == .acceptedWithoutID)
    }

    /// What the clocks show after a try without an answer, and whether the same bytes may leave again.
    static let lives: [(name: String, now: Moment, isRepeated: Bool)] = [
        ("a minute later", Fixture.moment(minute), true),
        ("54 minutes later", Fixture.moment(54 * minute), true),
        ("55 minutes later", Fixture.moment(55 * minute), false),
        ("a wall clock that was set back", shifted(wall: -180 * minute, mono: 10 * minute), true),
        ("the same, an hour later", shifted(wall: -120 * minute, mono: 60 * minute), false),
        ("a wall clock that was set forward", shifted(wall: 60 * minute, mono: minute), false),
        ("another boot", Fixture.moment(minute, boot: "boot-b"), false),
        ("a clock of the same boot that runs backwards", shifted(wall: minute, mono: -1), false),
    ]

    private static func shifted(wall: Int64, mono: Int64) -> Moment {
        var moment = Fixture.moment()
        moment.wallMilliseconds += wall
        moment.monotonicMilliseconds += mono
        return moment
    }

    @Test(arguments: lives)
    func theLifeOfAUUID(_ name: String, now: Moment, isRepeated: Bool) async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan(["ou_1"]))
        #expect(try await scene.send(.unanswered) == .pending)
        try scene.execute("UPDATE run SET state = 'paused'; UPDATE run SET state = 'sending'")
        let decision = try await scene.decide(at: now)
        if isRepeated {
            guard case .claimed(let batch) = decision else {
                Issue.record("\(name): \(decision)")
                return
            }
            try scene.database.markDispatching(batch.ticket, at: now)
        } else {
            #expect(decision == .stopped(.halted, reason: "batch 1 is in doubt: an operator must decide"), "\(name)")
            #expect(try await scene.states() == [.inDoubt])
        }
    }

    @Test func aMessageThatIsTooOldWhenItsTurnComesDoesNotLeave() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan(["ou_1"]))
        try await scene.send(.unanswered)
        let batch = try await scene.claim(at: Fixture.moment(54 * Self.minute))
        let late = Fixture.moment(56 * Self.minute)
        #expect(await code { try scene.database.markDispatching(batch.ticket, at: late) } == .wrongState)
        #expect(try await scene.database.record(batch.ticket, AttemptResult(outcome: .notSent), at: late) == .pending)
        guard case .stopped(.halted, _) = try await scene.decide(at: late) else {
            Issue.record("went on")
            return
        }
    }

    @Test func theFirstTryWithoutAnAnswerCountsNotTheLast() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan(["ou_1"]))
        try await scene.send(.unanswered)
        try await scene.send(.unanswered, at: Fixture.moment(40 * Self.minute))
        #expect(
            try await scene.send(AttemptResult(outcome: .notSent), at: Fixture.moment(50 * Self.minute)) == .pending)
        _ = try await scene.decide(at: Fixture.moment(60 * Self.minute))
        #expect(try await scene.states() == [.inDoubt])
    }

    /// However many messages wait to be repeated, a claim asks once how old they are.
    @Test func aClaimAsksOnceForAllThatMayHaveLeft() async throws {
        let ids = (1...12).map { "ou_\($0)" }
        let scene = try await DirectScene.sending(try DirectScene.plan(ids, maxInDoubt: 20))
        var tickets: [AttemptTicket] = []
        for number in 0..<10 {
            tickets.append(try await scene.dispatch(at: Fixture.moment(Int64(number) * 10_000)).ticket)
        }
        for ticket in tickets { _ = try await scene.database.record(ticket, .unanswered, at: Fixture.moment(100_000)) }
        let statements = Statements()
        try await scene.database.queue.write { $0.trace { statements.note($0.description) } }
        let next = try await scene.claim(at: Fixture.moment(5 * Self.minute))
        try await scene.database.queue.write { $0.trace(options: [], nil) }
        #expect(next.ordinal == 1, "the first in order again")
        #expect(statements.count(of: "outcome = 'repeatable'") == 1)
        // The first five are too old an hour after they left: all are put in doubt in one claim, and no others.
        let late = try await scene.claim(at: Fixture.moment(55 * Self.minute + 45_000))
        #expect(late.ordinal == 6)
        let states = try await scene.states()
        #expect(states[1...4].allSatisfy { $0 == .inDoubt } && !states[5...].contains(.inDoubt), "\(states)")
    }

    @Test func otherDoubtsDoNotHoldUpTheRest() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan(["ou_1", "ou_2", "ou_3"], maxInDoubt: 2))
        try await scene.send(.unanswered)
        let next = try await scene.claim(at: Fixture.moment(60 * Self.minute))
        #expect(next.ordinal == 2)
        #expect(try await scene.states() == [.inDoubt, .claimed, .pending])
    }

    @Test(arguments: ["cancel", "expire", "recall", "recall of it alone"])
    func whatMayHaveLeftIsInDoubtWhenItsRunEnds(_ how: String) async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan())
        try await scene.send(.unanswered)
        let later = Fixture.moment(100)
        switch how {
        case "cancel": try await scene.database.cancelPending(scene.run, reason: "x", by: Fixture.ann, at: later)
        case "expire": try await scene.database.expire(scene.run, at: Fixture.moment(5 * 3_600_000))
        case "recall": try await scene.database.beginRecall(scene.run, by: Fixture.ann, at: later)
        default: try await scene.database.beginRecall(scene.run, ordinals: [1], by: Fixture.ann, at: later)
        }
        let alone = how == "recall of it alone"
        #expect(try await scene.states() == [.inDoubt, alone ? .pending : .cancelled])
        #expect(try await scene.summary().people.addsUp)
    }

    @Test(arguments: ["cancelled", "recalled"])
    func whatComesBackUnansweredAfterTheEndIsInDoubt(_ how: String) async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan(["ou_1"]))
        let batch = try await scene.dispatch()
        if how == "cancelled" {
            try await scene.database.cancelPending(scene.run, reason: "x", by: Fixture.ann, at: Fixture.moment())
        } else {
            try await scene.database.beginRecall(scene.run, by: Fixture.ann, at: Fixture.moment())
        }
        #expect(try await scene.database.record(batch.ticket, .unanswered, at: Fixture.moment(1)) == .inDoubt)
    }

    @Test func aRefusalOfTheSecondTrySaysNothingOfTheFirst() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan())
        try await scene.send(.unanswered)
        #expect(try await scene.send(AttemptResult(outcome: .rejected)) == .inDoubt)
        let other = try await DirectScene.sending(try DirectScene.plan())
        #expect(try await other.send(AttemptResult(outcome: .rejected)) == .rejected)
        #expect(try await other.summary().state == .sending)
    }

    @Test func aTransportThatTakesBackItsWordIsRepeated() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan())
        #expect(try await scene.send(AttemptResult(outcome: .notSent)) == .pending)
        #expect(try scene.integer("SELECT mayHaveLeft FROM batch WHERE ordinal = 1") == 1)
    }

    @Test func aBatchIsNeverRepeatable() async throws {
        let scene = try await Scene.sending()
        #expect(try await scene.send(.unanswered) == .inDoubt)
    }

    @Test func whatADeadRunnerHadOnTheWireIsRepeated() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan(["ou_1", "ou_2", "ou_3"]))
        let first = try await scene.dispatch()
        _ = try await scene.claim()
        let epoch = try await scene.database.beginEpoch(as: Fixture.runner, at: Fixture.moment(10))
        let report = try await scene.database.rescue(epoch, at: Fixture.moment(10))
        #expect(report.repeatable.map(\.ordinal) == [1] && report.requeued.map(\.ordinal) == [2])
        #expect(report.inDoubt.isEmpty && report.halted.isEmpty)
        let again = Scene(database: scene.database, run: scene.run, epoch: epoch)
        #expect(try await again.claim(at: Fixture.moment(11)).body == first.body)
    }

    @Test func aPersonsWordBeginsANewLife() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan(["ou_1"]))
        try await scene.send(.unanswered)
        let late = Fixture.moment(60 * Self.minute)
        _ = try await scene.decide(at: late)
        #expect(
            try await scene.database.resolve(
                scene.run, ordinal: 1, as: .notSent, attempt: 1, reason: "x", by: Fixture.ann, at: late) == .pending)
        try await scene.database.resumeSending(scene.run, by: Fixture.ann, at: late)
        try await scene.send(.unanswered, at: late)
        let batch = try await scene.claim(at: Fixture.moment(100 * Self.minute))
        #expect(batch.ordinal == 1)
    }

    @Test func anIDSomebodyFoundIsOneOfTheChannel() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan(["ou_1"]))
        try await scene.send(AttemptResult(outcome: .inDoubt))
        for (id, error) in [("bm-1234", StoreError.Code.badMessageID), ("om_1234", nil)] as [(String, StoreError.Code?)]
        {
            #expect(await code { try await scene.database.checkFree(batchMessageID: id, for: scene.run) } == error)
        }
    }

    @Test func eachAPIHasWindowsAndRestsOfItsOwn() async throws {
        let database = try JobDatabase.inMemory()
        let batch = try await Scene.sending(in: database)
        let direct = try await DirectScene.sending(try DirectScene.plan(), in: database, as: 2)
        let narrow = RateLimits(perSecond: 1, perMinute: 1, marginMilliseconds: 0)
        let old = Scene(database: database, run: batch.run, epoch: direct.epoch)
        let sent = try await old.dispatch()
        _ = try await database.record(
            sent.ticket, AttemptResult(outcome: .throttled, pausesAppMilliseconds: 9000), at: Fixture.moment())
        guard case .wait = try await old.decide(narrow, at: Fixture.moment(1)) else {
            Issue.record("no rest")
            return
        }
        guard case .claimed = try await direct.decide(narrow, at: Fixture.moment(1)) else {
            Issue.record("the other API rests too")
            return
        }
        #expect(try await database.appPause(of: Fixture.app, .direct, at: Fixture.moment(1)) == nil)
    }

    @Test func directMessagesAreNotOfTheBatchQuota() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan())
        #expect(try await scene.database.dailyRecipients(of: Fixture.app, at: Fixture.moment()) == 0)
    }

    @Test func theSameMessageToTheSamePeopleIsARepetitionOnEitherChannel() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan(["ou_1"]))
        try await scene.send(.message("first"))
        try await scene.database.finishSendingIfComplete(scene.run, at: Fixture.moment())
        var manifest = Manifest(job: "other", audience: Audience(), message: .text("hello"))
        manifest.audience.users.openIDs = ["ou_1"]
        let batch = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data())
        #expect(
            await code {
                try await scene.database.refuseRepetition(
                    of: batch, appID: Fixture.app, allowing: nil, at: Fixture.moment(5))
            } == .repeats)
    }

    @Test func aRunTheStoreHasLostIsKnownByItsMessages() async throws {
        let plan = try DirectScene.plan(["ou_1"])
        let lost = RunID(rawValue: "000000000abc")
        let hash = Fixture.hash(plan.bodyHead + plan.ownBytes(of: plan.batches[0], run: lost) + plan.bodyTail)
        let scene = Scene(database: try JobDatabase.inMemory(), run: lost, epoch: Epoch(rawValue: 0))
        try scene.execute(
            """
            INSERT INTO lostIntent (runId, ordinal, attempt, bodySHA256, at, knownAt, knownMono, bootId, lastRun)
            VALUES ('\(lost)', 1, 1, '\(hash)', \(Fixture.moment().wallMilliseconds), 1, 1, 'b', 0)
            """)
        let refusal = {
            (plan: RunPlan) in
            await code {
                try await scene.database.refuseRepetition(
                    of: plan, appID: Fixture.app, allowing: nil, at: Fixture.moment(5))
            }
        }
        #expect(await refusal(plan) == .repeats)
        #expect(await refusal(try DirectScene.plan(["ou_2"])) == nil)
    }

    @Test func refusedPeopleOfAWaveCountAsInvalid() async throws {
        let people = (1...20).map { "ou_\($0)" }
        let plan = try DirectScene.plan(people, waves: Waves(sizes: [.people(10)]))
        let scene = try await DirectScene.sending(plan)
        for number in 1...10 {
            try await scene.send(number == 1 ? AttemptResult(outcome: .rejected) : .message("m\(number)xx"))
        }
        let figures = try await scene.database.read { db in
            try WaveRow.fetchAll(db, of: scene.run)[0].figures(db, of: RunRow.fetch(db, scene.run))
        }
        #expect(figures == WaveFigures(recipients: 10, invalid: 1, rejected: 0, inDoubt: 0))
    }

    /// Whoever sends a run pins at its end; what is left a minute later has lost its process.
    @Test func whatIsLeftUnpinnedIsDueAfterAMinute() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan(["oc_1"], chats: true, pins: true))
        try await scene.send(.message("first"))
        let due = try #require(try await scene.database.nextPoll(of: Fixture.app))
        #expect(due > Fixture.moment().wallMilliseconds + 60_000, "its process is at it")
        #expect(try await scene.database.finishSendingIfComplete(scene.run, at: Fixture.moment()))
        #expect(try await scene.database.nextPoll(of: Fixture.app) == Fixture.moment().wallMilliseconds + 60_000)
        #expect(try await scene.database.nextPoll(of: "cli_other") == nil)
        try await scene.database.recordPin(scene.run, ordinal: 1, problem: nil, at: Fixture.moment())
        #expect(try await scene.database.nextPoll(of: Fixture.app) == due)
    }

    @Test func pinsAreAskedForOnce() async throws {
        let scene = try await DirectScene.sending(
            try DirectScene.plan(["oc_1", "oc_2", "oc_3"], chats: true, pins: true))
        try await scene.send(.message("first"))
        try await scene.send(.message("second"))
        #expect(try await scene.database.unpinnedMessages(of: scene.run).map(\.chat) == ["oc_1", "oc_2"])
        try await scene.database.recordPin(scene.run, ordinal: 1, problem: nil, at: Fixture.moment())
        try await scene.database.recordPin(scene.run, ordinal: 2, problem: "may not", at: Fixture.moment())
        #expect(try await scene.database.unpinnedMessages(of: scene.run).isEmpty)
        #expect(try await scene.summary().batches.map(\.isPinned) == [true, false, nil])
        #expect(try await scene.database.auditEntries(of: scene.run).entries.map(\.action).contains("not_pinned"))
        let without = try await DirectScene.sending(try DirectScene.plan(["oc_1"], chats: true))
        try await without.send(.message("third"))
        #expect(try await without.database.unpinnedMessages(of: without.run).isEmpty)
    }
}

/// What SQLite was asked.
private final class Statements: Sendable {
    private let texts = Mutex<[String]>([])

    func note(_ text: String) { texts.withLock { $0.append(text) } }
    func count(of words: String) -> Int { texts.withLock { $0.count { $0.contains(words) } } }
}
