import GRDB
public import JobModel
import StrictJSON

extension JobDatabase {
    /// Shows what taking a run back would mean, and changes nothing.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - ordinals: The batches; `nil` for all.
    /// - Returns: what can be taken back, what cannot, and how many unsent batches would be cancelled.
    /// - Throws: ``StoreError`` of code `notFound` for an unknown run or batch.
    public func previewRecall(_ run: RunID, ordinals: Set<Int>? = nil) async throws(StoreError) -> RecallPlan {
        try await read { db in
            let row = try RunRow.fetch(db, run)
            var plan = try RecallTable.plan(db, run, ordinals: ordinals)
            if row.state.isUnfinished {
                let sql = "SELECT ordinal FROM batch WHERE runId = ? AND state = 'pending'"
                let pending = try Int.fetchAll(db, sql: sql, arguments: [run.rawValue])
                plan.cancelled = pending.count { ordinals?.contains($0) ?? true }
            }
            return plan
        }
    }

    /// Decides to take a run, or some of its batches, back.
    ///
    /// What is unsent is stopped first: the whole unfinished run, or with `ordinals` those batches alone, while the run goes
    /// on with the others; a run with waves that are still to leave is paused when something of it that left is taken back.
    /// A batch that is on the wire at this moment is wanted back too and shows up in
    /// ``recallTargets(of:)`` once it has an id. Nothing delivered means nothing changed.
    @discardableResult
    public func beginRecall(
        _ run: RunID, ordinals: Set<Int>? = nil, by actor: AuditActor, at now: Moment
    ) async throws(StoreError) -> RecallPlan {
        try await write { db in
            let row = try RunRow.fetch(db, run)
            var cancelled = 0
            if let ordinals {
                cancelled = try MessageEnd.endPending(db, of: run, ordinals: ordinals)
            } else if row.state.isUnfinished {
                cancelled = try Self.end(
                    db, row, as: .cancelled, reason: RunReason.recalledEarly.text, by: actor, at: now)
            }
            var plan = try RecallTable.plan(db, run, ordinals: ordinals)
            plan.cancelled = cancelled
            plan.isOnTheWire = try RecallTable.isOnTheWire(db, run, ordinals: ordinals)
            let mayBeOut = plan.isOnTheWire || !plan.unreachable.isEmpty
            if ordinals != nil, mayBeOut || plan.targets.contains(where: { $0.recall != .confirmed }) {
                try Self.holdLaterWaves(db, row, by: actor, at: now)
            }
            guard !(plan.targets.isEmpty && plan.unreachable.isEmpty) else { return plan }
            try db.execute(
                sql: "UPDATE run SET recall = 'requested' WHERE id = ?", arguments: [run.rawValue])
            let wanted = plan.targets.map(\.ordinal) + plan.unreachable.map(\.ordinal)
            let isNew = try !RecallTable.wanted(db, run).isSuperset(of: wanted)
            for ordinal in wanted { try RecallTable.want(db, run, ordinal: ordinal) }
            for index in plan.targets.indices where plan.targets[index].recall != .confirmed {
                plan.targets[index].recall = nil
            }
            plan.targets.removeAll { $0.recall == .confirmed }
            // Deciding the same again, as long as something is on the wire, is no second decision.
            guard row.recall != .requested || cancelled > 0 || isNew else { return plan }
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: actor, action: "recall", run: run,
                detail: [
                    "batches": .array(wanted.sorted().map { .integer($0) }), "cancelled": .integer(cancelled),
                    "unreachable": .array(plan.unreachable.map { .integer($0.ordinal) }),
                ])
            return plan
        }
    }

    /// The batches that are wanted back and not yet decided about; those without an answer must be asked (again).
    public func recallTargets(of run: RunID) async throws(StoreError) -> [RecallTarget] {
        try await read { try RecallTable.open($0, run) }
    }

    /// Keeps Feishu's answer to the request to take one batch back.
    public func recordRecallRequest(
        _ run: RunID, ordinal: Int, _ answer: RecallAnswer, at now: Moment
    ) async throws(StoreError) {
        try await write { db in
            let batchID = try RecallTable.wantedBatch(db, run, ordinal)
            try db.execute(
                sql: """
                    INSERT INTO recallStep (batchId, at, step, recall, httpStatus, feishuCode, message, logId)
                    VALUES (?, ?, 'request', ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    batchID, now.wallMilliseconds, answer.state?.rawValue, answer.httpStatus, answer.feishuCode,
                    answer.message, answer.logID,
                ])
            if let state = answer.state { try RecallTable.move(db, batchID, to: state) }
        }
    }

    /// Keeps one look at how far taking a batch back has gone; the figures are a sample of its progress as well.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - ordinal: The batch.
    ///   - sample: What Feishu said.
    ///   - state: What that means; `nil` while it is under way.
    ///   - now: When.
    /// - Throws: ``StoreError`` of code `wrongState` when nobody wants the batch back.
    public func recordRecallVerification(
        _ run: RunID, ordinal: Int, _ sample: ProgressSample, state: BatchRecallState?, at now: Moment
    ) async throws(StoreError) {
        try await write { db in
            let batchID = try RecallTable.wantedBatch(db, run, ordinal)
            try ProgressTable.insert(db, batchID: batchID, sample, at: now.wallMilliseconds)
            try db.execute(
                sql: """
                    INSERT INTO recallStep (batchId, at, step, recall, delivered, recalled)
                    SELECT id, ?, 'verification', ?, delivered, recalled FROM batch WHERE id = ?
                    """,
                arguments: [now.wallMilliseconds, state?.rawValue, batchID])
            if let state { try RecallTable.move(db, batchID, to: state) }
        }
    }

    /// Concludes a recall once every batch that was wanted back is decided about.
    ///
    /// - Returns: `recalled` when everything of the run that left is confirmed to be gone, wanted back or not; `refused` when
    ///   of what is wanted back nothing is, even in part; `partial` otherwise; `requested` while something is open, `none`
    ///   when nobody asked.
    @discardableResult
    public func concludeRecall(_ run: RunID, at now: Moment) async throws(StoreError) -> RecallState {
        try await write { db in
            let row = try RunRow.fetch(db, run)
            guard row.recall == .requested, let verdict = try RecallTable.verdict(db, run) else { return row.recall }
            try db.execute(
                sql: "UPDATE run SET recall = ? WHERE id = ? AND recall = 'requested'",
                arguments: [verdict.rawValue, run.rawValue])
            var detail: [JSONValue.Member] = [.init("recall", .string(verdict.rawValue))]
            let refusals = try RecallQuery.refusals(db, of: run)
            if !refusals.isEmpty { detail.append(.init("refusals", .array(refusals.map(Self.evidence)))) }
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: .larkcast, action: "recall_concluded", run: run,
                detail: .object(detail))
            return verdict
        }
    }

    /// What Feishu said to the batches it did not take back, for the audit.
    private static func evidence(_ refusal: RecallFigures.Refusal) -> JSONValue {
        [
            "batches": .integer(refusal.batches), "code": refusal.feishuCode.map { .integer($0) } ?? .null,
            "message": refusal.message.map { .string($0) } ?? .null,
            "log_id": refusal.logID.map { .string($0) } ?? .null,
        ]
    }
}
