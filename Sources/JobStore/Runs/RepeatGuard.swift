import GRDB
public import JobModel

/// Keeps the same message from going to the same people twice by mistake.
///
/// What counts is the message and the audience, not the job's name, the batch size or the order of ids; and what may have
/// arrived, not what was planned. An instant is recent when either clock says so: one that was set forward must not make
/// yesterday's campaign look old, and one that was set back leaves it in the future, which is recent too. Of a run that was
/// lost with an earlier state of the store only the bytes of its batches are known: the same bytes again are a repetition.
struct RepeatGuard {
    /// Seven days, in milliseconds.
    static let window: Int64 = 7 * 24 * 3600 * 1000

    /// Milliseconds after a run by hand from which on a job's schedule fires as if it had not been: a weekly notice that was sent
    /// by hand on Monday, since the host was off, is wanted next Monday too, and the one of the same day is not.
    static let afterRunByHand: Int64 = 20 * 3600 * 1000

    private static let unfinished = "run.state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted')"
    static let maybeDelivered = """
        ('dispatching', 'accepted', 'accepted_without_id', 'in_doubt', 'resolved_sent', 'abandoned')
        """
    private static let isScheduled = "occurrence LIKE '____-__-__T__:__[%'"
    /// A run of the plan's own job so long before that its schedule repeats it on purpose.
    ///
    /// Whatever is null is no civil time, and so no reason to let a run pass; the ten-thousandth of a day is SQLite's rounding.
    static let ownRun = """
        ifnull(
            job = :job AND CASE WHEN \(isScheduled)
                THEN julianday(substr(:occurrence, 1, 16)) - julianday(substr(occurrence, 1, 16)) > :apart / 24.0 - 0.0001
                ELSE :apart IS NOT NULL AND NOT \(unfinished)
                    AND NOT EXISTS (\(batch(since: ":byHandSince", ":byHandSinceMono"))) END,
            0)
        """
    static let recentBatch = batch(since: ":since", ":sinceMono")
    /// A batch that may have left since an instant, by either clock, and not for ids alone that Feishu called invalid.
    private static func batch(since wall: String, _ monotonic: String) -> String {
        """
        SELECT 1 FROM batch JOIN attempt ON attempt.batchId = batch.id
        WHERE batch.runId = run.id AND (batch.state IN \(maybeDelivered) OR batch.mayHaveLeft = 1)
            AND batch.invalidCount < batch.recipientCount AND attempt.dispatchedAt IS NOT NULL
            AND (attempt.dispatchedAt > \(wall) OR (attempt.bootId = :boot AND attempt.claimedMono > \(monotonic)))
        """
    }

    /// A run that may have brought its message to somebody within seven days, or still may.
    static let countingRun = "(\(unfinished) OR EXISTS (\(recentBatch)))"
    /// A batch of such a run whose people may have the message, or will.
    static let countingBatch = """
        (batch.state IN \(maybeDelivered) OR batch.mayHaveLeft = 1
            OR (batch.state IN ('pending', 'claimed') AND \(unfinished)))
        """

    let plan: RunPlan
    let appID: String
    let now: Moment
    /// The civil time the run is for, as the schedule names it.
    var occurrence: String?
    /// Hours of civil time that lie between two of the job's own scheduled runs; `nil` when its schedule fires once.
    ///
    /// Runs so far apart are repeated on purpose. By civil time, because a time that is edited after it fired must not send a
    /// second time, and yesterday's run may well have begun late.
    var ownRunsApart: Int?
    /// Hours of civil time that lie between two scheduled runs of one job, whatever either says to whomever; `nil` on demand.
    var leastApart: Int?

    /// Refuses a repetition that nobody allowed; returns the run that is repeated on purpose.
    ///
    /// Whoever names a run of the message that was made later, to others, was told of this one as well.
    func refuse(_ db: Database, allowing allowed: RunID?) throws -> RunID? {
        let earlier = try inOrder(try repeated(db), db)
        guard let newest = earlier.first else { return nil }
        guard let allowed, try newest == allowed || isLater(allowed, than: newest, db) else {
            let isLost = try !RunLookup.exists(db, newest)
            throw StoreError(repeating: earlier, isLost: isLost, share: isLost ? nil : try share(db))
        }
        return newest
    }

    private func isLater(_ one: RunID, than other: RunID, _ db: Database) throws -> Bool {
        let runs = try runsOfThisMessage(db)
        guard let one = runs.firstIndex(of: one), let other = runs.firstIndex(of: other) else { return false }
        return one < other
    }

