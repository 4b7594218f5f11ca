import GRDB
public import JobModel
import StrictJSON
import Synchronization

extension JobDatabase {
    /// Says what keeps the store from sending, and changes nothing but the state of a store found to be a copy just now.
    public func examine(
        _ lock: RunnerLock, as runner: RunnerIdentity, at now: Moment
    ) async throws(StoreError) -> AdoptionReport {
        guard let file else { return AdoptionReport() }
        let found = try await StoreExamination.make(self, file: file, lock: lock, machine: runner.machine)
        var report = AdoptionReport()
        guard let suspicion = found.suspicion else { return report }
        try await distrust(suspicion, at: now)
        report.found = suspicion.sentence
        report.paused = try await runs(in: [.paused])
        let history = try LedgerHistory(file: file, ledger: found.ledger, store: instanceID)
        for intent in history.intents
        where intent.attempt > found.reached.attempt || found.reached.claimed.contains(intent.attempt) {
            report.unknown.append(BatchReference(run: intent.run, ordinal: intent.ordinal))
        }
        report.unnamedAttempts = found.unnamed(
            by: history, accountedFor: found.reached.intents + Int64(report.unknown.count))
        report.hasLedger = history.isKnown
        return report
    }

    /// Makes this file the store that sends, because an operator has made sure that no other does.
    ///
    /// What the ledger beside it knows and the file does not is entered first: answers as they came, other batches that
    /// left as in doubt. Batches of runs that are lost are kept for the guard against repetition. Unfinished runs stay
    /// paused; each goes on with ``resumeSending(_:by:at:)``, and where nobody can be sure what left, only after
    /// ``allowResending(_:by:at:)``. A new ledger begins, and the one that was found stays beside it.
    public func adopt(
        _ lock: RunnerLock, as runner: RunnerIdentity, by actor: AuditActor, at now: Moment
    ) async throws(StoreError) -> AdoptionReport {
        guard let file else { return AdoptionReport() }
        try await read { try StoreCheck.wholeness($0) }
        let found = try await StoreExamination.make(self, file: file, lock: lock, machine: runner.machine)
        guard let suspicion = found.suspicion else { return AdoptionReport() }
        try await distrust(suspicion, at: now)
        let history = try LedgerHistory(file: file, ledger: found.ledger, store: instanceID)
        let report = try await write { db in
            var report = AdoptionReport()
            report.found = suspicion.sentence
            report.hasLedger = history.isKnown
            try StoreHome.settle(db, machine: runner.machine, file: file)
            let marked = try UnwitnessedRun.liftAll(db)
            try LedgerImport.admit(history.intents, in: db, at: now)
            // Above every tenure that either of them knows, so that no process of an earlier one can go on.
            let known = max(found.reached.epoch, history.epoch, found.witness?.epoch ?? 0)
            let epoch = Epoch(rawValue: known + 1)
            try db.execute(sql: "UPDATE runner SET epoch = ? WHERE id = 1", arguments: [epoch.rawValue])
            report.recorded = try LedgerAnswers.apply(history.answers, in: db, at: now)
            try Self.accountForLeftovers(db, before: epoch, at: now, into: &report)
            let entering = LedgerImport(now: now, epoch: epoch, answers: history.answers)
            let lost = try entering.enter(history.intents, in: db, into: &report)
            try LostIntents.keep(lost, answers: history.answers, in: db, at: now)
            report.unnamedAttempts = found.unnamed(
                by: history, accountedFor: try StoreProgress.fetch(db).intents + Int64(lost.count))
            report.paused = try Self.pauseAdopted(db)
            let isCertain = report.unnamedAttempts == 0 && found.isCertain(with: history)
            report.unwitnessed = try UnwitnessedRun.mark(db, marked, all: !isCertain)
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: actor, action: "adopt", run: nil,
                detail: [
                    "found": .string(suspicion.sentence), "recorded": .integer(report.recorded.count),
                    "in_doubt": .integer(report.inDoubt.count), "unknown": .integer(report.unknown.count),
                    "unnamed_attempts": .integer(report.unnamedAttempts),
                    "unwitnessed": .array(report.unwitnessed.map { .string($0.rawValue) }),
                ])
            return report
        }
        let fresh = try await beginLedger(file)
        withExtendedLifetime(fresh) {}
        outside?.begin(try await read { try StoreProgress.fetch($0) })
        try lock.sign(runner, store: instanceID)
        return report
    }

    private static func accountForLeftovers(
        _ db: Database, before epoch: Epoch, at now: Moment, into report: inout AdoptionReport
    ) throws {
        var rescue = RescueReport()
        for left in try Leftover.fetchAll(db, before: epoch) { try left.account(db, at: now, into: &rescue) }
        report.inDoubt += rescue.inDoubt
    }

    /// Everything that was set going to enter what the ledger knew comes to rest again.
    private static func pauseAdopted(_ db: Database) throws -> [RunID] {
        let sql = """
            SELECT id FROM run WHERE state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted')
            ORDER BY createdAt
            """
        return try String.fetchAll(db, sql: sql).map { RunID(rawValue: $0) }.filter { id in
            let run = try RunRow.fetch(db, id)
            guard run.state != .awaitingApproval else { return false }
            if run.state != .paused { try run.move(db, to: .paused, reason: nil) }
            let reason = RunReason.adopted(run: id.rawValue, doubts: try run.doubts(db).count)
            try db.execute(
                sql: "UPDATE run SET stateReason = ? WHERE id = ?",
                arguments: [reason.text, id.rawValue])
            return true
        }
    }
}
