public import JobModel
import JobStore

/// Everybody of an audience who can be reached may have the message already: there is nothing to send.
public struct NobodyLeft: Error, Sendable {
    /// The job.
    public var job: String
    /// Its title; the slug when the manifest has none.
    public var title: String
    /// What is counted.
    public var unit: AudienceUnit
    /// Where everybody is whom the manifest names.
    public var balance: BalanceSheet
    /// Who was left out, and why.
    public var leftOut: LeftOuts

    init(_ manifest: Manifest, _ audience: ResolvedAudience) {
        job = manifest.job
        title = manifest.title ?? manifest.job
        (unit, leftOut) = (audience.unit, audience.leftOut)
        balance = BalanceSheet()
        balance.targeted = audience.targeted
        balance.excluded = audience.excluded
        balance.duplicate = audience.duplicate
        balance.invalid = audience.unreachable
    }
}

extension Engine {
    /// An audience without everybody who may have got a draft's message within seven days, in whatever run; these, each with the
    /// run; and what is still to be said of its repetition.
    ///
    /// Unknown counts as sent: whoever is in doubt, on the wire or still to be sent to by another run is left out too. The runs that were
    /// looked at are those the plan of the rest must be frozen beside, so that nobody is reached by a run that is made meanwhile.
    ///
    /// - Throws: ``NobodyLeft``; `PlanRefusal` where departments are addressed themselves, `StoreError`, `CancellationError`.
    func rest(
        of audience: ResolvedAudience, _ draft: JobDraft, allowing allowed: RunID?, _ stop: StopSignal
    ) async throws -> (audience: ResolvedAudience, sent: [String: RunID], repetition: Repetition) {
        guard audience.unit != .departments else {
            let reason = PlanRefusal.Reason(
                category: .data, pointer: "/audience",
                message: "departments are addressed themselves, so nobody of them can be left out",
                hint: "use \"resolve\": \"people\", which needs the app's permission to read contacts")
            throw PlanRefusal(reasons: [reason])
        }
        // What makes the message the same are its files and not their keys: nothing is uploaded for nobody.
        var keyless = draft
        _ = try await addKeys(to: &keyless, uploads: false, stop)
        let all = try keyless.plan(for: audience)
        try await store.refuseLostRuns(of: all, allowing: allowed, at: dependencies.now())
        var repetition = try await repetition(of: all, allowing: allowed, inEveryRun: true, stop: stop)
        let sent = repetition.takeOut()
        let rest = audience.leavingOut(sent)
        guard rest.recipients > 0 else { throw NobodyLeft(draft.manifest, rest) }
        return (rest, sent, repetition)
    }
}
