/// How long every process rests after Feishu said "too often".
///
/// Source: Feishu, "Frequency control": wait `x-ogw-ratelimit-reset` seconds, back off when the header is missing.
enum ThrottlePause {
    private static let longest = 900.0
    private static let longestWithoutHeader = 60.0

    /// Milliseconds to rest: the header clamped to 1...900 s plus up to a second of jitter; without a usable header full
    /// jitter over a doubling range, at least a second.
    static func milliseconds(resetSeconds: Double?, throttledInARow: Int, randomUnit: () -> Double) -> Int64 {
        if let resetSeconds, resetSeconds.isFinite {
            return Int64((min(max(resetSeconds, 1), longest) + randomUnit()) * 1000)
        }
        let range = min(longestWithoutHeader, Double(1 << min(max(throttledInARow, 0), 10)))
        return Int64(max(1, randomUnit() * range) * 1000)
    }
}
