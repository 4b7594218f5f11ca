import JobModel
import JobStore

/// An occurrence whose time has come, and what is to be noted of its job once it has a run.
struct DueOccurrence: Sendable {
    var job: ScheduledJob
    var occurrence: Occurrence
    var record: JobRecord
    /// What its run will be called.
    var run: RunID

    /// Only what fires again and again repeats on purpose, and no sooner than the frequency guard lets it.
    var ownRunsApart: Int? {
        guard let schedule = job.timetable?.schedule, case .cron = schedule.trigger else { return nil }
        return schedule.allowFrequent ? 0 : 20
    }
}

/// Decides every firing since the last look, writes down those that are let go by, and names those that start.
struct OccurrenceDecider {
    let store: JobDatabase
    let dependencies: EngineDependencies
    let actor: AuditActor

    /// Decides for a whole folder, but not for jobs with an occurrence that is being started: that has to end first.
    ///
    /// - Returns: what starts; its job counts as examined only once it has a run.
    /// - Throws: `StoreError`.
    func decide(
        _ folder: JobFolder, besides starting: Set<String> = [], mayCatchUp: Bool, at now: Moment,
        into report: inout TickReport
    ) async throws -> [DueOccurrence] {
        let known = try await store.jobs()
        var found: [DueOccurrence] = []
        var records = removals(from: known, folder, at: now, into: &report)
        for job in folder.jobs where !starting.contains(job.job) {
            let earlier = known[job.job]
            if let earlier, earlier.removedAt == nil, earlier.manifestSHA256 != job.manifestSHA256 {
                report.edited.append(job.job)
            }
            var record = JobRecord(
                job: job.job, path: job.path, manifestSHA256: job.manifestSHA256,
                firstSeenAt: earlier?.firstSeenAt ?? now.wallMilliseconds, examinedAt: now.wallMilliseconds)
            do {
                if let due = try await decide(job, earlier, mayCatchUp, now, &report) {
                    found.append(
                        DueOccurrence(job: job, occurrence: due, record: record, run: job.engine.newRunID()))
                    // Until the run is frozen the firing is open; a death before that must not lose it.
                    record.examinedAt = earlier?.examinedAt ?? (due.instant - 1)
                }
                if record.isNews(after: earlier) { records.append(record) }
            } catch let refusal as DueRefusal {
                report.problems.append(.init(about: job.job, error: TickProblem.tooManyMissed(refusal.text)))
            }
        }
        try await store.note(records)
        return found
    }

    /// Records an occurrence that is not sent.
    ///
    /// - Throws: `StoreError`.
    func letGo(
        _ job: ScheduledJob, _ occurrence: Occurrence, as state: RunState, reason: String
    ) async throws -> TickReport.LetGo {
        try await store.recordUnsent(
            RunID(randomBits: dependencies.randomBits()), job: job.job, title: job.title,
            appID: job.engine.messaging.appID, occurrence: occurrence.key, tzdata: job.timetable?.rules.dataVersion,
            owner: job.owner, as: state, reason: reason, at: dependencies.now())
        return TickReport.LetGo(job: job.job, occurrence: occurrence.key, reason: reason)
    }

    /// Decides for one job: at most one occurrence starts.
    private func decide(
        _ job: ScheduledJob, _ earlier: JobRecord?, _ mayCatchUp: Bool, _ now: Moment, _ report: inout TickReport
    ) async throws -> Occurrence? {
        guard let timetable = job.timetable else { return nil }
        var due = Due(
            timetable: timetable, since: since(earlier, timetable, now), now: now.wallMilliseconds,
            mayCatchUp: mayCatchUp)
        let candidates = try due.decisions()
        guard !candidates.isEmpty else { return nil }
        due.decided = try await store.occurrences(of: job.job, among: candidates.map(\.occurrence.key))
        due.unfinished = try await store.unfinishedRun(of: job.job)?.state
        var start: Occurrence?
        for decision in try due.decisions() {
            switch decision.verdict {
            case .start: start = decision.occurrence
            case .missed(let reason):
                report.missed.append(
                    try await letGo(job, decision.occurrence, as: .missed, reason: reason.text))
            case .skipped(let reason):
                report.skipped.append(
                    try await letGo(job, decision.occurrence, as: .skipped, reason: reason.text))
            }
        }
        return start
    }

    /// A job that was not known, or whose manifest was away, owes nothing from before; but what is still within its starting
    /// deadline was meant, for manifests are often written a moment before they are due.
    private func since(_ earlier: JobRecord?, _ timetable: Timetable, _ now: Moment) -> Due.Since {
        let lookBack = now.wallMilliseconds - Int64(timetable.schedule.startingDeadlineSeconds) * 1000 - 1
        guard let earlier else { return .firstSeen(lookBack) }
        guard earlier.removedAt == nil else { return .firstSeen(max(lookBack, earlier.examinedAt)) }
        return .examined(earlier.examinedAt)
    }

    private func removals(
        from known: [String: JobRecord], _ folder: JobFolder, at now: Moment, into report: inout TickReport
    ) -> [JobRecord] {
        let present = Set(folder.jobs.map(\.job))
        return known.values.filter {
            $0.removedAt == nil && !present.contains($0.job) && !folder.broken.contains($0.path)
        }
        .sorted { $0.job < $1.job }
        .map { record in
            report.removed.append(record.job)
            var record = record
            record.removedAt = now.wallMilliseconds
            return record
        }
    }
}

extension JobRecord {
    /// How far the examined instant may lag behind before it is written: a look a minute must not cost a commit each.
    private static let lag: Int64 = 10 * 60_000

    /// Whether it is worth writing.
    func isNews(after earlier: JobRecord?) -> Bool {
        guard let earlier else { return true }
        return earlier.path != path || earlier.manifestSHA256 != manifestSHA256 || earlier.removedAt != removedAt
            || examinedAt - earlier.examinedAt > Self.lag
    }
}
