/// Why a store may not be the one that has been sending: each reason alone keeps everything from leaving.
enum Suspicion: Equatable, Sendable {
    /// The file was made by `larkcast backup`.
    case backup
    /// The file lies on another machine than before.
    case otherMachine
    /// The file has another number than the one that was used last: it is a copy, or was put back.
    case otherFile
    /// The ledger names attempts or tenures the store has never heard of.
    case olderThanLedger
    /// The witness outside the store's folder remembers more than the store has ever known.
    case olderThanWitness
    /// There is no ledger although the store has attempts.
    case ledgerMissing
    /// The ledger cannot be read.
    case ledgerDamaged
    /// The ledger belongs to another store.
    case otherLedger
    /// The lock file names another store.
    case otherLock
    /// Found earlier, in the words of that time.
    case earlier(String)

    /// What was found.
    var sentence: String {
        switch self {
        case .backup: "it is a backup copy"
        case .otherMachine: "it was last used on another machine"
        case .otherFile: "it is a copy of the store that was used last, or was put in its place"
        case .olderThanLedger: "it is older than the ledger beside it: what the ledger tells of is missing in it"
        case .olderThanWitness:
            "an earlier state of it was put back: the witness outside its folder remembers more than it knows"
        case .ledgerMissing: "its ledger is missing"
        case .ledgerDamaged: "its ledger is damaged"
        case .otherLedger: "the ledger beside it belongs to another store"
        case .otherLock: "the lock file beside it was used with another store"
        case .earlier(let sentence): sentence
        }
    }

    /// The error of everything that would send.
    var refusal: StoreError {
        StoreError(
            .notAdopted, "nothing is sent from this store: \(sentence)",
            hint: "make sure that no other larkcast sends from the original or a copy, look with larkcast adopt, "
                + "then say larkcast adopt --i-stopped-the-other-one")
    }
}
