/// What comes after the batches of a wave are accounted for.
public enum WaveStep: Sendable, Equatable {
    /// There is no other wave, or this one is still under way.
    case none
    /// The next wave may leave now.
    case opened(Int)
    /// The next wave leaves later.
    case waiting(NextWave)
    /// The gate behind the wave is closed: the run is paused, for the reason given.
    case gateClosed(reason: String)
    /// The run's deadline has passed meanwhile.
    case expired
}

/// A wave that is still to leave.
public struct NextWave: Sendable, Equatable {
    /// Its number, from 2.
    public let number: Int
    /// How many waves the run has.
    public let count: Int
    /// When it leaves, in milliseconds since 1970 UTC.
    public let opensAt: Int64

    /// Creates a wave that is still to leave.
    public init(number: Int, count: Int, opensAt: Int64) {
        self.number = number
        self.count = count
        self.opensAt = opensAt
    }
}
