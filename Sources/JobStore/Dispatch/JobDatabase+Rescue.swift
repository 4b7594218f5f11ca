import GRDB
public import JobModel
import StrictJSON
import Synchronization

extension JobDatabase {
    /// Begins a new tenure; every older one can change nothing from now on.
    ///
    /// Call it once after ``secure(_:as:at:)``, before ``rescue(_:at:)``.
    public func beginEpoch(as runner: RunnerIdentity, at now: Moment) async throws(StoreError) -> Epoch {
        let epoch = try await write { db in
            try db.execute(
                sql: """
                    UPDATE runner SET epoch = epoch + 1, pid = ?, host = ?, bootId = ?, acquiredAt = ? WHERE id = 1
                    """,
                arguments: [runner.processID, runner.host, now.bootID, now.wallMilliseconds])
            return Epoch(rawValue: try Int64.fetchOne(db, sql: "SELECT epoch FROM runner WHERE id = 1") ?? 0)
        }
        outside?.sync()
        try ledger.withLock { $0 }?.append(.tenure(epoch: epoch.rawValue))
        return epoch
    }

    /// Accounts for what earlier runners left: answers that only the ledger has are entered, claimed batches never left,
    /// other dispatched ones are in doubt, unless a `uuid` lets them be sent again.
    ///
    /// A message whose `uuid` has had its time is in doubt as well, in a run that stands still too. One transaction; doing it again finds nothing.
    ///
    /// - Throws: ``StoreError`` of code `superseded` when another runner took over.
    public func rescue(_ epoch: Epoch, at now: Moment) async throws(StoreError) -> RescueReport {
        let known = answers.withLock { $0 }
        let report = try await write { db in
            try Self.requireCurrent(db, epoch)
            var report = RescueReport()
            report.recorded = try LedgerAnswers.apply(known, in: db, at: now)
            for left in try Leftover.fetchAll(db, before: epoch) {
                try left.account(db, at: now, into: &report)
            }
            for run in Set(report.inDoubt.map(\.run)).sorted(by: { $0.rawValue < $1.rawValue })
            where try RunRow.fetch(db, run).haltIfInDoubt(db) {
                try AuditLog.append(db, at: now.wallMilliseconds, by: .larkcast, action: "halt", run: run)
                report.halted.append(run)
            }
            // What was on the wire so long ago that its uuid is none any more, and what waits in a run that stands still.
            try OutlivedMessages.end(db, at: now, into: &report)
            return report
        }
        answers.withLock { $0 = [:] }
        try await rotateLedger()
        return report
    }

    /// Accounts for what a dead runner left, on behalf of a run that no runner will take up again.
    ///
    /// - Returns: What was found; `nil` when a living runner is at work, which accounts for its own, or when the store has
    ///   to be adopted first.
    @discardableResult
    public func accountForTheDead(
        as runner: RunnerIdentity, at now: Moment
    ) async throws(StoreError) -> RescueReport? {
        let lock: RunnerLock
        do throws(StoreError) {
            lock = try acquireRunnerLock(as: runner)
            try await secure(lock, as: runner, at: now)
        } catch {
            guard error.code == .lockHeld || error.code == .notAdopted else { throw error }
            return nil
        }
        defer { withExtendedLifetime(lock) {} }
        return try await rescue(try await beginEpoch(as: runner, at: now), at: now)
    }
}

/// A batch that a dead runner held.
struct Leftover {
    var batchRowID: Int64
    var reference: BatchReference
    var attemptRowID: Int64
    var wasDispatching: Bool
    var isMessage: Bool

    static func fetchAll(_ db: Database, before epoch: Epoch) throws -> [Leftover] {
        // For the order of the ids SQLite would walk through every batch there ever was.
        let sql = """
            SELECT batch.id, batch.runId, batch.ordinal, attempt.id, batch.state, attempt.api
            FROM batch INDEXED BY batchHeld JOIN attempt ON attempt.batchId = batch.id AND attempt.finishedAt IS NULL
            WHERE batch.state IN ('claimed', 'dispatching') AND batch.epoch < ?
            ORDER BY batch.id
            """
        return try Row.fetchAll(db, sql: sql, arguments: [epoch.rawValue]).map { row in
            Leftover(
                batchRowID: row[0], reference: BatchReference(run: RunID(rawValue: row[1]), ordinal: row[2]),
                attemptRowID: row[3], wasDispatching: row[4] == BatchState.dispatching.rawValue,
                isMessage: row[5] == DeliveryChannel.direct.api)
        }
    }

    func account(_ db: Database, at now: Moment, into report: inout RescueReport) throws {
        var evidence = AttemptEvidence()
        evidence.hint =
            wasDispatching
            ? "the process ended while the request was on the wire" : "the process ended before the first byte"
        // The uuid of a message lets it be sent again, as long as it lives.
        let outcome: AttemptOutcome = wasDispatching ? (isMessage ? .repeatable : .inDoubt) : .notSent
        try AttemptCloser.close(db, attemptRowID: attemptRowID, outcome: outcome, evidence: evidence, at: now)
        try db.execute(
            sql: """
                UPDATE batch SET state = ?, epoch = NULL, notBefore = 0, mayHaveLeft = max(mayHaveLeft, ?) WHERE id = ?
                """,
            arguments: [outcome.batchState.rawValue, outcome == .repeatable, batchRowID])
        let run = try RunRow.fetch(db, reference.run)
        let state = try UnwantedBatch.end(db, batchID: batchRowID, of: run) ?? outcome.batchState
        switch state {
        case .inDoubt: report.inDoubt.append(reference)
        case .pending where outcome == .repeatable: report.repeatable.append(reference)
        default: report.requeued.append(reference)
        }
        try AuditLog.append(
            db, at: now.wallMilliseconds, by: .larkcast, action: "rescue", run: reference.run,
            batch: reference.ordinal, detail: ["state": .string(state.rawValue)])
    }
}
