import Crypto
import Foundation
import JobModel
import JobStore

/// Runs to look at.
enum Runs {
    static let ann = AuditActor(name: "ann", userID: 1000)
    static let unlimited = RateLimits(perSecond: 1_000_000, perMinute: 1_000_000, marginMilliseconds: 0)

    /// A plan of batches of the given sizes.
    static func plan(
        job: String = "notice", title: String = "A notice", sizes: [Int] = [2, 1], labels: [String]? = nil
    ) -> RunPlan {
        let (head, tail) = (Data(#"{"open_ids":"#.utf8), Data("}".utf8))
        let batches = sizes.enumerated().map { index, size in
            let ids = (0..<size).map { "\"ou_\(job)_\(index)_\($0)\"" }.joined(separator: ",")
            let json = Data("[\(ids)]".utf8)
            return PlannedBatch(
                ordinal: index + 1, label: labels?[index] ?? "Team \(index + 1)", idKind: .openID, recipientsJSON: json,
                recipientCount: size, bodySHA256: hash(head + json + tail))
        }
        return RunPlan(
            job: job, title: title, unit: .people, manifest: Data("{}".utf8), bodyHead: head, bodyTail: tail,
            batches: batches, targeted: sizes.reduce(0, +), excluded: 0,
            duplicate: 0, contentSHA256: hash(Data(job.utf8)),
            audienceSHA256: hash(Data("\(job)\(sizes)".utf8)), planSHA256: hash(Data("plan \(job)\(sizes)".utf8)),
            delivery: DeliveryOptions(), trackingSeconds: 3600)
    }

    /// Freezes a plan as a run of this number.
    @discardableResult
    static func freeze(
        _ plan: RunPlan, _ number: UInt64, in world: DashboardWorld, consent: Consent = .notNeeded
    ) async throws -> RunID {
        let run = RunID(randomBits: number)
        _ = try await world.store.freeze(plan, id: run, appID: "cli_test", consent: consent, by: ann, at: world.now)
        return run
    }

    /// Begins a run and has its first batches accepted.
    static func send(_ run: RunID, accepting count: Int, in world: DashboardWorld) async throws {
        let store = world.store
        try await store.begin(run, by: ann, at: world.now)
        let epoch = try await store.beginEpoch(as: RunnerIdentity(processID: 1, host: "mill"), at: world.now)
        for number in 0..<count {
            guard case .claimed(let batch) = try await store.claim(run, epoch: epoch, limits: unlimited, at: world.now)
            else { return }
            try store.markDispatching(batch.ticket, at: world.now)
            _ = try await store.record(
                batch.ticket,
                AttemptResult(outcome: .accepted, batchMessageID: "bm-\(run.rawValue)-\(number)"), at: world.now)
        }
    }

    /// Has the next batch of a run on the wire.
    static func dispatch(_ run: RunID, in world: DashboardWorld) async throws -> AttemptTicket {
        let store = world.store
        let epoch = try await store.beginEpoch(as: RunnerIdentity(processID: 1, host: "mill"), at: world.now)
        guard case .claimed(let batch) = try await store.claim(run, epoch: epoch, limits: unlimited, at: world.now)
        else { throw CancellationError() }
        try store.markDispatching(batch.ticket, at: world.now)
        return batch.ticket
    }

    static func hash(_ data: Data) -> String { SHA256.hash(data: data).map { String(format: "%02x", $0) }.joined() }
}
