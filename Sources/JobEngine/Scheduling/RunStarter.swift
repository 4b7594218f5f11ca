import JobModel
import JobStore

/// Makes runs of what has come due, without sending any of them: frozen and begun in one commit.
///
/// From then on its deadline counts, nobody can start it a second time, and a process that finds it after a death goes on
/// with it. Sending is a matter of its turn.
struct RunStarter: Sendable {
    /// One thing to be made ready for sending.
    enum Work: Sendable {
        /// An occurrence whose time has come.
        case occurrence(DueOccurrence)
        /// A run that was frozen by a process that died, or by one that left beginning to us.
        case planned(OpenRun)
    }

    /// How that ended.
    enum Ended: Sendable {
        case begun(SendQueue.Entry, warnings: [TickReport.Warning] = [])
        case awaitingApproval(TickReport.Worked, warnings: [TickReport.Warning])
        case expired(TickReport.LetGo)
        case skipped(TickReport.LetGo, any Error)
        case failed(about: String?, any Error)
        case nothing
    }

    /// Milliseconds a frozen run may wait for its start: as long as a firing may be late when the manifest says nothing.
    private static let longestUnstarted: Int64 = 15 * 60_000

    let store: JobDatabase
    let dependencies: EngineDependencies
    let actor: AuditActor
    let stop: StopSignal
    /// Why nothing may begin by this clock; asked at the last moment.
    let refusal: @Sendable () -> TickProblem?

    /// Makes one thing ready.
    func carryOut(_ work: Work) async -> Ended {
        guard !stop.isStopping else { return .nothing }
        switch work {
        case .occurrence(let due): return await start(due)
        case .planned(let run): return await begin(run)
        }
    }

    /// Plans, freezes and begins; a refusal that no waiting mends is recorded as skipped.
    ///
    /// After any other the next look tries again, until the
    /// occurrence's deadline has passed and it is missed.
    private func start(_ due: DueOccurrence) async -> Ended {
        do {
            // The one place where a due job becomes a plan.
            var planned = try await stop.breakingOff { try await due.job.planning(stop) }
            // The first answer of a process may come only now, after the firing was decided by a clock it speaks against.
            if let refusal = refusal() { return .failed(about: due.job.job, refusal) }
            let consent = try await startOnceCompared(&planned, of: due)
            let warnings = planned.warnings.map { TickReport.Warning(job: due.job.job, run: due.run, text: $0.text) }
            guard consent == .notNeeded else {
                return .awaitingApproval(
                    TickReport.Worked(run: due.run, job: due.job.job, occurrence: due.occurrence.key, end: nil),
                    warnings: warnings)
            }
            let run = OpenRun(
                id: due.run, job: due.job.job, appID: due.job.engine.messaging.appID, occurrence: due.occurrence.key,
                state: .sending,
                lanes: min(planned.plan.delivery.inFlight, planned.plan.batches.count),
                createdAt: dependencies.now().wallMilliseconds)
            return .begun(SendQueue.Entry(run: run, isNew: true), warnings: warnings)
        } catch is CancellationError where stop.isStopping {
            return .nothing
        } catch var error as StoreError where error.code == .repeats {
            // A firing has nobody who could say a word.
            error.hint = error.hint.replacing("`--", with: "`larkcast run MANIFEST --")
            return await skip(due, because: error)
        } catch {
            return .failed(about: due.job.job, error)
        }
    }

    /// Holds a plan against every run of its message, and starts it; runs of one message that are due together come one after the
    /// other so, since each sees the one before it.
    private func startOnceCompared(_ planned: inout PlannedRun, of due: DueOccurrence) async throws -> Consent {
        let engine = due.job.engine
        let remarks = planned.warnings
        while true {
            planned.repetition = try await engine.repetition(
                of: planned.plan, firing: (due.occurrence.key, due.ownRunsApart), stop: stop)
            planned.warnings = remarks + planned.repetition.remarks
            let consent = planned.consent(by: due.job.approval)
            do {
                try await engine.start(planned, of: due, consent, by: actor)
                return consent
            } catch let error as StoreError where error.code == .overtaken && !stop.isStopping {
                continue
            }
        }
    }

    private func skip(_ due: DueOccurrence, because error: StoreError) async -> Ended {
        let decider = OccurrenceDecider(store: store, dependencies: dependencies, actor: actor)
        do {
            let letGo = try await decider.record(
                UnsentOccurrence(due.job, due.occurrence, as: .skipped, reason: error.message))
            try await store.note([due.record])
            return .skipped(letGo, error)
        } catch {
            return .failed(about: due.job.job, error)
        }
    }

    /// Begins a run that was found frozen, at once and not when its turn comes: how long it had lain there is known now.
    private func begin(_ run: OpenRun) async -> Ended {
        do {
            guard dependencies.now().wallMilliseconds - run.createdAt <= Self.longestUnstarted else {
                return try await expire(run)
            }
            try await store.begin(run.id, by: actor, at: dependencies.now())
            return .begun(SendQueue.Entry(run: run, isNew: false))
        } catch let error as StoreError where error.code == .wrongState {
            // An operator paused or cancelled it at this moment.
            return .nothing
        } catch {
            return .failed(about: run.job, error)
        }
    }

    /// Ends a run whose process died before it began, too long ago for anybody to want it now.
    private func expire(_ run: OpenRun) async throws -> Ended {
        try await store.expire(run.id, at: dependencies.now())
        let reason = "run \(run.id) was frozen, but its process ended before it began; it is too late now"
        return .expired(TickReport.LetGo(job: run.job, occurrence: run.occurrence ?? run.id.rawValue, reason: reason))
    }
}

extension DueOccurrence {
    /// Hours of civil time between two scheduled runs of the job, unless its author wants more: the frequency guard once
    /// more, for times that were edited after they fired.
    fileprivate var leastApart: Int? {
        job.timetable.map { $0.schedule.allowFrequent ? 0 : 20 }
    }
}

extension Engine {
    /// Freezes the run of an occurrence, lets it begin unless somebody has to say yes first, and closes the occurrence.
    fileprivate func start(
        _ planned: PlannedRun, of due: DueOccurrence, _ consent: Consent, by actor: AuditActor
    ) async throws {
        let now = dependencies.now()
        if let stopped = try await store.appStop(of: messaging.appID, at: now) {
            throw EngineError.appStopped(stopped)
        }
        _ = try await store.freeze(
            planned.plan, id: due.run, appID: messaging.appID, occurrence: due.occurrence.key,
            tzdata: due.job.timetable?.rules.dataVersion, ownRunsApart: due.ownRunsApart,
            leastApart: due.leastApart, consent: consent, beside: planned.repetition.known,
            begins: consent == .notNeeded, noting: due.record,
            warnings: planned.warnings.map(\.text), dailyLimit: configuration.recipientsPerDay, by: actor, at: now)
    }
}
