import GRDB
public import JobModel

/// The part of an audience that may have got the same message within seven days.
public struct RepeatOverlap: Sendable, Equatable {
    /// The planned recipients by their ids in the plan, and the run made last that each may have it from.
    public var runOfRecipient: [String: RunID]
    /// In which runs, the one made last first.
    public var runs: [RunID]

    /// Creates an overlap.
    public init(runOfRecipient: [String: RunID], runs: [RunID]) {
        self.runOfRecipient = runOfRecipient
        self.runs = runs
    }

    /// Which of the planned recipients.
    public var recipients: Set<String> { Set(runOfRecipient.keys) }
}

extension RepeatGuard {
    /// Which of the plan's recipients may have got this message: in runs to other audiences, or in every run.
    func overlap(_ db: Database, inEveryRun: Bool = false) throws -> RepeatOverlap? {
        guard plan.batches.first?.personalContent == nil else { return try personalOverlap(db, inEveryRun: inEveryRun) }
        let sql = """
            SELECT id FROM run
            WHERE appId = :app AND contentSHA256 = :content AND (:every OR audienceSHA256 <> :audience) AND isTest = 0
                AND NOT \(Self.ownRun) AND \(Self.countingRun)
            ORDER BY rowid DESC
            """
        let more: [String: (any DatabaseValueConvertible)?] = ["audience": plan.audienceSHA256, "every": inEveryRun]
        let runs = try String.fetchAll(db, sql: sql, arguments: arguments(own.merging(more) { $1 }))
        guard !runs.isEmpty, let kind = plan.batches.first?.idKind else { return nil }
        var left = Set(try plan.batches.flatMap { try RecipientsList.decode($0.recipientsJSON) })
        var overlap = RepeatOverlap(runOfRecipient: [:], runs: [])
        for run in runs.map(RunID.init(rawValue:)) {
            let before = left.count
            let sent = try Row.fetchCursor(
                db,
                sql: """
                    SELECT \(Self.recipientsOfBatch)
                    FROM batch JOIN batchContent ON batchId = batch.id JOIN run ON run.id = runId
                    WHERE runId = ? AND idKind = ? AND \(Self.countingBatch)
                    """, arguments: [run.rawValue, kind.rawValue])
            while let row = try sent.next() {
                for id in try Self.recipients(db, row) where left.remove(id) != nil { overlap.runOfRecipient[id] = run }
            }
            if left.count < before { overlap.runs.append(run) }
        }
        return overlap.runs.isEmpty ? nil : overlap
    }

    /// How many of the plan's recipients may have got this message, in whatever run.
    func share(_ db: Database) throws -> RepeatShare {
        RepeatShare(
            some: try overlap(db, inEveryRun: true)?.runOfRecipient.count ?? 0,
            of: plan.batches.reduce(0) { $0 + $1.recipientCount }, unit: plan.unit)
    }

    /// What ``recipients(_:_:)`` reads.
    static let recipientsOfBatch = "batchContent.recipients, batch.id AS batchRow, batch.invalidCount"

    /// The ids of a batch but those that Feishu called invalid, who got nothing by it.
    static func recipients(_ db: Database, _ row: Row) throws -> [String] {
        let ids = try RecipientsList.decode(row["recipients"])
        guard row["invalidCount"] as Int > 0 else { return ids }
        let sql = "SELECT recipient FROM invalidRecipient WHERE batchId = ?"
        let invalid = Set(try String.fetchAll(db, sql: sql, arguments: [row["batchRow"] as Int64]))
        return ids.filter { !invalid.contains($0) }
    }
}

extension JobDatabase {
    /// Who of a plan's audience may have got the same message within seven days, in runs to other audiences.
    ///
    /// With `inEveryRun` also in those to the very same audience. For a `firing` of a schedule, earlier runs of the same job do not count, as in
    /// ``peopleUnderOtherIDs(as:appID:firing:at:)``.
    public func overlap(
        of plan: RunPlan, appID: String, firing: (occurrence: String, ownRunsApart: Int?)? = nil,
        inEveryRun: Bool = false, at now: Moment
    ) async throws(StoreError) -> RepeatOverlap? {
        let guardian = RepeatGuard(plan, appID: appID, firing: firing, now: now)
        return try await read { try guardian.overlap($0, inEveryRun: inEveryRun) }
    }

    /// Refuses a plan of which the ledger shows that a run this store has lost sent some of the same bytes: to whom of the plan
    /// nobody can tell.
    ///
    /// - Throws: ``StoreError`` of code `repeats`, unless `allowed` is the lost run made last.
    public func refuseLostRuns(
        of plan: RunPlan, allowing allowed: RunID?, at now: Moment
    ) async throws(StoreError) {
        let lost = try await read { try LostIntents.found($0, plan, within: RepeatGuard.window, at: now).map(\.run) }
        guard let newest = lost.first, newest != allowed else { return }
        throw StoreError(repeating: lost, isLost: true)
    }
}
