import JobModel

/// What the ledger beside a store tells, together with the one before it where the two join without a gap.
struct LedgerHistory: Sendable {
    /// In the order they were written.
    private(set) var intents: [LedgerIntent] = []
    private(set) var answers: [Int64: LedgerResult] = [:]
    private(set) var epoch: Int64 = 0
    /// From here on the intents are named one by one.
    private var namedAfter: Int64?
    private var highestAttempt: Int64 = 0

    /// Reads; a ledger that is missing, damaged or another store's tells nothing.
    init(file: StoreFile, ledger: LedgerFile.Found, store: String) throws(StoreError) {
        guard case .ledger(let present) = ledger, present.opening.store == store else { return }
        if case .ledger(let old) = try LedgerFile.look(at: file.oldLedgerPath), old.opening.store == store,
            old.highestAttempt == present.opening.attempt
        {
            add(old)
        }
        add(present)
    }

    /// Whether there was anything to read.
    var isKnown: Bool { namedAfter != nil }

    /// Whether it tells of anything the store has never heard of: then it was not put back together with the store.
    func isAhead(of reached: StoreExamination.Reached) -> Bool {
        highestAttempt > reached.attempt || epoch > reached.epoch
            || intents.contains { reached.claimed.contains($0.attempt) }
    }

    /// Attempts that happened after `attempt` but are not named.
    func unnamed(after attempt: Int64) -> Int {
        guard let namedAfter else { return 0 }
        return Int(max(0, min(namedAfter, highestAttempt) - attempt))
    }

    private mutating func add(_ contents: LedgerContents) {
        intents += contents.intents
        answers.merge(contents.results) { first, _ in first }
        epoch = max(epoch, contents.epoch)
        namedAfter = namedAfter ?? contents.opening.attempt
        highestAttempt = max(highestAttempt, contents.highestAttempt)
    }
}
