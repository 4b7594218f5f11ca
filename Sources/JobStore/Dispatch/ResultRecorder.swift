import CrashPoints
import GRDB
import JobModel
import StrictJSON

/// Writes the end of one attempt and what follows from it.
struct ResultRecorder {
    let ticket: AttemptTicket
    let now: Moment

    func record(_ db: Database, _ reported: AttemptResult) throws -> BatchState {
        let held: HeldBatch
        do {
            held = try HeldBatch.fetch(db, ticket)
        } catch {
            guard let state = try noteLateResult(db, reported) else { throw error }
            return state
        }
        if held.state == .claimed, reported.outcome != .notSent {
            // The transport let bytes out without asking: make it a dispatch, so that no restart may repeat it.
            try HeldBatch.dispatch(db, ticket, at: now)
        }
        var result = try judged(db, reported, of: held)
        let (invalid, strays) = try settleInvalidIDs(db, &result, of: held)
        try AttemptCloser.close(
            db, attemptRowID: ticket.attemptRowID, outcome: result.outcome, evidence: result.evidence, at: now)
        try moveBatch(db, result, invalidCount: invalid.count, strays: strays, of: held)
        for id in invalid {
            try db.execute(
                sql: "INSERT INTO invalidRecipient (batchId, idKind, recipient) VALUES (?, ?, ?)",
                arguments: [ticket.batchRowID, held.idKind.rawValue, id])
        }
        try noteLimits(db, result, of: held.run)
        try UploadedImages.forgetRefused(db, result, run: held.run)
        try settleBudget(db, &result, of: held.run)
        let state = try followUp(db, result, of: held)
        CrashPoint.resultCommitting.reached()
        return state
    }

    /// What the answer says about the app's limits, for every process.
    private func noteLimits(_ db: Database, _ result: AttemptResult, of run: RunRow) throws {
        let reason = result.evidence.message ?? RunReason.restAsked.text
        if let pause = result.pausesAppMilliseconds {
            try APIPause.extend(db, appID: run.appID, api: run.channel.api, by: pause, reason: reason, at: now)
        } else if [.accepted, .acceptedWithoutID, .rejected, .tokenRefused].contains(result.outcome) {
            try APIPause.prove(
                db, appID: run.appID, api: run.channel.api, attemptRowID: ticket.attemptRowID, at: now)
        }
        if let quota = result.usedUp {
            let until = quota.end(after: now.wallMilliseconds)
            try AppStop.stop(
                db, appID: run.appID, until: until, reason: result.stopsRun ?? reason, run: run.id, at: now)
        }
    }

    /// Lets the run pay for a try that has to be made again, or pauses it when it cannot.
    private func settleBudget(_ db: Database, _ result: inout AttemptResult, of run: RunRow) throws {
        var tokens = run.retryTokens
        if result.retryCost > 0 {
            if let left = RetryBudget.left(of: tokens, after: result.retryCost) {
                tokens = left
            } else {
                result.stopsRun = result.stopsRun ?? RunReason.retriesSpent(result.evidence.oneLine).text
            }
        } else if ticket.attemptNumber == 1, [.accepted, .acceptedWithoutID].contains(result.outcome) {
            tokens = RetryBudget.earning(tokens)
        }
        guard tokens != run.retryTokens else { return }
        try db.execute(sql: "UPDATE run SET retryTokens = ? WHERE id = ?", arguments: [tokens, run.id.rawValue])
    }

