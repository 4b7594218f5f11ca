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
    /// What the contacts have answered, for whoever wants everybody who is left out; `nil` where nobody does, or they were not
    /// asked.
    public var answers: ContactBook?
    /// The files that must be uploaded before this can be sent; the plan's hash is another one then.
    public var uploads: [PlannedUpload] = []
    /// Calls that Feishu's contacts took for this plan; whoever plans again makes them again.
    public var contactCalls = 0
    /// Calls it took to ask to whom the app is available.
    public var availabilityCalls = 0
    /// How many recipients the app's messages cannot reach; `nil` when that was not asked.
    public var unavailability: Unavailability?
    /// What the contacts leave open of it, as alarms: who is missing among those who are left out or shall get it.
    public var gaps: [HeadCountAlarm] = []
    /// What it repeats of the last seven days, where that was looked at.
    public var repetition = Repetition()
    /// What is still to be said of its repetition after those who may have the message were left out; `nil` when nobody looked for them.
    public var skipped: Repetition?
    /// Then, those who were left out, each with the run they may have it from, for whoever wants everybody who is left out.
    public var alreadySent: [String: RunID] = [:]
    /// Whose values the testers of a personal message see.
    public var testers: [TesterValues] = []
    /// Why a row that calls a tester otherwise than the test does may not have been found; `nil` when it would have been.
    public var testersUnknown: String?
    /// What was said of the job's newest run before it began; nothing for tests.
    public var saidBefore: [String] = []
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
            plan, headCount: headCount, contactCalls: contactCalls, availabilityCalls: availabilityCalls,
            uploadCalls: uploads.count, load: load)
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
