import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Reporting

/// What follows once a dispatcher has ended: watch on if asked to, show the run, choose the exit code.
struct RunEnding {
    let invocation: Invocation
    let engine: Engine
    let store: JobDatabase
    /// What shows the run moving while it is watched.
    var display: LiveDisplay?

    /// Finishes the run the dispatcher worked on.
    func finish(_ id: RunID, _ end: DispatchEnd, followSeconds: Int?, stop: StopSignal) async throws -> ExitStatus {
        var summary = try await store.summary(of: id)
        if let followSeconds, summary.state == .sent {
            // Whoever only cannot watch must not be told of a failure: everybody has the message.
            do {
                let follow: @Sendable () async throws -> RunSummary = { [engine] in
                    try await engine.follow(id, forSeconds: followSeconds, stop: stop)
                }
                if let display { summary = try await display.during(follow) } else { summary = try await follow() }
            } catch is FeishuError {
                summary = try await store.summary(of: id)
                warn(.cannotWatch, ["run": id.rawValue])
            }
        }
        show(summary, end)
        if let finding = invocation.skewOfFeishu {
            // Whoever says run or resume has decided themselves when it goes out; a tick would begin nothing by such a clock.
            let language = invocation.language
            invocation.console.warn(language.say(WarningPhrase.warning, ["text": language.words(finding)]))
        }
        explain(end, summary, repeated: try await store.repeatedMessages(of: id))
        if let trouble = store.ledgerTrouble {
            warn(.ledgerTrouble, ["trouble": TerminalText.escaped(trouble.message)])
            invocation.console.warn(trouble.hint)
        }
        return ExitStatus(of: end, summary)
    }

    private func show(_ run: RunSummary, _ end: DispatchEnd) {
        if invocation.console.isJSON {
            invocation.console.out(DispatchEndDocument.json(of: run, end))
        } else {
            invocation.console.out(RunText.report(run, on: invocation.surface))
        }
    }

    private func explain(_ end: DispatchEnd, _ run: RunSummary, repeated: Int) {
        let id = ["run": run.id.rawValue]
        switch end {
        case .complete: break
        case .waitingForWave(let next):
            let time = Timestamp.local(next.opensAt, in: invocation.zone)
            invocation.console.note(
                invocation.language.say(
                    EndingPhrase.waveLeaves, ["number": String(next.number), "time": time]))
        case .killSwitch(let killSwitch):
            invocation.console.warn(TerminalText.escaped(invocation.language.sentence(killSwitch, in: invocation.zone)))
            warn(.liftsAll, id)
        case .drained: warn(.stoppedEarly, id)
        case .unreachable(let evidence):
            // A gateway that answers, or Feishu itself, is not out of reach.
            warn(evidence.mayHaveLeft ? .unanswered : .unreachable, words(evidence, run))
            if repeated > 0 {
                invocation.console.warn(invocation.language.say(EndingPhrase.sentAgain, count: repeated, id))
            } else {
                warn(.nothingUnproven, id)
            }
        case .credentialsRefused(let evidence):
            warn(.credentialsRefused, words(evidence, run))
            warn(.correct)
        case .permissionRefused(let evidence):
            warn(.permissionRefused, words(evidence, run))
            if let fix = invocation.language.remedy(evidence, on: run.channel) {
                invocation.console.warn(TerminalText.escaped(fix))
            }
            warn(run.channel == .direct ? .permissionBack : .rejectedStays, id)
        case .quotaUsedUp(let evidence):
            warn(.quotaUsedUp, words(evidence, run))
            warn(.quotaBack, id)
        case .appStopped(let stop):
            warn(.appStopped, ["reason": said(stop.reason)])
            warn(.appBack, id)
        case .retryBudgetSpent(let reason):
            warn(.retriesSpent, ["reason": said(reason)])
            warn(.findOut, id)
        case .throttled(let milliseconds):
            warn(.throttled, ["time": invocation.language.duration(seconds: Int(milliseconds / 1000))])
        case .stopped(let state, let reason): explainStop(state, reason, run)
        }
    }

    private func explainStop(_ state: RunState, _ reason: String?, _ run: RunSummary) {
        let language = invocation.language
        let because = reason.map(said) ?? language.say(EndingPhrase.noReason)
        warn(.stopped, ["state": language.name(state), "reason": because])
        if state == .paused, run.waves.contains(where: { $0.state == .gateClosed }) {
            warn(.gateClosed, ["run": run.id.rawValue])
        }
        guard state == .halted else { return }
        for ordinal in run.doubts.prefix(8) { warn(.decide, ["run": run.id.rawValue, "batch": String(ordinal)]) }
        let isLeft = run.batches.contains { $0.state == .pending }
        warn(isLeft ? .neverResent : .neverResentAlone, ["run": run.id.rawValue])
    }

    private func warn(_ phrase: EndingPhrase, _ values: [String: String] = [:]) {
        invocation.console.warn(invocation.language.say(phrase, values))
    }

    private func said(_ reason: String) -> String { TerminalText.escaped(invocation.language.reason(reason)) }

    private func words(_ evidence: AttemptEvidence, _ run: RunSummary) -> [String: String] {
        ["evidence": TerminalText.escaped(invocation.language.evidence(evidence, on: run.channel))]
    }
}

extension AttemptEvidence {
    /// Whether bytes of the request may have left.
    fileprivate var mayHaveLeft: Bool { firstByte == "allowed" || firstByte == "resend_blocked" }
}

extension ExitStatus {
    /// What the end of a dispatcher deserves.
    init(of end: DispatchEnd, _ run: RunSummary) {
        switch end {
        case .complete: self = ExitStatus(outcomeOf: run)
        // What waits for its time is as it should be; only a tick leaves it there.
        case .waitingForWave: self = .done
        case .unreachable: self = .unreachable
        case .credentialsRefused, .permissionRefused: self = .permission
        case .throttled, .drained, .quotaUsedUp, .appStopped, .retryBudgetSpent: self = .temporary
        case .stopped(.expired, _), .stopped(.cancelled, _):
            self = run.people.inDoubt > 0 ? .needsDecision : .finishedWithLosses
        // What somebody holds back goes on when they say so; what Feishu has refused needs to be mended first.
        case .killSwitch: self = .temporary
        case .stopped(.paused, let reason):
            self = reason.map(Self.isWordOfSomebody) ?? true ? .temporary : .needsDecision
        case .stopped: self = .needsDecision
        }
    }

    private static func isWordOfSomebody(_ reason: String) -> Bool {
        switch RunReason(text: reason) {
        case nil, .pausedBy: true
        default: false
        }
    }

    /// What a finished run deserves: 0 only when everyone was reached and every batch can be followed.
    init(outcomeOf run: RunSummary) {
        let people = run.people
        let lost = people.invalid + people.rejected + people.abandoned + people.cancelled
        if people.inDoubt > 0 {
            self = .needsDecision
        } else if lost > 0 || run.batches.contains(where: { $0.state == .acceptedWithoutID || $0.hasStrayInvalid }) {
            self = .finishedWithLosses
        } else {
            self = .done
        }
    }
}