    /// A result that arrives after a new runner put the batch in doubt is kept as a trace for whoever decides.
    private func noteLateResult(_ db: Database, _ reported: AttemptResult) throws -> BatchState? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT batch.runId, batch.ordinal FROM batch JOIN attempt ON attempt.batchId = batch.id
                WHERE attempt.id = ? AND attempt.batchId = ? AND attempt.epoch = ? AND attempt.outcome = 'in_doubt'
                    AND batch.state = 'in_doubt' AND batch.attemptCount = attempt.number
                    AND attempt.epoch < (SELECT epoch FROM runner WHERE id = 1)
                """)
        let arguments: StatementArguments = [ticket.attemptRowID, ticket.batchRowID, ticket.epoch.rawValue]
        guard let row = try Row.fetchOne(statement, arguments: arguments) else { return nil }
        try AuditLog.append(
            db, at: now.wallMilliseconds, by: .larkcast, action: "late_result", run: RunID(rawValue: row[0]),
            batch: row[1],
            detail: [
                "outcome": .string(reported.outcome.rawValue),
                "batch_message_id": reported.batchMessageID.map { .string($0) } ?? .null,
                "log_id": reported.evidence.logID.map { .string($0) } ?? .null,
            ])
        return .inDoubt
    }

    /// What the store can believe of a report.
    private func judged(_ db: Database, _ reported: AttemptResult, of held: HeldBatch) throws -> AttemptResult {
        var result = reported
        if held.state == .claimed, reported.outcome != .notSent {
            doubt(&result, "the request left without the store's consent")
        } else if held.state == .dispatching, reported.outcome == .notSent {
            doubt(&result, "the intent was committed, then the transport reported that nothing left: probably not sent")
            if held.run.channel == .direct { result.outcome = .repeatable }
        } else if held.run.channel == .batch, reported.outcome == .repeatable {
            doubt(&result, "a batch has no uuid")
        } else if held.mayHaveLeft, reported.outcome == .rejected {
            doubt(&result, "this try was refused, but an earlier one may have arrived")
        }
        guard result.outcome == .accepted else { return result }
        guard let id = result.batchMessageID, BatchMessageID.isValid(id, of: held.run.channel) else {
            result.outcome = .acceptedWithoutID
            result.evidence.add(hint: "accepted, but its id is missing or malformed")
            return result
        }
        let owner = try db.cachedStatement(sql: "SELECT runId, ordinal FROM batch WHERE batchMessageId = ?")
        if let row = try Row.fetchOne(owner, arguments: [id]) {
            doubt(&result, "Feishu gave the id of batch \(row[1] as Int) of run \(row[0] as String) again")
        }
        return result
    }

    private func doubt(_ result: inout AttemptResult, _ hint: String) {
        result.outcome = .inDoubt
        result.evidence.add(hint: hint)
    }

    /// The ids of this batch that Feishu called invalid, and how many more it called so that are none of them.
    ///
    /// An id it never got, or that cannot be read, stands for somebody of the batch all the same: it may name a department by its
    /// other id. So it is no figure of the balance, and no run with one is called complete.
    private func settleInvalidIDs(
        _ db: Database, _ result: inout AttemptResult, of held: HeldBatch
    ) throws -> (known: [String], strays: Int) {
        guard !result.invalidIDs.isEmpty || result.unreadableInvalidIDs > 0,
            [.accepted, .acceptedWithoutID].contains(result.outcome)
        else { return ([], 0) }
        let named = Set(result.invalidIDs.filter { $0.kind == held.idKind }.map(\.id))
        let known = named.intersection(try BatchBody.recipients(db, batchID: ticket.batchRowID))
        let strays = Set(result.invalidIDs).count - known.count + result.unreadableInvalidIDs
        if strays > 0 {
            result.evidence.add(hint: "Feishu called \(strays) ids invalid that this batch does not hold")
        }
        return (known.sorted(), strays)
    }

    private func moveBatch(
        _ db: Database, _ result: AttemptResult, invalidCount: Int, strays: Int, of held: HeldBatch
    ) throws {
        let state = result.outcome.batchState
        let rest = min(max(0, result.retryAfterMilliseconds ?? 0), 24 * 3600 * 1000)
        let statement = try db.cachedStatement(
            sql: """
                UPDATE batch SET state = ?, epoch = NULL, notBefore = ?, batchMessageId = ?, invalidCount = ?, strayInvalidCount = ?,
                    nextPollAt = ?, mayHaveLeft = ?, valid = ?, delivered = ?, sampledAt = ?
                WHERE id = ? AND epoch = ? AND state IN ('claimed', 'dispatching')
                """)
        // Feishu takes a direct message when it has delivered it: no later look tells more of that.
        let isDelivered = state == .accepted && held.run.channel == .direct && held.idKind != .chatID
        let one = isDelivered ? 1 : nil
        try statement.execute(arguments: [
            state.rawValue, state == .pending ? now.wallMilliseconds + rest : 0,
            state == .accepted ? result.batchMessageID : nil, invalidCount, strays,
            state == .accepted ? now.wallMilliseconds + held.run.channel.pollSchedule.interval(afterSamples: 0) : nil,
            state == .pending && (held.mayHaveLeft || result.outcome == .repeatable), one, one,
            isDelivered ? now.wallMilliseconds : nil,
            ticket.batchRowID, ticket.epoch.rawValue,
        ])
        guard db.changesCount == 1 else {
            throw StoreError(.wrongState, "the batch is no longer held by this attempt")
        }
    }

    /// Halts or pauses the run, or cancels a batch that came back and is no longer wanted.
    private func followUp(_ db: Database, _ result: AttemptResult, of held: HeldBatch) throws -> BatchState {
        let state = result.outcome.batchState
        if state == .inDoubt, try held.run.haltIfInDoubt(db) {
            try audit(db, "halt", held, reason: result.evidence.hint)
        } else if let reason = result.stopsRun, held.run.state == .sending {
            try held.run.move(db, to: .paused, reason: reason)
            try audit(db, "pause", held, reason: reason)
        }
        return try UnwantedBatch.end(db, batchID: ticket.batchRowID, of: held.run) ?? state
    }

    private func audit(_ db: Database, _ action: String, _ held: HeldBatch, reason: String?) throws {
        try AuditLog.append(
            db, at: now.wallMilliseconds, by: .larkcast, action: action, run: held.run.id, batch: held.ordinal,
            detail: ["reason": reason.map { .string($0) } ?? .null])
    }
}
