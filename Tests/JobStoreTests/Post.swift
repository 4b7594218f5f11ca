import Foundation
import GRDB
import JobModel
import Testing

@testable import JobStore

/// A store on disk with a runner on duty: the lock, the ledger, a tenure.
struct Post {
    let database: JobDatabase
    let lock: RunnerLock
    let epoch: Epoch
    let report: RescueReport

    static let home = RunnerIdentity(processID: 4711, host: "mill", machineID: "machine-a")

    /// Opens the store in a folder and takes over from whoever was there before, who must be gone.
    static func takeOver(
        _ folder: String, as runner: RunnerIdentity = home, witness: String? = nil, at milliseconds: Int64 = 0
    ) async throws -> Post {
        let database = try JobDatabase.open(at: folder + "/store.sqlite", witnessFolder: witness)
        let lock = try database.acquireRunnerLock(as: runner)
        let now = Fixture.moment(milliseconds)
        try await database.secure(lock, as: runner, at: now)
        let epoch = try await database.beginEpoch(as: runner, at: now)
        return Post(
            database: database, lock: lock, epoch: epoch, report: try await database.rescue(epoch, at: now))
    }

    /// A run of five batches of two people that is sending.
    @discardableResult
    func begin(job: String = "notice", number: UInt64 = 1, batches: Int = 5) async throws -> Scene {
        let run = Fixture.runID(number)
        let plan = Fixture.plan(job: job, Fixture.people(batches: batches, of: 2), content: job)
        _ = try await database.freeze(plan, id: run, appID: Fixture.app, by: Fixture.ann, at: Fixture.moment())
        try await database.begin(run, by: Fixture.ann, at: Fixture.moment())
        return Scene(database: database, run: run, epoch: epoch)
    }

    /// The same run, seen by this runner.
    func scene(number: UInt64 = 1) -> Scene {
        Scene(database: database, run: Fixture.runID(number), epoch: epoch)
    }

    /// Adopts the store in a folder.
    static func adopt(
        _ folder: String, as runner: RunnerIdentity = home, witness: String? = nil
    ) async throws -> AdoptionReport {
        let database = try JobDatabase.open(at: folder + "/store.sqlite", witnessFolder: witness)
        let lock = try database.acquireRunnerLock(as: runner)
        return try await database.adopt(lock, as: runner, by: Fixture.ann, at: Fixture.moment(1000))
    }

    /// Lets a run go on, with the words when they are asked for; says whether they were.
    func resume(_ run: RunID, at now: Moment) async throws -> Bool {
        let marked = try await database.unwitnessed(run)
        if let marked {
            #expect(await code { try await database.resumeSending(run, by: Fixture.ann, at: now) } == .unwitnessed)
            try await database.allowResending(marked, by: Fixture.ann, at: now)
        }
        try await database.resumeSending(run, by: Fixture.ann, at: now)
        return marked != nil
    }

    static func ledger(_ folder: String) throws -> LedgerContents {
        try LedgerContents(Array(Data(contentsOf: URL(fileURLWithPath: folder + "/store.sqlite.ledger"))))
    }
}

extension Fixture {
    static func copy(_ from: String, _ to: String) throws {
        try? FileManager.default.removeItem(atPath: to)
        try Data(contentsOf: URL(fileURLWithPath: from)).write(to: URL(fileURLWithPath: to))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: to)
    }
}
