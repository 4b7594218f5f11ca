public import JobModel
import JobStore

extension PlannedRun {
    /// The alarm when there are many fewer or many more people than the last time; whoever has the message already counts.
    public var drift: HeadCountDrift? {
        guard let previous, plan.unit == .people else { return nil }
        return HeadCountDrift(before: previous.people, now: recipients + plan.leftOut.count(.alreadySent))
    }

    /// All that somebody should look at, the gravest first: it may reach people who are left out, reach people again, is so unlike
    /// the last time, or does not reach those it should.
    public var alarms: [HeadCountAlarm] {
        let gaps = gaps.filter { !wasLetThrough($0) }
        var alarms = gaps.filter(\.isAboutExcluded)
        if let repeated = repetition.alarm(of: recipients) { alarms.append(repeated.alarm) }
        // Of a run to departments the one before it says nothing, and an older one is not the run before.
        if let previous, previous.isNewest, plan.unit == .departments {
            alarms.append(.uncountable(before: previous.people))
        }
        if let drift { alarms.append(.changed(drift)) }
        alarms += gaps.filter { !$0.isAboutExcluded }
        if let unavailability, unavailability.isAlarming() {
            alarms.append(.unavailable(unavailability.people, of: unavailability.recipients))
        }
        return alarms
    }

    /// What the job's newest run was let through with in the very same figures: told, and no alarm again, since whoever has to
    /// say yes every week no longer looks.
    public var knownGaps: [PlanRemark] { gaps.filter(wasLetThrough).map { .asBefore($0) } }

    /// Whether the job's newest run was told exactly this before it began.
    ///
    /// The sentence holds the department and every figure, and the audit keeps what was said: the remark of whoever accepted it,
    /// the reason for which the run had waited, or ``knownGaps`` once more.
    private func wasLetThrough(_ gap: HeadCountAlarm) -> Bool {
        saidBefore.contains { $0.contains(gap.sentence) }
    }

    /// Whose word it needs: the manifest may want somebody's, and so does whatever is alarming.
    ///
    /// With `acceptsDrift` somebody has said already that all of it is right; a second person who is asked anyway sees what.
    public func consent(by approval: Approval, acceptsDrift: Bool = false) -> Consent {
        if plan.isTest { return .notNeeded }
        let alarms = alarms
        if !alarms.isEmpty, !acceptsDrift { return .needed(because: alarms) }
        // Nobody knows how many people are in a department, so none is small enough to pass unseen.
        if plan.unit == .departments, approval.required { return .needed(because: alarms) }
        return approval.isNeeded(people: recipients) ? .needed(because: alarms) : .notNeeded
    }
}
