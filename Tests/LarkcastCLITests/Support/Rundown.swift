import Foundation
import JobModel
import JobStore

@testable import LarkcastCLI

/// Runs at a given place in their lives, made in a world's store as a runner would have left them.
extension CommandWorld {
    static let run = RunID(rawValue: "k7m2k7m2k7m2")
    static let tester = AuditActor(name: "tester", userID: 1)

    /// A run of three batches of ten people, sent up to the outcomes; `nil` leaves a batch on the wire.
    @discardableResult
    func sending(_ outcomes: [AttemptOutcome?], maxInDoubt: Int = 1) async throws -> JobDatabase {
        let store = try store
        let now = CommandWorld.now()
        let plan = try Samples.plan(people: 30, batchSize: 10)
        _ = try await store.freeze(plan, id: Self.run, appID: "cli_test", by: Self.tester, at: now)
        try await store.begin(Self.run, by: Self.tester, at: now)
        let epoch = try await store.beginEpoch(as: RunnerIdentity(processID: 1, host: "test"), at: now)
        for (index, outcome) in outcomes.enumerated() {
            guard
                case .claimed(let batch) = try await store.claim(
                    Self.run, epoch: epoch, limits: RateLimits(), at: now)
            else { throw StoreError(.wrongState, "nothing to claim") }
            try store.markDispatching(batch.ticket, at: now)
            guard let outcome else { continue }
            var evidence = AttemptEvidence()
            evidence.httpStatus = 504
            evidence.curlCode = 0
            evidence.logID = "log-\(index)\u{1B}[2J"
            evidence.peer = "10.0.0.1:443"
            evidence.bytesSent = 812
            evidence.hint = "probably sent"
            try await store.record(
                batch.ticket,
                AttemptResult(
                    outcome: outcome, batchMessageID: outcome == .accepted ? "bm-\(1000 + index)" : nil,
                    evidence: evidence), at: now)
        }
        return store
    }

    /// A run of three direct messages, sent up to the outcomes at an instant.
    @discardableResult
    func directRun(_ outcomes: [AttemptOutcome], at now: Moment) async throws -> JobDatabase {
        let store = try store
        var audience = Audience()
        audience.users.openIDs = (0..<3).map { "ou_" + String(format: "%032d", $0) }
        var manifest = Manifest(job: "hello", audience: audience, message: .text("Hello"))
        manifest.channel = .direct
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data("{}".utf8))
        _ = try await store.freeze(plan, id: Self.run, appID: "cli_test", by: Self.tester, at: now)
        try await store.begin(Self.run, by: Self.tester, at: now)
        let epoch = try await store.beginEpoch(as: RunnerIdentity(processID: 1, host: "test"), at: now)
        for outcome in outcomes {
            guard
                case .claimed(let batch) = try await store.claim(
                    Self.run, epoch: epoch, limits: RateLimits(), at: now)
            else { throw StoreError(.wrongState, "nothing to claim") }
            try store.markDispatching(batch.ticket, at: now)
            try await store.record(batch.ticket, AttemptResult(outcome: outcome), at: now)
        }
        return store
    }
}
