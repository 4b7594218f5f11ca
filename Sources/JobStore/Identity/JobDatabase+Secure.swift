import GRDB
public import JobModel
import StrictJSON
import Synchronization

extension JobDatabase {
    /// Makes sure that this is the store that has been sending, that it is whole, and that its ledger is at hand.
    ///
    /// Call it under the runner's lock, before ``beginEpoch(as:at:)``. When anything speaks for a copy, a restored backup
    /// or another machine, every unfinished run is paused and nothing is sent until an operator adopts the store. A store in
    /// memory has neither twin nor ledger.
    ///
    /// - Throws: ``StoreError`` of code `notAdopted` with what was found, or `corrupt`.
    public func secure(_ lock: RunnerLock, as runner: RunnerIdentity, at now: Moment) async throws(StoreError) {
        guard let file else { return }
        ledger.withLock { $0 = nil }
        // Nobody changes the schema while somebody holds the lock, and this process may have waited for it for days.
        try await read { try StoreMigrations.checkUnchanged($0) }
        try await checkDaily(at: now)
        let found = try await StoreExamination.make(self, file: file, lock: lock, machine: runner.machine)
        if let suspicion = found.suspicion {
            try await distrust(suspicion, at: now)
            throw suspicion.refusal
        }
        try lock.sign(runner, store: instanceID)
        let opened: LedgerFile
        if case .ledger(let contents) = found.ledger {
            opened = try LedgerFile.goOn(contents, at: file.ledgerPath)
            answers.withLock { $0 = contents.results }
        } else {
            opened = try await beginLedger(file)
        }
        try await write { try StoreHome.settle($0, machine: runner.machine, file: file) }
        ledger.withLock { $0 = opened }
    }

    /// Begins a new ledger that knows how far the store has come.
    func beginLedger(_ file: StoreFile) async throws(StoreError) -> LedgerFile {
        let reached = try await read { try StoreExamination.Reached.fetch($0) }
        return try LedgerFile.begin(
            at: file.ledgerPath, keepingOldAt: file.oldLedgerPath,
            LedgerOpening(store: instanceID, attempt: reached.attempt, epoch: reached.epoch))
    }

    /// Pauses what is unfinished and remembers why; doing it again adds nothing.
    func distrust(_ suspicion: Suspicion, at now: Moment) async throws(StoreError) {
        try await write { db in
            let sentence = suspicion.sentence
            let isNew = try StoreHome.fetch(db).suspicion == nil
            try db.execute(sql: "UPDATE storeHome SET suspicion = ? WHERE id = 1", arguments: [sentence])
            let sql = """
                SELECT id FROM run WHERE state IN ('planned', 'sending', 'halted')
                    AND state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted')
                """
            for id in try String.fetchAll(db, sql: sql) {
                let run = try RunRow.fetch(db, RunID(rawValue: id))
                let reason = RunReason.notOriginal(found: sentence, before: run.reason)
                try run.move(db, to: .paused, reason: reason.text)
                try AuditLog.append(
                    db, at: now.wallMilliseconds, by: .larkcast, action: "pause", run: run.id,
                    detail: ["reason": .string(sentence)])
            }
            guard isNew else { return }
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: .larkcast, action: "distrust", run: nil,
                detail: ["found": .string(sentence)])
        }
    }
}
