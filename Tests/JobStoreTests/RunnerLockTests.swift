import Foundation
import Testing

@testable import JobStore

/// `flock` belongs to the open file, so a second open in one process stands for another process.
@Suite struct RunnerLockTests {
    @Test func oneHolderAtATime() async throws {
        try await Fixture.withFolder { folder in
            let database = try JobDatabase.open(at: folder + "/store.sqlite")
            do {
                let lock = try database.acquireRunnerLock(as: Fixture.runner)
                let error = #expect(throws: StoreError.self) {
                    _ = try database.acquireRunnerLock(as: RunnerIdentity(processID: 1, host: "other"))
                }
                #expect(error?.code == .lockHeld)
                #expect(error?.message.contains("process 4711 on mill") == true)
                withExtendedLifetime(lock) {}
            }
            _ = try database.acquireRunnerLock(as: Fixture.runner)
        }
    }

    @Test func whoeverOnlyLooksForADaemonLeavesNothing() async throws {
        try await Fixture.withFolder { folder in
            let database = try JobDatabase.open(at: folder + "/store.sqlite")
            let before = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(!database.isServed)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == before)
            do {
                let daemon = try database.acquireServeLock(as: Fixture.runner)
                #expect(database.isServed)
                withExtendedLifetime(daemon) {}
            }
            #expect(!database.isServed)
            let runner = try database.acquireRunnerLock(as: Fixture.runner)
            #expect(!database.isServed, "who sends is no daemon")
            _ = try database.acquireServeLock(as: Fixture.runner)
            withExtendedLifetime(runner) {}
        }
    }

    @Test func theLockFileIsPrivateAndStays() async throws {
        try await Fixture.withFolder { folder in
            let database = try JobDatabase.open(at: folder + "/store.sqlite")
            _ = try database.acquireRunnerLock(as: Fixture.runner)
            let path = folder + "/store.sqlite.lock"
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "4711 mill\n")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func aReplacedLockFileIsNoLock() async throws {
        try await Fixture.withFolder { folder in
            let database = try JobDatabase.open(at: folder + "/store.sqlite")
            let first = try database.acquireRunnerLock(as: Fixture.runner)
            try FileManager.default.removeItem(atPath: folder + "/store.sqlite.lock")
            #expect(!first.isCurrent)
            let second = try database.acquireRunnerLock(as: Fixture.runner)
            #expect(second.isCurrent)
        }
    }

    @Test func refusesALinkInPlaceOfTheLock() async throws {
        try await Fixture.withFolder { folder in
            let database = try JobDatabase.open(at: folder + "/store.sqlite")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/store.sqlite.lock", withDestinationPath: folder + "/elsewhere")
            #expect(await code { _ = try database.acquireRunnerLock(as: Fixture.runner) } == .cannotOpen)
        }
    }

    @Test func theOpeningsOfAStoreInMemoryContendForOne() async throws {
        let store = try SharedMemoryStore()
        let first = store.open { $0() }
        let second = store.open { $0() }
        var held: RunnerLock? = try first.acquireRunnerLock(as: Fixture.runner)
        #expect(held?.isCurrent == true)
        #expect(await code { _ = try second.acquireRunnerLock(as: Fixture.runner) } == .lockHeld)
        held = nil
        #expect(store.lock.holder == nil)
        let next = try second.acquireRunnerLock(as: Fixture.runner)
        #expect(next.isCurrent)
    }

    @Test func aLockThatWasLostIsNotTakenFromItsNextHolder() throws {
        let store = try SharedMemoryStore()
        var dead: RunnerLock? = try store.open { $0() }.acquireRunnerLock(as: Fixture.runner)
        store.lock.lose()
        #expect(dead?.isCurrent == false)
        let next = try store.open { $0() }.acquireRunnerLock(as: Fixture.runner)
        dead = nil
        #expect(next.isCurrent)
    }

    /// Who can open the lock file can hold it, and who can write it can name a holder that is not there.
    @Test func refusesALockFileOfOthers() async throws {
        try await Fixture.withFolder { folder in
            let database = try JobDatabase.open(at: folder + "/store.sqlite")
            _ = try database.acquireRunnerLock(as: Fixture.runner)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o644], ofItemAtPath: folder + "/store.sqlite.lock")
            let error = #expect(throws: StoreError.self) { _ = try database.acquireRunnerLock(as: Fixture.runner) }
            #expect(error?.code == .cannotOpen)
            #expect(error?.hint.contains("chmod 600") == true)
        }
    }
}
