import JobModel

/// The two clocks of the host: one that people set, one that starts again with every boot.
struct HostClock {
    /// 2026-12-01T01:00:00Z.
    private static let start: Int64 = 1_796_086_800_000
    /// Nobody sets a clock wrong by more than this, so that no run seems a week old.
    private static let wrongest: Int64 = 3 * 86_400_000

    private var offset: Int64 = 0
    private var bootedAt: Int64 = -3_600_000
    private(set) var boots = 1

    func moment(at now: Int64) -> Moment {
        Moment(
            wallMilliseconds: Self.start + now + offset, monotonicMilliseconds: now - bootedAt, bootID: "boot-\(boots)")
    }

    mutating func set(by milliseconds: Int64) {
        offset = min(max(offset + milliseconds, -Self.wrongest), Self.wrongest)
    }

    mutating func boot(at now: Int64) {
        boots += 1
        bootedAt = now
    }
}
