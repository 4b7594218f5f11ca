import Foundation
import GRDB
import JobModel
import Synchronization
import Testing

@testable import JobStore

/// What the ledger gives back after the store, the disk or the process has failed.
@Suite struct LedgerWitnessTests {
    @Test func everyBatchLeavesAnIntentAndAnAnswer() async throws {
        try await Fixture.withFolder { folder in
            let post = try await Post.takeOver(folder)
            let scene = try await post.begin(batches: 3)
            try await scene.accept("first")
            let second = try await scene.dispatch()
            let third = try await scene.claim()
            try await post.database.record(third.ticket, AttemptResult(outcome: .notSent), at: Fixture.moment())
            let ledger = try Post.ledger(folder)
            #expect(ledger.opening.store == post.database.instanceID)
            #expect(ledger.epoch == post.epoch.rawValue)
            #expect(ledger.intents.map(\.ordinal) == [1, 2])
            #expect(ledger.intents[1].attempt == second.ticket.attemptRowID)
            #expect(ledger.intents[1].bodySHA256 == Fixture.hash(second.body))
            // What never left needs no answer, and gets none.
            #expect(ledger.results.keys.sorted() == [ledger.intents[0].attempt])
            #expect(ledger.results.values.first?.result.batchMessageID == "bm-first")
        }
    }

    /// P9 and P10: the answer was on its way into the store when the process died.
    @Test func anAnswerThatOnlyTheLedgerHasIsEnteredByTheNextRunner() async throws {
        try await Fixture.withFolder { folder in
            do {
                let scene = try await Post.takeOver(folder).begin()
                try await scene.accept("first")
                for (outcome, id) in [(.accepted, "bm-second"), (.throttled, nil)] as [(AttemptOutcome, String?)] {
                    let batch = try await scene.dispatch()
                    var result = AttemptResult(outcome: outcome, batchMessageID: id)
                    result.invalidIDs = outcome == .accepted ? [InvalidID(kind: .openID, id: "ou_1_0")] : []
                    result.pausesAppMilliseconds = outcome == .throttled ? 60_000 : nil
                    _ = scene.database.witness(batch.ticket, result, at: Fixture.moment())
                }
                _ = try await scene.dispatch()
            }
            let next = try await Post.takeOver(folder, at: 10)
            let run = Fixture.runID(1)
            #expect(next.report.recorded.map(\.ordinal) == [2, 3])
            #expect(next.report.inDoubt == [BatchReference(run: run, ordinal: 4)])
            let batches = try await next.scene().summary().batches
            #expect(batches.map(\.state) == [.accepted, .accepted, .pending, .inDoubt, .pending])
            #expect(batches[1].batchMessageID == "bm-second")
            #expect(batches[1].invalidIDs == ["ou_1_0"])
            #expect(try await next.database.appPause(of: Fixture.app, at: Fixture.moment(10))?.milliseconds == 60_000)
            #expect(try await next.scene().summary().people.addsUp)
            let entries = try await next.database.auditEntries(of: run)
            #expect(entries.isVerified)
            #expect(entries.entries.contains { $0.action == "rescue" && $0.detail.contains("bm-second") })
        }
    }

    @Test func anAnswerIsEnteredOnce() async throws {
        try await Fixture.withFolder { folder in
            do {
                let scene = try await Post.takeOver(folder).begin()
                let batch = try await scene.dispatch()
                let result = AttemptResult(outcome: .accepted, batchMessageID: "bm-once")
                _ = scene.database.witness(batch.ticket, result, at: Fixture.moment())
            }
            for round in 0..<3 {
                let post = try await Post.takeOver(folder, at: Int64(round))
                #expect(post.report.recorded.count == (round == 0 ? 1 : 0))
                #expect(try await post.scene().states()[0] == .accepted)
            }
        }
    }

