import Foundation

/// The time the sandbox lives in, passed in so that tests need not wait.
///
/// The only place of this module that reads a real clock.
public struct SandboxClock: Sendable {
    /// Seconds since any fixed point, never going back.
    ///
    /// Rate limits and sandbox time are counted in it.
    public var monotonic: @Sendable () -> Double

    /// Seconds since 1970 (UTC), for the journal and for identifiers that differ between two starts.
    public var wall: @Sendable () -> Double

    /// Waits for so many real seconds: the `latency` of the configuration and the delays of faults.
    public var sleep: @Sendable (Double) async throws -> Void

    /// A clock from its three parts.
    public init(
        monotonic: @escaping @Sendable () -> Double,
        wall: @escaping @Sendable () -> Double,
        sleep: @escaping @Sendable (Double) async throws -> Void
    ) {
        self.monotonic = monotonic
        self.wall = wall
        self.sleep = sleep
    }

    /// The clock of this machine.
    public static func live() -> SandboxClock {
        let origin = ContinuousClock.now
        return SandboxClock(
            monotonic: { (ContinuousClock.now - origin) / .seconds(1) },
            wall: { Date().timeIntervalSince1970 },
            sleep: { try await Task.sleep(for: .seconds($0)) }
        )
    }
}
