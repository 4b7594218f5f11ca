import JobModel
import JobStore

/// Jobs that are known, and whose manifests are not there or cannot be used.
extension OccurrenceDecider {
    /// Notices what is gone; a folder in which nothing is left is a disk that was not mounted rather than a wish.
    func noticeAbsent(
        _ known: [String: JobRecord], _ folder: JobFolder, at now: Moment, into decided: inout Decided
    ) {
        let alive = known.values.filter { $0.removedAt == nil }
        if folder.jobs.isEmpty, folder.broken.isEmpty, !alive.isEmpty {
            decided.report.problems.append(.init(about: nil, error: TickProblem.emptyFolder(jobs: alive.count)))
            return
        }
        let present = Set(folder.jobs.map(\.job))
        for record in alive.sorted(by: { $0.job < $1.job })
        where !present.contains(record.job) && folder.broken[record.path] == nil {
            decided.report.removed.append(record.job)
            var record = record
            record.removedAt = now.wallMilliseconds
            record.next = nil
            decided.records.append(record)
        }
    }

    /// Records a firing whose deadline has passed while its manifest was broken: whoever waits for it must not hear of it only
    /// when somebody has mended the file.
    func noticeBroken(
        _ known: [String: JobRecord], _ folder: JobFolder, besides starting: Set<String>, at now: Moment,
        into decided: inout Decided
    ) async throws {
        let present = Set(folder.jobs.map(\.job)).union(starting)
        for record in known.values.sorted(by: { $0.job < $1.job })
        where record.removedAt == nil && !present.contains(record.job) {
            guard let why = folder.broken[record.path], let next = record.next else { continue }
            guard next.startBy < now.wallMilliseconds else {
                // There is something to say then, whether or not anybody has touched the file.
                decided.nextFirings.append(next.startBy + 1)
                continue
            }
            if try await store.occurrences(of: record.job, among: [next.occurrence]).isEmpty {
                let reason = RunReason.manifestBroken(why).text
                decided.unsent.append(UnsentOccurrence(next, of: record.job, reason: reason))
            }
            var record = record
            record.next = nil
            decided.records.append(record)
        }
    }
}
