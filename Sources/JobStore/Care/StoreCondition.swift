import GRDB
import JobModel

/// How a store is, for whoever looks after it.
public struct StoreCondition: Sendable, Equatable {
    /// The store's own name.
    public var instanceID: String
    /// Why nothing is sent from it; `nil` when it is at home here.
    public var suspicion: String?
    /// What its pages have to be blamed for; `nil` when they are sound.
    public var damage: String?
    /// Lines in the ledger that tell of batches that left; `nil` when there is no ledger yet.
    public var ledgerIntents: Int?
    /// The witness outside the store's folder; `nil` when nobody named a place for one.
    public var witnessPath: String?
    /// Why there is none although it has a place; `nil` when there is one, or the next commit begins it.
    public var witnessTrouble: String?
    /// Whether the witness knows the store by now.
    public var isWitnessed = false
    /// When it was last copied, in milliseconds since 1970 UTC.
    public var backedUpAt: Int64?
    /// Where to.
    public var backupPath: String?
}

extension JobDatabase {
    /// Looks at everything and changes nothing; works beside a running larkcast.
    public func condition(as runner: RunnerIdentity) async throws(StoreError) -> StoreCondition {
        var condition = StoreCondition(instanceID: instanceID)
        if let file {
            // The ledger first: what it tells is in the store by then.
            let ledger = try LedgerFile.look(at: file.ledgerPath)
            let witness = outside?.read()
            let (home, reached, isOlder) = try await read { db in
                (
                    try StoreHome.fetch(db), try StoreExamination.Reached.fetch(db),
                    try witness?.isUnknown(to: db) ?? false
                )
            }
            condition.suspicion =
                home.suspicion
                ?? (StoreExamination.ofPlace(home, inode: StoreHome.inode(of: file), machine: runner.machine)
                ?? StoreExamination.ofLedger(ledger, home: home, reached: reached, store: instanceID)
                ?? (isOlder ? .olderThanWitness : nil))?.rawValue
            condition.witnessPath = outside?.path
            condition.witnessTrouble = outside?.trouble
            condition.isWitnessed = witness != nil
            if case .ledger(let contents) = ledger { condition.ledgerIntents = contents.intents.count }
        }
        do throws(StoreError) {
            try await read { try StoreCheck.wholeness($0) }
        } catch {
            condition.damage = error.description
        }
        (condition.backedUpAt, condition.backupPath) = try await read { db in
            (
                try Int64.fetchOne(db, sql: "SELECT backedUpAt FROM storeCare"),
                try String.fetchOne(db, sql: "SELECT backupPath FROM storeCare")
            )
        }
        return condition
    }
}
