public import JobModel
import JobStore

extension Engine {
    /// Makes the plan of a draft, asking Feishu's contacts what must be asked.
    ///
    /// - Parameters:
    ///   - draft: What was read.
    ///   - uploads: Whether files that Feishu does not have yet are uploaded; otherwise keys that cannot be sent stand in for theirs.
    ///   - isAttended: Whether somebody sees the plan before it is sent: then a department whose people may not be read can be
    ///     addressed itself, which skips every guard that counts people.
    ///   - mayReuse: Whether what the contacts answered to the same question within the last five minutes will do.
    ///   - keepsAnswers: Whether what the contacts answered stays with the plan, and who was left out as having the message.
    ///   - skipsSent: Whether everybody is left out who may have got the message within seven days.
    ///   - allowed: Then, the run that may have gone to some of them, though nobody can tell to whom.
    ///   - stop: Ends the asking between two calls.
    ///   - observe: Told how far the asking is.
    /// - Returns: The plan. Nothing is stored of it.
    /// - Throws: ``NobodyLeft`` when all of them may have the message; `PlanRefusal` when the audience cannot be addressed, `FeishuError` when the contacts cannot be asked,
    ///   `StoreError`, `CancellationError`; in each case there is no plan, since half an audience is none.
    public func plan(
        _ draft: JobDraft, uploads: Bool = true, isAttended: Bool = true, mayReuse: Bool = false,
        keepsAnswers: Bool = false, skipsSent: Bool = false, allowing allowed: RunID? = nil,
        stop: StopSignal = StopSignal(),
        observe: @escaping @Sendable (ContactProgress) -> Void = { _ in }
    ) async throws -> PlannedRun {
        let pacing = CountedPacing(
            StorePacing(
                appID: messaging.appID, store: store, configuration: configuration, dependencies: dependencies))
        var draft = draft
        let silence = try await nameTesters(of: &draft, pacing, stop)
        var audience =
            draft.needsContacts
            ? try await resolver(pacing, mayReuse, keepsAnswers).resolve(
                draft.manifest.audience, files: draft.files,
                mayAddressDepartment: isAttended && draft.manifest.channel == .batch, stop: stop, observe: observe)
            : try ResolvedAudience.withoutContacts(draft.named)
        var skipped: Repetition?
        var sent: [String: RunID] = [:]
        if skipsSent { (audience, sent, skipped) = try await rest(of: audience, draft, allowing: allowed, stop) }
        let missing = try await addKeys(to: &draft, uploads: uploads, stop)
        var planned = try await planned(draft.plan(for: audience))
        planned.gaps = audience.alarms
        planned.warnings = audience.warnings + planned.knownGaps
        planned.unavailability = audience.unavailability
        planned.contactCalls = pacing.contactCalls
        planned.availabilityCalls = pacing.availabilityCalls
        planned.uploads = missing
        if !missing.isEmpty {
            planned.warnings.append(.uploads(missing.map { .init(name: $0.name, bytes: $0.byteCount) }))
        }
        planned.notes = audience.notes
        planned.answers = audience.answers
        planned.skipped = skipped
        if keepsAnswers { planned.alreadySent = sent }
        planned.testers = draft.named.testerValues
        planned.testersUnknown = silence
        return planned
    }

    /// Puts a plan beside what the job did before; `warnings` are what people should know of it.
    ///
    /// - Throws: `StoreError`.
    public func planned(_ plan: RunPlan, warnings: [PlanRemark] = []) async throws -> PlannedRun {
        var planned = PlannedRun(plan: plan, warnings: warnings)
        guard !plan.isTest else { return planned }
        planned.previous = try await store.previousAudience(of: plan.job)
        planned.saidBefore = try await store.wordsOfNewestRun(of: plan.job)
        return planned
    }

    private func resolver(
        _ pacing: CountedPacing, _ mayReuse: Bool, _ keepsAnswers: Bool
    ) throws -> AudienceResolver {
        guard let contacts else { throw EngineError.noContacts }
        return AudienceResolver(
            directory: contacts, pacing: pacing,
            memory: StoredContacts(
                appID: messaging.appID, store: store, dependencies: dependencies, mayReuse: mayReuse),
            keepsAnswers: keepsAnswers)
    }
}
