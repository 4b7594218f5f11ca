import Foundation
import GRDB
import Testing

@testable import JobStore

/// What a daemon sees of its store between two looks.
struct StoreWatchTests {
    @Test func onlyTheCommitsOfOthersCount() async throws {
        try await Fixture.withFolder { folder in
            let (mine, other) = (
                try JobDatabase.open(at: folder + "/store.sqlite"), try JobDatabase.open(at: folder + "/store.sqlite")
            )
            let watch = StoreWatch(mine)
            let first = try await watch.look()
            try await mine.noteClock(Fixture.moment())
            #expect(try await watch.look() == first, "what it wrote itself is no news")
            try await other.noteClock(Fixture.moment(1))
            let second = try await watch.look()
            #expect(second.commitsOfOthers != first.commitsOfOthers && second.isInPlace)
            #expect(try await watch.look() == second)
        }
    }

    @Test func aFileThatWasReplacedIsNotTheStore() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/store.sqlite"
            let watch = StoreWatch(try JobDatabase.open(at: path))
            try FileManager.default.moveItem(atPath: path, toPath: path + "-old")
            #expect(try await watch.look().isInPlace == false)
            try FileManager.default.copyItem(atPath: path + "-old", toPath: path)
            #expect(try await watch.look().isInPlace == false)
        }
    }

    /// Row 90: a newer larkcast was here while this one slept.
    @Test func aSchemaThatChangedUnderItIsRefusedBeforeAnythingIsSent() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/store.sqlite"
            let mine = try JobDatabase.open(at: path)
            let watch = StoreWatch(mine)
            _ = try await watch.look()
            try await DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 999") }
            #expect(await code { _ = try await watch.look() } == .newerSchema)
            let lock = try mine.acquireRunnerLock(as: Fixture.runner)
            #expect(
                await code { try await mine.secure(lock, as: Fixture.runner, at: Fixture.moment()) } == .newerSchema,
                "not even by a runner that has waited for the lock")
        }
    }

    @Test func oneDaemonAStore() async throws {
        try await Fixture.withFolder { folder in
            let store = try JobDatabase.open(at: folder + "/store.sqlite")
            do {
                let lock = try store.acquireServeLock(as: Fixture.runner)
                let second = try JobDatabase.open(at: folder + "/store.sqlite")
                let error = #expect(throws: StoreError.self) {
                    _ = try second.acquireServeLock(as: RunnerIdentity(processID: 1, host: "other"))
                }
                #expect(error?.code == .lockHeld)
                #expect(error?.message == "process 4711 on mill already serves this store")
                _ = try second.acquireRunnerLock(as: Fixture.runner)
                withExtendedLifetime(lock) {}
            }
            #expect(try store.acquireServeLock(as: Fixture.runner) != nil)
        }
    }
}
