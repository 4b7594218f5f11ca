import GRDB
public import JobModel

extension JobDatabase {
    /// Keeps what Feishu said about one batch; every sample is a row, figures below zero are taken as unknown.
    public func recordProgress(
        _ run: RunID, ordinal: Int, _ sample: ProgressSample, at now: Moment
    ) async throws(StoreError) {
        try await write { db in
            let batchID = try BatchBody.batchID(db, run, ordinal)
            try ProgressTable.insert(db, batchID: batchID, sample, at: now.wallMilliseconds)
        }
    }

    /// The batches of a run whose progress can be asked for: those Feishu gave a name.
    public func pollTargets(of run: RunID) async throws(StoreError) -> [PollTarget] {
        try await read { db in
            let sql = """
                SELECT ordinal, batchMessageId, valid, delivered, read, recalled, sampledAt,
                    (SELECT coalesce(dispatchedAt, claimedAt) FROM attempt
                        WHERE batchId = batch.id AND number = batch.attemptCount) AS acceptedAt,
                    (SELECT count(*) FROM progress WHERE batchId = batch.id) AS samples,
                    idKind
                FROM batch WHERE runId = ? AND batchMessageId IS NOT NULL ORDER BY ordinal
                """
            return try Row.fetchAll(db, sql: sql, arguments: [run.rawValue]).map { row in
                PollTarget(
                    ordinal: row[0], batchMessageID: row[1], kind: try decoded(row["idKind"]),
                    acceptedAt: row["acceptedAt"] ?? 0,
                    samples: row["samples"],
                    figures: ProgressFigures(
                        valid: row[2], delivered: row[3], read: row[4], recalled: row[5], sampledAt: row[6]))
            }
        }
    }

    /// Every sample of a run in the order it was taken: the curves.
    public func progressHistory(of run: RunID) async throws(StoreError) -> [ProgressPoint] {
        try await read { db in
            let sql = """
                SELECT ordinal, progress.sampledAt, progress.valid, progress.delivered, progress.read,
                    progress.recalled, isRecalled, readCount, readTotal
                FROM batch JOIN progress ON batchId = batch.id
                WHERE runId = ? ORDER BY progress.sampledAt, ordinal, progress.id
                """
            return try Row.fetchAll(db, sql: sql, arguments: [run.rawValue]).map { row in
                ProgressPoint(
                    ordinal: row[0], sampledAt: row[1],
                    sample: ProgressSample(
                        valid: row[2], delivered: row[3], read: row[4], recalled: row[5], isRecalled: row[6],
                        readCount: row[7], readTotal: row[8]))
            }
        }
    }
}

/// Writes samples and keeps the newest known figures beside the batch.
enum ProgressTable {
    static func insert(_ db: Database, batchID: Int64, _ sample: ProgressSample, at sampledAt: Int64) throws {
        let valid = known(sample.valid)
        let delivered = known(sample.delivered)
        let read = known(sample.read)
        let recalled = known(sample.recalled)
        let readCount = known(sample.readCount)
        let row = try db.cachedStatement(
            sql: """
                INSERT INTO progress (batchId, sampledAt, valid, delivered, read, recalled, isRecalled, readCount,
                    readTotal)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try row.execute(arguments: [
            batchID, sampledAt, valid, delivered, read, recalled, sample.isRecalled, readCount,
            known(sample.readTotal),
        ])
        let newest = try db.cachedStatement(
            sql: """
                UPDATE batch SET valid = coalesce(?, valid), delivered = coalesce(?, delivered),
                    read = coalesce(?, read), recalled = coalesce(?, recalled), sampledAt = ?
                WHERE id = ? AND (sampledAt IS NULL OR sampledAt <= ?)
                """)
        // Both are floors of the same number, so the higher one is nearer to it.
        let atLeast = [read, readCount].compactMap(\.self).max()
        try newest.execute(arguments: [valid, delivered, atLeast, recalled, sampledAt, batchID, sampledAt])
    }

    private static func known(_ figure: Int?) -> Int? {
        figure.flatMap { $0 >= 0 ? $0 : nil }
    }
}
