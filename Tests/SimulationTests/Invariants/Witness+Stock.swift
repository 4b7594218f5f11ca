import GRDB
import JobModel
import JobStore

extension Witness {
    /// Compares, when everything is at rest, what larkcast says with what happened.
    func takeStock(at desk: Desk) async throws {
        for (index, campaign) in office.campaigns.enumerated() {
            for row in try view.rows("SELECT id FROM run WHERE job = ? ORDER BY createdAt, id", [campaign.job]) {
                let summary = try await desk.store.summary(of: RunID(rawValue: row[0]))
                office.tally.states[summary.state.rawValue, default: 0] += 1
                checkSheet(of: summary, campaign)
                for batch in summary.batches {
                    let people = try await desk.store.recipients(of: summary.id, ordinal: batch.ordinal)
                    if people != campaign.people[batch.ordinal - 1] {
                        violate("I4", "\(summary.id)/\(batch.ordinal) is no longer what was planned")
                    }
                    try checkBatch(batch, of: summary, campaign: index)
                }
            }
        }
        try checkHistory()
        if try await !desk.store.auditEntries().isVerified { violate("audit", "the chain of digests is broken") }
    }

    /// I4 and I5: the sheet adds up, says the same as the batches, and nothing is open in a run that is over.
    private func checkSheet(of run: RunSummary, _ campaign: Campaign) {
        if !run.people.addsUp { violate("I4", "the sheet of \(run.id) does not add up: \(run.people)") }
        if run.batches.map(\.ordinal) != Array(1...campaign.people.count) {
            violate("I4", "\(run.id) has other batches than its plan")
        }
        func people(_ states: Set<BatchState>) -> Int {
            run.batches.filter { states.contains($0.state) }.reduce(0) { $0 + $1.recipients }
        }
        let invalid = run.batches.reduce(0) { $0 + $1.invalidIDs.count }
        var recount = BalanceSheet()
        recount.targeted = campaign.plan.targeted
        recount.excluded = campaign.plan.excluded
        recount.duplicate = campaign.plan.duplicate
        recount.accepted = people([.accepted, .acceptedWithoutID, .resolvedSent]) - invalid
        recount.invalid = invalid
        recount.rejected = people([.rejected])
        recount.inDoubt = people([.inDoubt, .dispatching])
        recount.abandoned = people([.abandoned])
        recount.cancelled = people([.cancelled])
        recount.pending = people([.pending, .claimed])
        if recount != run.people { violate("I4", "the sheet of \(run.id) says \(run.people), its batches \(recount)") }
        let open = run.batches.filter { !$0.state.isTerminal && $0.state != .inDoubt }
        if !run.state.isUnfinished, !open.isEmpty {
            violate("I5", "\(run.id) is \(run.state.rawValue) with open batches \(open.map(\.ordinal))")
        }
        if run.state == .sent || run.state == .settled, run.people.pending + run.people.inDoubt > 0 {
            violate("I5", "\(run.id) is \(run.state.rawValue) with people not accounted for")
        }
    }

    /// I2 and I3, and that every first byte has its attempt.
    private func checkBatch(_ batch: BatchSummary, of run: RunSummary, campaign: Int) throws {
        let name = "\(run.id)/\(batch.ordinal)"
        let own = requests.filter { $0.run == run.id.rawValue && $0.ordinal == batch.ordinal }
        let deeds = try own.filter { try $0.deed != nil && !isForgiven($0) }.compactMap(\.deed)
        if !deeds.isEmpty, !batch.state.mayHaveBeenDelivered {
            violate("I2", "\(name) was processed and is \(batch.state.rawValue)")
        }
        switch batch.state {
        case .accepted, .acceptedWithoutID:
            if deeds.isEmpty { office.tally.losses += batch.recipients }
            if deeds.count != 1 { violate("I3", "\(name) is \(batch.state.rawValue), processed \(deeds.count) times") }
            if batch.batchMessageID != deeds.first?.id {
                violate("I3", "\(name) has the id \(batch.batchMessageID ?? "none"), not \(deeds.first?.id ?? "none")")
            }
            if Set(batch.invalidIDs) != Set(deeds.first?.invalid ?? []) {
                violate("I4", "\(name) names \(batch.invalidIDs) invalid, not \(deeds.first?.invalid ?? [])")
            }
        case .pending, .claimed, .dispatching:
            if !run.state.isUnfinished { violate("I5", "\(name) is \(batch.state.rawValue)") }
        case .rejected, .inDoubt, .resolvedSent, .abandoned, .cancelled: break
        }
        let attempts = try view.integer(
            """
            SELECT count(*) FROM attempt JOIN batch ON batch.id = batchId
            WHERE runId = ? AND ordinal = ? AND dispatchedAt IS NOT NULL
            """, [run.id.rawValue, batch.ordinal])
        if attempts != own.count {
            violate("I2", "\(name) has \(attempts) dispatched attempts for \(own.count) requests")
        }
    }

    /// Every step that was taken is one that exists, every attempt has ended, every resend was an operator's.
    private func checkHistory() throws {
        for step in try view.transitions() {
            let isLegal =
                step.kind == "run"
                ? RunState(rawValue: step.from)?.successors.map(\.rawValue).contains(step.to)
                : BatchState(rawValue: step.from)?.successors.map(\.rawValue).contains(step.to)
            if isLegal != true { violate("states", "\(step.kind) \(step.name) went from \(step.from) to \(step.to)") }
        }
        let open = try view.integer("SELECT count(*) FROM attempt WHERE finishedAt IS NULL")
        if open > 0 { violate("states", "\(open) attempts have no end although everything is at rest") }
        office.tally.inDoubt += try view.integer("SELECT count(*) FROM attempt WHERE outcome = 'in_doubt'")
        let resent = try view.integer("SELECT count(*) FROM resolution WHERE verdict = 'not_sent'")
        office.tally.resentByOperator += resent
        if resent > resendWishes { violate("I1", "\(resent) resends for \(resendWishes) operator's words") }
    }
}
