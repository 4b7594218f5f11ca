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
        var clock = try await ticker.checkedClock(at: now, stop)
        note(clock)
        // A clock that cannot be believed decides nothing: not what is due, and not whose deadline has passed.
        guard clock.maySchedule else { return try await tell(&lookout) }
        let approvals = ApprovalReview(store: ticker.store)
        if clock.server == nil, try await approvals.isTooLateForAny(at: now) {
            guard let heard = await heardBesides(clock) else { return try await tell(&lookout) }
            clock = heard
        }
        // Before the decisions: a run that no longer waits holds up no other of its job.
        try await approvals.carryOut(look.folder, at: now, into: &news.report)
        guard let decided = try await decide(look.folder, clock, at: now) else { return try await tell(&lookout) }
        try await ticker.store.noteClock(now)
        // Whoever took over has looked already; while a shift lasts for hours, more of them come to their end.
        let outlived = try await ticker.store.endOutlived(at: now)
        if !outlived.isEmpty { ticker.engines.first?.observe(.rescued(outlived)) }
        try await pickUpUnfinished()
        try await pickUpRecalls(at: now)
        news.report.settled += try await ticker.store.settleUnfollowed(at: now)
        try await decider.write(decided, into: &news.report)
        passedOver.formUnion(startingJobs)
        for due in decided.due {
            startingJobs.insert(due.job.job)
            startingRuns.insert(due.run)
            unprepared[due.job.engine.messaging.appID, default: []].append(due)
        }
        // From this look on, not from now on: what has come due meanwhile is still to be decided.
        news.nextAt = (decided.nextFirings + (try await ticker.store.waitingWaves(at: now).values)).min()
        await noticePolls()
        try await tell(&lookout)
    }

    private var decider: OccurrenceDecider {
        OccurrenceDecider(store: ticker.store, dependencies: ticker.dependencies, actor: ticker.actor)
    }

    /// Decides what is due and what is let go by; `nil` when the clock must not be believed after all.
    ///
    /// What is let go by is lost, so Feishu is asked before that where it has not told the time since the start of this host.
    private mutating func decide(
        _ folder: JobFolder?, _ clock: ClockCheck, at now: Moment
    ) async throws -> OccurrenceDecider.Decided? {
        guard let folder else { return .init() }
        let known = try await decider.knownJobs(folder, besides: startingJobs, at: now)
        let decided = try await decider.decide(
            folder, known, besides: startingJobs, mayCatchUp: clock.mayCatchUp, at: now)
        guard !decided.unsent.isEmpty, clock.server == nil else { return decided }
        guard let asked = await heardBesides(clock) else { return nil }
        guard asked.mayCatchUp != clock.mayCatchUp else { return decided }
        return try await decider.decide(
            folder, known, besides: startingJobs, mayCatchUp: asked.mayCatchUp, at: now)
    }

    /// What Feishu's clock says about ours before anything is given up; `nil` when ours must not be believed.
    private mutating func heardBesides(_ clock: ClockCheck) async -> ClockCheck? {
        let asked = await ticker.asked(clock, stop)
        note(asked, besides: clock.findings)
        // Whoever was told to stop has not heard the answer.
        return asked.maySchedule && !stop.isStopping ? asked : nil
    }

    private mutating func note(_ clock: ClockCheck, besides told: [ClockFinding] = []) {
        for finding in clock.findings where !told.contains(finding) {
            news.report.problems.append(.init(about: nil, error: TickProblem(finding)))
        }
    }

    /// Takes up the recalls whose process has ended before they were: whoever asked for them may never look again.
    mutating func pickUpRecalls(at now: Moment) async throws {
        for recall in try await ticker.store.openRecalls() where !recalling.contains(recall.run) {
            guard recall.isAbandoned(at: now.wallMilliseconds) else { continue }
            if ticker.engines.contains(where: { $0.messaging.appID == recall.appID }) {
                recallsDue.append(recall)
            } else {
                let problem = TickProblem.noEngine(run: recall.run, appID: recall.appID)
                news.report.problems.append(.init(about: recall.run.rawValue, error: problem))
            }
        }
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
