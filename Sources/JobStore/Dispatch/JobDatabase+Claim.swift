import CrashPoints
import GRDB
public import JobModel

extension JobDatabase {
    /// Takes the next batch of a run for sending, or says why not yet.
    ///
    /// One transaction: the run sends, nobody stopped everything, the epoch is current, the deadline is ahead, the batch
    /// does not rest, the app is not stopped and does not rest, every rate window has room, and the bytes have their
    /// hash. The attempt is durable when this returns.
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
        // A message whose uuid has had its time must not go out again.
        for outlived in try outlived(db, row, at: now) {
            guard try !MessageEnd.outlive(db, outlived.batchID, ordinal: outlived.ordinal, of: row, at: now) else {
                let halted = try RunRow.fetch(db, run)
                return .stopped(halted.state, reason: halted.reason)
            }
        }
        let pending = try nextPending(db, run, through: row.openThrough ?? .max, now: now)
        // A run whose last batch has gone out in time is done, however late its answer came.
        guard let pending else { return .nothingPending }
        guard let deadline = row.notAfter, now.wallMilliseconds < deadline else { return .expired }
        if let killSwitch = try KillSwitch.current(db) { return .killSwitch(killSwitch) }
        guard pending.restMilliseconds <= 0 else {
            return .wait(milliseconds: pending.restMilliseconds, .resting)
        }
        if let stop = try AppStop.current(db, appID: row.appID, at: now) { return .appStopped(stop) }
        var limits = limits
        let api = row.channel.api
        switch try APIPause.gate(db, appID: row.appID, api: api, limits: limits, at: now) {
        case .open: break
        case .resting(let milliseconds, let reason): return .wait(milliseconds: milliseconds, .appPause(reason))
        case .probing:
            guard try RateWindow.inFlight(db, appID: row.appID, api: api) == 0 else {
                return .wait(milliseconds: 1000, .probe)
            }
        case .recovering(let perSecond): limits.perSecond = perSecond
        }
        if let wait = try RateWindow.wait(db, appID: row.appID, api: api, limits: limits, at: now) {
            return .wait(milliseconds: wait, .rateLimit)
        }
        return .claimed(try take(db, pending.batchID, frames, of: row, epoch: epoch, now: now))
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
        SELECT id FROM batch INDEXED BY batchPending WHERE runId = ? AND state = 'pending' AND ordinal <= ? AND notBefore <= ?
        ORDER BY ordinal LIMIT 1
        """
    static let earliestRestSQL = """
        SELECT min(notBefore), id FROM batch INDEXED BY batchPending WHERE runId = ? AND state = 'pending' AND ordinal <= ?
        """
    static let lastEndSQL = """
        SELECT finishedAt, finishedMono, finishedBootId FROM batch
        JOIN attempt ON attempt.batchId = batch.id AND attempt.number = batch.attemptCount WHERE batch.id = ?
        """

    /// The first batch in order that of the open waves is due, else the one that will be first, with how long that takes; `nil`
    /// when none of them is pending.
    private static func nextPending(
        _ db: Database, _ run: RunID, through: Int, now: Moment
    ) throws -> (batchID: Int64, restMilliseconds: Int64)? {
        let due = try Int64.fetchOne(
            db.cachedStatement(sql: nextPendingSQL), arguments: [run.rawValue, through, now.wallMilliseconds])
        if let due { return (due, 0) }
        let earliest = try Row.fetchOne(db.cachedStatement(sql: earliestRestSQL), arguments: [run.rawValue, through])
        guard let earliest, let notBefore: Int64 = earliest[0] else { return nil }
        return (earliest[1], try rest(db, earliest[1], until: notBefore, now: now))
    }

    /// Every message of a run that waits to be repeated, with its first try that may have arrived, as
    /// ``MessageEnd/firstTrySQL`` finds it for one.
    static let repeatedSQL = """
        SELECT batch.id, ordinal, claimedAt, claimedMono, bootId FROM batch INDEXED BY batchRepeated
        LEFT JOIN attempt ON attempt.batchId = batch.id AND attempt.number = (
            SELECT min(number) FROM attempt AS tried WHERE tried.batchId = batch.id AND tried.outcome = 'repeatable'
                AND tried.number > (SELECT coalesce(max(attemptNumber), 0) FROM resolution WHERE batchId = batch.id))
        WHERE runId = ? AND batch.state = 'pending' AND mayHaveLeft = 1
        ORDER BY ordinal
        """

    /// The messages that may have left and whose `uuid` can no longer be repeated, in order.
    private static func outlived(
        _ db: Database, _ run: RunRow, at now: Moment
    ) throws -> [(batchID: Int64, ordinal: Int)] {
        guard run.channel == .direct else { return [] }
        let rows = try Row.fetchAll(db.cachedStatement(sql: repeatedSQL), arguments: [run.id.rawValue])
        return rows.filter { !MessageEnd.mayRepeat(firstTry: $0, from: 2, at: now) }.map { ($0[0], $0[1]) }
    }

    /// How long a batch still rests.
    ///
    /// Its instant was written by the wall clock together with the end of its last attempt. What lies between the two is
    /// how long it was to rest; how much of that has passed the monotonic clock knows, whatever the other was set to since.
    private static func rest(
        _ db: Database, _ batchID: Int64, until notBefore: Int64, now: Moment
    ) throws -> Int64 {
        guard let end = try Row.fetchOne(db.cachedStatement(sql: lastEndSQL), arguments: [batchID]),
            let wall: Int64 = end[0]
        else { return max(0, notBefore - now.wallMilliseconds) }
        let passed = RateWindow.age(monotonic: end[1], bootID: end[2], at: now)
        return max(0, notBefore - wall - passed)
    }

    private static func take(
        _ db: Database, _ batchID: Int64, _ frames: BodyFrames, of run: RunRow, epoch: Epoch, now: Moment
    ) throws -> ClaimedBatch {
        let statement = try db.cachedStatement(
            sql: """
                SELECT ordinal, label, recipientCount, attemptCount, bodySHA256, coalesce(ownBytes, recipients), runId,
                    idKind
                FROM batch JOIN batchContent ON batchId = batch.id WHERE batch.id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [batchID]) else { throw BatchBody.missing }
        let runID: String = row[6]
        let sha256: String = row[4]
        let body = try BatchBody.whole(
            frames.frame(of: runID, db), own: row[5], sha256: sha256, ordinal: row[0], runID: runID)
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
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try attempt.execute(arguments: [
            batchID, number, run.appID, run.channel.api, epoch.rawValue, sha256, now.wallMilliseconds,
            now.monotonicMilliseconds, now.bootID,
        ])
        CrashPoint.claimDue.reached()
        let ticket = AttemptTicket(
            batchRowID: batchID, attemptRowID: db.lastInsertedRowID, attemptNumber: number, epoch: epoch)
        return ClaimedBatch(
            ticket: ticket, ordinal: row[0], label: row[1], channel: run.channel, idKind: try decoded(row[7]),
            recipientCount: row[2], body: body)
    }
}
