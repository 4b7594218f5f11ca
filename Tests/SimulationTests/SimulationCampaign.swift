import Foundation
import JobStore
import Synchronization

/// Many seeds over a few threads; each seed keeps to one of them.
final class SimulationCampaign: Sendable {
    private struct State {
        var next: UInt64
        var tally = Tally()
        var failed: [UInt64] = []
        var problem: String?
    }

    private let state: Mutex<State>
    private let end: UInt64
    private let template: SharedMemoryStore

    init(seeds: Range<UInt64>) throws {
        state = Mutex(State(next: seeds.lowerBound))
        end = seeds.upperBound
        template = try SharedMemoryStore()
    }

    var tally: Tally { state.withLock { $0.tally } }
    /// The seeds that broke a promise, the smallest first.
    var failed: [UInt64] { state.withLock { $0.failed.sorted() } }
    /// Why a seed could not even be played.
    var problem: String? { state.withLock { $0.problem } }

    /// Plays all seeds, or until a few have failed.
    func play(threads: Int) async {
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            let running = Mutex(threads)
            for _ in 0..<threads {
                let thread = Thread { [self] in
                    while let seed = take() { autoreleased { play(seed) } }
                    if running.withLock({ count in
                        count -= 1
                        return count == 0
                    }) {
                        done.resume()
                    }
                }
                thread.stackSize = 16 << 20
                thread.start()
            }
        }
    }

    private func autoreleased(_ body: () -> Void) { body() }

    private func take() -> UInt64? {
        state.withLock { state in
            guard state.next < end, state.failed.count < 5, state.problem == nil else { return nil }
            state.next += 1
            return state.next - 1
        }
    }

    private func play(_ seed: UInt64) {
        do {
            let simulation = try Simulation(seed: seed, template: template)
            state.withLock { state in
                state.tally.add(simulation.tally)
                if !simulation.violations.isEmpty { state.failed.append(seed) }
            }
        } catch {
            state.withLock { $0.problem = "seed \(seed): \(error)" }
        }
    }

    /// What happened in one seed, and what was broken, in words.
    static func report(_ seed: UInt64) throws -> String {
        let simulation = try Simulation(seed: seed, template: SharedMemoryStore(), tracing: true)
        return (["seed \(seed)"] + simulation.trace + simulation.violations + ["replay: make simulate SEED=\(seed)"])
            .joined(separator: "\n")
    }
}
