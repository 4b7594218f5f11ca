import FeishuAPI
public import JobModel
public import JobStore

/// What a plan repeats of the last seven days.
public struct Repetition: Sendable, Equatable {
    /// The run whose people are all of the plan's, under other ids, and which is repeated on purpose.
    public var repeated: RunID?
    /// Who may have got the message already, in runs to others.
    public var remarks: [PlanRemark]
    /// The runs of the same message that were looked at; `nil` for a test.
    public var known: Set<RunID>?
    /// At least so many people may have got the message in runs to others.
    public var people = 0
    /// The one of these runs that was made last.
    public var last: RunID?
    /// What departments have in common with an earlier audience, or may have.
    public var ofDepartments: HeadCountAlarm?

    /// Most people who may get a message a second time on a mere warning.
    public static let mostUnasked = 50
    /// From so many on, more than half of an audience needs somebody's word as well: it is the earlier one, a little edited.
    public static let fewest = 10

    /// Creates one; without anything it says that nothing is repeated.
    public init(repeated: RunID? = nil, remarks: [PlanRemark] = []) {
        self.repeated = repeated
        self.remarks = remarks
    }

    /// Creates one from what a store knows of runs to others.
    public init(_ overlap: RepeatOverlap?, unit: AudienceUnit) {
        self.init()
        if let overlap { note(overlap.recipients, unit: unit, runs: overlap.runs) }
    }

    /// What somebody should look at, because more than a few of so many people would get the message a second time, or nobody
    /// knows how many.
    public func alarm(of all: Int) -> HeadCountAlarm? {
        if let ofDepartments { return ofDepartments }
        let isMost = people >= Self.fewest && people * 2 > all
        guard people > Self.mostUnasked || isMost, let last else { return nil }
        return .alreadySent(people, of: all, run: last.rawValue)
    }

    mutating func note(_ people: Int, unit: AudienceUnit, runs: [RunID]) {
        remarks.append(.alreadySent(people, unit: unit, runs: runs.map(\.rawValue)))
        guard unit == .people else { return }
        // The same person may be in two of the remarks.
        self.people = max(self.people, people)
        last = last ?? runs.first
    }
}

extension Engine {
    /// Tells who of a plan's people may have got the same message within seven days, and refuses when that is all of them
    /// under another kind of id, or the same departments.
    ///
    /// Who was named by another kind is looked up in Feishu's contacts, fifty a call; where they do not answer, that is told
    /// too. The same people by the same ids are refused by the store, in the transaction that freezes the plan.
    ///
    /// - Parameters:
    ///   - plan: What is about to be sent.
    ///   - allowed: The run whose repetition is wanted.
    ///   - firing: The civil time it is for, and the hours between two scheduled runs of its job: earlier ones do not count.
    ///   - stop: Ends the asking between two calls.
    /// - Returns: What is repeated; nothing for a test.
    /// - Throws: `StoreError`, of code `repeats` for a repetition that nobody allowed; `CancellationError`.
    public func repetition(
        of plan: RunPlan, allowing allowed: RunID? = nil, firing: (occurrence: String, ownRunsApart: Int?)? = nil,
        stop: StopSignal = StopSignal()
    ) async throws -> Repetition {
        guard !plan.isTest else { return Repetition() }
        let (app, now) = (messaging.appID, dependencies.now())
        // Before anything else: what is made from here on is noticed when the plan is frozen.
        let known = try await store.runsOfMessage(of: plan, appID: app, firing: firing, at: now)
        var repetition = Repetition(
            try await store.overlap(of: plan, appID: app, firing: firing, at: now), unit: plan.unit)
        repetition.known = known
        try await note(
            try await store.audiencesBeside(plan, appID: app, firing: firing, at: now), as: plan, allowing: allowed,
            in: &repetition, stop)
        let earlier = try await store.peopleUnderOtherIDs(as: plan, appID: app, firing: firing, at: now)
        guard !earlier.isEmpty, let kind = plan.batches.first?.idKind else { return repetition }
        let planned = Set(try plan.batches.flatMap { try RecipientsList.decode($0.recipientsJSON) })
        for people in earlier {
            let named = Set(people.ids)
            do {
                let same = try await samePeople((planned, kind), (named, people.kind), stop)
                if same == planned.count, same == named.count {
                    guard people.run == allowed else { throw StoreError(repeating: [people.run]) }
                    repetition.repeated = people.run
                } else if same > 0 {
                    repetition.note(same, unit: .people, runs: [people.run])
                }
            } catch let error as FeishuError {
                repetition.remarks.append(
                    .sentUnderOtherIDs(
                        named.count, kind: people.kind, run: people.run.rawValue, answer: error.description))
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
        guard let kind = AppearanceKind(rawValue: known.kind.rawValue) else { return 0 }
        return people.count { person in person.id(kind).map(known.ids.contains) ?? false }
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
