import FeishuAPI
import JobEngine
import JobModel
import JobStore
import TestSupport

/// A runner that is not the engine under test: another process, alive as long as this value, dead afterwards.
final class OtherRunner: Sendable {
    let store: JobDatabase
    let run: RunID
    let epoch: Epoch
    private let lock: RunnerLock
    private let clock: ManualClock

    /// Freezes a plan, and begins to send it.
    init(in world: EngineWorld, _ plan: RunPlan) async throws {
        store = try JobDatabase.open(at: world.directory.path("store.sqlite"))
        clock = world.clock
        let identity = RunnerIdentity(processID: 4711, host: "elsewhere")
        lock = try store.acquireRunnerLock(as: identity)
        epoch = try await store.beginEpoch(as: identity, at: clock.now())
        run = RunID(rawValue: "0123456789ab")
        _ = try await store.freeze(plan, id: run, appID: "cli_test", by: EngineWorld.actor, at: clock.now())
        try await store.begin(run, by: EngineWorld.actor, at: clock.now())
    }

    /// Claims the next batch: no byte is out yet.
    func claim() async throws -> AttemptTicket {
        let decision = try await store.claim(run, epoch: epoch, limits: RateLimits(), at: clock.now())
        guard case .claimed(let batch) = decision else { throw Unexpected(decision: decision) }
        return batch.ticket
    }

    /// Claims the next batch and commits the intent to send it: bytes may be on the wire.
    func dispatch() async throws -> AttemptTicket {
        let ticket = try await claim()
        try store.markDispatching(ticket, at: clock.now())
        return ticket
    }

    /// Sends the next batch; Feishu takes it.
    func send(id: String) async throws {
        try await record(try await dispatch(), id: id)
    }

    /// Records that Feishu took a batch.
    @discardableResult
    func record(_ ticket: AttemptTicket, id: String) async throws -> BatchState {
        try await store.record(ticket, AttemptResult(outcome: .accepted, batchMessageID: id), at: clock.now())
    }

    struct Unexpected: Error {
        let decision: ClaimDecision
    }
}
