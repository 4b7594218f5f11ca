import Dispatch
import Foundation
import GRDB
import JobModel
import Synchronization
import Testing

@testable import JobStore

@Suite struct GroupCommitTests {
    /// A table to write to, and a way to hold the writer back until all operations wait.
    private static func store() throws -> JobDatabase {
        let database = try JobDatabase.inMemory()
        try database.queue.writeWithoutTransaction {
            try $0.execute(sql: "CREATE TABLE note (text TEXT NOT NULL UNIQUE)")
        }
        return database
    }

    private static func insert(_ text: String?) -> @Sendable (Database) throws -> Void {
        { try $0.execute(sql: "INSERT INTO note VALUES (?)", arguments: [text]) }
    }

    private static func notes(_ database: JobDatabase) throws -> [String] {
        try database.queue.read { try String.fetchAll($0, sql: "SELECT text FROM note ORDER BY text") }
    }

    /// Blocks the writer, lets `body` queue its operations, then lets the writer go on; gives the number of commits.
    private static func gather(
        _ database: JobDatabase, _ operations: [@Sendable (Database) throws -> Void]
    ) async -> (results: [(any Error)?], commits: Int) {
        let entered = DispatchSemaphore(value: 0)
        let gate = DispatchSemaphore(value: 0)
        let before = database.writer.commits
        let results = Slots(count: operations.count)
        let threads = DispatchGroup()
        Self.onThread(threads) {
            try? database.writer.writeBlocking { _ in
                entered.signal()
                gate.wait()
            }
        }
        Self.onThread(threads) {
            entered.wait()
            for (index, operation) in operations.enumerated() {
                database.writer.submit(operation) { result in
                    if case .failure(let error) = result { results.set(index, error) }
                }
            }
            gate.signal()
            // Queued behind all the others, so its answer comes after theirs.
            try? database.writer.writeBlocking { _ in }
        }
        await withCheckedContinuation { continuation in
            threads.notify(queue: .global()) { continuation.resume() }
        }
        return (results.all, database.writer.commits - before)
    }

    private static func onThread(_ group: DispatchGroup, _ body: @escaping @Sendable () -> Void) {
        group.enter()
        Thread {
            body()
            group.leave()
        }.start()
    }

    @Test func whatWaitsSharesOneCommit() async throws {
        let database = try Self.store()
        let (results, commits) = await Self.gather(database, (0..<50).map { Self.insert("note \($0)") })
        #expect(results.allSatisfy { $0 == nil })
        #expect(try Self.notes(database).count == 50)
        // The operation that held the writer took them along; the last one may have come too late.
        #expect((1...2).contains(commits))
    }

    @Test func aFailureTakesBackOnlyItself() async throws {
        let database = try Self.store()
        let halfDone: @Sendable (Database) throws -> Void = { db in
            try Self.insert("half")(db)
            throw StoreError(.wrongState, "no")
        }
        let (results, _) = await Self.gather(
            database, [Self.insert("a"), halfDone, Self.insert(nil), Self.insert("a"), Self.insert("b")])
        #expect(results.map { $0 == nil } == [true, false, false, false, true])
        #expect((results[1] as? StoreError)?.code == .wrongState)
        #expect(try Self.notes(database) == ["a", "b"])
    }

    @Test func aFailedCommitFailsEverybody() async throws {
        let database = try Self.store()
        try await database.queue.writeWithoutTransaction { db in
            try db.execute(
                sql: "CREATE TABLE child (parent TEXT REFERENCES note (text) DEFERRABLE INITIALLY DEFERRED)")
        }
        let orphan: @Sendable (Database) throws -> Void = { try $0.execute(sql: "INSERT INTO child VALUES ('gone')") }
        let (results, _) = await Self.gather(database, [Self.insert("a"), orphan, Self.insert("b")])
        #expect(results.allSatisfy { $0 != nil })
        #expect(try Self.notes(database).isEmpty)
        try await database.write { try Self.insert("afterwards")($0) }
        #expect(try Self.notes(database) == ["afterwards"])
    }

