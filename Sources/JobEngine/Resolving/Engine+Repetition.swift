import FeishuAPI
public import JobModel
import JobStore

extension Engine {
    /// Tells who of a plan's people may have got the same message within seven days, and refuses when that is all of them
    /// under another kind of id, or the same departments.
    ///
    /// Who was named by another kind is looked up in Feishu's contacts, fifty a call; where they do not answer, nobody knows,
    /// and somebody has to say yes. The same people by the same ids are refused by the store, in the transaction that freezes the plan.
    ///
    /// - Parameters:
    ///   - plan: What is about to be sent.
    ///   - allowed: The run whose repetition is wanted.
    ///   - firing: The civil time it is for, and the hours between two scheduled runs of its job: earlier ones do not count.
    ///   - inEveryRun: Whether runs to the very same audience are counted as well, and not refused: for whoever leaves out those
    ///     who may have the message.
    ///   - stop: Ends the asking between two calls.
    /// - Returns: What is repeated; nothing for a test.
    /// - Throws: `StoreError`, of code `repeats` for a repetition that nobody allowed; `CancellationError`.
    public func repetition(
        of plan: RunPlan, allowing allowed: RunID? = nil, firing: (occurrence: String, ownRunsApart: Int?)? = nil,
        inEveryRun: Bool = false, stop: StopSignal = StopSignal()
    ) async throws -> Repetition {
        guard !plan.isTest else { return Repetition() }
        let (app, now) = (messaging.appID, dependencies.now())
        // Before anything else: what is made from here on is noticed when the plan is frozen.
        var repetition = Repetition(
            known: try await store.runsOfMessage(of: plan, appID: app, firing: firing, at: now), allowing: allowed)
        repetition.note(
            try await store.overlap(of: plan, appID: app, firing: firing, inEveryRun: inEveryRun, at: now),
            unit: plan.unit)
        try await note(
            try await store.audiencesBeside(plan, appID: app, firing: firing, at: now), as: plan, in: &repetition, stop)
        let earlier = try await store.peopleUnderOtherIDs(as: plan, appID: app, firing: firing, at: now)
        guard !earlier.isEmpty, let kind = plan.batches.first?.idKind else { return repetition }
        let planned = Set(try plan.batches.flatMap { try RecipientsList.decode($0.recipientsJSON) })
        for people in earlier {
            let named = Set(people.ids)
            do {
                let same = try await samePeople(of: (planned, kind), alsoIn: (named, people.kind), stop)
                if !inEveryRun, same.count == planned.count, same.count == named.count {
                    try repetition.noteAll(of: people.run)
                } else if !same.isEmpty {
                    let runOfRecipient = Dictionary(uniqueKeysWithValues: same.map { ($0, people.run) })
                    repetition.note(
                        RepeatOverlap(runOfRecipient: runOfRecipient, runs: [people.run]), unit: .people)
                }
            } catch let error as FeishuError {
                repetition.remarks.append(
                    .sentUnderOtherIDs(
                        named.count, kind: people.kind, run: people.run.rawValue, answer: error.description))
                repetition.note(.sentBeside(.people, run: people.run.rawValue), run: people.run)
            }
        }
        return repetition
    }

    /// Which of the planned people are in another list, of ids of another kind; the shorter of the two is looked up.
    private func samePeople(
        of planned: (ids: Set<String>, kind: IDKind), alsoIn other: (ids: Set<String>, kind: IDKind), _ stop: StopSignal
    ) async throws -> Set<String> {
        guard let contacts else { throw EngineError.noContacts }
        let asksForPlanned = planned.ids.count <= other.ids.count
        let (asked, known) = asksForPlanned ? (planned, other) : (other, planned)
        let pacing = StorePacing(
            appID: messaging.appID, store: store, configuration: configuration, dependencies: dependencies)
        var survey = ContactSurvey(
            asker: ContactAsker(directory: contacts, pacing: pacing, stop: stop), lanes: AudienceResolver.mostLanes,
            observe: { _ in })
        let people = try await survey.people(named: asked.ids.sorted(), as: asked.kind)
        if known.kind == .userID, !people.isEmpty, people.allSatisfy({ $0.userID == nil }) {
            throw FeishuError.userIDsUntold
        }
        guard let kind = AppearanceKind(rawValue: known.kind.rawValue),
            let askedAs = AppearanceKind(rawValue: asked.kind.rawValue)
        else { return [] }
        return asked.ids.reduce(into: []) { same, id in
            for match in survey.book.people(named: id, as: askedAs).compactMap({ $0.id(kind) })
            where known.ids.contains(match) { same.insert(asksForPlanned ? id : match) }
        }
    }
}

extension FeishuError {
    /// Feishu tells user ids only to apps with a scope of their own.
    fileprivate static var userIDsUntold: FeishuError {
        var error = FeishuError(
            .people, .permission,
            hint: PermissionHint.text(granting: "contact:user.employee_id:readonly"))
        error.message = "the answer has no user_id"
        return error
    }
}
