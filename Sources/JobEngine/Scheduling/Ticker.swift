import JobModel
public import JobStore

/// One look at everything: starts what is due, goes on with what is unfinished, asks for what is followed.
///
/// What `tick` does once and `serve` again and again. Only the holder of the runner's lock gets past the door, so twenty at
/// once do the work of one; and whatever it decides is written down under the occurrence's key before anything leaves.
public struct Ticker: Sendable {
    let store: JobDatabase
    let engines: [Engine]
    let dependencies: EngineDependencies
    let actor: AuditActor
    /// Runs sent side by side; they share the app's limits.
    let runsAtOnce: Int

    /// Creates a ticker.
    ///
    /// - Parameters:
    ///   - store: Where everything is written down.
    ///   - engines: One for each app in use, at least one.
    ///   - dependencies: Time, waiting and chance.
    ///   - actor: Who is named in the audit.
    ///   - runsAtOnce: Runs sent side by side; they share the app's limits.
    public init(
        store: JobDatabase, engines: [Engine], dependencies: EngineDependencies, actor: AuditActor, runsAtOnce: Int = 4
    ) {
        self.store = store
        self.engines = engines
        self.dependencies = dependencies
        self.actor = actor
        self.runsAtOnce = runsAtOnce
    }

    /// Looks once.
    ///
    /// - Parameters:
    ///   - folder: The manifests as they are now; `nil` when they cannot be read, which starts nothing and forgets nothing.
    ///   - stop: Ends it early without cutting a request short.
    /// - Returns: what was done, and everything that went wrong with single jobs and runs.
    /// - Throws: `StoreError`, with code `lockHeld` while another runner is at work.
    public func tick(_ folder: JobFolder?, stop: StopSignal) async throws -> TickReport {
        guard let engine = engines.first else { return TickReport() }
        let shift = try await engine.takeOver()
        var report = TickReport()
        let now = dependencies.now()
        let clock = try await checkedClock(at: now)
        for finding in clock.findings {
            report.problems.append(.init(about: nil, error: TickProblem.clock(finding.text)))
        }
        // A clock that cannot be believed decides nothing: not what is due, and not whose deadline has passed.
        guard clock.maySchedule else {
            try await keepServerClock(&report)
            return report
        }
        try await store.noteClock(now)

        var work: [Work] = []
        if let folder {
            let decider = OccurrenceDecider(store: store, dependencies: dependencies, actor: actor)
            let due = try await decider.decide(folder, mayCatchUp: clock.mayCatchUp, at: now, into: &report)
            work += due.map { .start($0) }
        }
        let waiting = try await store.waitingWaves(at: now)
        let unfinished = try await store.runs(in: [.planned, .sending])
        work = unfinished.filter { waiting[$0] == nil }.map { .resume($0) } + work
        try await send(work, shift, stop, &report)
        try await poll(stop, &report)
        try await keepServerClock(&report)
        withExtendedLifetime(shift) {}
        return report
    }

    /// When there is something to do next, in milliseconds since 1970 UTC: a firing, a wave, or a look at a batch.
    ///
    /// - Throws: `StoreError`.
    public func nextWake(_ jobs: [ScheduledJob]) async throws -> Int64? {
        let now = dependencies.now()
        var instants = jobs.compactMap { $0.timetable?.firings(1, after: now.wallMilliseconds).first?.instant }
        instants += try await store.waitingWaves(at: now).values
        for engine in engines {
            if let next = try await store.nextPoll(of: engine.messaging.appID) { instants.append(next) }
        }
        return instants.min()
    }

    private func poll(_ stop: StopSignal, _ report: inout TickReport) async throws {
        for engine in engines where !stop.isStopping {
            do {
                let round = try await engine.pollDue(stop: stop)
                report.polled += round.looks
                report.settled += round.settled
                if round.isOutOfBudget { report.problems.append(.init(about: nil, error: TickProblem.outOfBudget)) }
            } catch let error as StoreError {
                throw error
            } catch {
                report.problems.append(.init(about: nil, error: error))
            }
        }
    }
}
