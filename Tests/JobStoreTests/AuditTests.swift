import GRDB
import JobModel
import Synchronization
import Testing

@testable import JobStore

@Suite struct AuditTests {
    private static func story() async throws -> Scene {
        let scene = try await Scene.sending()
        try await scene.accept("first")
        try await scene.send(AttemptResult(outcome: .inDoubt))
        try await scene.database.resolve(
            scene.run, ordinal: 2, as: .abandoned, attempt: 1, reason: "gone", by: Fixture.ann, at: Fixture.moment(5))
        try await scene.database.finishSendingIfComplete(scene.run, at: Fixture.moment(6))
        try await scene.database.beginRecall(scene.run, by: Fixture.ann, at: Fixture.moment(7))
        return scene
    }

    @Test func tellsWhoDidWhat() async throws {
        let scene = try await Self.story()
        let trail = try await scene.database.auditEntries()
        #expect(trail.isVerified)
        #expect(trail.entries.map(\.action) == ["freeze", "start", "halt", "resolve", "sent", "recall"])
        #expect(trail.entries.map(\.who.name) == ["ann", "ann", "larkcast", "ann", "larkcast", "ann"])
        #expect(trail.entries[3].batchOrdinal == 2)
        #expect(trail.entries[3].detail.contains(#""reason":"gone""#))
    }

    @Test func tellsOneRunFromAnother() async throws {
        let scene = try await Self.story()
        _ = try await scene.database.freeze(
            Fixture.plan(job: "other", content: "other"), id: Fixture.runID(2), appID: Fixture.app, by: Fixture.ann,
            at: Fixture.moment())
        let other = try await scene.database.auditEntries(of: Fixture.runID(2))
        #expect(other.entries.map(\.action) == ["freeze"])
        #expect(other.isVerified)
    }

    @Test(arguments: [
        "UPDATE audit SET who = 'nobody' WHERE id = 2", "UPDATE audit SET at = 1 WHERE id = 3",
        "UPDATE audit SET detail = '{}' WHERE id = 4", "DELETE FROM audit WHERE id = 1",
        "DELETE FROM audit WHERE id = 3", "UPDATE audit SET uid = NULL WHERE id = 1",
        "UPDATE audit SET digest = printf('%064d', 0) WHERE id = 6",
    ])
    func showsThatSomebodyChangedIt(_ sql: String) async throws {
        let scene = try await Self.story()
        try scene.execute("DROP TRIGGER auditUpdate; DROP TRIGGER auditDelete")
        try scene.execute(sql)
        #expect(try await !scene.database.auditEntries(of: scene.run).isVerified)
    }

    @Test(arguments: [
        ("UPDATE audit SET who = 'nobody' WHERE id = 4", 4, "resolve"),
        ("DELETE FROM audit WHERE id = 3", 3, "resolve"),
        ("UPDATE audit SET at = 1 WHERE id IN (2, 5)", 2, "start"),
    ])
    func namesTheFirstEntryThatDoesNotFollow(_ sql: String, _ number: Int64, _ action: String) async throws {
        let scene = try await Self.story()
        try scene.execute("DROP TRIGGER auditUpdate; DROP TRIGGER auditDelete")
        try scene.execute(sql)
        let broken = try await scene.database.auditEntries().firstBroken
        #expect(broken?.number == number)
        #expect(broken?.found.action == action)
    }

    /// While somebody reads nobody can commit (rollback journal), so that a long record is read in pieces.
    @Test(arguments: [1, 2, 4, 6, 7]) func isCheckedInSlices(_ slice: Int) async throws {
        let scene = try await Self.story()
        let reads = Reads()
        try await scene.database.queue.writeWithoutTransaction { db in
            db.trace { if "\($0)".hasPrefix("BEGIN") { reads.count.withLock { $0 += 1 } } }
        }
        let trail = try await scene.database.followAudit(slice: slice) { $0.action != "halt" }
        #expect(reads.count.withLock { $0 } == 6 / slice + 1, "each is a read of its own")
        #expect(trail.isVerified && trail.entries.map(\.action) == ["freeze", "start", "resolve", "sent", "recall"])
        #expect(try await scene.database.firstAuditBreak() == nil)
        try scene.execute("DROP TRIGGER auditUpdate; UPDATE audit SET who = 'nobody' WHERE id IN (3, 5)")
        let broken = try await scene.database.followAudit(slice: slice) { _ in true }
        #expect(broken.entries.count == 6 && broken.firstBroken?.number == 3)
        #expect(try await scene.database.firstAuditBreak()?.number == 3)
    }

    private final class Reads: Sendable {
        let count = Mutex(0)
    }

    @Test func keepsTheTerminalInTheDetail() async throws {
        let scene = try await Scene.sending()
        let ann = AuditActor(name: "ann", userID: 1000, terminal: "/dev/pts/3")
        try await scene.database.pause(scene.run, reason: "lunch", by: ann, at: Fixture.moment())
        let trail = try await scene.database.auditEntries(of: scene.run)
        #expect(trail.isVerified)
        #expect(trail.entries.last?.who == Fixture.ann)
        #expect(trail.entries.last?.detail == #"{"reason":"lunch","tty":"/dev/pts/3"}"#)
    }
}
