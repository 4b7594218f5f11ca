import CrashPoints
public import JobModel
public import JobStore

/// Runs plans: freezes, sends, follows and takes back.
///
/// What a command, a daemon or an embedding program calls.
///
/// The engine decides nothing by itself that an operator should decide: a batch in doubt stays in doubt, and a halted or
/// paused run goes on only through ``resume(_:by:stop:)``.
public struct Engine: Sendable {
    let store: JobDatabase
    let messaging: any BatchMessaging
    let direct: (any DirectMessaging)?
    let contacts: (any ContactDirectory)?
    let uploader: (any FileUploading)?
    let configuration: EngineConfiguration
    let dependencies: EngineDependencies
    let observe: EngineObserver
    let calls: QueryCalls
    let breaker: CircuitBreaker

    /// Creates an engine over a store and a way to reach Feishu; without contacts and uploads it plans only what needs none, and
    /// without direct messages it sends batches alone.
    public init(
        store: JobDatabase,
        messaging: any BatchMessaging,
        direct: (any DirectMessaging)? = nil,
        contacts: (any ContactDirectory)? = nil,
        uploader: (any FileUploading)? = nil,
        configuration: EngineConfiguration = EngineConfiguration(),
        dependencies: EngineDependencies,
        observe: @escaping EngineObserver = { _ in }
    ) {
        self.store = store
        self.messaging = messaging
        self.direct = direct
        self.contacts = contacts
        self.uploader = uploader
        self.configuration = configuration
        self.dependencies = dependencies
        self.observe = observe
        calls = QueryCalls(
            messaging: messaging, direct: direct, store: store, configuration: configuration,
            dependencies: dependencies)
        breaker = CircuitBreaker(failuresThatOpen: configuration.failuresThatOpenBreaker)
    }

    /// Freezes a plan as a new run and sends it.
    ///
    /// - Parameters:
    ///   - plan: What to send; frozen before anything leaves.
    ///   - id: The name of the new run, from ``newRunID()``; one is made when there is none.
    ///   - occurrence: The scheduled civil time or the operator's key; at most one run per job and key exists.
    ///   - earlier: The run whose repetition the operator has allowed, if this content went to this audience before.
    ///   - warnings: What was said of the plan before anybody said yes; kept with the run.
    ///   - known: The runs of the same message that the plan was held against; one that was made since refuses it.
    ///   - actor: Who asked, for the audit.
    ///   - stop: Ends the run early without cutting a request short.
    /// - Returns: Why the dispatcher stopped.
    /// - Throws: `StoreError` (also when a repeat is refused, the app has addressed too many within a day, or
    ///   another runner holds the lock), `FeishuError` when no token can be had, ``EngineError/appStopped(_:)`` while a
    ///   quota is used up; in each case nothing was sent.
    public func run(
        _ plan: RunPlan, as id: RunID? = nil, occurrence: String? = nil, allowRepeatOf earlier: RunID? = nil,
        warnings: [PlanRemark] = [], beside known: [RunID]? = nil, by actor: AuditActor, stop: StopSignal
    ) async throws -> DispatchEnd {
        // A wrong secret or a dead line should show before anything is frozen.
        try await stop.breakingOff { [calls] in try await calls.prepare(stop) }
        return try await run(
            plan, as: id, occurrence: occurrence, allowRepeatOf: earlier, warnings: warnings, beside: known, by: actor,
            on: try await takeOverSoon(stop), stop)
    }

    /// Freezes and sends within a shift that has begun.
    func run(
        _ plan: RunPlan, as id: RunID?, occurrence: String?, allowRepeatOf earlier: RunID?,
        warnings: [PlanRemark] = [], beside known: [RunID]? = nil, by actor: AuditActor, on shift: Shift,
        _ stop: StopSignal
    ) async throws -> DispatchEnd {
        let run = id ?? newRunID()
        try await freeze(
            plan, as: run, occurrence: occurrence, allowRepeatOf: earlier, warnings: warnings, beside: known, by: actor)
        try await store.begin(run, by: actor, at: dependencies.now())
        return try await dispatch(run, shift, stop)
    }

