import GRDB
import JobModel

/// Tells from the durable attempts whether one more request fits into every sliding window.
///
/// Feishu counts a request when it arrives, which is some time between its first byte and its answer. So a request counts
/// from its end, the latest it can have arrived, and one that has not ended counts as if it arrived now: whatever the
/// network does to the order, no window at the server can hold more than its limit.
///
/// Requests of an app are numbered in the order of their ends, so that the limit-th newest is found by its number: two
/// steps in an index, however long the history and however high the limit. All requests count, refused ones too.
enum RateWindow {
    /// Milliseconds to wait for room; `nil` when there is some.
    static func wait(_ db: Database, appID: String, limits: RateLimits, at now: Moment) throws -> Int64? {
        let inFlight =
            try Int.fetchOne(
                db.cachedStatement(sql: inFlightSQL), arguments: [appID]) ?? 0
        let newest = try Int.fetchOne(db.cachedStatement(sql: newestSQL), arguments: [appID]) ?? 0
        let margin = max(0, limits.marginMilliseconds)
        var longest: Int64?
        for (limit, window) in [(limits.perSecond, 1000 + margin), (limits.perMinute, 60_000 + margin)] {
            let room = max(1, limit) - inFlight
            let wait: Int64?
            if room <= 0 {
                // Its end is still to come, and counts for a whole window from then on.
                wait = window
            } else if room > newest {
                wait = nil
            } else {
                wait = try remaining(db, appID: appID, number: newest - room + 1, window: window, now: now)
            }
            longest = [longest, wait].compactMap(\.self).max()
        }
        return longest
    }

    static let inFlightSQL = """
        SELECT count(*) FROM attempt
        WHERE appId = ? AND api = 'batch_send' AND finishedAt IS NULL
        """
    static let newestSQL = """
        SELECT max(windowNumber) FROM attempt WHERE appId = ? AND api = 'batch_send' AND windowNumber IS NOT NULL
        """
    static let numberedSQL = """
        SELECT finishedAt, finishedMono, finishedBootId FROM attempt
        WHERE appId = ? AND api = 'batch_send' AND windowNumber = ?
        """

    /// How long the request with this number stays in its window.
    private static func remaining(
        _ db: Database, appID: String, number: Int, window: Int64, now: Moment
    ) throws -> Int64? {
        guard let row = try Row.fetchOne(db.cachedStatement(sql: numberedSQL), arguments: [appID, number]) else {
            return nil
        }
        let age = age(
            wall: row["finishedAt"], monotonic: row["finishedMono"], bootID: row["finishedBootId"], at: now)
        return age >= window ? nil : window - age
    }

    /// Milliseconds since an instant, as far as they are certain, never negative.
    ///
    /// The monotonic clock decides within one boot. Across boots the wall clock does, but an operator may have set it;
    /// whatever it says, an instant before this boot is at least as old as the boot.
    static func age(wall: Int64, monotonic: Int64, bootID: String, at now: Moment) -> Int64 {
        if bootID == now.bootID { return difference(now.monotonicMilliseconds, monotonic) }
        return max(difference(now.wallMilliseconds, wall), max(0, now.monotonicMilliseconds))
    }

    private static func difference(_ later: Int64, _ earlier: Int64) -> Int64 {
        let (difference, overflow) = later.subtractingReportingOverflow(earlier)
        return overflow ? 0 : max(0, difference)
    }
}
