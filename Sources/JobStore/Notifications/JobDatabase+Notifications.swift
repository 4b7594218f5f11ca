import GRDB
public import JobModel
import StrictJSON

extension JobDatabase {
    /// What is older than this is no news any more, in milliseconds.
    public static var longestNews: Int64 { NotificationQueue.longestNews }

    /// Queues what has happened since the last time, and returns what is due; both cost nothing when nothing has happened.
    ///
    /// Without a webhook of one's own, what others post is queued for them and left to them until it is no news any more.
    ///
    /// - Parameters:
    ///   - wish: What is told, and by which ways, here.
    ///   - now: When.
    ///   - limit: Most of each way: the webhook of an app's runs, the cards of an app.
    /// - Returns: the longest overdue first.
    /// - Throws: ``StoreError``.
    public func notifications(
        _ wish: NotificationWish, at now: Moment, limit: Int
    ) async throws(StoreError) -> [QueuedNotification] {
        let isNews = try await read { db in
            try (Int64.fetchOne(db, sql: NotificationQueue.newestSQL) ?? 0)
                > (Int64.fetchOne(db, sql: NotificationQueue.markSQL) ?? 0)
        }
        if isNews { try await write { try NotificationQueue.fill($0, wish, at: now) } }
        return try await read { try NotificationQueue.due($0, wish, at: now, limit: limit) }
    }

    /// Takes a notification for one try.
    ///
    /// - Parameters:
    ///   - queued: The notification as it was read.
    ///   - next: When it may be tried again should this process die or fail, in milliseconds since 1970 UTC.
    ///   - now: When.
    /// - Returns: whether this process may try; `false` when another was quicker.
    /// - Throws: ``StoreError``.
    public func claim(
        _ queued: QueuedNotification, nextTryAt next: Int64, at now: Moment
    ) async throws(StoreError) -> Bool {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE notification SET attempts = attempts + 1, dueAt = ?
                    WHERE id = ? AND attempts = ? AND state = 'pending'
                    """,
                arguments: [next, queued.rowID, queued.attempts])
            guard db.changesCount == 1 else { return false }
            if queued.channel == .owner { try CallMonth.count(db, appID: queued.appID, at: now) }
            return true
        }
    }

    /// Says that a notification was taken.
    public func noteDelivered(_ queued: QueuedNotification) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: "UPDATE notification SET state = 'delivered', problem = NULL WHERE id = ? AND state = 'pending'",
                arguments: [queued.rowID])
        }
    }

    /// Keeps what a try has met; the next one comes when its time has come.
    public func noteFailed(_ queued: QueuedNotification, problem: String) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: "UPDATE notification SET problem = ? WHERE id = ? AND state = 'pending'",
                arguments: [problem, queued.rowID])
        }
    }

    /// Ends the trying, and says so in the audit.
    public func giveUp(
        _ queued: QueuedNotification, problem: String, at now: Moment
    ) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: "UPDATE notification SET state = 'given_up', problem = ? WHERE id = ? AND state = 'pending'",
                arguments: [problem, queued.rowID])
            guard db.changesCount == 1 else { return }
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: .larkcast, action: "notification_given_up",
                run: queued.notification.run.id,
                detail: [
                    "event": .string(queued.notification.kind.rawValue), "channel": .string(queued.channel.rawValue),
                    "attempts": .integer(queued.attempts), "problem": .string(problem),
                ])
        }
    }
}
