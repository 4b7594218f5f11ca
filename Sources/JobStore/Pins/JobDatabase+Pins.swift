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
}

/// Messages that a process which died has left unpinned.
enum PinsLeft {
    /// For so many milliseconds whoever has sent a run is believed to pin its messages.
    static let patience: Int64 = 60_000

    /// When the first of them may be looked after; `nil` when there are none.
    static func due(_ db: Database, of appID: String) throws -> Int64? {
        let sql = """
            SELECT min(run.sentAt) FROM batch INDEXED BY batchUnpinned JOIN run ON run.id = runId
            WHERE appId = ? AND pinsInChats = 1 AND recallWanted = 0
                AND idKind = 'chat_id' AND batchMessageId IS NOT NULL AND pinned IS NULL
            """
        return try Int64.fetchOne(db, sql: sql, arguments: [appID]).map { $0 + patience }
    }
}

extension JobDatabase {
    /// The runs of an app with messages whose pin nobody has asked for yet: a process may have died between the two.
    public func runsToPin(of appID: String) async throws(StoreError) -> [RunID] {
        try await read { db in
            let sql = """
                SELECT DISTINCT runId FROM batch INDEXED BY batchUnpinned JOIN run ON run.id = runId
                WHERE appId = ? AND pinsInChats = 1 AND recallWanted = 0
                    AND idKind = 'chat_id' AND batchMessageId IS NOT NULL AND pinned IS NULL
                """
            return try String.fetchAll(db, sql: sql, arguments: [appID]).map { RunID(rawValue: $0) }
        }
    }

    /// The messages of a run that were sent to a group and whose pin nobody has asked for yet.
    ///
    /// Empty unless the manifest asks for pins, and for messages that somebody takes back.
    public func unpinnedMessages(of run: RunID) async throws(StoreError) -> [UnpinnedMessage] {
        try await read { db in
            let sql = """
                SELECT ordinal, label, batchMessageId FROM batch INDEXED BY batchUnpinned JOIN run ON run.id = runId
                WHERE runId = ? AND pinsInChats = 1 AND recallWanted = 0
                    AND idKind = 'chat_id' AND batchMessageId IS NOT NULL AND pinned IS NULL
                ORDER BY ordinal
                """
            return try Row.fetchAll(db, sql: sql, arguments: [run.rawValue]).map { row in
                UnpinnedMessage(ordinal: row[0], chat: row[1], messageID: row[2])
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
}