    /// Freezes a plan as a new run and sends nothing.
    ///
    /// - Parameters:
    ///   - plan: What to send.
    ///   - run: The name of the new run.
    ///   - occurrence: The scheduled civil time or the operator's key.
    ///   - earlier: The run whose repetition the operator has allowed.
    ///   - tzdata: The version of the time zone rules by which the occurrence was decided; `nil` when nobody decided by them.
    ///   - ownRunsApart: Hours of civil time between two scheduled runs of the job, which are then no repetition; `nil` for "never".
    ///   - consent: Whether a second person must say yes first.
    ///   - warnings: What was said of the plan before anybody said yes; kept with the run.
    ///   - known: The runs of the same message that the plan was held against; one that was made since refuses it.
    ///   - actor: Who asked.
    /// - Throws: as ``run(_:as:occurrence:allowRepeatOf:warnings:beside:by:stop:)``.
    public func freeze(
        _ plan: RunPlan, as run: RunID, occurrence: String? = nil, allowRepeatOf earlier: RunID? = nil,
        tzdata: String? = nil, ownRunsApart: Int? = nil, consent: Consent = .notNeeded, warnings: [PlanRemark] = [],
        beside known: [RunID]? = nil, by actor: AuditActor
    ) async throws {
        if let stopped = try await store.appStop(of: messaging.appID, at: dependencies.now()) {
            throw EngineError.appStopped(stopped)
        }
        _ = try await store.freeze(
            plan, id: run, appID: messaging.appID, occurrence: occurrence, allowRepeatOf: earlier,
            tzdata: tzdata, ownRunsApart: ownRunsApart, consent: consent, beside: known, warnings: warnings.map(\.text),
            dailyLimit: configuration.recipientsPerDay, by: actor, at: dependencies.now())
    }

    /// A name for a run that is about to be made, so that the caller can tell it from others of its job.
    public func newRunID() -> RunID { RunID(randomBits: dependencies.randomBits()) }

    /// Goes on with an unfinished run that nobody stopped: the one a kill, a drain or an outage left behind.
    ///
    /// - Throws: ``EngineError/needsDecision(_:)`` when the run turns out to be halted or paused; `StoreError` with code
    ///   `lockHeld` while another process sends.
    public func pickUp(_ run: RunID, by actor: AuditActor, stop: StopSignal) async throws -> DispatchEnd {
        try await stop.breakingOff { [calls] in try await calls.prepare(stop) }
        return try await pickUp(run, by: actor, on: try await takeOverSoon(stop), stop, .unlimited)
    }

    /// As ``pickUp(_:by:stop:)``, and waits for nobody.
    func pickUpAtOnce(_ run: RunID, by actor: AuditActor, stop: StopSignal) async throws -> DispatchEnd {
        try await goOn(with: run, by: actor, stop) { throw EngineError.needsDecision($0) }
    }

    /// Goes on with an unfinished run within a shift that has begun, for as long as its turn lasts.
    func pickUp(
        _ run: RunID, by actor: AuditActor, on shift: Shift, _ stop: StopSignal, _ turn: SendTurn
    ) async throws -> DispatchEnd {
        try await goOn(with: run, by: actor, on: shift, stop, turn) { throw EngineError.needsDecision($0) }
    }

    /// Goes on with a halted or paused run, because an operator said so.
    ///
    /// Batches in doubt stay in doubt and are not sent. Only doubts that could be seen before are gone past: one that
    /// comes to light while a dead runner's work is sorted out here is told first. While another process sends, it is that
    /// one which goes on with the run, and this waits for its end.
    ///
    /// - Throws: ``EngineError/notPossible(_:request:)`` when the run is over, ``EngineError/needsDecision(_:)`` when it has
    ///   a doubt that nobody has seen yet.
    public func resume(_ run: RunID, by actor: AuditActor, stop: StopSignal) async throws -> DispatchEnd {
        let seen = Set(try await checked(run).doubts)
        do {
            return try await goOn(with: run, by: actor, stop, liftsAppStop: true) { summary in
                guard summary.state == .paused || summary.state == .halted else {
                    throw EngineError.notPossible(summary, request: "resume")
                }
                guard seen.isSuperset(of: summary.doubts) else { throw EngineError.needsDecision(summary) }
                try await store.resumeSending(run, by: actor, at: dependencies.now())
            }
        } catch let error as StoreError where error.code == .lockHeld {
            return try await resumeBeside(error, run, seen: seen, by: actor, stop: stop)
        }
    }