    /// Row 63 at T3: the store is full, the answer is on the disk, and the next start enters it.
    @Test func aFullStoreLosesNoAnswer() async throws {
        try await Fixture.withFolder { folder in
            do {
                let scene = try await Post.takeOver(folder).begin()
                let batch = try await scene.dispatch()
                try Self.fill(scene)
                var result = AttemptResult(outcome: .accepted, batchMessageID: "bm-kept")
                result.evidence.responseBody = Data(repeating: 0x20, count: 60_000)
                let error = await #expect(throws: StoreError.self) {
                    try await scene.database.record(batch.ticket, result, at: Fixture.moment())
                }
                #expect(error?.code == .diskFull)
                #expect(error?.message.contains("accepted bm-kept) is safe in the ledger") == true)
                #expect(try await scene.states()[0] == .dispatching)
            }
            let next = try await Post.takeOver(folder, at: 10)
            #expect(next.report.recorded.count == 1)
            #expect(next.report.inDoubt.isEmpty)
            #expect(try await next.scene().summary().batches[0].batchMessageID == "bm-kept")
        }
    }

    /// Row 63 at T1 and T2: without the commit there is no claim, and no byte.
    @Test func aFullStoreLetsNothingOut() async throws {
        try await Fixture.withFolder { folder in
            let scene = try await Post.takeOver(folder).begin(batches: 2)
            let claimed = try await scene.claim()
            try Self.forbidWriting(scene)
            #expect(await code { _ = try await scene.claim() } == .readOnly)
            #expect(
                await code { try scene.database.markDispatching(claimed.ticket, at: Fixture.moment()) } == .readOnly)
            try scene.execute("PRAGMA query_only = 0")
            #expect(try await scene.states() == [.claimed, .pending])
            #expect(try Post.ledger(folder).intents.isEmpty)
        }
    }

    /// The answer's room is taken before the batch leaves, so an intent without room is refused.
    @Test func aLedgerWithoutRoomLetsNothingOut() async throws {
        try await Fixture.withFolder { folder in
            let post = try await Post.takeOver(folder)
            let scene = try await post.begin(batches: 2)
            let batch = try await scene.claim()
            // A descriptor that cannot be written to: what EIO or a quota look like from here.
            let deaf = open(folder + "/store.sqlite.ledger", O_RDONLY | O_CLOEXEC)
            post.database.ledger.withLock {
                $0 = LedgerFile(path: folder + "/store.sqlite.ledger", descriptor: deaf, used: 0)
            }
            #expect(
                await code { try scene.database.markDispatching(batch.ticket, at: Fixture.moment()) } == .inputOutput)
            // The intent is committed, so nobody can prove that nothing left; nothing was lost by saying so.
            #expect(
                try await scene.database.record(
                    batch.ticket, AttemptResult(outcome: .notSent), at: Fixture.moment()) == .inDoubt)
        }
    }

    @Test func aBrokenLedgerKeepsNoAnswerFromTheStore() async throws {
        try await Fixture.withFolder { folder in
            let post = try await Post.takeOver(folder)
            let scene = try await post.begin(batches: 2)
            let batch = try await scene.dispatch()
            let deaf = open(folder + "/store.sqlite.ledger", O_RDONLY | O_CLOEXEC)
            post.database.ledger.withLock { $0 = LedgerFile(path: "ledger", descriptor: deaf, used: 0) }
            let result = AttemptResult(outcome: .accepted, batchMessageID: "bm-stored")
            #expect(try await scene.database.record(batch.ticket, result, at: Fixture.moment()) == .accepted)
            let other = try await scene.claim()
            #expect(
                await code { try scene.database.markDispatching(other.ticket, at: Fixture.moment()) } == .inputOutput)
        }
    }

    /// P17: what is long begins anew once the store knows all of it, and nothing is doubted afterwards.
    @Test func aLongLedgerBeginsAnew() async throws {
        try await Fixture.withFolder { folder in
            do {
                let post = try await Post.takeOver(folder)
                let scene = try await post.begin()
                for name in ["first", "second"] { try await scene.accept(name) }
                try await post.database.rotateLedger(beyond: 100)
                let opening = try Post.ledger(folder).opening
                #expect(opening.attempt == 2)
                #expect(opening.epoch == post.epoch.rawValue)
                try await scene.accept("third")
                _ = try await scene.dispatch()
            }
            #expect(try Post.ledger(folder).intents.map(\.ordinal) == [3, 4])
            let next = try await Post.takeOver(folder, at: 10)
            #expect(next.report.inDoubt.map(\.ordinal) == [4])
        }
    }

    private static func fill(_ scene: Scene) throws {
        let pages = try scene.integer("PRAGMA page_count") ?? 0
        try scene.execute("PRAGMA max_page_count = \(pages)")
    }

    private static func forbidWriting(_ scene: Scene) throws {
        try scene.execute("PRAGMA query_only = 1")
    }
}
