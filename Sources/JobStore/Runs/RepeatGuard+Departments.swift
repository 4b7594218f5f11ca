import GRDB
public import JobModel

/// An audience that may have got a plan's message within seven days and cannot be held against the plan's by ids alone, because
/// one of the two names departments.
public struct AudienceBeside: Sendable, Equatable {
    /// In which run.
    public var run: RunID
    /// What was counted there.
    public var unit: AudienceUnit
    /// The departments that were addressed, each once; none where people were.
    public var departments: [String]
}

extension RepeatGuard {
    /// Those audiences, the run made last first.
    ///
    /// A department has two ids, contains others, and holds people whom no list of ids names: what it has in common with
    /// another audience only Feishu's contacts know.
    func audiencesBeside(_ db: Database) throws -> [AudienceBeside] {
        guard plan.unit != .chats else { return [] }
        let sql = """
            SELECT run.id, run.unit, batchContent.recipients
            FROM run JOIN batch ON batch.runId = run.id JOIN batchContent ON batchContent.batchId = batch.id
            WHERE appId = :app AND contentSHA256 = :content AND audienceSHA256 <> :audience AND isTest = 0
                AND 'departments' IN (unit, :unit) AND unit <> 'chats' AND NOT \(Self.ownRun)
                AND \(Self.countingRun) AND \(Self.countingBatch)
            ORDER BY run.rowid DESC, batch.ordinal
            """
        let more: [String: (any DatabaseValueConvertible)?] = [
            "audience": plan.audienceSHA256, "unit": plan.unit.rawValue,
        ]
        var found: [AudienceBeside] = []
        let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments(own.merging(more) { $1 }))
        while let row = try rows.next() {
            let run = RunID(rawValue: row["id"])
            let unit: AudienceUnit = try decoded(row["unit"])
            if found.last?.run != run { found.append(AudienceBeside(run: run, unit: unit, departments: [])) }
            guard unit == .departments else { continue }
            found[found.count - 1].departments += try RecipientsList.decode(row["recipients"])
        }
        return found
    }
}

extension JobDatabase {
    /// Audiences that may have got a plan's message within seven days, where one of the two names departments.
    ///
    /// For a `firing` of a schedule, earlier runs of the same job do not count, as in ``peopleUnderOtherIDs(as:appID:firing:at:)``.
    ///
    /// - Returns: Them, the run made last first; none for groups.
    /// - Throws: ``StoreError``.
    public func audiencesBeside(
        _ plan: RunPlan, appID: String, firing: (occurrence: String, ownRunsApart: Int?)? = nil, at now: Moment
    ) async throws(StoreError) -> [AudienceBeside] {
        let guardian = RepeatGuard(plan, appID: appID, firing: firing, now: now)
        return try await read { try guardian.audiencesBeside($0) }
    }
}
