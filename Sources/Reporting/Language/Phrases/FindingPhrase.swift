public import JobModel

/// What speaks against a store's being the one that has been sending; in English the sentences that are stored.
public enum FindingPhrase: Phrase {
    case backup, otherMachine, otherFile, olderThanLedger, olderThanWitness, ledgerMissing, ledgerDamaged, otherLedger,
        otherLock

    /// The words of a finding.
    public init(_ finding: StoreFinding) {
        self =
            switch finding {
            case .backup: .backup
            case .otherMachine: .otherMachine
            case .otherFile: .otherFile
            case .olderThanLedger: .olderThanLedger
            case .olderThanWitness: .olderThanWitness
            case .ledgerMissing: .ledgerMissing
            case .ledgerDamaged: .ledgerDamaged
            case .otherLedger: .otherLedger
            case .otherLock: .otherLock
            }
    }

    /// The words.
    public var wording: Wording {
        switch self {
        case .backup: Wording("it is a backup copy", zh: "它是备份副本")
        case .otherMachine: Wording("it was last used on another machine", zh: "上次是在另一台机器上使用的")
        case .otherFile:
            Wording(
                "it is a copy of the store that was used last, or was put in its place", zh: "它是上次所用数据库的副本，或被换到了其位置")
        case .olderThanLedger:
            Wording(
                "it is older than the ledger beside it: what the ledger tells of is missing in it",
                zh: "它比旁边的账本旧：缺少账本中已有的记录")
        case .olderThanWitness:
            Wording(
                "an earlier state of it was put back: the witness outside its folder remembers more than it knows",
                zh: "它被恢复到了较早的状态：文件夹之外的见证文件记得更多")
        case .ledgerMissing: Wording("its ledger is missing", zh: "缺少账本")
        case .ledgerDamaged: Wording("its ledger is damaged", zh: "账本已损坏")
        case .otherLedger: Wording("the ledger beside it belongs to another store", zh: "旁边的账本属于另一个数据库")
        case .otherLock: Wording("the lock file beside it was used with another store", zh: "旁边的锁文件曾用于另一个数据库")
        }
    }
}
