import GRDB
public import JobModel
import StrictJSON

/// A message that is still to be pinned in its group.
public struct UnpinnedMessage: Sendable, Equatable {
    /// Place in the order of sending, from 1.
    public var ordinal: Int
    /// The group, `oc_…`.
    public var chat: String
    /// Feishu's name for the message, `om_…`.
    public var messageID: String
    /// When it was sent, in milliseconds since 1970 UTC.
    public var sentAt: Int64
}

/// Messages that a process which died has left unpinned, or that could not be pinned for want of an answer.
enum PinsLeft {
    /// For so many milliseconds whoever has sent a run is believed to pin its messages.
    static let patience: Int64 = 60_000

    /// Messages of a run that asks for pins, with nothing said about theirs yet, and that nobody takes back.
    static let open = """
        FROM batch INDEXED BY batchUnpinned JOIN run ON run.id = runId
        WHERE pinsInChats = 1 AND recallWanted = 0
            AND idKind = 'chat_id' AND batchMessageId IS NOT NULL AND pinned IS NULL
        """

    /// When the first of them may be looked after; `nil` when there are none.
    static func due(_ db: Database, of appID: String) throws -> Int64? {
        // What was sent rests no more before its next try, so the column tells when to ask for the pin again.
        let sql = "SELECT min(max(run.sentAt + ?, batch.notBefore)) \(open) AND appId = ?"
        return try Int64.fetchOne(db, sql: sql, arguments: [patience, appID])
    }
}

extension JobDatabase {
    /// The runs of an app with messages about whose pin nothing is known: a process may have died between the two, or Feishu has
    /// not answered.
    ///
    /// - Parameters:
    ///   - appID: The app.
    ///   - now: Leaves out the messages that rest until later; `nil` for all.
    /// - Returns: the runs, each once.
    /// - Throws: ``StoreError``.
    public func runsToPin(of appID: String, dueAt now: Moment?) async throws(StoreError) -> [RunID] {
        try await read { db in
            let sql = "SELECT DISTINCT runId \(PinsLeft.open) AND appId = ? AND batch.notBefore <= ?"
            let arguments: StatementArguments = [appID, now?.wallMilliseconds ?? .max]
            return try String.fetchAll(db, sql: sql, arguments: arguments).map { RunID(rawValue: $0) }
        }
    }

    /// The messages of a run that were sent to a group and about whose pin nothing is known.
    ///
    /// Empty unless the manifest asks for pins, and for messages that somebody takes back. With `now`, those that rest until later
    /// are left out.
    public func unpinnedMessages(of run: RunID, dueAt now: Moment? = nil) async throws(StoreError) -> [UnpinnedMessage]
    {
        try await read { db in
            let sql = """
                SELECT ordinal, label, batchMessageId, coalesce(
                    (SELECT finishedAt FROM attempt WHERE batchId = batch.id AND number = batch.attemptCount), createdAt)
                \(PinsLeft.open) AND runId = ? AND batch.notBefore <= ?
                ORDER BY ordinal
                """
            let arguments: StatementArguments = [run.rawValue, now?.wallMilliseconds ?? .max]
            return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
                UnpinnedMessage(ordinal: row[0], chat: row[1], messageID: row[2], sentAt: row[3])
            }
        }
    }

    /// Keeps what Feishu said to the request to pin a message; a refusal, with its `problem`, is told in the audit.
    public func recordPin(
        _ run: RunID, ordinal: Int, problem: String?, at now: Moment
    ) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: "UPDATE batch SET pinned = ? WHERE runId = ? AND ordinal = ? AND pinned IS NULL",
                arguments: [problem == nil ? 1 : 0, run.rawValue, ordinal])
            guard db.changesCount == 1, let problem else { return }
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: .larkcast, action: "not_pinned", run: run, batch: ordinal,
                detail: ["problem": .string(problem)])
        }
    }

    /// Leaves the pins of messages for later, each until an instant in milliseconds since 1970 UTC.
    public func postponePins(_ run: RunID, until instants: [Int: Int64]) async throws(StoreError) {
        guard !instants.isEmpty else { return }
        try await write { db in
            let statement = try db.cachedStatement(
                sql: """
                    UPDATE batch SET notBefore = ?
                    WHERE runId = ? AND ordinal = ? AND batchMessageId IS NOT NULL AND pinned IS NULL
                    """)
            for (ordinal, instant) in instants { try statement.execute(arguments: [instant, run.rawValue, ordinal]) }
        }
    }
}
