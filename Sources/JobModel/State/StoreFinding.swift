/// What speaks against a store's being the one that has been sending; the raw values are the sentences that are stored.
public enum StoreFinding: String, Sendable, CaseIterable {
    /// The file was made by `larkcast backup`.
    case backup = "it is a backup copy"
    /// The file lies on another machine than before.
    case otherMachine = "it was last used on another machine"
    /// The file has another number than the one that was used last: it is a copy, or was put back.
    case otherFile = "it is a copy of the store that was used last, or was put in its place"
    /// The ledger names attempts or tenures the store has never heard of.
    case olderThanLedger = "it is older than the ledger beside it: what the ledger tells of is missing in it"
    /// The witness outside the store's folder remembers more than the store has ever known.
    case olderThanWitness =
        "an earlier state of it was put back: the witness outside its folder remembers more than it knows"
    /// There is no ledger although the store has attempts.
    case ledgerMissing = "its ledger is missing"
    /// The ledger cannot be read.
    case ledgerDamaged = "its ledger is damaged"
    /// The ledger belongs to another store.
    case otherLedger = "the ledger beside it belongs to another store"
    /// The lock file names another store.
    case otherLock = "the lock file beside it was used with another store"
}
