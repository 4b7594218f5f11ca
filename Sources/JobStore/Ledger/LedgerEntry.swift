import JobModel

/// One line of the ledger.
enum LedgerEntry: Equatable, Sendable {
    /// The first line of every file.
    case opening(LedgerOpening)
    /// A runner began its tenure.
    case tenure(epoch: Int64)
    /// A batch is about to leave: its intent is committed and no byte is out yet.
    case intent(LedgerIntent)
    /// How an attempt ended, before the store has it.
    case result(LedgerResult)
}

/// Which store a ledger belongs to, and how far that store was when the file began.
struct LedgerOpening: Equatable, Sendable {
    var store: String
    /// The highest attempt of the store at that time; 0 when there was none.
    var attempt: Int64
    var epoch: Int64
}

/// A batch that is about to leave.
struct LedgerIntent: Equatable, Sendable {
    /// The attempt's row in the store.
    var attempt: Int64
    var run: RunID
    var ordinal: Int
    /// Which try of the batch this is, from 1.
    var number: Int
    var bodySHA256: String
    var at: Int64
}

/// How an attempt ended, with what a later runner needs to record it as if nothing had happened.
struct LedgerResult: Equatable, Sendable {
    var attempt: Int64
    var result: AttemptResult
    var at: Int64

    /// Keeps what decides about the batch and what leads a person to Feishu's own log; the rest is left to the store.
    init(attempt: Int64, _ result: AttemptResult, at: Int64) {
        self.attempt = attempt
        self.at = at
        var kept = result
        kept.evidence = AttemptEvidence()
        kept.evidence.httpStatus = result.evidence.httpStatus
        kept.evidence.feishuCode = result.evidence.feishuCode
        kept.evidence.feishuSubCode = result.evidence.feishuSubCode
        kept.evidence.logID = result.evidence.logID.map { String($0.prefix(200)) }
        kept.stopsRun = result.stopsRun.map { String($0.prefix(400)) }
        self.result = kept
    }
}
