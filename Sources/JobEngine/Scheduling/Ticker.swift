import JobModel
public import JobStore

/// Starts what is due, goes on with what is unfinished, asks for what is followed.
///
/// What `tick` does once and `serve` again and again. Only the holder of the runner's lock gets past the door, so twenty at
/// once do the work of one; and whatever it decides is written down under the occurrence's key before anything leaves.
public struct Ticker: Sendable {
    let store: JobDatabase
    var engines: [Engine]
    let dependencies: EngineDependencies
    let actor: AuditActor
    /// Requests of one app that can be under way at once.
    let lanes: Int
    /// Pages of batches of one app that are looked at after a look at everything.
    let pollPages: Int

    /// Creates a ticker.
    ///
    /// - Parameters:
    ///   - store: Where everything is written down.
    ///   - engines: One for each app in use, at least one.
    ///   - dependencies: Time, waiting and chance.
    ///   - actor: Who is named in the audit.
    ///   - lanes: Requests of one app that can be under way at once, over all runs that are sent side by side.
    ///   - pollPages: Pages of 200 batches of one app whose figures are asked for after each look at everything; a process that
    ///     ends, and is followed by another in a minute, leaves the others to that.
    public init(
        store: JobDatabase, engines: [Engine], dependencies: EngineDependencies, actor: AuditActor, lanes: Int = 16,
        pollPages: Int = .max
    ) {
        self.store = store
        self.engines = engines
        self.dependencies = dependencies
        self.actor = actor
        self.lanes = lanes
        self.pollPages = pollPages
    }

    /// Looks once, and works until what that has begun is sent.
    ///
    /// - Parameters:
    ///   - folder: The manifests as they are now; `nil` when they cannot be read, which starts nothing and forgets nothing.
    ///   - stop: Ends it early without cutting a request short.
    /// - Returns: what was done, and everything that went wrong with single jobs and runs.
    /// - Throws: `StoreError`, with code `lockHeld` while another runner is at work.
    public func tick(_ folder: JobFolder?, stop: StopSignal) async throws -> TickReport {
        var lookout = SingleLook()
        try await tick(TickLook(folder: folder, engines: engines), &lookout, stop: stop)
        return lookout.report
    }

    /// Looks, and goes on looking while it works: what comes due meanwhile starts, whatever is being sent.
    ///
    /// - Parameters:
    ///   - look: The manifests and engines as they are now; without an engine nothing is done.
    ///   - lookout: Says when and at what to look again, and hears what happens.
    ///   - stop: Ends it early without cutting a request short.
    /// - Throws: `StoreError`, with code `lockHeld` while another runner is at work, and what the lookout throws.
    public func tick(_ look: TickLook, _ lookout: inout some TickLookout, stop: StopSignal) async throws {
        guard let engine = look.engines.first else { return }
        var ticker = self
        ticker.engines = look.engines
        let shift = try await engine.takeOver()
        var work = WorkingShift(ticker, shift, stop)
        try await work.work(look, &lookout)
        withExtendedLifetime(shift) {}
    }

    /// When there is something to do next, in milliseconds since 1970 UTC: a firing, a wave, a look at a batch, a recall that nobody
    /// goes on with, or the end of a `uuid`.
    ///
    /// - Throws: `StoreError`.
    public func nextWake(_ jobs: [ScheduledJob]) async throws -> Int64? {
        let now = dependencies.now()
        var instants = jobs.compactMap { $0.timetable?.firings(1, after: now.wallMilliseconds).first?.instant }
        instants += try await store.waitingWaves(at: now).values
        instants += try await store.openRecalls().compactMap(\.abandonedAt).filter { $0 > now.wallMilliseconds }
        if let outlived = try await store.nextOutlived() { instants.append(outlived) }
        for engine in engines {
            if let next = try await store.nextPoll(of: engine.messaging.appID) { instants.append(next) }
        }
        return instants.min()
    }

    /// What makes runs of what is due.
    func starter(_ stop: StopSignal) -> RunStarter {
        RunStarter(
            store: store, dependencies: dependencies, actor: actor, stop: stop, refusal: refusalByTheServersClock)
    }

    /// Sends a run until it is through, is stopped, or its turn is over.
    func send(
        _ run: OpenRun, _ shift: Engine.Shift, _ stop: StopSignal, _ turn: SendTurn
    ) async throws -> DispatchEnd {
        // The configuration may have been read anew since the run came: what it is sent by is decided at each turn.
        guard let engine = engines.first(where: { $0.messaging.appID == run.appID }) else {
            throw TickProblem.noEngine(run: run.id, appID: run.appID)
        }
        return try await engine.pickUp(run.id, by: actor, on: shift, stop, turn)
    }
}
