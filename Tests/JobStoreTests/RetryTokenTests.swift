import JobModel
import Testing

@testable import JobStore

/// What a run may spend on tries that come to nothing is kept with the run, so that no restart fills it again.
@Suite struct RetryTokenTests {
    private static func failing(_ cost: Int) -> AttemptResult {
        var result = AttemptResult(outcome: .notSent, retryAfterMilliseconds: 0)
        result.retryCost = cost
        return result
    }

    private static func tokens(_ scene: Scene) throws -> Int? { try scene.integer("SELECT retryTokens FROM run") }

    private static func fail(_ scene: Scene, cost: Int) async throws {
        let batch = try await scene.claim()
        try await scene.database.record(batch.ticket, failing(cost), at: Fixture.moment())
    }

    @Test func triesCostAndFirstTrySuccessesEarn() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 4, of: 1))
        #expect(try Self.tokens(scene) == 500)
        try await Self.fail(scene, cost: 14)
        #expect(try Self.tokens(scene) == 486)
        try await scene.accept("second-try")
        #expect(try Self.tokens(scene) == 486, "that was its second try")
        try await scene.accept("first-try-b")
        try await scene.accept("first-try-c")
        #expect(try Self.tokens(scene) == 488)
    }

    @Test func neverExceedsItsCap() async throws {
        let scene = try await Scene.sending()
        try await scene.accept("first")
        #expect(try Self.tokens(scene) == 500)
    }

    @Test func anEmptyBudgetPausesTheRunAndAResumeFillsIt() async throws {
        let scene = try await Scene.sending()
        for _ in 0..<35 { try await Self.fail(scene, cost: 14) }
        #expect(try Self.tokens(scene) == 10)
        #expect(try await scene.summary().state == .sending)
        try await Self.fail(scene, cost: 14)
        let run = try await scene.summary()
        #expect(run.state == .paused)
        #expect(run.stateReason?.hasPrefix("retry_budget: ") == true)
        #expect(run.batches.allSatisfy { $0.state == .pending })

        try await scene.database.resumeSending(scene.run, by: Fixture.ann, at: Fixture.moment())
        #expect(try Self.tokens(scene) == 500)
        #expect(try await scene.summary().state == .sending)
    }

    @Test func aRestartDoesNotFillIt() async throws {
        let scene = try await Scene.sending()
        try await Self.fail(scene, cost: 200)
        let epoch = try await scene.database.beginEpoch(as: Fixture.runner, at: Fixture.moment())
        _ = try await scene.database.rescue(epoch, at: Fixture.moment())
        let restarted = Scene(database: scene.database, run: scene.run, epoch: epoch)
        try await Self.fail(restarted, cost: 200)
        #expect(try Self.tokens(restarted) == 100)
        try await Self.fail(restarted, cost: 200)
        #expect(try await restarted.summary().state == .paused)
    }
}
