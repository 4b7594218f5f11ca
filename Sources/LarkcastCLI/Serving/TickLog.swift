import JobEngine
import JobModel
import JobStore
import Logging
import Reporting

/// Writes down what one look did, and finds what is still to be done.
struct TickLog {
    let log: ServeLog
    let store: JobDatabase

    /// Tells of a report; returns the runs that are not at their end, with what holds them up.
    func tell(_ report: TickReport) async throws -> [Troubles.Trouble] {
        for letGo in report.missed { log.warning("missed: \(letGo.reason)", Self.metadata(letGo)) }
        for letGo in report.skipped {
            let text = "skipped: \(letGo.reason)"
            if letGo.isIntended {
                log.notice(text, Self.metadata(letGo))
            } else {
                log.warning(text, Self.metadata(letGo))
            }
        }
        for problem in report.problems {
            guard case .calendar = problem.error as? TickProblem else { continue }
            log.tell(Troubles.Change(began: [.init(about: problem.about, failure: .init(describing: problem.error))]))
        }
        for warning in report.warnings {
            log.warning(warning.text, ["run": .string(warning.run.rawValue), "job": .string(warning.job)])
        }
        for job in report.edited { log.info("the manifest has changed", ["job": .string(job)]) }
        for job in report.removed {
            log.warning("the manifest is gone; the job is no longer scheduled", ["job": .string(job)])
        }
        for worked in report.awaitingApproval {
            log.warning(
                "the run waits for a second person: larkcast approve \(worked.run) --as NAME",
                ["run": .string(worked.run.rawValue), "job": .string(worked.job)])
        }
        for run in report.settled { log.info("nothing more is to be expected", ["run": .string(run.rawValue)]) }
        for recall in report.recalled {
            log.notice(
                "a recall was gone on with",
                [
                    "run": .string(recall.run.rawValue), "job": .string(recall.job),
                    "recall": .string(recall.state.rawValue),
                ])
        }
        if report.polled > 0 {
            log.logger.debug("asked for delivery and reads", metadata: ["batches": .stringConvertible(report.polled)])
        }
        var open: [Troubles.Trouble] = []
        for worked in report.started + report.resumed {
            guard let end = worked.end else { continue }
            let run = try await store.summary(of: worked.run)
            guard run.state == .sending || run.state == .planned else {
                tell(run, ExitStatus(of: end, run))
                continue
            }
            switch end {
            case .drained: break
            case .waitingForWave(let next): tell(run, next)
            default: open.append(Self.trouble(run, end))
            }
        }
        return open
    }

    /// A run that will not go on by itself, or has no need to.
    private func tell(_ run: RunSummary, _ status: ExitStatus) {
        var metadata = EngineLog.metadata(of: run)
        let people = run.people
        metadata["accepted"] = .stringConvertible(people.accepted)
        for (name, count) in [
            ("invalid", people.invalid), ("rejected", people.rejected), ("in_doubt", people.inDoubt),
            ("pending", people.pending), ("cancelled", people.cancelled),
        ] where count > 0 { metadata[name] = .stringConvertible(count) }
        switch status {
        case .done: log.info("the run is \(run.state.rawValue); everyone is accounted for as reached", metadata)
        case .finishedWithLosses:
            log.warning("the run is \(run.state.rawValue), and not everyone was reached", metadata)
        default:
            let reason = run.stateReason.map { ": \($0)" } ?? ""
            metadata["hint"] = .string("larkcast status \(run.id) shows it")
            log.logger.error("the run is \(run.state.rawValue)\(reason)", metadata: metadata)
        }
    }

    /// A run that goes on by itself, later.
    private func tell(_ run: RunSummary, _ next: NextWave) {
        var metadata = EngineLog.metadata(of: run)
        metadata["next_at"] = .string(Timestamp.utc(next.opensAt))
        log.info("wave \(next.number - 1) of \(next.count) is out", metadata)
    }

    private static func trouble(_ run: RunSummary, _ end: DispatchEnd) -> Troubles.Trouble {
        let (words, evidence): (String, AttemptEvidence?) =
            switch end {
            case .unreachable(let evidence): ("Feishu cannot be reached: \(evidence.oneLine)", evidence)
            case .credentialsRefused(let evidence):
                ("Feishu refuses the app's credentials: \(evidence.oneLine)", evidence)
            case .permissionRefused(let evidence): ("Feishu refuses the app: \(evidence.oneLine)", evidence)
            case .throttled: ("Feishu asks for a longer pause", nil)
            case .appStopped(let stop): (stop.reason, nil)
            case .killSwitch(let killSwitch): (killSwitch.sentence, nil)
            default: ("the run is not at its end", nil)
            }
        var failure = CommandFailure(
            exit: ExitStatus(of: end, run), type: "unfinished", message: "run \(run.id) of \(run.job) waits: \(words)",
            hint: "it goes on by itself")
        failure.code = evidence?.feishuCode
        failure.logID = evidence?.logID
        return Troubles.Trouble(about: run.id.rawValue, failure: failure)
    }

    private static func metadata(_ letGo: TickReport.LetGo) -> Logger.Metadata {
        ["job": .string(letGo.job), "occurrence": .string(letGo.occurrence)]
    }
}
