public import JobModel

/// Stored English sentences in the language of whoever reads them; what no case reads back is shown as it is.
extension Language {
    /// Why a run stands where it stands.
    ///
    /// - Parameter stored: The sentence as it is stored; whoever masks ids masks them in it before.
    /// - Returns: The sentence to show.
    public func reason(_ stored: String) -> String {
        guard self != .english else { return stored }
        if let reason = RunReason(text: stored) { return words(reason) }
        if stored == ReasonPhrase.noneGiven.wording.english { return say(ReasonPhrase.noneGiven) }
        // The audit keeps alarms by themselves.
        return HeadCountAlarm.alarms(in: stored).map(alarms) ?? stored
    }

    /// What was found to speak against a store.
    public func finding(_ stored: String) -> String {
        StoreFinding(rawValue: stored).map { say(FindingPhrase($0)) } ?? stored
    }

    /// Alarms in a row.
    public func alarms(_ alarms: [HeadCountAlarm]) -> String { list(alarms.map(alarm)) }

    /// An alarm about a head-count.
    public func alarm(_ alarm: HeadCountAlarm) -> String {
        switch alarm {
        case .changed(let drift): words(drift)
        case .uncountable(let before): say(ReasonPhrase.uncountableBefore, ["count": String(before)])
        case .overlapUnchecked(let count): say(ReasonPhrase.overlapUnchecked, ["count": String(count)])
        case .alreadySent(let some, let all, .chats, let run):
            say(ReasonPhrase.chatsThatHaveIt, ["count": String(some), "all": String(all), "run": run])
        case .alreadySent(let some, let all, _, let run):
            say(ReasonPhrase.peopleWhoHaveIt, ["count": String(some), "all": String(all), "run": run])
        case .departmentsSent(let some, let all, let run):
            say(ReasonPhrase.departmentsThatHaveIt, ["count": String(some), "all": String(all), "run": run])
        case .sentBeside(.people, let run): say(ReasonPhrase.sentToPeople, ["run": run])
        case .sentBeside(.departments, let run): say(ReasonPhrase.sentToDepartments, ["run": run])
        case .sentBeside(.chats, let run): say(ReasonPhrase.sentToChats, ["run": run])
        case .unavailable(let people, let all):
            say(ReasonPhrase.unavailablePeople, ["count": String(people), "all": String(all)])
        case .missing(let department, let counted, let listed):
            say(
                ReasonPhrase.missingPeople,
                ["count": String(counted), "listed": String(listed), "department": department])
        case .unreached(let people, let all):
            say(ReasonPhrase.unreachedPeople, ["count": String(people), "all": String(all)])
        case .exclusionShort(let department, let counted, let listed):
            say(
                ReasonPhrase.exclusionShort,
                ["count": String(counted), "listed": String(listed), "department": department])
        }
    }

    private func words(_ drift: HeadCountDrift) -> String {
        say(
            drift.now < drift.before ? ReasonPhrase.fewerPeople : .morePeople,
            [
                "now": String(drift.now), "before": String(drift.before),
                "change": String(abs(drift.now - drift.before)), "most": String(drift.tolerance),
            ])
    }

