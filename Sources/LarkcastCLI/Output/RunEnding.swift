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

    /// Finishes the run the dispatcher worked on.
    func finish(_ id: RunID, _ end: DispatchEnd, followSeconds: Int?, stop: StopSignal) async throws -> ExitStatus {
        var summary = try await store.summary(of: id)
        if let followSeconds, summary.state == .sent {
            // Whoever only cannot watch must not be told of a failure: everybody has the message.
            do {
                summary = try await engine.follow(id, forSeconds: followSeconds, stop: stop)
            } catch is FeishuError {
                summary = try await store.summary(of: id)
                invocation.console.warn(
                    "everything is sent, but delivery and reads cannot be asked for now; larkcast poll \(id) tries again"
                )
            }
        }
        show(summary, end)
        explain(end, summary)
        if let trouble = store.ledgerTrouble {
            invocation.console.warn("the store has every answer, but \(TerminalText.escaped(trouble.message))")
            invocation.console.warn(trouble.hint)
        }
        return ExitStatus(of: end, summary)
    }

    private func show(_ run: RunSummary, _ end: DispatchEnd) {
        if invocation.console.isJSON {
            invocation.console.out(DispatchEndDocument.json(of: run, end))
        } else {
            invocation.console.out(RunText.report(run, in: invocation.zone))
        }
    }

    private func explain(_ end: DispatchEnd, _ run: RunSummary) {
        let console = invocation.console
        switch end {
        case .complete: break
        case .waitingForWave(let next):
            console.note("wave \(next.number) leaves at \(Timestamp.local(next.opensAt, in: invocation.zone))")
        case .killSwitch(let killSwitch):
            console.warn(TerminalText.escaped(killSwitch.sentence))
            console.warn("larkcast resume --all lifts it; larkcast resume \(run.id) then goes on")
        case .drained: console.warn("stopped before the end; the same command, or larkcast resume \(run.id), goes on")
        case .unreachable(let evidence):
            console.warn("Feishu cannot be reached: \(TerminalText.escaped(evidence.oneLine))")
            console.warn("nothing unproven was sent; the same command, or larkcast resume \(run.id), goes on")
        case .credentialsRefused(let evidence):
            console.warn("Feishu refuses the app's credentials: \(TerminalText.escaped(evidence.oneLine))")
            console.warn("correct the app id or secret; the same command then goes on")
        case .permissionRefused(let evidence):
            console.warn("Feishu refuses the app: \(TerminalText.escaped(evidence.oneLine))")
            if let hint = evidence.hint { console.warn(TerminalText.escaped(hint)) }
            console.warn("what was rejected is named in larkcast status \(run.id) and is not sent again by this run")
        case .quotaUsedUp(let evidence):
            console.warn("a quota is used up: \(TerminalText.escaped(evidence.oneLine))")
            console.warn("once there is room again, larkcast resume \(run.id) goes on")
        case .appStopped(let stop):
            console.warn("no run of this app sends now: \(TerminalText.escaped(stop.reason))")
            console.warn("once there is room again the same command goes on; larkcast resume \(run.id) tries at once")
        case .retryBudgetSpent(let reason):
            console.warn("the run is paused: \(TerminalText.escaped(reason))")
            console.warn("find out what is wrong (larkcast doctor), then larkcast resume \(run.id) goes on")
        case .throttled(let milliseconds):
            let pause = Figure.duration(seconds: Int(milliseconds / 1000))
            console.warn("Feishu asks for a pause of \(pause); the same command goes on after it")
        case .stopped(let state, let reason):
            console.warn("the run is \(state.rawValue): \(TerminalText.escaped(reason ?? "no reason recorded"))")
            if state == .paused, run.waves.contains(where: { $0.state == .gateClosed }) {
                console.warn(
                    "larkcast resume \(run.id) sends the next wave all the same; larkcast cancel or recall ends it")
            }
            if state == .halted {
                for ordinal in run.doubts.prefix(8) {
                    console.warn("larkcast resolve \(run.id) \(ordinal) shows the evidence and takes a decision")
                }
                console.warn("batches in doubt are never resent; larkcast resume \(run.id) sends the others")
            }
        }
    }
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
        case .stopped, .killSwitch: self = .needsDecision
        }
    }

    /// What a finished run deserves: 0 only when everyone was reached and every batch can be followed.
    init(outcomeOf run: RunSummary) {
        let people = run.people
        let lost = people.invalid + people.rejected + people.abandoned + people.cancelled
        if people.inDoubt > 0 {
            self = .needsDecision
        } else if lost > 0 || run.batches.contains(where: { $0.state == .acceptedWithoutID }) {
            self = .finishedWithLosses
        } else {
            self = .done
        }
    }
}
