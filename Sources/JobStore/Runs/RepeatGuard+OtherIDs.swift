import GRDB
public import JobModel

/// People who may have got a plan's message within seven days under another kind of id, which tells nobody who they are.
public struct PeopleUnderOtherIDs: Sendable, Equatable {
    /// In which run.
    public var run: RunID
    /// The kind of their ids there.
    public var kind: IDKind
    /// The ids, each once.
    public var ids: [String]
}

extension RepeatGuard {
    /// Those people, run by run, the one made last first.
    ///
    /// Ids of different kinds cannot be compared with each other: who is the same person only Feishu's contacts know.
    func peopleUnderOtherIDs(_ db: Database) throws -> [PeopleUnderOtherIDs] {
        guard plan.unit == .people, let kind = plan.batches.first?.idKind else { return [] }
        let sql = """
            SELECT run.id AS runId, batch.idKind, \(Self.recipientsOfBatch)
            FROM run JOIN batch ON batch.runId = run.id JOIN batchContent ON batchContent.batchId = batch.id
            WHERE appId = :app AND contentSHA256 = :content AND isTest = 0 AND unit = 'people' AND NOT \(Self.ownRun)
                AND \(Self.countingRun) AND batch.idKind <> :kind AND \(Self.countingBatch)
            ORDER BY run.rowid DESC, batch.ordinal
            """
        var found: [PeopleUnderOtherIDs] = []
        let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments(own.merging(["kind": kind.rawValue]) { $1 }))
        while let row = try rows.next() {
            guard let kind = IDKind(rawValue: row["idKind"]) else { continue }
            let run = RunID(rawValue: row["runId"])
            if found.last?.run != run { found.append(PeopleUnderOtherIDs(run: run, kind: kind, ids: [])) }
            found[found.count - 1].ids += try Self.recipients(db, row)
        }
        return found
    }
}

extension JobDatabase {
    /// People who may have got a plan's message within seven days under another kind of id.
    ///
    /// - Parameters:
    ///   - plan: What is about to be sent.
    ///   - appID: The app that sends it.
    ///   - firing: The civil time it is for, and the hours between two scheduled runs of its job: earlier ones do not count.
    ///   - now: The present.
    /// - Returns: Them, run by run, the one made last first.
    /// - Throws: ``StoreError``.
    public func peopleUnderOtherIDs(
        as plan: RunPlan, appID: String, firing: (occurrence: String, ownRunsApart: Int?)? = nil, at now: Moment
    ) async throws(StoreError) -> [PeopleUnderOtherIDs] {
        let guardian = RepeatGuard(plan, appID: appID, firing: firing, now: now)
        return try await read { try guardian.peopleUnderOtherIDs($0) }
    }
}
