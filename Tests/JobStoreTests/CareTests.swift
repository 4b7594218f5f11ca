import Foundation
import GRDB
import JobModel
import Testing

@testable import JobStore

/// What is looked at before anything is sent.
@Suite struct CareTests {
    @Test func aDamagedPageIsFoundBeforeAnythingIsSent() async throws {
        try await Fixture.withFolder { folder in
            do { try await Post.takeOver(folder).begin(batches: 400) }
            try Damage.overwritePages(of: folder + "/store.sqlite")
            let day = StoreCheck.interval
            // Within the day the file counts as looked through.
            #expect(await code { _ = try await Post.takeOver(folder, at: day - 1) } == nil)
            let error = await #expect(throws: StoreError.self) { _ = try await Post.takeOver(folder, at: day) }
            #expect(error?.code == .corrupt)
            #expect(error?.hint.contains("newest backup") == true)
            #expect(error?.message.contains("ou_") == false)
        }
    }

    @Test func looksOnceADayAndAfterTheClockWentBack() async throws {
        try await Fixture.withFolder { folder in
            let day = StoreCheck.interval
            for (moment, checked) in [(0, 0), (10, 0), (day - 1, 0), (day, day), (5, 5)] as [(Int64, Int64)] {
                let post = try await Post.takeOver(folder, at: moment)
                let at: Int64? = try post.scene().row("SELECT checkedAt FROM storeCare")?[0]
                #expect(at == Fixture.moment(checked).wallMilliseconds, "at \(moment)")
            }
        }
    }

    /// After a failed sync nobody knows what is on the disk: nothing is written any more, let alone sent.
    @Test func aFailedSyncEndsAllWriting() async throws {
        try await Fixture.withFolder { folder in
            let post = try await Post.takeOver(folder)
            let scene = try await post.begin()
            let claimed = try await scene.claim()
            let disk = FailingDisk()
            try await post.database.queue.writeWithoutTransaction { $0.add(transactionObserver: disk) }
            #expect(
                await code { try scene.database.markDispatching(claimed.ticket, at: Fixture.moment()) } == .inputOutput)
            try await post.database.queue.writeWithoutTransaction { $0.remove(transactionObserver: disk) }
            // The disk would take it again; whether it kept what it had before is another question.
            #expect(
                await code { try scene.database.markDispatching(claimed.ticket, at: Fixture.moment()) } == .inputOutput)
            #expect(await code { _ = try await scene.claim() } == .inputOutput)
            #expect(try Post.ledger(folder).intents.isEmpty)
            let next = try JobDatabase.open(at: folder + "/store.sqlite")
            #expect(try await next.summary(of: scene.run).batches[0].state == .claimed)
        }
    }

    /// A lock of another process in the middle of a send: no commit, no byte.
    @Test func aLockedStoreLetsNothingOut() async throws {
        try await Fixture.withFolder { folder in
            let post = try await Post.takeOver(folder)
            let scene = try await post.begin()
            let first = try await scene.dispatch()
            let second = try await scene.claim()
            try scene.execute("PRAGMA busy_timeout = 10")
            let other = try DatabaseQueue(
                path: folder + "/store.sqlite", configuration: StoreProfile.configuration(readOnly: false))
            try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
            #expect(
                await code { try scene.database.markDispatching(second.ticket, at: Fixture.moment()) } == .locked)
            let result = AttemptResult(outcome: .accepted, batchMessageID: "bm-locked")
            let error = await #expect(throws: StoreError.self) {
                try await scene.database.record(first.ticket, result, at: Fixture.moment())
            }
            #expect(error?.code == .locked)
            #expect(error?.message.contains("bm-locked) is safe in the ledger") == true)
            try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            #expect(try await scene.states().prefix(2) == [.dispatching, .claimed])
            try scene.database.markDispatching(second.ticket, at: Fixture.moment())
        }
    }
}

/// A disk whose sync fails at every commit.
private final class FailingDisk: TransactionObserver, Sendable {
    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseWillCommit() throws {
        throw DatabaseError(resultCode: .SQLITE_IOERR_FSYNC, message: "disk I/O error")
    }
    func databaseDidCommit(_ db: Database) {}
    func databaseDidRollback(_ db: Database) {}
}
