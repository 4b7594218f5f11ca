/// How long a direct message whose outcome is unknown may be sent again with its `uuid`.
///
/// Within an hour of a message Feishu sends no second one with the same `uuid`; after it, it would. So the hour counts from
/// the first try that may have arrived, and ends five minutes early, which is longer than a request takes.
/// Source: Feishu, "Send a message", `uuid`.
public enum MessageLife {
    /// Milliseconds after the first doubtful try within which the same bytes may leave again.
    public static let milliseconds: Int64 = 55 * 60_000

    /// Whether a message may still be repeated, by the time its first try that may have arrived was claimed.
    ///
    /// Of the two clocks the one that shows more counts: neither a clock that was set back nor one that stood still while the
    /// machine slept may make a message look young. Over a reboot only the wall clock is left, which may show anything, so
    /// then it may not.
    public static func isRunning(since first: Moment, at now: Moment) -> Bool {
        guard first.bootID == now.bootID else { return false }
        let (wall, wallOverflow) = now.wallMilliseconds.subtractingReportingOverflow(first.wallMilliseconds)
        let (mono, monoOverflow) = now.monotonicMilliseconds.subtractingReportingOverflow(first.monotonicMilliseconds)
        guard !wallOverflow, !monoOverflow, mono >= 0 else { return false }
        return max(wall, mono) < milliseconds
    }
}
