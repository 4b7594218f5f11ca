import JobModel
import Synchronization

extension JobDatabase {
    /// What the ledger could not take although the store did; nothing can be sent until the next start.
    public var ledgerTrouble: StoreError? { ledger.withLock { $0 }?.failure }

    /// Notes an intent that was committed; whoever gets an error must let no byte out.
    func witness(_ intent: LedgerIntent) throws(StoreError) {
        try ledger.withLock { $0 }?.append(.intent(intent))
    }

    /// Notes how an attempt ended, before the store does; says where it can be found again.
    ///
    /// An attempt that provably never left has no intent in the ledger and needs no answer. A ledger that cannot be
    /// written is no reason to keep the answer from the store; it lets the next intent fail.
    func witness(_ ticket: AttemptTicket, _ result: AttemptResult, at now: Moment) -> LedgerFile? {
        guard result.outcome != .notSent, let ledger = ledger.withLock({ $0 }) else { return nil }
        let line = LedgerResult(attempt: ticket.attemptRowID, result, at: now.wallMilliseconds)
        do {
            try ledger.append(.result(line))
            return ledger
        } catch {
            return nil
        }
    }

    /// What a failed recording commit means for the answer: it is on the disk all the same, or it is lost.
    func afterLostCommit(_ error: StoreError, _ result: AttemptResult, witness: LedgerFile?) -> StoreError {
        guard [.diskFull, .inputOutput, .readOnly, .locked, .corrupt, .cannotOpen].contains(error.code) else {
            return error
        }
        var error = error
        let answer = [result.outcome.rawValue, result.batchMessageID].compactMap(\.self).joined(separator: " ")
        if let witness, witness.sync() {
            error.message += "; the answer of the batch that was on the wire (\(answer)) is safe in the ledger"
            error.hint += "; the next start enters what the ledger \(witness.path) holds, nothing is sent twice"
        } else if result.outcome != .notSent {
            error.message += "; the answer of the batch that was on the wire (\(answer)) could not be kept"
            error.hint += "; write it down: the batch will be in doubt"
        }
        return error
    }

    /// Begins a new ledger when the present one is long; everything in it must be known to the store.
    func rotateLedger(beyond length: Int = JobDatabase.longestLedger) async throws(StoreError) {
        guard let file, let present = ledger.withLock({ $0 }), present.length > length else { return }
        let fresh = try await beginLedger(file)
        ledger.withLock { $0 = fresh }
    }

    /// Bytes beyond which a start begins a new ledger: reading it must not be felt.
    static let longestLedger = 256 * 1024
}