    /// Becomes the dispatcher, then sends; `wake` decides about a run that is neither planned nor sending.
    ///
    /// An operator's word also lets the app send again although a quota was used up; if it still is, the first answer stops
    /// it again.
    private func goOn(
        with run: RunID, by actor: AuditActor, on begun: Shift? = nil, _ stop: StopSignal,
        _ turn: SendTurn = .unlimited, liftsAppStop: Bool = false, wake: (RunSummary) async throws -> Void
    ) async throws -> DispatchEnd {
        try await stop.breakingOff { [calls] in try await calls.prepare(stop) }
        let shift: Shift
        if let begun { shift = begun } else { shift = try await takeOver() }
        let summary = try await checked(run)
        switch summary.state {
        case .planned: try await store.begin(run, by: actor, at: dependencies.now())
        case .sending: break
        default: try await wake(summary)
        }
        if liftsAppStop {
            try await store.liftAppStop(of: messaging.appID, for: run, by: actor, at: dependencies.now())
        }
        return try await dispatch(run, shift, stop, turn)
    }

    /// Asks Feishu once for the figures of every accepted batch of a run.
    ///
    /// - Throws: `FeishuError`, `StoreError`, and `CancellationError` as soon as somebody asks to stop.
    public func poll(_ run: RunID, stop: StopSignal = StopSignal()) async throws -> RunSummary {
        _ = try await checked(run)
        try await endOutlived(of: run)
        try await pinMessages(of: run, stop)
        try await poller.pollOnce(run, stop)
        let summary = try await store.summary(of: run)
        observe(.polled(summary, nextInMilliseconds: nil))
        return summary
    }

    /// Follows delivery and reads on the thinning schedule until they are flat, which settles the run, or `seconds` pass.
    ///
    /// At most 29 days, for which Feishu answers.
    public func follow(_ run: RunID, forSeconds seconds: Int, stop: StopSignal) async throws -> RunSummary {
        _ = try await checked(run)
        let patience = min(max(0, seconds), Tracking.longestSeconds)
        let deadline = dependencies.now().monotonicMilliseconds + Int64(patience) * 1000
        if try await poller.follow(run, untilMonotonic: deadline, stop: stop) {
            try await store.settle(run, at: dependencies.now())
        }
        return try await store.summary(of: run)
    }

    /// Takes a run, or some of its batches, back: stops what is unsent, asks Feishu for the rest, verifies.
    public func recall(_ run: RunID, ordinals: Set<Int>? = nil, by actor: AuditActor) async throws -> RunSummary {
        _ = try await checked(run)
        // Stopping what is unsent needs nobody else; a line or a token that is missing must not delay it.
        while try await store.beginRecall(run, ordinals: ordinals, by: actor, at: dependencies.now()).isOnTheWire {
            CrashPoint.stoppedOnTheWire.reached()
            try await waitForTheWire()
        }
        try await calls.prepare()
        let recaller = BatchRecaller(
            store: store, calls: calls, configuration: configuration, dependencies: dependencies, observe: observe)
        try await recaller.recall(run, targets: try await store.recallTargets(of: run))
        try await store.concludeRecall(run, at: dependencies.now())
        return try await store.summary(of: run)
    }

    var poller: ProgressPoller {
        ProgressPoller(
            store: store, calls: calls, configuration: configuration, dependencies: dependencies, observe: observe)
    }

    func checked(_ run: RunID) async throws -> RunSummary {
        let summary = try await store.summary(of: run)
        let app = try await store.appID(of: run)
        guard app == messaging.appID else {
            throw EngineError.otherApp(summary, expected: app, found: messaging.appID)
        }
        return summary
    }
}
