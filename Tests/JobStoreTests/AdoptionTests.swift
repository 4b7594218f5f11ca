import Foundation
import GRDB
import JobModel
import Testing

@testable import JobStore

/// A backup is put back: what left after it was made must not leave again.
@Suite struct AdoptionTests {
    /// Copies the store in the middle of a run, lets the original go on, and puts the copy in its place.
    private static func restored(
        _ folder: String, before: @Sendable (Scene) async throws -> Void = { _ in },
        after: @Sendable (Scene) async throws -> Void
    ) async throws {
        do {
            let post = try await Post.takeOver(folder)
            let scene = try await post.begin()
            try await before(scene)
            _ = try await post.database.backup(to: folder + "/backup", by: Fixture.ann, at: Fixture.moment())
            try await after(scene)
        }
        try Fixture.copy(folder + "/backup", folder + "/store.sqlite")
    }

    @Test func whatTheLedgerKnowsIsEnteredBeforeAnythingLeaves() async throws {
        try await Fixture.withFolder { folder in
            try await Self.restored(folder) { scene in
                try await scene.accept("first")
            } after: { scene in
                try await scene.accept("second")
                try await scene.send(AttemptResult(outcome: .throttled))
                try await scene.accept("third")
                _ = try await scene.dispatch()
            }
            #expect(await code { _ = try await Post.takeOver(folder) } == .notAdopted)
            let report = try await Post.adopt(folder)
            #expect(report.hasLedger)
            #expect(report.recorded.map(\.ordinal) == [2, 3, 3])
            #expect(report.inDoubt.map(\.ordinal) == [4])
            #expect(report.unknown.isEmpty && report.unnamedAttempts == 0)
            let post = try await Post.takeOver(folder, at: 2000)
            let summary = try await post.scene().summary()
            #expect(summary.batches.map(\.state) == [.accepted, .accepted, .accepted, .inDoubt, .pending])
            #expect(summary.batches.compactMap(\.batchMessageID) == ["bm-first", "bm-second", "bm-third"])
            #expect(summary.state == .paused)
            #expect(summary.people.addsUp)
            try await post.database.resumeSending(summary.id, by: Fixture.ann, at: Fixture.moment(2000))
            #expect(try await post.scene().claim(at: Fixture.moment(2000)).ordinal == 5)
        }
    }

    /// The copy was made while one batch was connecting and another on the wire; both left.
    @Test func whatWasUnderWayInTheCopyIsNotSentAgain() async throws {
        try await Fixture.withFolder { folder in
            do {
                let post = try await Post.takeOver(folder)
                let scene = try await post.begin()
                let first = try await scene.dispatch()
                let second = try await scene.claim()
                let third = try await scene.claim()
                _ = try await post.database.backup(to: folder + "/backup", by: Fixture.ann, at: Fixture.moment())
                for batch in [second, third] { try post.database.markDispatching(batch.ticket, at: Fixture.moment()) }
                for (batch, id) in [(first, "bm-first"), (second, "bm-second")] {
                    try await post.database.record(
                        batch.ticket, AttemptResult(outcome: .accepted, batchMessageID: id), at: Fixture.moment())
                }
            }
            // Put back without its mark, by hand: the ledger alone has to notice.
            try Fixture.copy(folder + "/backup", folder + "/store.sqlite")
            try Self.edit(folder, "UPDATE storeHome SET suspicion = NULL, inode = NULL")
            let error = await #expect(throws: StoreError.self) { _ = try await Post.takeOver(folder) }
            #expect(error?.message.contains("older than the ledger") == true)
            let report = try await Post.adopt(folder)
            #expect(report.recorded.map(\.ordinal) == [1, 2])
            #expect(report.inDoubt.map(\.ordinal) == [3])
            let states = try await Post.takeOver(folder, at: 2000).scene().states()
            #expect(states == [.accepted, .accepted, .inDoubt, .pending, .pending])
        }
    }

    @Test func runsTheCopyHasNeverHeardOfAreNamed() async throws {
        try await Fixture.withFolder { folder in
            try await Self.restored(folder) { scene in
                let later = try await Post(
                    database: scene.database, lock: RunnerLock.take(at: folder + "/other.lock"), epoch: scene.epoch,
                    report: RescueReport()
                ).begin(job: "later", number: 2, batches: 2)
                try await later.accept("later")
            }
            let database = try JobDatabase.open(at: folder + "/store.sqlite")
            do {
                let lock = try database.acquireRunnerLock(as: Post.home)
                let look = try await database.examine(lock, as: Post.home, at: Fixture.moment())
                #expect(look.unknown == [BatchReference(run: Fixture.runID(2), ordinal: 1)])
            }
            let report = try await Post.adopt(folder)
            #expect(report.unknown == [BatchReference(run: Fixture.runID(2), ordinal: 1)])
            // The number of the attempt that is missing here is free again, and nothing is doubted for it.
            let post = try await Post.takeOver(folder, at: 2000)
            try await post.database.resumeSending(post.scene().run, by: Fixture.ann, at: Fixture.moment(2000))
            try await post.scene().accept("again", at: Fixture.moment(2000))
        }
    }

    /// The ledger began anew since the copy; the one before it still joins without a gap, an older one does not.
    @Test func aLedgerThatBeganAnewIsReadFromTheOneBefore() async throws {
        for rotations in 1...2 {
            try await Fixture.withFolder { folder in
                try await Self.restored(folder) { scene in
                    try await scene.accept("first")
                    try await scene.database.rotateLedger(beyond: 0)
                    try await scene.accept("second")
                    if rotations == 2 { try await scene.database.rotateLedger(beyond: 0) }
                }
                let report = try await Post.adopt(folder)
                #expect(report.recorded.map(\.ordinal) == (rotations == 1 ? [1, 2] : [2]))
                #expect(report.unnamedAttempts == (rotations == 1 ? 0 : 1))
            }
        }
    }

    @Test func aCopyWithoutALedgerSaysSo() async throws {
        try await Fixture.withFolder { folder in
            try await Self.restored(folder) { try await $0.accept("first") }
            try FileManager.default.removeItem(atPath: folder + "/store.sqlite.ledger")
            let report = try await Post.adopt(folder)
            #expect(!report.hasLedger)
            #expect(report.recorded.isEmpty)
            #expect(try await Post.takeOver(folder, at: 2000).scene().states().first == .pending)
        }
    }

    @Test func adoptingIsAuditedAndRaisesTheTenure() async throws {
        try await Fixture.withFolder { folder in
            try await Self.restored(folder) { try await $0.accept("first") }
            let before = try Post.ledger(folder).epoch
            _ = try await Post.adopt(folder)
            let post = try await Post.takeOver(folder, at: 2000)
            #expect(post.epoch.rawValue > before + 1)
            let trail = try await post.database.auditEntries()
            #expect(trail.isVerified)
            let entry = try #require(trail.entries.last { $0.action == "adopt" })
            #expect(entry.who == Fixture.ann)
            #expect(entry.detail.contains("backup copy"))
        }
    }

    private static func edit(_ folder: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: folder + "/store.sqlite")
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }
}
