import GRDB
import JobModel

/// Tells from the durable attempts whether one more request fits into every sliding window.
///
/// Feishu counts a request when it arrives, which is some time between its first byte and its answer. So a request counts
/// from its end, the latest it can have arrived, and one that has not ended counts as if it arrived now: whatever the
/// network does to the order, no window at the server can hold more than its limit.
///
/// Requests of an app to one API are numbered in the order of their ends, so that the limit-th newest is found by its number: two
/// steps in an index, however long the history and however high the limit. All requests count, refused ones too.
enum RateWindow {
    /// Milliseconds to wait for room; `nil` when there is some.
    static func wait(
        _ db: Database, appID: String, api: String, limits: RateLimits, at now: Moment
    ) throws -> Int64? {
        let newest = try Int.fetchOne(db.cachedStatement(sql: newestSQL), arguments: [appID, api]) ?? 0
        return try wait(limits: limits, inFlight: inFlight(db, appID: appID, api: api), newest: newest) {
            number, window in
            try remaining(db, appID: appID, api: api, number: number, window: window, now: now)
        }
    }

    /// How many requests of an app to one API have been claimed and have not ended.
    static func inFlight(_ db: Database, appID: String, api: String) throws -> Int {
        try Int.fetchOne(db.cachedStatement(sql: inFlightSQL), arguments: [appID, api]) ?? 0
    }

    /// Milliseconds to wait for room in both windows; `remaining` tells how long the request with a number stays in one.
    static func wait(
        limits: RateLimits, inFlight: Int, newest: Int, remaining: (_ number: Int, _ window: Int64) throws -> Int64?
    ) rethrows -> Int64? {
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
                wait = try remaining(newest - room + 1, window)
            }
            longest = [longest, wait].compactMap(\.self).max()
        }
        return longest
    }

    static let inFlightSQL = """
        SELECT count(*) FROM attempt
        WHERE appId = ? AND api = ? AND finishedAt IS NULL
        """
    static let newestSQL = """
        SELECT max(windowNumber) FROM attempt WHERE appId = ? AND api = ? AND windowNumber IS NOT NULL
        """
    static let numberedSQL = """
        SELECT finishedMono, finishedBootId FROM attempt
        WHERE appId = ? AND api = ? AND windowNumber = ?
        """

    /// How long the request with this number stays in its window.
    private static func remaining(
        _ db: Database, appID: String, api: String, number: Int, window: Int64, now: Moment
    ) throws -> Int64? {
        guard let row = try Row.fetchOne(db.cachedStatement(sql: numberedSQL), arguments: [appID, api, number]) else {
            return nil
        }
        return remaining(monotonic: row["finishedMono"], bootID: row["finishedBootId"], window: window, now: now)
    }

    /// How long an instant stays in a window; `nil` when it has left it.
    static func remaining(monotonic: Int64, bootID: String, window: Int64, now: Moment) -> Int64? {
        let age = age(monotonic: monotonic, bootID: bootID, at: now)
        return age >= window ? nil : window - age
    }

    /// Milliseconds since an instant, as far as they are certain, never negative.
    ///
    /// The monotonic clock decides within one boot. An instant of an earlier boot is as old as this boot and perhaps older,
    /// which nothing proves: the wall clock may have been set meanwhile. So for a minute after a reboot every window counts
    /// as it was left.
    static func age(monotonic: Int64, bootID: String, at now: Moment) -> Int64 {
        guard bootID == now.bootID else { return max(0, now.monotonicMilliseconds) }
        let (age, overflow) = now.monotonicMilliseconds.subtractingReportingOverflow(monotonic)
        return overflow ? 0 : max(0, age)
    }
}
