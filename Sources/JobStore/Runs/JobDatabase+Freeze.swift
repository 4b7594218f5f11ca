import CrashPoints
import GRDB
public import JobModel
import StrictJSON

extension JobDatabase {
    /// Stores a plan as a run: recipients, exact bytes, hashes, all or nothing.
    ///
    /// The run starts as `planned`; ``begin(_:by:at:)`` lets it send, and so does `begins` in the same commit. With
    /// `consent` needed it waits for a second person, from the same commit on. The record of the job it was decided for is
    /// noted with it. The plan is checked again: disjoint recipients, sums, body hashes.
    ///
    /// - Throws: ``StoreError`` of code `killSwitch`, or `unfinished`, `occurrenceTaken` or `repeats` with the run in the
    ///   way, the last one unless `allowRepeatOf` names that very run; `dailyQuota` when the app would address more than
    ///   `dailyLimit` recipients within 24 hours; `overtaken` when a run of the same message was made that is not among those
    ///   `known` to whoever looked for people in both.
    public func freeze(
        _ plan: RunPlan, id: RunID, appID: String, occurrence: String? = nil, allowRepeatOf: RunID? = nil,
        tzdata: String? = nil, ownRunsApart: Int? = nil, leastApart: Int? = nil,
        consent: Consent = .notNeeded, beside known: [RunID]? = nil,
        begins: Bool = false, noting record: JobRecord? = nil, warnings: [String] = [], dailyLimit: Int = .max,
        by actor: AuditActor,
        at now: Moment
    ) async throws(StoreError) -> RunSummary {
        try PlanCheck.verify(plan)
        return try await write { db in
            try KillSwitch.refuse(db)
            try Self.refuseUnfinished(db, job: plan.job, isTest: plan.isTest)
            if let occurrence { try Self.refuseOccurrence(db, job: plan.job, occurrence: occurrence) }
            let guardian = RepeatGuard(
                plan: plan, appID: appID, now: now, occurrence: occurrence, ownRunsApart: ownRunsApart,
                leastApart: leastApart)
            try guardian.refuseTooSoon(db)
            let earlier = try guardian.refuse(db, allowing: allowRepeatOf)
            try guardian.refuseOvertaken(db, known: known)
            try Self.refuseBeyondDay(db, plan, appID: appID, limit: dailyLimit, at: now)
            // A run that is lost has no row to refer to; the audit names it all the same.
            let known = try earlier.flatMap { try RunLookup.exists(db, $0) ? $0 : nil }
            try Self.insert(
                db, plan: plan, id: id, appID: appID, occurrence: occurrence, tzdata: tzdata, repeatOf: known, now: now)
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: actor, action: "freeze", run: id,
                detail: .object(
                    [
                        .init("plan_sha256", .string(plan.planSHA256)), .init("batches", .integer(plan.batches.count)),
                        .init("recipients", .integer(plan.batches.reduce(0) { $0 + $1.recipientCount })),
                        .init("test", .bool(plan.isTest)),
                        .init("repeat_of", earlier.map { .string($0.rawValue) } ?? .null),
                    ] + (warnings.isEmpty ? [] : [.init("warnings", .array(warnings.map { .string($0) }))])))
            if case .needed(let alarms) = consent {
                try Self.awaitApproval(db, of: id, because: alarms, by: actor, at: now)
            }
            if begins { try Self.begin(db, id, by: actor, at: now) }
            if let record { try Self.note(db, [record]) }
            return try RunSummaryQuery.summary(db, id)
        }
    }

    /// Records an occurrence that was let go by: `missed` beyond its deadline, or `skipped` for an unfinished run.
    ///
    /// Recording the same occurrence again changes nothing.
    public func recordUnsent(
        _ id: RunID, job: String, title: String, appID: String, occurrence: String, tzdata: String? = nil,
        owner: String? = nil, as state: RunState, reason: String, at now: Moment
    ) async throws(StoreError) {
        guard state == .missed || state == .skipped else {
            throw StoreError(.wrongState, "a run cannot begin as \(state.rawValue)")
        }
        try await write { db in
            let isTaken = "SELECT 1 FROM run WHERE job = ? AND occurrence = ? AND voided = 0"
            guard try Row.fetchOne(db, sql: isTaken, arguments: [job, occurrence]) == nil else { return }
            try db.execute(
                sql: """
                    INSERT INTO run (id, job, title, appId, occurrence, planSHA256, contentSHA256, audienceSHA256, unit,
                        targeted, excluded, duplicate, batchCount, recipientCount, batchSize, inFlight, maxInDoubt,
                        notAfterSeconds, trackingSeconds, state, stateReason, createdAt, owner, tzdata)
                    VALUES (?, ?, ?, ?, ?, '', '', '', 'people', 0, 0, 0, 0, 0, 200, 1, 1, 0, 0, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id.rawValue, job, title, appID, occurrence, state.rawValue, reason, now.wallMilliseconds,
                    owner, tzdata,
                ])
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: .larkcast, action: state.rawValue, run: id,
                detail: ["occurrence": .string(occurrence), "reason": .string(reason)])
        }
    }

    private static func refuseUnfinished(_ db: Database, job: String, isTest: Bool) throws {
        guard let run = try RunLookup.unfinished(db, job: job, isTest: isTest) else { return }
        throw StoreError(
            .unfinished, "job \(job) has the unfinished \(isTest ? "test " : "")run \(run)",
            hint: "continue it, or end it with `larkcast cancel \(run)`", runs: [run])
    }

    private static func refuseOccurrence(_ db: Database, job: String, occurrence: String) throws {
        let sql = "SELECT id FROM run WHERE job = ? AND occurrence = ? AND voided = 0"
        guard let run = try String.fetchOne(db, sql: sql, arguments: [job, occurrence]) else { return }
        throw StoreError(
            .occurrenceTaken, "job \(job) already has run \(run) for \(occurrence)", runs: [RunID(rawValue: run)])
    }

    private static func insert(
        _ db: Database, plan: RunPlan, id: RunID, appID: String, occurrence: String?, tzdata: String?,
        repeatOf: RunID?, now: Moment
    ) throws {
        let values: [String: (any DatabaseValueConvertible)?] = [
            "id": id.rawValue, "job": plan.job, "title": plan.title, "appId": appID, "occurrence": occurrence,
            "planSHA256": plan.planSHA256, "contentSHA256": plan.contentSHA256, "audienceSHA256": plan.audienceSHA256,
            "unit": plan.unit.rawValue, "targeted": plan.targeted - plan.unreachable, "unreachable": plan.unreachable,
            "excluded": plan.excluded,
            "duplicate": plan.duplicate, "batchCount": plan.batches.count,
            "recipientCount": plan.batches.reduce(0) { $0 + $1.recipientCount },
            "batchSize": plan.delivery.batchSize, "inFlight": plan.delivery.inFlight,
            "maxInDoubt": plan.delivery.maxInDoubt, "notAfterSeconds": plan.delivery.notAfterSeconds,
            "trackingSeconds": plan.trackingSeconds, "repeatOf": repeatOf?.rawValue, "state": "planned",
            "createdAt": now.wallMilliseconds, "owner": plan.owner, "tzdata": tzdata, "isTest": plan.isTest,
            "openThrough": plan.waveLengths.count > 1 ? plan.waveLengths[0] : nil,
            "channel": plan.channel.rawValue, "pinsInChats": plan.delivery.pinsInChats,
        ]
        let names = values.keys.sorted()
        try db.execute(
            sql: """
                INSERT INTO run (\(names.joined(separator: ", ")))
                VALUES (\(names.map { ":" + $0 }.joined(separator: ", ")))
                """,
            arguments: StatementArguments(values))
        try db.execute(
            sql: "INSERT INTO runContent (runId, manifest, bodyHead, bodyTail, sources) VALUES (?, ?, ?, ?, ?)",
            arguments: [id.rawValue, plan.manifest, plan.bodyHead, plan.bodyTail, plan.sources?.stored])
        let batch = try db.makeStatement(
            sql: """
                INSERT INTO batch (runId, ordinal, label, idKind, recipientCount, bodySHA256, state)
                VALUES (?, ?, ?, ?, ?, ?, 'pending')
                """)
        let content = try db.makeStatement(
            sql: "INSERT INTO batchContent (batchId, recipients, ownBytes) VALUES (?, ?, ?)")
        for planned in plan.batches {
            CrashPoint.planFreezing.reached()
            // A direct message names its run, so only now its bytes are whole.
            let own = plan.channel == .direct ? plan.ownBytes(of: planned, run: id) : nil
            let sha256 = own.map { PlanCheck.bodyHash(plan.bodyHead, $0, plan.bodyTail) } ?? planned.bodySHA256
            try batch.execute(arguments: [
                id.rawValue, planned.ordinal, planned.label, planned.idKind.rawValue, planned.recipientCount,
                sha256,
            ])
            try content.execute(arguments: [db.lastInsertedRowID, planned.recipientsJSON, own])
        }
        try WaveRow.insert(db, plan, run: id)
        try SealedAudience.insert(db, plan, run: id)
    }
}
