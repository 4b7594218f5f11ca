import JobModel
import JobStore

extension OccurrenceDecider {
    /// By how much a job may have been examined beyond the present before the clock counts as put back: as much as is let
    /// pass without an operator's word.
    private static let tolerance: Int64 = 5 * 60_000

    /// The jobs as they are known, once what was let go by before its time is taken back: a clock ran ahead, and an operator has
    /// accepted the one that is right.
    ///
    /// What was sent stays sent. A job that is not in the folder now has its turn when it comes back.
    /// - Throws: `StoreError`.
    func knownJobs(
        _ folder: JobFolder, besides starting: Set<String>, at now: Moment
    ) async throws -> [String: JobRecord] {
        let (known, found) = try await store.jobs(at: now)
        let records = Dictionary(grouping: found, by: \.job)
        var early: [EarlyRecord] = []
        var jobs: [String] = []
        for job in folder.jobs where !starting.contains(job.job) {
            guard let timetable = job.timetable else { continue }
            let mine = (records[job.job] ?? []).filter { Self.isAhead($0.occurrence, of: now, timetable) }
            early += mine
            let isExaminedAhead =
                known[job.job].map { $0.examinedAt - now.wallMilliseconds > Self.tolerance } ?? false
            if !mine.isEmpty || isExaminedAhead { jobs.append(job.job) }
        }
        guard !jobs.isEmpty else { return known }
        try await store.takeBack(early, examining: jobs, by: actor, at: now)
        return try await store.jobs()
    }

    /// Whether an occurrence is still to come.
    private static func isAhead(_ key: String, of now: Moment, _ timetable: Timetable) -> Bool {
        // A key begins with its civil time; only jitter and quiet hours, which are not in it, fire later than that.
        guard let time = CivilTime(String(key.prefix(16))), key.hasSuffix("[\(timetable.schedule.timezone)]") else {
            return false
        }
        if timetable.instant(of: time) > now.wallMilliseconds { return true }
        guard timetable.schedule.jitterSeconds > 0 || timetable.schedule.quietHours != nil else { return false }
        let farthest = Int64(BusinessCalendar.farthestMove + 3) * 86_400_000
        return timetable.occurrences(after: now.wallMilliseconds, through: now.wallMilliseconds + farthest)
            .contains { $0.key == key }
    }
}
