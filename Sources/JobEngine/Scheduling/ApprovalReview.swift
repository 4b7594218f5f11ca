import JobModel
import JobStore

/// Ends runs that wait for a yes nobody can give any more: what was asked about has changed, is gone, or is too late.
///
/// A yes is for one message to one audience at one time. The plan is frozen, so a manifest that was edited since says that
/// somebody wants something else, as does a file it names, and one that was removed that nobody wants it.
struct ApprovalReview {
    let store: JobDatabase

    /// Whether the time of any run that waits is over, by this clock.
    ///
    /// - Throws: `StoreError`.
    func isTooLateForAny(at now: Moment) async throws -> Bool {
        try await store.runsAwaitingApproval().contains { now.wallMilliseconds >= $0.expiresAt }
    }

    /// Looks at every run that waits, by the manifests and their files as they are now.
    ///
    /// Nothing is voided by a manifest or file that is broken or a folder that cannot be read or is empty: an editor may be at work, or a
    /// disk not mounted.
    ///
    /// - Throws: `StoreError`.
    func carryOut(_ folder: JobFolder?, at now: Moment, into report: inout TickReport) async throws {
        let waiting = try await store.runsAwaitingApproval()
        guard !waiting.isEmpty else { return }
        let folder = folder.flatMap { $0.jobs.isEmpty && $0.broken.isEmpty ? nil : $0 }
        let known = folder == nil ? [:] : try await store.jobs()
        for run in waiting {
            var letGo = TickReport.LetGo(job: run.job, occurrence: run.occurrence ?? run.id.rawValue, reason: "")
            if let folder, let change = Self.change(run, folder, known[run.job]) {
                letGo.reason = change.text
                let isEnded = try await store.endWaiting(run.id, as: .cancelled, because: letGo.reason, at: now)
                if isEnded { report.skipped.append(letGo) }
            } else if now.wallMilliseconds >= run.expiresAt {
                letGo.reason = RunReason.neverApproved(run: run.id.rawValue).text
                let isEnded = try await store.endWaiting(run.id, as: .expired, because: letGo.reason, at: now)
                if isEnded { report.missed.append(letGo) }
            }
        }
    }

    /// What has become of the manifest of a run and its files; `nil` when they are what they were.
    private static func change(_ run: WaitingRun, _ folder: JobFolder, _ record: JobRecord?) -> RunReason? {
        if let job = folder.jobs.first(where: { $0.job == run.job }) {
            guard job.manifestSHA256 == run.manifestSHA256 else { return .manifestChanged }
            let changed = run.sources.map(job.changedFiles) ?? []
            return changed.isEmpty ? nil : .filesChanged(RunSources.list(changed))
        }
        // What was never in the folder is not gone from it, and neither is what was gone before.
        guard let record, folder.broken[record.path] == nil else { return nil }
        guard let removedAt = record.removedAt else { return .manifestRemoved }
        return removedAt >= run.createdAt ? .manifestRemoved : nil
    }
}