    func words(_ reason: RunReason) -> String {
        switch reason {
        case .pausedBy(let name): say(ReasonPhrase.pausedBy, ["name": name])
        case .cancelledBy(let name): say(ReasonPhrase.cancelledBy, ["name": name])
        case .recalledEarly: say(ReasonPhrase.recalledEarly)
        case .laterWavesHeld: say(ReasonPhrase.laterWavesHeld)
        case .awaitingApproval(let run, []): say(ReasonPhrase.waiting, ["run": run])
        case .awaitingApproval(let run, let before):
            say(ReasonPhrase.waitingBecause, ["run": run, "before": alarms(before)])
        case .approvalTooLate(let end): say(ReasonPhrase.approvalTooLate, ["time": end])
        case .neverApproved(let run): say(ReasonPhrase.neverApproved, ["run": run])
        case .manifestChanged: say(ReasonPhrase.manifestChanged)
        case .filesChanged(let names): say(ReasonPhrase.filesChanged, ["names": names])
        case .manifestRemoved: say(ReasonPhrase.manifestRemoved)
        case .deadlinePassed: say(ReasonPhrase.deadlinePassed)
        case .notAfterPassed: say(ReasonPhrase.notAfterPassed)
        case .missed(let missed): words(missed)
        case .skipped(.previousRun(let state)): say(ReasonPhrase.previousRun, ["state": name(state)])
        case .skipped(.calendar(let cancellation)): words(cancellation)
        case .manifestBroken(let why): say(ReasonPhrase.manifestBroken, ["why": why])
        case .repeated(let run, let isLost, let others):
            say(
                isLost
                    ? (others > 0 ? ReasonPhrase.repeatedLostAgain : .repeatedLost)
                    : (others > 0 ? .repeatedAgain : .repeated),
                others > 0 ? ["run": run, "others": String(others)] : ["run": run])
        case .tooSoon(let run, let time, let hours):
            say(ReasonPhrase.tooSoon, ["run": run, "time": time, "hours": String(hours)])
        case .inDoubt(let batches, let isMore): doubts(batches, isMore: isMore)
        case .doubtsDecided: say(ReasonPhrase.doubtsDecided)
        case .batchRefused, .permissionRefused, .messageRefused, .recipientsRefused, .retriesSpent: refusal(reason)
        case .dailyQuota: say(ReasonPhrase.dailyQuota)
        case .monthlyQuota: say(ReasonPhrase.monthlyQuota)
        case .restAsked: say(ReasonPhrase.restAsked)
        case .gateClosed(let wave, let obstacles):
            say(
                ReasonPhrase.gateClosed, ["wave": String(wave), "obstacles": list(obstacles.map(words))])
        case .notOriginal(let found, nil): say(ReasonPhrase.notOriginal, ["found": finding(found)])
        case .notOriginal(let found, let before?):
            say(ReasonPhrase.notOriginalBefore, ["found": finding(found), "before": self.reason(before)])
        case .adopted(let run, 0): say(ReasonPhrase.adopted, ["run": run])
        case .adopted(let run, let doubts):
            say(ReasonPhrase.adoptedInDoubt, ["run": run, "count": String(doubts)])
        case .voided(nil): say(ReasonPhrase.voided)
        case .voided(let before?): say(ReasonPhrase.voidedBefore, ["before": words(before)])
        }
    }

    /// Parts of a sentence in a row.
    func list(_ parts: [String]) -> String { parts.joined(separator: self == .english ? "; " : "；") }

    private func doubts(_ batches: [Int], isMore: Bool) -> String {
        let names = batches.map(String.init).joined(separator: self == .english ? ", " : "、")
        let one = batches.count == 1 ? ReasonPhrase.inDoubtOne : .inDoubt
        return say(isMore ? ReasonPhrase.inDoubtMore : one, ["batches": names])
    }

    private func refusal(_ reason: RunReason) -> String {
        switch reason {
        case .batchRefused(let line): say(ReasonPhrase.batchRefused, ["evidence": evidence(line)])
        case .permissionRefused(let line): say(ReasonPhrase.permissionRefused, ["evidence": evidence(line)])
        case .messageRefused(let line): say(ReasonPhrase.messageRefused, ["evidence": evidence(line)])
        case .retriesSpent(let line): say(ReasonPhrase.retriesSpent, ["evidence": evidence(line)])
        case .recipientsRefused(let count, let kind, let line):
            say(
                ReasonPhrase.recipientsRefused,
                ["count": String(count), "kind": kind, "evidence": evidence(line)])
        default: reason.text
        }
    }

    private func words(_ missed: MissedReason) -> String {
        switch missed {
        case .late(let seconds):
            say(
                ReasonPhrase.late,
                ["time": self == .english ? DurationText.text(seconds) : duration(seconds: seconds)])
        case .overtaken: say(ReasonPhrase.overtaken)
        case .beforeFirstSeen: say(ReasonPhrase.beforeFirstSeen)
        case .many(let time): say(ReasonPhrase.many, ["count": String(Due.mostMissed), "time": time])
        }
    }

    private func words(_ obstacle: GateObstacle) -> String {
        switch obstacle {
        case .invalid(let count, let all, let percent):
            say(
                ReasonPhrase.invalidPeople,
                ["count": String(count), "all": String(all), "most": String(percent)])
        case .rejected(let count, let most): counted(.rejectedBatches, count, most)
        case .inDoubt(let count, let most): counted(.doubtfulBatches, count, most)
        }
    }

    private func counted(_ phrase: ReasonPhrase, _ count: Int, _ most: Int) -> String {
        say(phrase, count: count, ["count": String(count), "most": String(most)])
    }
}
