import GRDB
public import JobModel

/// A batch whose next look is due, with what the time of the one after depends on.
public struct DuePoll: Sendable, Equatable {
    /// The run it belongs to.
    public var run: RunID
    /// Place in the order of sending, from 1.
    public var ordinal: Int
    /// Feishu's name for it.
    public var batchMessageID: String
    /// The kind of its ids.
    public var kind: IDKind
    /// When it was accepted, in milliseconds since 1970 UTC.
    public var acceptedAt: Int64
    /// How long the manifest wants it followed, in milliseconds.
    public var follow: Int64
    /// How many looks there were.
    public var samples: Int
    /// The newest figures, oldest first.
    public var newest: [ProgressFigures]
}

extension DuePoll {
    /// By which of Feishu's interfaces it was sent.
    public var channel: DeliveryChannel { DeliveryChannel(messageID: batchMessageID) ?? .batch }
}

extension JobDatabase {
    /// The batches of an app that are to be looked at now, the longest overdue first.
    ///
    /// Quick however many batches there are: one partial index holds those that are followed.
    public func duePolls(of appID: String, at now: Moment, limit: Int) async throws(StoreError) -> [DuePoll] {
        try await read { db in
            let sql = """
                SELECT batch.id, runId, ordinal, batchMessageId, trackingSeconds, idKind,
                    (SELECT coalesce(dispatchedAt, claimedAt) FROM attempt
                        WHERE batchId = batch.id AND number = batch.attemptCount) AS acceptedAt,
                    (SELECT count(*) FROM progress WHERE batchId = batch.id) AS samples
                FROM batch INDEXED BY batchPoll JOIN run ON run.id = runId
                WHERE nextPollAt <= ? AND batchMessageId IS NOT NULL AND appId = ?
                ORDER BY nextPollAt, batch.id LIMIT ?
                """
            let newest = try db.cachedStatement(
                sql: """
                    SELECT valid, delivered, read, recalled, sampledAt FROM progress WHERE batchId = ?
                    ORDER BY id DESC LIMIT ?
                    """)
            return try Row.fetchAll(db, sql: sql, arguments: [now.wallMilliseconds, appID, limit]).map { row in
                let rowID: Int64 = row[0]
                let figures = try Row.fetchAll(newest, arguments: [rowID, Self.samplesThatTell]).map { sample in
                    ProgressFigures(
                        valid: sample[0], delivered: sample[1], read: sample[2], recalled: sample[3],
                        sampledAt: sample[4])
                }
                return DuePoll(
                    run: RunID(rawValue: row[1]), ordinal: row[2], batchMessageID: row[3],
                    kind: try decoded(row["idKind"]),
                    acceptedAt: row["acceptedAt"] ?? now.wallMilliseconds,
                    follow: (row["trackingSeconds"] as Int64) * 1000, samples: row["samples"],
                    newest: figures.reversed())
            }
        }
    }

    /// When the next batch of an app is to be looked at, in milliseconds since 1970 UTC, or a message that a process may have
    /// left unpinned.
    public func nextPoll(of appID: String) async throws(StoreError) -> Int64? {
        try await read { db in
            let sql = """
                SELECT nextPollAt FROM batch INDEXED BY batchPoll JOIN run ON run.id = runId
                WHERE nextPollAt IS NOT NULL AND appId = ? ORDER BY nextPollAt LIMIT 1
                """
            let look = try Int64.fetchOne(db, sql: sql, arguments: [appID])
            return try [look, PinsLeft.due(db, of: appID)].compactMap(\.self).min()
        }
    }

    /// Sets when a batch is looked at next; `nil` when nothing is to be expected any more.
    ///
    /// - Returns: whether no batch of the run is followed any more.
    public func schedulePoll(_ run: RunID, ordinal: Int, at next: Int64?) async throws(StoreError) -> Bool {
        try await write { db in
            let batchID = try BatchBody.batchID(db, run, ordinal)
            try db.execute(sql: "UPDATE batch SET nextPollAt = ? WHERE id = ?", arguments: [next, batchID])
            guard next == nil else { return false }
            let followed = "SELECT 1 FROM batch WHERE runId = ? AND nextPollAt IS NOT NULL LIMIT 1"
            return try Row.fetchOne(db, sql: followed, arguments: [run.rawValue]) == nil
        }
    }

    /// As many samples as any rule about standing still looks at.
    private static let samplesThatTell = 8
}
