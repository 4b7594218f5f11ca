import JobModel
import Testing

@testable import JobStore

/// How fast an app's runs have been, as far as the store remembers.
struct PastPaceTests {
    /// A finished run of `calls` batches that took so many milliseconds.
    private func run(
        _ number: UInt64, calls: Int, milliseconds: Int64, isTest: Bool = false, in database: JobDatabase
    ) async throws {
        let start = Int64(number) * 10_000_000
        let id = Fixture.runID(number)
        let plan = Fixture.plan(
            job: "job-\(number)", (0..<calls).map { ["ou_\(number)_\($0)"] }, content: "\(number)", isTest: isTest)
        _ = try await database.freeze(plan, id: id, appID: Fixture.app, by: Fixture.ann, at: Fixture.moment(start))
        try await database.begin(id, by: Fixture.ann, at: Fixture.moment(start))
        let epoch = try await database.beginEpoch(as: Fixture.runner, at: Fixture.moment(start))
        var scene = Scene(database: database, run: id, epoch: epoch)
        scene.run = id
        for call in 0..<calls { try await scene.accept("\(number)-\(call)-abcdef", at: Fixture.moment(start + 1)) }
        #expect(try await database.finishSendingIfComplete(id, at: Fixture.moment(start + milliseconds)))
    }

    @Test func itIsTheMedianOfTheRunsOfSuchASize() async throws {
        let database = try JobDatabase.inMemory()
        #expect(try await database.pace(of: Fixture.app, calls: 1) == nil)
        try await run(1, calls: 10, milliseconds: 1000, in: database)
        #expect(try await database.pace(of: Fixture.app, calls: 10) == .init(millisecondsPerCall: 100, runs: 1))
        // One that was paused for hours does not move it.
        try await run(2, calls: 10, milliseconds: 9_000_000, in: database)
        try await run(3, calls: 10, milliseconds: 3000, in: database)
        #expect(try await database.pace(of: Fixture.app, calls: 10) == .init(millisecondsPerCall: 300, runs: 3))
        try await run(4, calls: 10, milliseconds: 2000, in: database)
        #expect(try await database.pace(of: Fixture.app, calls: 10) == .init(millisecondsPerCall: 250, runs: 4))
        // A run of ten calls says nothing about one of a thousand.
        #expect(try await database.pace(of: Fixture.app, calls: 1000) == nil)
        #expect(try await database.pace(of: Fixture.app, calls: 109)?.runs == 4)
        #expect(try await database.pace(of: "cli_other", calls: 10) == nil)
    }

    @Test func testsAndUnfinishedRunsDoNotCount() async throws {
        let scene = try await Scene.sending()
        #expect(try await scene.database.pace(of: Fixture.app, calls: 1) == nil)
        try await run(7, calls: 1, milliseconds: 10, isTest: true, in: scene.database)
        #expect(try await scene.database.pace(of: Fixture.app, calls: 1) == nil)
    }
}
