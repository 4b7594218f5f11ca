import JobModel
import JobStore

/// An occurrence that is let go by, with everything its record needs.
struct UnsentOccurrence: Sendable {
    var job: String
    var title: String
    var appID: String
    /// The occurrence's key.
    var occurrence: String
    var tzdata: String?
    var owner: String?
    /// `missed` or `skipped`.
    var state: RunState
    var reason: String
    /// Whether the manifest wants it so.
    var isIntended = false

    /// An occurrence of a job whose manifest is at hand.
    init(_ job: ScheduledJob, _ occurrence: Occurrence, as state: RunState, reason: String) {
        self.job = job.job
        title = job.title
        appID = job.engine.messaging.appID
        self.occurrence = occurrence.key
        tzdata = job.timetable?.rules.dataVersion
        owner = job.owner
        self.state = state
        self.reason = reason
    }

    /// What was promised by a manifest that cannot be used now.
    init(_ next: NextFiring, of job: String, reason: String) {
        self.job = job
        title = next.title
        appID = next.appID
        occurrence = next.occurrence
        tzdata = next.tzdata
        owner = next.owner
        state = .missed
        self.reason = reason
    }
}

extension ScheduledJob {
    /// What is kept of a coming firing; nothing where the manifest wants it sent late, for then it is not lost while the
    /// manifest is broken.
    func promised(_ occurrence: Occurrence?) -> NextFiring? {
        guard let occurrence, let timetable, timetable.schedule.catchUp == .none else { return nil }
        return NextFiring(
            occurrence: occurrence.key, startBy: timetable.startBy(occurrence), tzdata: timetable.rules.dataVersion,
            title: title, appID: engine.messaging.appID, owner: owner)
    }
}
