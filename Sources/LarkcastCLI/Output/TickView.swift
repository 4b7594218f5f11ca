import JobEngine
import JobModel
import JobStore
import Reporting
import StrictJSON

/// What a tick did, for people in one line and what needs them, for programs in one document; and its exit code.
struct TickView {
    let invocation: Invocation
    let store: JobDatabase

    private var console: Console { invocation.console }

    /// Shows a report.
    func show(_ report: TickReport, broken: [CheckedManifest]) async throws -> ExitStatus {
        for manifest in broken { manifest.showProblems(on: console) }
        let failures = report.problems.filter { !$0.isWarning }.map {
            (about: $0.about, failure: CommandFailure(describing: $0.error))
        }
        for problem in failures { tell(problem.failure, about: problem.about) }
        for problem in report.problems where problem.isWarning {
            let line = "warning: \(TerminalText.escaped(CommandFailure(describing: problem.error).message))"
            // Cron mails every line, and a clock is as wrong a minute later: what was begun by it is worth one.
            if report.started.isEmpty { console.note(line) } else { console.warn(line) }
        }
        for letGo in report.missed { console.warn("missed: \(letGo.job) at \(letGo.occurrence): \(letGo.reason)") }
        for letGo in report.skipped {
            let line = "skipped: \(letGo.job) at \(letGo.occurrence): \(letGo.reason)"
            // A holiday is no news; whoever waits for a message that another run keeps back must hear of it.
            if letGo.isIntended { console.note(line) } else { console.warn(line) }
        }
        for job in report.edited { console.note("\(job): its manifest has changed") }
        for job in report.removed {
            console.warn("\(TerminalText.escaped(job)): its manifest is gone; it is no longer scheduled")
        }
        for recall in report.recalled {
            let line = "the recall of run \(recall.run) of \(recall.job) was gone on with: \(recall.state.rawValue)"
            // Whoever asked for it wants to hear of people who still have the message.
            if [.recalled, .requested].contains(recall.state) { console.note(line) } else { console.warn(line) }
        }
        for warning in report.warnings {
            console.warn("warning: run \(warning.run) of \(warning.job): \(TerminalText.escaped(warning.text))")
        }
        var statuses: [ExitStatus] = failures.map(\.failure.exit) + broken.map { _ in .data }
        statuses += report.missed.map { _ in .finishedWithLosses }
        for worked in report.started + report.resumed {
            guard let end = worked.end else { continue }
            let summary = try await store.summary(of: worked.run)
            statuses.append(ExitStatus(of: end, summary))
            if statuses.last != .done { tell(summary, worked) }
        }
        for worked in report.awaitingApproval {
            console.warn("run \(worked.run) of \(worked.job) waits for an approval: larkcast approve \(worked.run)")
            statuses.append(.needsDecision)
        }
        let status = Self.worst(of: statuses)
        if console.isJSON {
            console.out(try await json(report, failures.map(\.failure), broken))
        } else if !console.isQuiet || status != .done {
            // Cron mails every line: one that says that all is well would come every minute.
            console.out([Self.line(report, problems: failures.count + broken.count)])
        }
        return status
    }

    /// Another larkcast is at work: nothing is done, and that is no failure.
    func showBusy(_ error: StoreError) async throws -> ExitStatus {
        console.note(TerminalText.escaped(error.message))
        if console.isJSON { console.out(try await json(TickReport(), [], [])) }
        return .done
    }

    private func tell(_ failure: CommandFailure, about: String?) {
        let name = about.map { TerminalText.escaped($0) + ": " } ?? ""
        console.warn(name + TerminalText.escaped(failure.message))
        if let hint = failure.hint { console.warn("  " + TerminalText.escaped(hint)) }
    }

    /// A run that did not simply go out.
    private func tell(_ run: RunSummary, _ worked: TickReport.Worked) {
        let people = run.people
        let figures = [
            (people.invalid, "invalid"), (people.rejected, "rejected"), (people.inDoubt, "in doubt"),
            (people.cancelled, "cancelled"), (people.pending, "not sent yet"),
        ].filter { $0.0 > 0 }.map { "\(Figure.grouped($0.0)) \($0.1)" }
        let details = [run.stateReason.map { TerminalText.escaped($0) }].compactMap(\.self) + figures
        let detail = details.isEmpty ? "" : ": " + details.joined(separator: " · ")
        console.warn("run \(run.id) of \(worked.job) is \(run.state.rawValue)\(detail)")
        console.warn("  larkcast status \(run.id) shows it")
    }

    /// The line that stands in a log every minute.
    static func line(_ report: TickReport, problems: Int) -> String {
        var parts = ["started \(report.started.count)", "resumed \(report.resumed.count)"]
        if !report.awaitingApproval.isEmpty { parts.append("awaiting approval \(report.awaitingApproval.count)") }
        parts += ["missed \(report.missed.count)", "skipped \(report.skipped.count)", "polled \(report.polled)"]
        if !report.recalled.isEmpty { parts.append("recalls gone on with \(report.recalled.count)") }
        if !report.settled.isEmpty { parts.append("settled \(report.settled.count)") }
        return "tick: " + (parts + ["problems \(problems)"]).joined(separator: " · ")
    }

    private func json(
        _ report: TickReport, _ failures: [CommandFailure], _ broken: [CheckedManifest]
    ) async throws -> JSONValue {
        func letGo(_ list: [TickReport.LetGo]) -> JSONValue {
            .array(
                list.map {
                    ["job": .string($0.job), "occurrence": .string($0.occurrence), "reason": .string($0.reason)]
                })
        }
        let problems = failures.map { $0.json["error"] ?? .null } + broken.flatMap { $0.problems.map(\.json) }
        return [
            "started": .array(try await worked(report.started)),
            "resumed": .array(try await worked(report.resumed)),
            "awaiting_approval": .array(try await worked(report.awaitingApproval)),
            "missed": letGo(report.missed), "skipped": letGo(report.skipped),
            "polled": .integer(report.polled),
            "recalled": .array(
                report.recalled.map {
                    ["run": .string($0.run.rawValue), "job": .string($0.job), "recall": .string($0.state.rawValue)]
                }),
            "settled": .array(report.settled.map { .string($0.rawValue) }),
            "edited": .array(report.edited.map { .string($0) }),
            "removed": .array(report.removed.map { .string($0) }),
            "warnings": .array(
                report.warnings.map {
                    ["job": .string($0.job), "run": .string($0.run.rawValue), "message": .string($0.text)]
                }
                    + report.problems.filter(\.isWarning).map {
                        let message = CommandFailure(describing: $0.error).message
                        return ["job": .null, "run": .null, "message": .string(message)]
                    }),
            "problems": .array(problems),
        ]
    }

    private func worked(_ list: [TickReport.Worked]) async throws -> [JSONValue] {
        var values: [JSONValue] = []
        for worked in list {
            let summary = try await store.summary(of: worked.run)
            values.append([
                "run": .string(worked.run.rawValue), "job": .string(worked.job),
                "occurrence": worked.occurrence.map { .string($0) } ?? .null,
                "state": .string(summary.state.rawValue), "reason": summary.stateReason.map { .string($0) } ?? .null,
            ])
        }
        return values
    }

    /// What a supervisor should look at first.
    static func worst(of statuses: [ExitStatus]) -> ExitStatus {
        let order: [ExitStatus] = [
            .storage, .configuration, .permission, .needsDecision, .unreachable, .data, .usage, .temporary,
            .finishedWithLosses,
        ]
        return order.first { statuses.contains($0) } ?? .done
    }
}
