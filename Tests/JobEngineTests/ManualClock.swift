import JobEngine
import JobModel
import JobStore
import Synchronization

/// Time that passes only when somebody sleeps.
final class ManualClock: Sendable {
    private struct State {
        var milliseconds: Int64 = 0
        var wallOffset: Int64 = 0
        var naps: [Int64] = []
        var seed: UInt64 = 1
    }

    /// 2026-12-01T01:00:00Z.
    static let start: Int64 = 1_796_086_800_000

    private let state = Mutex(State())

    /// The instant.
    func now() -> Moment {
        let (passed, offset) = state.withLock { ($0.milliseconds, $0.wallOffset) }
        return Moment(
            wallMilliseconds: Self.start + passed + offset, monotonicMilliseconds: 1_000_000 + passed,
            bootID: "test-boot")
    }

    /// Lets time pass at once and gives other tasks a turn.
    func sleep(_ duration: Duration) async throws {
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        state.withLock { state in
            state.milliseconds += milliseconds
            state.naps.append(milliseconds)
        }
        await Task.yield()
        try Task.checkCancellation()
    }

    /// Lets time pass.
    func advance(milliseconds: Int64) { state.withLock { $0.milliseconds += milliseconds } }

    /// Sets the wall clock, as an operator or a time server does; no time passes.
    func setWall(toMilliseconds wall: Int64) { state.withLock { $0.wallOffset = wall - Self.start - $0.milliseconds } }

    /// How long has been slept in all.
    var slept: Int64 { state.withLock { $0.naps.reduce(0, +) } }

    /// Engine dependencies on this clock; chance is a fixed sequence.
    var dependencies: EngineDependencies {
        EngineDependencies(
            now: { self.now() }, sleep: { try await self.sleep($0) }, randomUnit: { 0.5 },
            randomBits: {
                self.state.withLock { state in
                    state.seed = state.seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return state.seed >> 3
                }
            },
            identity: RunnerIdentity(processID: 42, host: "test"))
    }
}
