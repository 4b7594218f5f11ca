import JobModel
import JobStore

extension Ticker {
    /// One thing to be sent.
    enum Work: Sendable {
        /// A run that was left unfinished.
        case resume(RunID)
        /// An occurrence whose time has come.
        case start(DueOccurrence)
    }

    /// How one thing ended.
    private enum Ended: Sendable {
        case started(TickReport.Worked)
        case awaitingApproval(TickReport.Worked)
        case resumed(TickReport.Worked)
        case expired(TickReport.LetGo)
        case skipped(TickReport.LetGo, any Error)
        case failed(about: String?, any Error)
        case nothing
    }

    /// Sends everything, a few runs side by side.
    ///
    /// - Throws: the first `StoreError` that concerns the store itself, when every run has ended.
    func send(_ work: [Work], _ shift: Engine.Shift, _ stop: StopSignal, _ report: inout TickReport) async throws {
        var remaining = work.makeIterator()
        var failure: (any Error)?
        await withTaskGroup(of: Ended.self) { group in
            func next() {
                guard !stop.isStopping, failure == nil, let work = remaining.next() else { return }
                group.addTask { await self.carryOut(work, shift, stop) }
            }
            for _ in 0..<max(1, runsAtOnce) { next() }
            while let ended = await group.next() {
                if let broken = Self.note(ended, in: &report) { failure = failure ?? broken }
                next()
            }
        }
        if let failure { throw failure }
    }

    /// Enters an end into the report; returns an error that concerns the store as a whole.
    private static func note(_ ended: Ended, in report: inout TickReport) -> StoreError? {
        switch ended {
        case .started(let worked): report.started.append(worked)
        case .awaitingApproval(let worked): report.awaitingApproval.append(worked)
        case .resumed(let worked): report.resumed.append(worked)
        case .expired(let letGo): report.missed.append(letGo)
        case .skipped(let letGo, let error):
            report.skipped.append(letGo)
            report.problems.append(.init(about: letGo.job, error: error))
        case .failed(let about, let error):
            report.problems.append(.init(about: about, error: error))
            if let error = error as? StoreError, error.isOfTheStore { return error }
        case .nothing: break
        }
        return nil
    }

    private func carryOut(_ work: Work, _ shift: Engine.Shift, _ stop: StopSignal) async -> Ended {
        switch work {
        case .resume(let run): await resume(run, shift, stop)
        case .start(let due): await start(due, shift, stop)
        }
    }

    private func resume(_ run: RunID, _ shift: Engine.Shift, _ stop: StopSignal) async -> Ended {
        var about = run.rawValue
        do {
            let appID = try await store.appID(of: run)
            guard let engine = engines.first(where: { $0.messaging.appID == appID }) else {
                return .failed(about: about, TickProblem.noEngine(run: run, appID: appID))
            }
            let summary = try await store.summary(of: run)
            about = summary.job
            if summary.state == .planned,
                dependencies.now().wallMilliseconds - summary.createdAt > Self.longestUnstarted
            {
                return try await expire(summary)
            }
            let end = try await engine.pickUp(run, by: actor, on: shift, stop)
            return .resumed(
                TickReport.Worked(run: run, job: summary.job, occurrence: summary.occurrence, end: end))
        } catch is CancellationError where stop.isStopping {
            return .nothing
        } catch {
            return .failed(about: about, error)
        }
    }

    /// Milliseconds a frozen run may wait for its start: as long as a firing may be late when the manifest says nothing.
    private static let longestUnstarted: Int64 = 15 * 60_000

    /// Ends a run whose process died before the first batch was claimed, too long ago for anybody to want it now.
    private func expire(_ run: RunSummary) async throws -> Ended {
        try await store.expire(run.id, at: dependencies.now())
        let reason = "run \(run.id) was frozen, but its process ended before it began; it is too late now"
        return .expired(TickReport.LetGo(job: run.job, occurrence: run.occurrence ?? run.id.rawValue, reason: reason))
    }

    /// Freezes, notes that the occurrence is decided, and sends.
    ///
    /// A refusal that no waiting mends is recorded as skipped. After any other the next tick tries again, until the
    /// occurrence's deadline has passed and it is missed.
    private func start(_ due: DueOccurrence, _ shift: Engine.Shift, _ stop: StopSignal) async -> Ended {
        let engine = due.job.engine
        var worked = TickReport.Worked(
            run: engine.newRunID(), job: due.job.job, occurrence: due.occurrence.key, end: nil)
        do {
            try await stop.breakingOff { try await engine.calls.prepare(stop) }
            // The first answer of a process may come only now, after the firing was decided by a clock it speaks against.
            if let refusal = refusalByTheServersClock() { return .failed(about: due.job.job, refusal) }
            try await engine.freeze(
                due.job.plan, as: worked.run, occurrence: due.occurrence.key,
                tzdata: due.job.timetable?.rules.dataVersion, ownRunsApart: due.ownRunsApart,
                needsApproval: due.job.needsApproval, by: actor)
            try await store.note([due.record])
            guard !due.job.needsApproval else { return .awaitingApproval(worked) }
            worked.end = try await engine.pickUp(worked.run, by: actor, on: shift, stop)
            return .started(worked)
        } catch is CancellationError where stop.isStopping {
            return .nothing
        } catch let error as StoreError where error.code == .repeats {
            return await skip(due, because: error)
        } catch {
            return .failed(about: due.job.job, error)
        }
    }

    private func skip(_ due: DueOccurrence, because error: StoreError) async -> Ended {
        let decider = OccurrenceDecider(store: store, dependencies: dependencies, actor: actor)
        do {
            let letGo = try await decider.letGo(due.job, due.occurrence, as: .skipped, reason: error.message)
            try await store.note([due.record])
            return .skipped(letGo, error)
        } catch {
            return .failed(about: due.job.job, error)
        }
    }
}
