import GRDB
public import JobModel

/// How many recipients an app has addressed within a day, and will yet by what is planned.
///
/// Feishu lets an app send 500,000 messages a day and does not say when its day begins, so any 24 hours count: they hold
/// whatever the calendar day holds. The quota is that of `batch_send`: direct messages do not count. A department id counts
/// as one, since nobody knows how many people it stands for.
enum DailyRecipients {
    private static let day: Int64 = 86_400_000

    /// Recipients of the last 24 hours and of every batch that may still go out.
    static func committed(_ db: Database, appID: String, at now: Moment) throws -> Int {
        let first = try firstWindowNumber(db, appID: appID, since: now.wallMilliseconds - day)
        let sent = try Int.fetchOne(
            db, sql: sentSQL, arguments: [appID, first, now.wallMilliseconds - day])
        let planned = try Int.fetchOne(db, sql: plannedSQL, arguments: [appID])
        return (sent ?? 0) + (planned ?? 0)
    }

    static let sentSQL = """
        SELECT sum(batch.recipientCount) FROM attempt INDEXED BY attemptWindow JOIN batch ON batch.id = attempt.batchId
        WHERE attempt.appId = ? AND attempt.api = 'batch_send' AND attempt.windowNumber >= ?
            AND attempt.finishedAt > ? AND attempt.outcome IN ('accepted', 'accepted_without_id', 'in_doubt')
        """
    static let plannedSQL = """
        SELECT sum(batch.recipientCount) FROM run INDEXED BY runUnfinished JOIN batch ON batch.runId = run.id
        WHERE run.state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted') AND run.appId = ?
            AND run.channel = 'batch' AND batch.state IN ('pending', 'claimed', 'dispatching')
        """

    /// The first attempt of the last 24 hours, found by halving: ends are numbered in their order, and there may be millions.
    private static func firstWindowNumber(_ db: Database, appID: String, since: Int64) throws -> Int {
        var low = 1
        var high =
            1
            + (try Int.fetchOne(
                db.cachedStatement(sql: RateWindow.newestSQL), arguments: [appID, DeliveryChannel.batch.api]) ?? 0)
        let statement = try db.cachedStatement(
            sql: "SELECT finishedAt FROM attempt WHERE appId = ? AND api = 'batch_send' AND windowNumber = ?")
        while low < high {
            let middle = low + (high - low) / 2
            let finished = try Int64.fetchOne(statement, arguments: [appID, middle]) ?? .max
            if finished > since { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension JobDatabase {
    /// How many recipients the app has addressed in the last 24 hours or will by what is planned.
    public func dailyRecipients(of appID: String, at now: Moment) async throws(StoreError) -> Int {
        try await read { try DailyRecipients.committed($0, appID: appID, at: now) }
    }

    /// Refuses a plan that would take the app beyond its messages of a day.
    static func refuseBeyondDay(
        _ db: Database, _ plan: RunPlan, appID: String, limit: Int, at now: Moment
    ) throws {
        guard plan.channel == .batch else { return }
        let planned = plan.batches.reduce(0) { $0 + $1.recipientCount }
        let committed = try DailyRecipients.committed(db, appID: appID, at: now)
        guard planned > limit - committed else { return }
        throw StoreError(
            .dailyQuota,
            "\(planned) recipients and the \(committed) of the last 24 hours and of unfinished runs are more than the "
                + "\(limit) an app may address a day",
            hint: "wait until enough of them are a day old, or divide the audience; nothing was stored or sent")
    }
}
