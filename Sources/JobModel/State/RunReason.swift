/// Why a run stands where it stands, as the store keeps it: the English of ``text``, which programs and the audit read too.
///
/// Whoever stops a run writes the text of a case, and whoever shows the run reads the case back from it, so that it can be said in
/// another language. An operator's own words, and what an earlier version wrote otherwise, are read as none and shown as they are.
public indirect enum RunReason: Sendable, Hashable {
    // MARK: People

    /// Somebody paused it, without saying why.
    case pausedBy(String)
    /// Somebody cancelled it, without saying why.
    case cancelledBy(String)
    /// It was taken back while some of it was still to be sent.
    case recalledEarly
    /// Some of it was taken back, so that the waves still to leave must be asked for.
    case laterWavesHeld
    /// Somebody else than its maker has to say yes, and what makes it so beyond the manifest's rule.
    case awaitingApproval(run: String, because: [HeadCountAlarm])
    /// The yes came too late; the instant is ISO 8601 in UTC.
    case approvalTooLate(until: String)
    /// The yes never came.
    case neverApproved(run: String)
    /// What was to be approved has changed meanwhile.
    case manifestChanged
    /// Files that the manifest names have changed meanwhile; their names.
    case filesChanged(String)
    /// What was to be approved is gone meanwhile.
    case manifestRemoved

    // MARK: Time

    /// Its deadline passed before everything was sent.
    case deadlinePassed
    /// The same, found by the process that was sending.
    case notAfterPassed
    /// Its occurrence was let go by.
    case missed(MissedReason)
    /// Its occurrence was let go by in time.
    case skipped(SkippedReason)
    /// Its manifest was broken until it was too late; why, in the words of that time, which are larkcast's own.
    case manifestBroken(String)
    /// The same message went to the same people in another run: whether that one is known from the ledger alone, and how many
    /// more there are.
    case repeated(run: String, isLost: Bool, others: Int)
    /// Another run of the job is for a civil time that is less than so many hours away.
    case tooSoon(run: String, time: String, hours: Int)

    // MARK: Feishu

    /// Batches whose outcome nobody can know; the first of them, and whether there are more.
    case inDoubt([Int], isMore: Bool)
    /// Every doubt is decided.
    case doubtsDecided
    /// Feishu refused a batch's content or a permission; with ``AttemptEvidence/oneLine``, as in the following.
    case batchRefused(String)
    /// Feishu refused the app a permission.
    case permissionRefused(String)
    /// Feishu refused a message for what it says.
    case messageRefused(String)
    /// Feishu refused so many recipients in a row, the last one for a reason of this name.
    case recipientsRefused(count: Int, kind: String, String)
    /// Too many tries came to nothing.
    case retriesSpent(String)
    /// The app's messages of the day are used up.
    case dailyQuota
    /// The tenant's calls of the month are used up.
    case monthlyQuota
    /// Feishu asked for a rest and did not say why.
    case restAsked
    /// The figures of a wave are worse than its gate lets pass.
    case gateClosed(wave: Int, [GateObstacle])

    // MARK: The store

    /// The store may not be the one that has been sending: what was found, and why the run had stopped before.
    case notOriginal(found: String, before: String?)
    /// The store was adopted; how many batches are in doubt.
    case adopted(run: String, doubts: Int)
    /// A clock that ran ahead had let an occurrence go by; why it had.
    case voided(RunReason?)
}

extension RunReason {
    /// The sentence that is stored.
    public var text: String {
        switch self {
        case .pausedBy(let name): "paused by \(name)"
        case .cancelledBy(let name): "cancelled by \(name)"
        case .recalledEarly: "recalled before everything was sent"
        case .laterWavesHeld: "some of it is taken back, and waves are still to leave"
        case .awaitingApproval(let run, let reasons):
            reasons.map { "\($0.sentence); " }.joined() + "waiting for a second person (larkcast approve \(run))"
        case .approvalTooLate(let end): "the approval came too late: it could be given until \(end)"
        case .neverApproved(let run): "nobody approved run \(run) in time"
        case .manifestChanged: "its manifest was changed" + Self.unapproved
        case .filesChanged(let names): "files its manifest names were changed (\(names))" + Self.unapproved
        case .manifestRemoved: "its manifest was removed" + Self.unapproved
        case .deadlinePassed: "its deadline passed before everything was sent"
        case .notAfterPassed: "not_after has passed"
        case .missed(let reason): reason.text
        case .skipped(let reason): reason.text
        case .manifestBroken(let why): "its manifest could not be used in time: \(why)"
        case .repeated(let run, let isLost, let others):
            "the same message went to the same audience in run \(run)" + (isLost ? Self.lost : "")
                + (others > 0 ? " and \(others) before it" : "") + " within seven days"
        case .tooSoon(let run, let time, let hours):
            "run \(run) of the same job may have reached people for \(time), less than \(hours) hours away"
        case .inDoubt(let batches, let isMore): Self.doubts(batches, isMore: isMore)
        case .doubtsDecided: "every doubt is decided; larkcast resume goes on"
        case .batchRefused(let evidence): "Feishu refused batch content or permission: \(evidence)"
        case .permissionRefused(let evidence): "Feishu refused the app a permission: \(evidence)"
        case .messageRefused(let evidence): "Feishu refused the message: \(evidence)"
        case .recipientsRefused(let count, let kind, let evidence):
            "Feishu refused \(count) recipients in a row, the last one as \(kind): \(evidence)"
        case .retriesSpent(let evidence): RetryBudget.reason(after: evidence)
        case .dailyQuota: "the app's 500,000 messages of the day are used up (11247); resume tomorrow"
        case .monthlyQuota: "the tenant's API calls of the month are used up (99991403); resume on the 1st"
        case .restAsked: "Feishu asked for a pause"
        case .gateClosed(let wave, let obstacles):
            "the gate behind wave \(wave) is closed: " + obstacles.map(\.text).joined(separator: "; ")
        case .notOriginal(let found, let before):
            "the store may not be the original: \(found)" + (before.map { "; before: \($0)" } ?? "")
        case .adopted(let run, let doubts):
            "the store was adopted" + (doubts > 0 ? "; \(doubts) of its batches are in doubt" : "")
                + ": larkcast resume \(run) goes on"
        case .voided(let before): (before.map { "\($0.text); " } ?? "") + Self.void
        }
    }

    /// What is put behind the reason of a run that a clock which ran ahead had decided.
    public static let void = "void: decided by a clock that ran ahead"

    static let unapproved = " after it was made, and nobody had approved it; larkcast run MANIFEST makes it anew"
    static let lost = ", which this store knows from its ledger alone,"

    private static func doubts(_ batches: [Int], isMore: Bool) -> String {
        let names = batches.map(String.init).joined(separator: ", ") + (isMore ? ", …" : "")
        return (batches.count == 1 && !isMore ? "batch \(names) is" : "batches \(names) are")
            + " in doubt: an operator must decide"
    }
}
