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

/// Decides every firing since the last look; what it decides is written only when the clock has been heard against it.
struct OccurrenceDecider {
    /// What a look at a folder comes to.
    struct Decided {
        /// What starts; its job counts as examined only once it has a run.
        var due: [DueOccurrence] = []
        /// What is let go by.
        var unsent: [UnsentOccurrence] = []
        /// What is to be noted of jobs.
        var records: [JobRecord] = []
        /// What there is to tell.
        var report = TickReport()
        /// The first firing of each job after this look, in milliseconds since 1970 UTC, or when there is another reason to look.
        var nextFirings: [Int64] = []
    }

    let store: JobDatabase
    let dependencies: EngineDependencies
    let actor: AuditActor

    /// Decides for a whole folder, but not for jobs with an occurrence that is being started: that has to end first.
    ///
    /// - Throws: `StoreError`.
    func decide(
        _ folder: JobFolder, _ known: [String: JobRecord], besides starting: Set<String>, mayCatchUp: Bool,
        at now: Moment
    ) async throws -> Decided {
        var decided = Decided()
        noticeAbsent(known, folder, at: now, into: &decided)
        try await noticeBroken(known, folder, besides: starting, at: now, into: &decided)
        for job in folder.jobs {
            let following = job.timetable?.firings(1, after: now.wallMilliseconds).first
            if let following { decided.nextFirings.append(following.instant) }
            guard !starting.contains(job.job) else { continue }
            let earlier = known[job.job]
            if let earlier, earlier.removedAt == nil, earlier.manifestSHA256 != job.manifestSHA256 {
                decided.report.edited.append(job.job)
            }
            var record = JobRecord(
                job: job.job, path: job.path, manifestSHA256: job.manifestSHA256,
                firstSeenAt: earlier?.firstSeenAt ?? now.wallMilliseconds, examinedAt: now.wallMilliseconds,
                next: job.promised(following))
            do {
                if let due = try await decide(job, earlier, mayCatchUp, now, &decided) {
                    decided.due.append(
                        DueOccurrence(job: job, occurrence: due, record: record, run: job.engine.newRunID()))
                    // Until the run is frozen the firing is open, and a death before that must not lose it; everything before
                    // it is decided.
                    record.examinedAt = max(earlier?.examinedAt ?? 0, due.instant - 1)
                    record.next = job.promised(due)
                }
                if record.isNews(after: earlier) { decided.records.append(record) }
            } catch let refusal as DueRefusal {
                decided.report.problems.append(.init(about: job.job, error: TickProblem.tooManyMissed(refusal.text)))
            }
        }
        return decided
    }

    /// Writes down what was let go by, and what is to be noted of the jobs.
    ///
    /// - Throws: `StoreError`.
    func write(_ decided: Decided, into report: inout TickReport) async throws {
        report.add(decided.report)
        for unsent in decided.unsent {
            let letGo = try await record(unsent)
            if unsent.state == .missed { report.missed.append(letGo) } else { report.skipped.append(letGo) }
        }
        try await store.note(decided.records)
    }

    /// Records an occurrence that is not sent.
    ///
    /// - Throws: `StoreError`.
    func record(_ unsent: UnsentOccurrence) async throws -> TickReport.LetGo {
        try await store.recordUnsent(
            RunID(randomBits: dependencies.randomBits()), job: unsent.job, title: unsent.title, appID: unsent.appID,
            occurrence: unsent.occurrence, tzdata: unsent.tzdata, owner: unsent.owner, as: unsent.state,
            reason: unsent.reason, at: dependencies.now())
        return TickReport.LetGo(
            job: unsent.job, occurrence: unsent.occurrence, reason: unsent.reason, isIntended: unsent.isIntended)
    }

    /// Decides for one job: at most one occurrence starts.
    private func decide(
        _ job: ScheduledJob, _ earlier: JobRecord?, _ mayCatchUp: Bool, _ now: Moment, _ decided: inout Decided
    ) async throws -> Occurrence? {
        guard let timetable = job.timetable else { return nil }
        var start: Occurrence?
        for decision in try await decisions(timetable, earlier, mayCatchUp: mayCatchUp, at: now) {
            let occurrence = decision.occurrence
            switch decision.verdict {
            case .start: start = occurrence
            case .missed(let reason):
                decided.unsent.append(
                    UnsentOccurrence(job, occurrence, as: .missed, reason: RunReason.missed(reason).text))
            case .skipped(let reason):
                var unsent = UnsentOccurrence(job, occurrence, as: .skipped, reason: RunReason.skipped(reason).text)
                if case .calendar(let cancellation) = reason {
                    unsent.isIntended = cancellation.isIntended
                    if !cancellation.isIntended {
                        let file = timetable.schedule.calendar?.file ?? ""
                        let problem = TickProblem.calendar(file: file, occurrence: occurrence.key, reason.text)
                        decided.report.problems.append(.init(about: job.job, error: problem))
                    }
                }
                decided.unsent.append(unsent)
            }
        }
        return start
    }

    /// What is to be done about a job's occurrences.
    func decisions(
        _ timetable: Timetable, _ earlier: JobRecord?, mayCatchUp: Bool, at now: Moment
    ) async throws -> [DueDecision] {
        var due = Due(
            timetable: timetable, since: Due.Since(earlier, timetable, now), now: now.wallMilliseconds,
            mayCatchUp: mayCatchUp)
        let candidates = try due.decisions()
        guard !candidates.isEmpty else { return [] }
        due.decided = try await store.occurrences(of: timetable.job, among: candidates.map(\.occurrence.key))
        due.unfinished = try await store.unfinishedRun(of: timetable.job)?.state
        return try due.decisions()
    }
}

extension Due.Since {
    /// A job that was not known, or whose manifest was away, owes nothing from before; but what is still within its starting
    /// deadline was meant, for manifests are often written a moment before they are due.
    init(_ earlier: JobRecord?, _ timetable: Timetable, _ now: Moment) {
        let lookBack = now.wallMilliseconds - Int64(timetable.schedule.startingDeadlineSeconds) * 1000 - 1
        guard let earlier else {
            self = .firstSeen(lookBack)
            return
        }
        self =
            earlier.removedAt == nil ? .examined(earlier.examinedAt) : .firstSeen(max(lookBack, earlier.examinedAt))
    }
}

extension JobRecord {
    /// How far the examined instant may lag behind before it is written: a look a minute must not cost a commit each.
    private static let lag: Int64 = 10 * 60_000

    /// Whether it is worth writing.
    func isNews(after earlier: JobRecord?) -> Bool {
        guard let earlier else { return true }
        return earlier.path != path || earlier.manifestSHA256 != manifestSHA256 || earlier.removedAt != removedAt
            || earlier.next != next || examinedAt - earlier.examinedAt > Self.lag
    }
}
