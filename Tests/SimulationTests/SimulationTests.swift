import Foundation
import JobStore
import Testing

/// Nothing twice, nothing lost: played with seeds, on a host, a network and a Feishu in memory.
///
/// `make simulate SEEDS=10000` plays more, `make simulate SEED=1234` one, and prints what happened in it.
@Suite struct SimulationTests {
    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    @Test func noSeedBreaksAPromise() async throws {
        let count = Self.number("SIMULATION_SEEDS") ?? 200
        let start = Self.number("SIMULATION_FROM") ?? 1
        if let seed = Self.number("SIMULATION_SEED") {
            print(try await onThread { try SimulationCampaign.report(seed) })
            return
        }
        let began = ContinuousClock.now
        let campaign = try SimulationCampaign(seeds: start..<start + count)
        await campaign.play(threads: 2)
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        if count > 1000 || campaign.failed.isEmpty == false { print(campaign.tally.text(seconds: seconds)) }
        #expect(campaign.problem == nil)
        if let first = campaign.failed.first {
            let report = try await onThread { try SimulationCampaign.report(first) }
            Issue.record("seeds \(campaign.failed) break a promise:\n\(report)")
        }
        #expect(campaign.tally.duplicates == 0)
        #expect(campaign.tally.losses == 0)
    }

    @Test func aSeedIsPlayedAlikeEveryTime() async throws {
        for seed in UInt64(1)...20 {
            let (first, second) = try await onThread {
                let template = try SharedMemoryStore()
                return (
                    try Simulation(seed: seed, template: template, tracing: true),
                    try Simulation(seed: seed, template: template, tracing: true)
                )
            }
            #expect(first.trace == second.trace)
            #expect(first.fingerprint == second.fingerprint)
            #expect(first.tally == second.tally)
            #expect(!first.trace.isEmpty)
        }
    }

    /// A simulation blocks its thread, which must not be one of the two that all tests share.
    private func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result { try body() }) }
            thread.stackSize = 16 << 20
            thread.start()
        }
    }
}
