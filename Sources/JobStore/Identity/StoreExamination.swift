import Foundation
import GRDB
import JobModel

/// What a runner finds before it sends: the store, its home, the lock and the ledger, held against each other.
struct StoreExamination: Sendable {
    var home: StoreHome
    /// What stands under the ledger's name.
    var ledger: LedgerFile.Found
    /// How far the store has come.
    var reached: Reached
    /// What the witness outside the folder remembers; `nil` when there is none, which proves nothing.
    var witness: StoreProgress?
    /// Whether the store was last used on another machine.
    var isElsewhere: Bool
    /// The first thing that is wrong.
    var suspicion: Suspicion?

    /// How far a store has come.
    struct Reached: Equatable, Sendable {
        var attempt: Int64
        var epoch: Int64
        /// How often a batch was let onto the wire.
        var intents: Int64 = 0
        /// Attempts that have not left, as far as the store knows.
        var claimed: Set<Int64> = []

        static let claimedSQL = """
            SELECT attempt.id FROM batch INDEXED BY batchHeld
            JOIN attempt ON attempt.batchId = batch.id AND attempt.finishedAt IS NULL
            WHERE batch.state IN ('claimed', 'dispatching') AND batch.state = 'claimed'
            """

        static func fetch(_ db: Database) throws -> Reached {
            Reached(
                attempt: try Int64.fetchOne(db, sql: "SELECT max(id) FROM attempt") ?? 0,
                epoch: try Int64.fetchOne(db, sql: "SELECT epoch FROM runner WHERE id = 1") ?? 0,
                intents: try Int64.fetchOne(db, sql: "SELECT intents FROM storeProgress WHERE id = 1") ?? 0,
                claimed: try Set(Int64.fetchAll(db, sql: claimedSQL)))
        }
    }

    /// Looks; changes nothing.
    static func make(
        _ database: JobDatabase, file: StoreFile, lock: RunnerLock, machine: String?
    ) async throws(StoreError) -> StoreExamination {
        // Both before the store: what they tell of is in it by then.
        let ledger = try LedgerFile.look(at: file.ledgerPath)
        let witness = database.outside?.read()
        let (home, reached, isOlder) = try await database.read { db in
            (try StoreHome.fetch(db), try Reached.fetch(db), try witness?.isUnknown(to: db) ?? false)
        }
        var found = StoreExamination(
            home: home, ledger: ledger, reached: reached, witness: witness,
            isElsewhere: ofPlace(home, inode: home.inode, machine: machine) == .otherMachine)
        let finding =
            ofPlace(home, inode: StoreHome.inode(of: file), machine: machine)
            ?? ofLedger(ledger, home: home, reached: reached, store: database.instanceID)
            ?? (isOlder ? .olderThanWitness : nil)
        found.suspicion = home.suspicion.map { .earlier($0) } ?? finding.map { .found($0) }
        if found.suspicion == nil, let name = lock.previousStore, name != database.instanceID {
            found.suspicion = .found(.otherLock)
        }
        return found
    }

    /// The path alone proves nothing: a folder that is renamed takes store and ledger along.
    static func ofPlace(_ home: StoreHome, inode: Int64?, machine: String?) -> StoreFinding? {
        if let was = home.machine, let machine, was != machine { return .otherMachine }
        if let was = home.inode, was != inode { return .otherFile }
        return nil
    }

    static func ofLedger(
        _ ledger: LedgerFile.Found, home: StoreHome, reached: Reached, store: String
    ) -> StoreFinding? {
        switch ledger {
        case .missing: home.hasLedger && reached.attempt > 0 ? .ledgerMissing : nil
        case .damaged: .ledgerDamaged
        case .ledger(let contents):
            if contents.opening.store != store {
                .otherLedger
            } else if contents.highestAttempt > reached.attempt || contents.epoch > reached.epoch
                // The store commits that a batch leaves before the ledger has it, never after.
                || (!reached.claimed.isEmpty && contents.intents.contains { reached.claimed.contains($0.attempt) })
            {
                .olderThanLedger
            } else {
                nil
            }
        }
    }
}

extension StoreExamination {
    /// Whether what the ledger tells is certainly all that left, so that nothing pending can have.
    ///
    /// A ledger that was put back together with the store agrees with it, whatever has left since. Only a ledger that is
    /// ahead of the store, or a witness that both account for, shows that it was not; and on another machine nothing shows
    /// what the original has done.
    func isCertain(with history: LedgerHistory) -> Bool {
        history.isKnown && !isElsewhere && (witness != nil || history.isAhead(of: reached))
    }

    /// Attempts that happened since and that nothing names, when so many intents are accounted for.
    func unnamed(by history: LedgerHistory, accountedFor intents: Int64) -> Int {
        let missing = witness.map { max(0, $0.intents - intents) } ?? 0
        return max(history.unnamed(after: reached.attempt), Int(missing))
    }
}
