import GRDB
import JobModel

@testable import JobStore

/// A store with one run that is sending.
struct Scene {
    let database: JobDatabase
    var run: RunID
    var epoch: Epoch

    static let unlimited = RateLimits(perSecond: 1_000_000, perMinute: 1_000_000, marginMilliseconds: 0)

    static func sending(
        _ people: [[String]] = [["ou_a", "ou_b"], ["ou_c"]], maxInDoubt: Int = 1, notAfterSeconds: Int = 3600,
        in database: JobDatabase? = nil
    ) async throws -> Scene {
        let database = try database ?? JobDatabase.inMemory()
        let run = Fixture.runID(1)
        let plan = Fixture.plan(people, maxInDoubt: maxInDoubt, notAfterSeconds: notAfterSeconds)
        _ = try await database.freeze(plan, id: run, appID: Fixture.app, by: Fixture.ann, at: Fixture.moment())
        try await database.begin(run, by: Fixture.ann, at: Fixture.moment())
        let epoch = try await database.beginEpoch(as: Fixture.runner, at: Fixture.moment())
        return Scene(database: database, run: run, epoch: epoch)
    }

    func decide(_ limits: RateLimits = unlimited, at now: Moment = Fixture.moment()) async throws -> ClaimDecision {
        try await database.claim(run, epoch: epoch, limits: limits, at: now)
    }

    /// Claims the next batch; anything else is an error.
    func claim(at now: Moment = Fixture.moment()) async throws -> ClaimedBatch {
        guard case .claimed(let batch) = try await decide(at: now) else {
            throw StoreError(.wrongState, "nothing to claim")
        }
        return batch
    }

    /// Claims the next batch and brings it onto the wire.
    func dispatch(at now: Moment = Fixture.moment()) async throws -> ClaimedBatch {
        let batch = try await claim(at: now)
        try database.markDispatching(batch.ticket, at: now)
        return batch
    }

    /// Sends the next batch with the given end.
    @discardableResult
    func send(_ result: AttemptResult, at now: Moment = Fixture.moment()) async throws -> BatchState {
        let batch = try await dispatch(at: now)
        return try await database.record(batch.ticket, result, at: now)
    }

    @discardableResult
    func accept(_ name: String, at now: Moment = Fixture.moment()) async throws -> BatchState {
        try await send(AttemptResult(outcome: .accepted, batchMessageID: "bm-\(name)"), at: now)
    }

    func summary() async throws -> RunSummary {
        try await database.summary(of: run)
    }

    func states() async throws -> [BatchState] {
        try await summary().batches.map(\.state)
    }

    /// Runs raw SQL as an outsider with the same file would.
    func execute(_ sql: String) throws {
        try database.queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    func row(_ sql: String) throws -> Row? {
        try database.queue.read { try Row.fetchOne($0, sql: sql) }
    }

    func integer(_ sql: String) throws -> Int? {
        try row(sql)?[0]
    }

    func count(_ table: String) throws -> Int {
        try integer("SELECT count(*) FROM \(table)") ?? 0
    }
}
