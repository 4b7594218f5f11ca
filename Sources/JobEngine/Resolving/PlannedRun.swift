public import JobModel
public import JobStore

/// A plan with what there is to be said about it before anybody says yes.
public struct PlannedRun: Sendable {
    /// What would be sent.
    public var plan: RunPlan
    /// What people should know before they say yes.
    public var warnings: [PlanRemark]
    /// What is worth showing beside the figures.
    public var notes: [PlanRemark]
    /// The files that must be uploaded before this can be sent; the plan's hash is another one then.
    public var uploads: [PlannedUpload] = []
    /// Calls that Feishu's contacts took for this plan; whoever plans again makes them again.
    public var contactCalls = 0
    /// Calls it took to ask to whom the app is available.
    public var availabilityCalls = 0
    /// How many recipients the app's messages cannot reach; `nil` when that was not asked.
    public var unavailability: Unavailability?
    /// The excluded department of which people are missing in its list; `nil` when none is known to be short.
    public var exclusionShortfall: ContactShortfall?
    /// What it repeats of the last seven days, where that was looked at.
    public var repetition = Repetition()
    /// What is still to be said of its repetition after those who may have the message were left out; `nil` when nobody looked for them.
    public var skipped: Repetition?
    /// Whose values the testers of a personal message see.
    public var testers: [TesterValues] = []
    /// Why a row that calls a tester otherwise than the test does may not have been found; `nil` when it would have been.
    public var testersUnknown: String?
    /// How many people the job addressed the last time; `nil` when it has not been sent, and for tests.
    public var previous: PreviousAudience?

    /// Creates a planned run.
    public init(
        plan: RunPlan, warnings: [PlanRemark] = [], notes: [PlanRemark] = [], previous: PreviousAudience? = nil
    ) {
        self.plan = plan
        self.warnings = warnings
        self.notes = notes
        self.previous = previous
    }

    /// What it will cost, under what the app carries already.
    public func forecast(_ load: AppLoad = AppLoad()) -> RunForecast {
        RunForecast(
            plan, headCount: headCount, contactCalls: contactCalls, availabilityCalls: availabilityCalls, load: load)
    }

    /// How many people it goes to: in departments that are addressed themselves, as many as Feishu counts in them and below,
    /// who may be fewer, since some are in two; `nil` where that is not known of every one of them.
    public var headCount: Int? {
        switch plan.unit {
        case .people: return recipients
        case .chats: return nil
        case .departments:
            let sizes = notes.compactMap { note -> Int? in
                guard case .departmentSize(_, _, let people) = note else { return nil }
                return people
            }
            return sizes.count == recipients ? sizes.reduce(0, +) : nil
        }
    }

    /// People with an id of their own, each once; ids of departments where those are addressed.
    public var recipients: Int { plan.batches.reduce(0) { $0 + $1.recipientCount } }

    /// The alarm when there are many fewer or many more people than the last time; whoever has the message already counts.
    public var drift: HeadCountDrift? {
        guard let previous, plan.unit == .people else { return nil }
        return HeadCountDrift(before: previous.people, now: recipients + plan.leftOut.count(.alreadySent))
    }

    /// What somebody should look at, because it may reach people who are left out, is so unlike the last time, or reaches people
    /// again or not at all; `nil` when nothing is.
    public var alarm: HeadCountAlarm? {
        if let exclusionShortfall { return HeadCountAlarm(ofExcluded: exclusionShortfall) }
        if let repeated = repetition.alarm(of: recipients) { return repeated.alarm }
        if let previous, plan.unit == .departments { return .uncountable(before: previous.people) }
        if let drift { return .changed(drift) }
        guard let unavailability, unavailability.isAlarming() else { return nil }
        return .unavailable(unavailability.people, of: unavailability.recipients)
    }

    /// Whose word it needs: the manifest may want somebody's, and so does a head-count that has changed too much.
    ///
    /// With `acceptsDrift` somebody has said already that the head-count is right.
    public func consent(by approval: Approval, acceptsDrift: Bool = false) -> Consent {
        if plan.isTest { return .notNeeded }
        if let alarm, !acceptsDrift { return .needed(because: alarm) }
        // Nobody knows how many people are in a department, so none is small enough to pass unseen.
        if plan.unit == .departments, approval.required { return .needed(because: nil) }
        return approval.isNeeded(people: recipients) ? .needed(because: nil) : .notNeeded
    }
}

/// A file that a run will upload, because Feishu does not have it yet.
public struct PlannedUpload: Sendable, Equatable {
    /// The name people see.
    public var name: String
    /// Its size in bytes.
    public var byteCount: Int

    /// Creates an upload.
    public init(name: String, byteCount: Int) {
        self.name = name
        self.byteCount = byteCount
    }
}
