import GRDB
import JobModel
import StrictJSON

/// Makes notifications from the audit and reads those that are due.
enum NotificationQueue {
    /// Queues what the audit tells of since the mark, and moves the mark, in one transaction.
    static func fill(_ db: Database, _ wish: NotificationWish, at now: Moment) throws {
        guard let mark = try Int64.fetchOne(db, sql: markSQL), let newest = try Int64.fetchOne(db, sql: newestSQL),
            newest > mark
        else { return }
        let entries = try Row.fetchAll(
            db,
            sql: """
                SELECT audit.id, audit.action, audit.runId, run.owner FROM audit JOIN run ON run.id = audit.runId
                WHERE audit.id > ? AND audit.id <= ? ORDER BY audit.id
                """,
            arguments: [mark, newest])
        let hasWebhook = try wish.hasWebhook || isWebhookInUse(db)
        let insert = try db.cachedStatement(
            sql: "INSERT INTO notification (auditId, runId, kind, channel, dueAt) VALUES (?, ?, ?, ?, ?)")
        for entry in entries {
            guard let kind = NotificationKind(auditAction: entry["action"]), wish.kinds.contains(kind) else { continue }
            let owner: String? = entry["owner"]
            for channel in NotificationChannel.allCases {
                switch channel {
                case .webhook: guard hasWebhook else { continue }
                case .owner: guard owner != nil else { continue }
                }
                try insert.execute(arguments: [
                    entry["id"] as Int64, entry["runId"] as String, kind.rawValue, channel.rawValue,
                    now.wallMilliseconds,
                ])
            }
        }
        try db.execute(sql: "UPDATE notificationMark SET auditId = ? WHERE id = 1", arguments: [newest])
    }

    /// Whether another process posts for this store, although this one knows no address: its operator's shell may lack a variable
    /// that the service has.
    ///
    /// It ends by itself: when the address is gone for good, what is queued for it is given up after a day without a try.
    private static func isWebhookInUse(_ db: Database) throws -> Bool {
        let sql = "SELECT state, attempts FROM notification WHERE channel = 'webhook' ORDER BY id DESC LIMIT 1"
        guard let last = try Row.fetchOne(db, sql: sql) else { return false }
        return last["state"] != "given_up" || last["attempts"] > 0
    }

    static let markSQL = "SELECT auditId FROM notificationMark WHERE id = 1"
    static let newestSQL = "SELECT max(id) FROM audit"

    /// What is due, the longest overdue first and so many of each way at most.
    ///
    /// A way that is stuck must not fill the page. What seems to lie far ahead has met a clock that was set back.
    static func due(_ db: Database, _ wish: NotificationWish, at now: Moment, limit: Int) throws -> [QueuedNotification]
    {
        let rows = try Row.fetchAll(
            db, sql: dueSQL,
            arguments: [
                now.wallMilliseconds, now.wallMilliseconds + NotificationQueue.farAhead, wish.hasWebhook,
                now.wallMilliseconds - longestNews, limit,
            ])
        return try rows.map { row in
            let run = RunID(rawValue: row["runId"])
            let summary = try RunSummaryQuery.brief(db, run)
            let kind: NotificationKind = try decoded(row["kind"])
            let detail = JSONReader().readStrictly(Array((row["detail"] as String).utf8))
            // What stopped the run since is no reason for its having begun.
            let standing = kind == .start ? nil : summary.stateReason
            return QueuedNotification(
                rowID: row["id"], channel: try decoded(row["channel"]), appID: row["appId"], owner: row["owner"],
                attempts: row["attempts"],
                notification: RunNotification(
                    id: RunNotification.id(run: run, auditNumber: row["auditId"]), kind: kind,
                    at: row["at"], reason: detail?["reason"]?.string ?? standing, run: summary))
        }
    }

    // Who knows no address gives up what is stale, and leaves the rest to whoever knows it.
    static let dueSQL = """
        SELECT * FROM (
            SELECT notification.id, notification.channel, kind, attempts, auditId, notification.runId, dueAt, audit.at,
                audit.detail, run.appId, run.owner,
                row_number() OVER (PARTITION BY notification.channel, run.appId ORDER BY dueAt, notification.id) AS place
            FROM notification INDEXED BY notificationPending
                JOIN audit ON audit.id = auditId JOIN run ON run.id = notification.runId
            WHERE notification.state = 'pending' AND (dueAt <= ? OR dueAt > ?)
                AND (notification.channel <> 'webhook' OR ? OR audit.at < ?))
        WHERE place <= ? ORDER BY dueAt, id
        """

    /// What is older than this is no news any more, in milliseconds.
    static let longestNews: Int64 = 24 * 3_600_000

    /// Longer than any rest between two tries, in milliseconds.
    private static let farAhead: Int64 = 6 * 3_600_000
}