    @Test func anErrorThatUndoesTheTransactionFailsEverybody() async throws {
        let database = try Self.store()
        let undo: @Sendable (Database) throws -> Void = { db in
            try db.execute(sql: "ROLLBACK")
            throw StoreError(.diskFull, "no room")
        }
        let (results, _) = await Self.gather(database, [Self.insert("a"), undo, Self.insert("b")])
        #expect(results.map { ($0 as? StoreError)?.code } == [.diskFull, .diskFull, .diskFull])
        #expect(try Self.notes(database).isEmpty)
    }

    @Test func nobodyIsAnsweredBeforeTheCommit() async throws {
        try await Fixture.withFolder { folder in
            let database = try JobDatabase.open(at: folder + "/store.sqlite")
            let reader = try JobDatabase.open(at: folder + "/store.sqlite", access: .readOnly)
            for number in 1...20 {
                let epoch = try await database.beginEpoch(as: Fixture.runner, at: Fixture.moment())
                let seen = try await reader.read { try Int.fetchOne($0, sql: "SELECT epoch FROM runner") }
                #expect(epoch.rawValue == Int64(number))
                #expect(seen == number)
            }
        }
    }

    @Test func manyWritersAtOnceAllGetTheirOwnAnswer() async throws {
        let database = try Self.store()
        let before = database.writer.commits
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<300 {
                group.addTask {
                    try await database.write { db in
                        try Self.insert("note \(number)")(db)
                        return number
                    }
                }
            }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(answers == Set(0..<300))
        #expect(try Self.notes(database).count == 300)
        #expect(database.writer.commits - before <= 300)
    }

    @Test func whoeverDrivesTheWriterChoosesWhenAGroupIsCommitted() throws {
        let handedOut = Mutex<[@Sendable () -> Void]>([])
        let store = try SharedMemoryStore()
        let database = store.open { commit in handedOut.withLock { $0.append(commit) } }
        try store.queue.writeWithoutTransaction { try $0.execute(sql: "CREATE TABLE note (text TEXT)") }
        let results = Slots(count: 3)
        for index in 0..<3 {
            database.writer.submit(Self.insert("\(index)")) { result in
                if case .failure(let error) = result { results.set(index, error) }
            }
        }
        #expect(handedOut.withLock { $0.count } == 1, "the second and third join the first")
        #expect(try Self.notes(database).isEmpty)
        for commit in handedOut.withLock({ $0 }) { commit() }
        #expect(try Self.notes(database) == ["0", "1", "2"])
        #expect(results.all.allSatisfy { $0 == nil })
        #expect(database.writer.commits == 1)
    }

    @Test func aBlockingWriteTakesAlongWhatWaits() throws {
        let store = try SharedMemoryStore()
        let database = store.open { _ in }
        try store.queue.writeWithoutTransaction { try $0.execute(sql: "CREATE TABLE note (text TEXT)") }
        database.writer.submit(Self.insert("waits")) { _ in }
        try database.writeBlocking { try Self.insert("blocks")($0) }
        #expect(try Self.notes(database) == ["blocks", "waits"])
        #expect(database.writer.commits == 1)
    }

    @Test func aClosedStoreAnswersToo() async throws {
        let database = try Self.store()
        database.writer.stop()
        #expect(await code { try await database.write { try Self.insert("late")($0) } } == .cannotOpen)
    }
}

/// Errors by place, filled from the writer's thread.
private final class Slots: Sendable {
    private let errors: Mutex<[(any Error)?]>

    init(count: Int) {
        errors = Mutex(Array(repeating: nil, count: count))
    }

    var all: [(any Error)?] { errors.withLock { $0 } }

    func set(_ index: Int, _ error: any Error) {
        errors.withLock { $0[index] = error }
    }
}
