import FeishuAPI
public import JobModel
import JobStore

/// What a plan repeats of the last seven days.
public struct Repetition: Sendable, Equatable {
    /// The run whose people are all of the plan's, under other ids, and which is repeated on purpose.
    public var repeated: RunID?
    /// Who may have got the message already, in runs to others.
    public var remarks: [PlanRemark]

    /// Creates one; without anything it says that nothing is repeated.
    public init(repeated: RunID? = nil, remarks: [PlanRemark] = []) {
        self.repeated = repeated
        self.remarks = remarks
    }
}

extension Engine {
    /// Tells who of a plan's people may have got the same message within seven days, and refuses when that is all of them
    /// under another kind of id.
    ///
    /// Who was named by another kind is looked up in Feishu's contacts, fifty a call; where they do not answer, that is told
    /// too. The same people by the same ids are refused by the store, in the transaction that freezes the plan.
    ///
    /// - Parameters:
    ///   - plan: What is about to be sent.
    ///   - allowed: The run whose repetition is wanted.
    ///   - firing: The civil time it is for, and the hours between two scheduled runs of its job, whose earlier ones do not count.
    ///   - stop: Ends the asking between two calls.
    /// - Returns: What is repeated; nothing for a test.
    /// - Throws: `StoreError`, of code `repeats` for a repetition that nobody allowed; `CancellationError`.
    public func repetition(
        of plan: RunPlan, allowing allowed: RunID? = nil, firing: (occurrence: String, ownRunsApart: Int?)? = nil,
        stop: StopSignal = StopSignal()
    ) async throws -> Repetition {
        guard !plan.isTest else { return Repetition() }
        var repetition = Repetition()
        let (app, now) = (messaging.appID, dependencies.now())
        if let overlap = try await store.overlap(of: plan, appID: app, firing: firing, at: now) {
            repetition.remarks.append(
                .alreadySent(overlap.recipients, unit: plan.unit, runs: overlap.runs.map(\.rawValue)))
        }
        let earlier = try await store.peopleUnderOtherIDs(as: plan, appID: app, firing: firing, at: now)
        guard !earlier.isEmpty, let kind = plan.batches.first?.idKind else { return repetition }
        let planned = Set(try plan.batches.flatMap { try RecipientsList.decode($0.recipientsJSON) })
        for people in earlier {
            let run = people.run.rawValue
            let named = Set(people.ids)
            do {
                let same = try await samePeople((planned, kind), (named, people.kind), stop)
                if same == planned.count, same == named.count {
                    guard people.run == allowed else { throw StoreError(repeating: [people.run]) }
                    repetition.repeated = people.run
                } else if same > 0 {
                    repetition.remarks.append(.alreadySent(same, unit: .people, runs: [run]))
                }
            } catch let error as FeishuError {
                repetition.remarks.append(
                    .sentUnderOtherIDs(named.count, kind: people.kind, run: run, answer: error.description))
            }
        }
        return repetition
    }

    /// How many people are in both of two lists of ids of different kinds; the shorter one is looked up.
    private func samePeople(
        _ one: (ids: Set<String>, kind: IDKind), _ other: (ids: Set<String>, kind: IDKind), _ stop: StopSignal
    ) async throws -> Int {
        guard let contacts else { throw EngineError.noContacts }
        let (asked, known) = one.ids.count <= other.ids.count ? (one, other) : (other, one)
        let pacing = StorePacing(
            appID: messaging.appID, store: store, configuration: configuration, dependencies: dependencies)
        var survey = ContactSurvey(
            asker: ContactAsker(directory: contacts, pacing: pacing, stop: stop), lanes: AudienceResolver.mostLanes,
            observe: { _ in })
        let people = try await survey.people(named: asked.ids.sorted(), as: asked.kind)
        if known.kind == .userID, !people.isEmpty, people.allSatisfy({ $0.userID == nil }) {
            throw FeishuError.userIDsUntold
        }
        return people.count { person in person.id(known.kind).map(known.ids.contains) ?? false }
    }
}

extension ContactBook.Person {
    /// Their id of a kind, where Feishu tells it.
    fileprivate func id(_ kind: IDKind) -> String? {
        switch kind {
        case .openID: openID
        case .userID: userID
        case .unionID: unionID
        case .departmentID, .chatID: nil
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
