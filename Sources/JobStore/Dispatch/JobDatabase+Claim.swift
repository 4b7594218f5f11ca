import CrashPoints
import GRDB
public import JobModel

extension JobDatabase {
    /// Takes the next batch of a run for sending, or says why not yet.
    ///
    /// One transaction: the run sends, the epoch is current, the deadline is ahead, the batch does not rest, the app does
    /// not rest, every rate window has room, and the bytes have their hash. The attempt is durable when this returns.
    ///
    /// - Throws: ``StoreError`` of code `superseded` when another runner took over, `corrupt` when the bytes changed.
    public func claim(
        _ run: RunID, epoch: Epoch, limits: RateLimits, at now: Moment
    ) async throws(StoreError) -> ClaimDecision {
        try await write { [frames] in try Self.claim($0, run, frames, epoch: epoch, limits: limits, at: now) }
    }

    static func claim(
        _ db: Database, _ run: RunID, _ frames: BodyFrames, epoch: Epoch, limits: RateLimits, at now: Moment
    ) throws -> ClaimDecision {
        let row = try RunRow.fetch(db, run)
        guard row.state == .sending else { return .stopped(row.state, reason: row.reason) }
        try requireCurrent(db, epoch)
        let next = try nextPending(db, run, now: now)
        let rest = next == nil ? try resting(db, run, now: now) : nil
        // A run whose last batch has gone out in time is done, however late its answer came.
        if rest == .nothingPending { return .nothingPending }
        guard let deadline = row.notAfter, now.wallMilliseconds < deadline else { return .expired }
        guard let next else { return rest ?? .nothingPending }
        if let pause = try AppPause.remaining(db, appID: row.appID, at: now) {
            return .wait(milliseconds: pause.milliseconds, .appPause(pause.reason))
        }
        if let wait = try RateWindow.wait(db, appID: row.appID, limits: limits, at: now) {
            return .wait(milliseconds: wait, .rateLimit)
        }
        return .claimed(try take(db, next, frames, appID: row.appID, epoch: epoch, now: now))
    }

    static func requireCurrent(_ db: Database, _ epoch: Epoch) throws {
        let statement = try db.cachedStatement(sql: "SELECT epoch FROM runner WHERE id = 1")
        guard try Int64.fetchOne(statement) == epoch.rawValue else {
            throw StoreError(
                .superseded, "another runner has taken over this store", hint: "this process must stop sending")
        }
    }

    // Without statistics SQLite would walk all batches of the run through UNIQUE (runId, ordinal).
    static let nextPendingSQL = """
        SELECT id FROM batch INDEXED BY batchPending WHERE runId = ? AND state = 'pending' AND notBefore <= ?
        ORDER BY ordinal LIMIT 1
        """
    static let earliestRestSQL = """
        SELECT min(notBefore) FROM batch INDEXED BY batchPending WHERE runId = ? AND state = 'pending'
        """

    private static func nextPending(_ db: Database, _ run: RunID, now: Moment) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(sql: nextPendingSQL), arguments: [run.rawValue, now.wallMilliseconds])
    }

    private static func resting(_ db: Database, _ run: RunID, now: Moment) throws -> ClaimDecision {
        let statement = try db.cachedStatement(sql: earliestRestSQL)
        guard let earliest = try Int64.fetchOne(statement, arguments: [run.rawValue]) else { return .nothingPending }
        return .wait(milliseconds: max(1, earliest - now.wallMilliseconds), .resting)
    }

    private static func take(
        _ db: Database, _ batchID: Int64, _ frames: BodyFrames, appID: String, epoch: Epoch, now: Moment
    ) throws -> ClaimedBatch {
        let statement = try db.cachedStatement(
            sql: """
                SELECT ordinal, label, recipientCount, attemptCount, bodySHA256, recipients, runId
                FROM batch JOIN batchContent ON batchId = batch.id WHERE batch.id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [batchID]) else { throw BatchBody.missing }
        let runID: String = row[6]
        let sha256: String = row[4]
        let body = try BatchBody.whole(
            frames.frame(of: runID, db), recipients: row[5], sha256: sha256, ordinal: row[0], runID: runID)
        let number = (row[3] as Int) + 1
        let claim = try db.cachedStatement(
            sql: """
                UPDATE batch SET state = 'claimed', epoch = ?, attemptCount = ?
                WHERE id = ? AND state = 'pending'
                """)
        try claim.execute(arguments: [epoch.rawValue, number, batchID])
        guard db.changesCount == 1 else {
            throw StoreError(.wrongState, "the batch has been taken by another")
        }
        let attempt = try db.cachedStatement(
            sql: """
                INSERT INTO attempt (batchId, number, appId, api, epoch, bodySHA256, claimedAt, claimedMono, bootId)
                VALUES (?, ?, ?, 'batch_send', ?, ?, ?, ?, ?)
                """)
        try attempt.execute(arguments: [
            batchID, number, appID, epoch.rawValue, sha256, now.wallMilliseconds, now.monotonicMilliseconds, now.bootID,
        ])
        CrashPoint.claimDue.reached()
        let ticket = AttemptTicket(
            batchRowID: batchID, attemptRowID: db.lastInsertedRowID, attemptNumber: number, epoch: epoch)
        return ClaimedBatch(
            ticket: ticket, ordinal: row[0], label: row[1], recipientCount: row[2], body: body)
    }
}
