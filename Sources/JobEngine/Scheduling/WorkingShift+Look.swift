import JobModel
import JobStore

extension WorkingShift {
    /// Looks at everything: the clock first, then what is due, then what lies unfinished.
    mutating func look(_ look: TickLook, _ lookout: inout some TickLookout) async throws {
        if !look.engines.isEmpty { ticker.engines = look.engines }
        news.isLook = true
        news.isStarting = !startingJobs.isEmpty
        pollsResting = []
        pagesPolled = [:]
        let now = ticker.dependencies.now()
        let clock = try await ticker.checkedClock(at: now)
        for finding in clock.findings {
            news.report.problems.append(.init(about: nil, error: TickProblem.clock(finding.text)))
        }
        // A clock that cannot be believed decides nothing: not what is due, and not whose deadline has passed.
        guard clock.maySchedule else { return try await tell(&lookout) }
        try await ticker.store.noteClock(now)
        try await pickUpUnfinished()
        // Before the decisions: a run that no longer waits holds up no other of its job.
        try await ApprovalReview(store: ticker.store).carryOut(look.folder, at: now, into: &news.report)
        news.report.settled += try await ticker.store.settleUnfollowed(at: now)
        if let folder = look.folder {
            let decider = OccurrenceDecider(
                store: ticker.store, dependencies: ticker.dependencies, actor: ticker.actor)
            let due = try await decider.decide(
                folder, besides: startingJobs, mayCatchUp: clock.mayCatchUp, at: now, into: &news.report)
            for due in due {
                startingJobs.insert(due.job.job)
                startingRuns.insert(due.run)
                unprepared[due.job.engine.messaging.appID, default: []].append(due)
            }
        }
        news.nextAt = try await ticker.nextStart(look.folder?.jobs ?? [])
        await noticePolls()
        try await tell(&lookout)
    }

    /// Puts into the queue what nobody has in hand: what a dead process left, what was approved or resumed, and waves that are
    /// due.
    mutating func pickUpUnfinished() async throws {
        let waiting = try await ticker.store.waitingWaves(at: ticker.dependencies.now())
        for run in try await ticker.store.openRuns() {
            guard waiting[run.id] == nil, !queue.holds(run.id), !startingRuns.contains(run.id) else { continue }
            guard ticker.engines.contains(where: { $0.messaging.appID == run.appID }) else {
                let problem = TickProblem.noEngine(run: run.id, appID: run.appID)
                news.report.problems.append(.init(about: run.id.rawValue, error: problem))
                continue
            }
            if run.state == .planned {
                startingRuns.insert(run.id)
                starts.append(.planned(run))
            } else {
                queue.add(SendQueue.Entry(run: run, isNew: false))
            }
        }
    }
}
