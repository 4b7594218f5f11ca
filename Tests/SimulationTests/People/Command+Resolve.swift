import JobModel
import JobStore

extension Command {
    /// `larkcast resolve`: looks at a batch in doubt, thinks, and decides; what moved on meanwhile must be refused.
    static func resolve(_ campaign: Campaign, thinking milliseconds: Int64) -> @Sendable (Desk) async throws -> String {
        { desk in
            let run = try await latest(campaign, desk)
            let doubts = run.batches.filter { $0.state == .inDoubt }
            guard !doubts.isEmpty else { return "nothing is in doubt" }
            let batch = desk.office.people.pick(doubts)
            try await desk.process.sleep(milliseconds: milliseconds)
            return try await resolve(batch, of: run, desk)
        }
    }

    /// Most people find out what happened; some guess, and may be wrong.
    static func resolve(_ batch: BatchSummary, of run: RunSummary, _ desk: Desk) async throws -> String {
        let witness = desk.office.witness
        let deed = try witness.requests.last {
            try $0.run == run.id.rawValue && $0.ordinal == batch.ordinal && $0.deed != nil && !witness.isForgiven($0)
        }?.deed
        let truth: DoubtVerdict =
            deed == nil ? .notSent : .sent(batchMessageID: desk.office.people.percent(50) ? deed?.id : nil)
        let guesses: [DoubtVerdict] = [.sent(batchMessageID: nil), .notSent, .abandoned]
        let verdict = desk.office.people.percent(75) ? truth : desk.office.people.pick(guesses)
        if verdict == .notSent { witness.wantsResend() }
        let state = try await desk.store.resolve(
            run.id, ordinal: batch.ordinal, as: verdict, attempt: batch.attempts, reason: "asked around",
            by: desk.actor, at: desk.office.now)
        return "batch \(batch.ordinal) is \(state.rawValue) now"
    }

    /// What a patient operator does until a run is at rest: ends every doubt, lets it go on, takes it back again if
    /// somebody wanted that.
    static func tidyUp(_ campaign: Campaign) -> @Sendable (Desk) async throws -> String {
        { desk in
            let runs = try await desk.store.runs(in: Set(RunState.allCases)).asyncFilter { id in
                try await desk.store.summary(of: id).job == campaign.job
            }
            if runs.isEmpty { return try await run(campaign)(desk) }
            // What cancelling once more does about a process that died after the first time.
            try await desk.store.accountForTheDead(as: desk.process.identity, at: desk.office.now)
            for id in runs {
                for batch in try await desk.store.summary(of: id).batches where batch.state == .inDoubt {
                    _ = try await resolve(batch, of: try await desk.store.summary(of: id), desk)
                }
            }
            let last = try await latest(campaign, desk)
            if last.recall == .requested { return try await recall(campaign)(desk) }
            switch last.state {
            case .paused, .halted: return try await resume(campaign)(desk)
            default: return last.state.isUnfinished ? try await pickUp(campaign)(desk) : "nothing to do"
            }
        }
    }
}

extension Array {
    fileprivate func asyncFilter(_ isIncluded: (Element) async throws -> Bool) async throws -> [Element] {
        var kept: [Element] = []
        for element in self where try await isIncluded(element) { kept.append(element) }
        return kept
    }
}
