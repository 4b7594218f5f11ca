import CrashPoints
import GRDB
public import JobModel
import StrictJSON

extension JobDatabase {
    /// Lets a planned run send; its deadline counts from now.
    public func begin(_ run: RunID, by actor: AuditActor, at now: Moment) async throws(StoreError) {
        try await write { try Self.begin($0, run, by: actor, at: now) }
    }

    static func begin(_ db: Database, _ run: RunID, by actor: AuditActor, at now: Moment) throws {
        let row = try RunRow.fetch(db, run)
        try row.require([.planned], for: "started")
        try start(db, row, now: now)
        try AuditLog.append(
            db, at: now.wallMilliseconds, by: actor, action: "start", run: run, detail: try rulesOfItsTime(db, run))
    }

    /// Stops claiming; a batch that is connecting is stopped before its first byte.
    public func pause(
        _ run: RunID, reason: String, by actor: AuditActor, at now: Moment
    ) async throws(StoreError) {
        try await write { db in
            let row = try RunRow.fetch(db, run)
            try row.require([.planned, .sending, .halted], for: "paused")
            try row.move(db, to: .paused, reason: reason)
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: actor, action: "pause", run: run, detail: ["reason": .string(reason)])
        }
    }

    /// Lets a paused or halted run go on with what provably never left.
    ///
    /// Batches in doubt stay in doubt. The operator who says this knows of them, so only new doubts halt the run again. The
    /// run may spend its whole retry budget again. A gate that has stopped it is passed.
    ///
    /// - Throws: ``StoreError`` of code `unwitnessed` when the store was adopted and ``allowResending(_:by:at:)`` has to come
    ///   first, `keyRefused` when Feishu has refused the key of the file it sends.
    public func resumeSending(_ run: RunID, by actor: AuditActor, at now: Moment) async throws(StoreError) {
        try await write { db in
            let row = try RunRow.fetch(db, run)
            try row.require([.paused, .halted], for: "resumed")
            try UploadedImages.refuseDeadKey(db, run: row)
            let doubts = try row.doubts(db)
            try db.execute(
                sql: "UPDATE run SET acknowledgedDoubts = ?, retryTokens = ? WHERE id = ?",
                arguments: [doubts.count, RetryBudget.full, run.rawValue])
            try Self.passFailedGate(db, row, at: now)
            try Self.start(db, row, now: now)
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: actor, action: "resume", run: run,
                detail: ["in_doubt": .array(doubts.map { .integer($0) })])
        }
    }

    /// Ends an unfinished run: what was not tried never will be.
    ///
    /// Batches on the wire still get their result.
    ///
    /// - Returns: how many batches were cancelled.
    @discardableResult
    public func cancelPending(
        _ run: RunID, reason: String, by actor: AuditActor, at now: Moment
    ) async throws(StoreError) -> Int {
        let cancelled = try await write { db in
            let row = try RunRow.fetch(db, run)
            try row.require(Set(RunState.allCases.filter(\.isUnfinished)), for: "cancelled")
            return try Self.end(db, row, as: .cancelled, reason: reason, by: actor, at: now)
        }
        CrashPoint.stoppedOnTheWire.reached()
        return cancelled
    }

    /// Ends a run whose deadline has passed, or one that never started.
    ///
    /// - Returns: how many batches were cancelled.
    @discardableResult
    public func expire(_ run: RunID, at now: Moment) async throws(StoreError) -> Int {
        try await write { db in
            let row = try RunRow.fetch(db, run)
            try row.require(Set(RunState.allCases.filter(\.isUnfinished)), for: "expired")
            if let deadline = row.notAfter, now.wallMilliseconds < deadline {
                throw StoreError(.wrongState, "the deadline of run \(run) has not passed", runs: [run])
            }
            return try Self.end(
                db, row, as: .expired, reason: RunReason.deadlinePassed.text, by: .larkcast, at: now)
        }
    }

    /// Calls the run sent when every batch is accounted for, and halted when only doubts are left.
    ///
    /// - Returns: whether it is sent now, or was already.
    @discardableResult
    public func finishSendingIfComplete(_ run: RunID, at now: Moment) async throws(StoreError) -> Bool {
        try await write { db in
            let row = try RunRow.fetch(db, run)
            if row.state == .sent || row.state == .settled { return true }
            guard [.sending, .halted, .paused].contains(row.state) else { return false }
            let moving = "SELECT 1 FROM batch WHERE runId = ? AND state IN (\(Self.movingStates)) LIMIT 1"
            guard try Row.fetchOne(db, sql: moving, arguments: [run.rawValue]) == nil else { return false }
            guard try row.doubts(db).isEmpty else {
                // Nothing is left but what only an operator can end.
                if try row.haltIfInDoubt(db, regardless: true) {
                    try AuditLog.append(db, at: now.wallMilliseconds, by: .larkcast, action: "halt", run: run)
                }
                return false
            }
            guard try RunSummaryQuery.balanceSheet(db, run).addsUp else { return false }
            if row.state == .paused { try row.move(db, to: .sending, reason: nil) }
            try db.execute(
                sql: "UPDATE run SET state = 'sent', stateReason = NULL, sentAt = ? WHERE id = ?",
                arguments: [now.wallMilliseconds, run.rawValue])
            try AuditLog.append(db, at: now.wallMilliseconds, by: .larkcast, action: "sent", run: run)
            return true
        }
    }

    /// Ends the following of a run that was sent.
    public func settle(_ run: RunID, at now: Moment) async throws(StoreError) {
        try await write { db in
            let row = try RunRow.fetch(db, run)
            // Two who followed the same run come to the same end.
            guard row.state != .settled else { return }
            try row.require([.sent], for: "settled")
            try db.execute(
                sql: "UPDATE run SET state = 'settled', settledAt = ? WHERE id = ? AND state = 'sent'",
                arguments: [now.wallMilliseconds, run.rawValue])
            try db.execute(
                sql: "UPDATE batch SET nextPollAt = NULL WHERE runId = ? AND nextPollAt IS NOT NULL",
                arguments: [run.rawValue])
            try AuditLog.append(db, at: now.wallMilliseconds, by: .larkcast, action: "settle", run: run)
        }
    }

    /// Settles the runs that were sent and none of whose batches is followed any more.
    ///
    /// Where the last look at a batch came before the run was sent (it was halted meanwhile), or nothing of it can be looked
    /// at, no look is left that would settle it.
    ///
    /// - Returns: the runs that were settled.
    /// - Throws: ``StoreError``.
    public func settleUnfollowed(at now: Moment) async throws(StoreError) -> [RunID] {
        let ended = try await read { db in
            try String.fetchAll(db, sql: Self.unfollowedSQL).map { RunID(rawValue: $0) }
        }
        for run in ended { try await settle(run, at: now) }
        return ended
    }

    static let unfollowedSQL = """
        SELECT id FROM run WHERE state = 'sent'
            AND NOT EXISTS (SELECT 1 FROM batch WHERE runId = run.id AND nextPollAt IS NOT NULL)
        ORDER BY sentAt
        """

    /// By which time zone rules a scheduled run begins when it does; nothing about one on demand.
    static func rulesOfItsTime(_ db: Database, _ run: RunID) throws -> JSONValue {
        let sql = "SELECT tzdata FROM run WHERE id = ? AND tzdata IS NOT NULL"
        let version = try String.fetchOne(db, sql: sql, arguments: [run.rawValue])
        return .object(version.map { [.init("tzdata", .string($0))] } ?? [])
    }

    /// States of batches that go on by themselves.
    static let movingStates = "'pending', 'claimed', 'dispatching'"

    static func start(_ db: Database, _ row: RunRow, now: Moment) throws {
        try KillSwitch.refuse(db)
        try UnwitnessedRun.refuse(db, row.id)
        if row.notAfter == nil {
            try db.execute(
                sql: "UPDATE run SET startedAt = ?1, notAfter = ?1 + notAfterSeconds * 1000 WHERE id = ?2",
                arguments: [now.wallMilliseconds, row.id.rawValue])
        }
        try row.move(db, to: .sending, reason: nil)
    }

    static func end(
        _ db: Database, _ row: RunRow, as state: RunState, reason: String, by actor: AuditActor, at now: Moment
    ) throws -> Int {
        try row.move(db, to: state, reason: reason)
        let cancelled = try MessageEnd.endPending(db, of: row.id)
        try AuditLog.append(
            db, at: now.wallMilliseconds, by: actor, action: state == .expired ? "expire" : "cancel", run: row.id,
            detail: ["reason": .string(reason), "batches": .integer(cancelled)])
        return cancelled
    }
}
