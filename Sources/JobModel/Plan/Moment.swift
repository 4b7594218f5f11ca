/// One instant on both clocks.
///
/// The wall clock decides what is due and is shown; pacing and time-outs use the monotonic one, which no operator sets.
/// Monotonic values of different boots are not comparable, hence ``bootID``.
public struct Moment: Sendable, Hashable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var wallMilliseconds: Int64
    /// Milliseconds since boot, suspended time included (`CLOCK_BOOTTIME`).
    public var monotonicMilliseconds: Int64
    /// The kernel's name for this boot.
    public var bootID: String

    /// Creates a moment.
    public init(wallMilliseconds: Int64, monotonicMilliseconds: Int64, bootID: String) {
        self.wallMilliseconds = wallMilliseconds
        self.monotonicMilliseconds = monotonicMilliseconds
        self.bootID = bootID
    }
}