    /// Refuses a time that comes too soon after another of the same job: whoever edits the time and the audience, or the text,
    /// of a notice that went out this morning must not send it to the same people once more.
    func refuseTooSoon(_ db: Database) throws {
        guard let leastApart, leastApart > 0, let occurrence else { return }
        let sql = """
            SELECT id, occurrence FROM run
            WHERE job = :job AND isTest = 0 AND occurrence LIKE '____-__-__T__:__[%'
                AND abs(julianday(substr(:occurrence, 1, 16)) - julianday(substr(occurrence, 1, 16)))
                    < :apart / 24.0 - 0.0001
                AND EXISTS (SELECT 1 FROM batch
                    WHERE runId = run.id AND (state IN \(Self.maybeDelivered) OR mayHaveLeft = 1))
            ORDER BY rowid DESC LIMIT 1
            """
        let earlier = try Row.fetchOne(
            db, sql: sql, arguments: ["job": plan.job, "occurrence": occurrence, "apart": leastApart])
        guard let earlier else { return }
        let (run, time): (String, String) = (earlier["id"], earlier["occurrence"])
        throw StoreError(
            .repeats, RunReason.tooSoon(run: run, time: time, hours: leastApart).text,
            hint:
                "`larkcast run MANIFEST` sends it by hand; `\"allow_frequent\": true` in the schedule is for jobs that "
                + "fire so often",
            runs: [RunID(rawValue: run)])
    }

    /// Puts the runs the store has lost between those that were made after and before them.
    private func inOrder(_ known: [(run: RunID, row: Int64)], _ db: Database) throws -> [RunID] {
        let lost = try LostIntents.found(db, plan, within: Self.window, at: now)
            .filter { lost in !known.contains { $0.run == lost.run } }
        let border = lost.map(\.lastRun).max() ?? 0
        return known.filter { $0.row > border }.map(\.run) + lost.map(\.run)
            + known.filter { $0.row <= border }.map(\.run)
    }

    /// Runs that may have brought this message to this audience, or still may; the one made last comes first.
    private func repeated(_ db: Database) throws -> [(run: RunID, row: Int64)] {
        // By rowid, the order in which they were made, whatever the clock said then.
        let sql = """
            SELECT id, rowid AS number FROM run
            WHERE appId = :app AND contentSHA256 = :content AND audienceSHA256 = :audience AND isTest = :test
                AND NOT \(Self.ownRun) AND \(Self.countingRun)
            ORDER BY rowid DESC
            """
        let more: [String: (any DatabaseValueConvertible)?] = ["audience": plan.audienceSHA256, "test": plan.isTest]
        return try Row.fetchAll(db, sql: sql, arguments: arguments(own.merging(more) { $1 }))
            .map { (RunID(rawValue: $0["id"]), $0["number"]) }
    }

    /// What ``ownRun`` goes by.
    var own: [String: (any DatabaseValueConvertible)?] {
        ["job": plan.job, "occurrence": occurrence, "apart": ownRunsApart]
    }

    func arguments(_ more: [String: (any DatabaseValueConvertible)?]) -> StatementArguments {
        let common: [String: (any DatabaseValueConvertible)?] = [
            "app": appID, "content": plan.contentSHA256, "since": now.wallMilliseconds - Self.window,
            "boot": now.bootID, "sinceMono": now.monotonicMilliseconds - Self.window,
            "byHandSince": now.wallMilliseconds - Self.afterRunByHand,
            "byHandSinceMono": now.monotonicMilliseconds - Self.afterRunByHand,
        ]
        return StatementArguments(common.merging(more) { $1 })
    }
}

extension RepeatGuard {
    /// The guard of a plan, by hand or for a `firing` of its job's schedule.
    init(_ plan: RunPlan, appID: String, firing: (occurrence: String, ownRunsApart: Int?)?, now: Moment) {
        self.init(
            plan: plan, appID: appID, now: now, occurrence: firing?.occurrence, ownRunsApart: firing?.ownRunsApart)
    }
}

extension JobDatabase {
    /// Refuses a plan whose message went to its audience within seven days, before anybody is asked to confirm it.
    ///
    /// ``freeze(_:id:appID:occurrence:allowRepeatOf:by:at:)`` checks it once more in its own transaction.
    ///
    /// - Returns: the run that is repeated on purpose, if any.
    /// - Throws: ``StoreError`` of code `repeats` with the earlier runs, unless `allowed` is the one made last.
    @discardableResult
    public func refuseRepetition(
        of plan: RunPlan, appID: String, allowing allowed: RunID?, at now: Moment
    ) async throws(StoreError) -> RunID? {
        try await read { try RepeatGuard(plan: plan, appID: appID, now: now).refuse($0, allowing: allowed) }
    }
}
