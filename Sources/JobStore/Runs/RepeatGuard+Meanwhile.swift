import GRDB
public import JobModel

extension RepeatGuard {
    /// Every run whose message is the plan's, to whomever, that counts as an earlier one; the one made last first.
    func runsOfThisMessage(_ db: Database) throws -> [RunID] {
        let isPersonal = plan.batches.first?.personalContent != nil
        let sql = """
            SELECT id FROM run JOIN runContent ON runId = run.id
            WHERE appId = :app AND isTest = 0 AND NOT \(Self.ownRun) AND \(Self.countingRun)
                AND (contentSHA256 = :content OR (:personal AND channel = 'direct' AND bodyTail = :tail))
            ORDER BY run.rowid DESC
            """
        let more: [String: (any DatabaseValueConvertible)?] = ["personal": isPersonal, "tail": plan.bodyTail]
        return try String.fetchAll(db, sql: sql, arguments: arguments(own.merging(more) { $1 })).map(
            RunID.init(rawValue:))
    }

    /// Refuses a plan beside which another run of its message has been made since somebody looked: whom they have in common
    /// nobody has seen yet.
    func refuseOvertaken(_ db: Database, known: [RunID]?) throws {
        guard let known, !plan.isTest else { return }
        guard let run = try runsOfThisMessage(db).first(where: { !known.contains($0) }) else { return }
        throw StoreError(
            .overtaken, "run \(run) of the same message was made meanwhile, and whom both would reach is not known yet",
            hint: "say it again: then they are compared", runs: [run])
    }
}

extension JobDatabase {
    /// Every run of a plan's message within seven days, or unfinished, to whomever: what ``freeze(_:id:appID:occurrence:allowRepeatOf:by:at:)``
    /// is told as known, so that it notices one that is made between a look and the freezing; the one made last first.
    ///
    /// - Throws: ``StoreError``.
    public func runsOfMessage(
        of plan: RunPlan, appID: String, firing: (occurrence: String, ownRunsApart: Int?)? = nil, at now: Moment
    ) async throws(StoreError) -> [RunID] {
        let guardian = RepeatGuard(plan, appID: appID, firing: firing, now: now)
        return try await read { try guardian.runsOfThisMessage($0) }
    }
}
