import GRDB
import JobModel
import Testing

@testable import JobStore

/// What no statement may do to a run that leaves in waves.
@Suite struct WaveConstraintTests {
    /// Two batches in the first wave, two in the second; the first batch is accepted.
    private static func scene() async throws -> Scene {
        let database = try JobDatabase.inMemory()
        let people = Fixture.people(batches: 4, of: 2)
        let plan = Fixture.plan(people, waves: Waves(sizes: [.people(4)]), waveLengths: [2, 2])
        let run = Fixture.runID(1)
        _ = try await database.freeze(plan, id: run, appID: Fixture.app, by: Fixture.ann, at: Fixture.moment())
        try await database.begin(run, by: Fixture.ann, at: Fixture.moment())
        let epoch = try await database.beginEpoch(as: Fixture.runner, at: Fixture.moment())
        let scene = Scene(database: database, run: run, epoch: epoch)
        try await scene.accept("first")
        // The gate of a wave that nobody asks about any more.
        try scene.execute(Self.passes(2))
        return scene
    }

    private static func passes(_ number: Int) -> String {
        "UPDATE wave SET nextAt = 1, nextInMilliseconds = 1, nextMono = 1, nextBootId = 'b' WHERE number = \(number)"
    }

    private static let violations = [
        "UPDATE batch SET state = 'claimed', epoch = 1, attemptCount = attemptCount + 1 WHERE ordinal = 3",
        "UPDATE run SET openThrough = 4", "UPDATE run SET openThrough = NULL", "UPDATE run SET openThrough = 1",
        "UPDATE run SET isTest = 1", "UPDATE wave SET waitSeconds = 0", "UPDATE wave SET mostRejected = 9",
        "UPDATE wave SET lastOrdinal = 4 WHERE number = 1", "DELETE FROM wave",
        "INSERT INTO wave SELECT runId, 3, 5, 6, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL FROM wave WHERE number = 1",
        "UPDATE wave SET nextAt = 3 WHERE number = 2", "UPDATE wave SET nextMono = 3 WHERE number = 2",
    ]

    @Test(arguments: violations)
    func theStoreItselfRefuses(_ sql: String) async throws {
        let scene = try await Self.scene()
        #expect(throws: DatabaseError.self) { try scene.execute(sql) }
    }

    @Test(arguments: ConstraintTests.ofWaves.sorted())
    func everyTriggerIsWhatStopsSomething(_ name: String) async throws {
        #expect(try ConstraintTests.isWhatStops(name, oneOf: Self.violations, in: try await Self.scene()))
    }

    @Test func aWaveOpensOnlyBehindOneThatIsThrough() async throws {
        let scene = try await Self.scene()
        try scene.execute(Self.passes(1))
        #expect(throws: DatabaseError.self) { try scene.execute("UPDATE run SET openThrough = 4") }
        try await scene.accept("second")
        try scene.execute("UPDATE run SET openThrough = 4")
        #expect(throws: DatabaseError.self) { try scene.execute("UPDATE wave SET nextAt = 2 WHERE number = 1") }
    }

    @Test func aSupersededRunnerOpensNothing() async throws {
        let scene = try await Self.scene()
        try await scene.accept("second")
        _ = try await scene.database.beginEpoch(as: Fixture.runner, at: Fixture.moment())
        let failure = await code {
            _ = try await scene.database.advanceWave(of: scene.run, epoch: scene.epoch, at: Fixture.moment())
        }
        #expect(failure == .superseded)
    }

    @Test func aTestIsNotTheCampaign() async throws {
        let database = try JobDatabase.inMemory()
        let test = Fixture.plan([["ou_a"]], isTest: true)
        let campaign = Fixture.plan([["ou_a"]])
        func freeze(_ plan: RunPlan, _ number: UInt64) async throws {
            _ = try await database.freeze(
                plan, id: Fixture.runID(number), appID: Fixture.app, by: Fixture.ann, at: Fixture.moment())
        }
        try await freeze(test, 1)
        #expect(try await database.unfinishedRun(of: test.job) == nil)
        #expect(await code { _ = try await database.run("notice@latest") } == .notFound)
        try await freeze(campaign, 2)
        #expect(try await database.run("notice@latest").id == Fixture.runID(2))
        #expect(try await database.run("notice@test").id == Fixture.runID(1))
        #expect(try await database.unfinishedRun(of: test.job, isTest: true)?.isTest == true)
        #expect(await code { try await freeze(test, 3) } == .unfinished)
        #expect(await code { try await freeze(campaign, 3) } == .unfinished)
    }
}
