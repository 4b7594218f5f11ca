import JobEngine
import JobModel
import JobStore
import Reporting
import StrictJSON
import Synchronization

/// A run that a process of its own sends: begun here, handed over, and shown once that process has it.
struct Detachment {
    let invocation: Invocation
    let settings: Settings
    let store: JobDatabase
    let engine: Engine
    let run: RunID
    /// How long the process watches delivery and reads afterwards, in seconds; `nil` for not at all.
    let followSeconds: Int?

    private var console: Console { invocation.console }

    /// Begins the run and hands it over.
    ///
    /// - Parameters:
    ///   - plan: What to freeze; `nil` for a run that is there already.
    ///   - occurrence: The operator's key.
    ///   - earlier: The run whose repetition the operator has allowed.
    ///   - warnings: What was said of the plan before somebody said yes.
    ///   - known: The runs of the same message that the plan was held against.
    /// - Returns: 0 once the process, or whoever sends at the moment, has the run.
    /// - Throws: what kept it from beginning, or kept the process from going on.
    func begin(
        _ plan: RunPlan?, occurrence: String?, allowRepeatOf earlier: RunID?, warnings: [PlanRemark],
        beside known: [RunID]?
    ) async throws -> ExitStatus {
        let log = try DetachedLog(besides: store.path ?? settings.database)
        return try await StopOnSignal.run(console: console, invocation.language) { stop in
            try await requireTurn(plan, occurrence: occurrence, allowRepeatOf: earlier, warnings, known, stop)
            do {
                return try await handOver(log, stop)
            } catch {
                console.warn("run \(run) has begun; larkcast resume \(run), the next tick or a daemon goes on with it")
                throw error
            }
        }
    }

    /// Freezes what is new; beside another process that sends only if that is a daemon, which goes on with whatever is
    /// unfinished.
    private func requireTurn(
        _ plan: RunPlan?, occurrence: String?, allowRepeatOf earlier: RunID?, _ warnings: [PlanRemark],
        _ known: [RunID]?, _ stop: StopSignal
    ) async throws {
        if let plan {
            return try await engine.begin(
                plan, as: run, occurrence: occurrence, allowRepeatOf: earlier, warnings: warnings,
                beside: known, besideARunner: store.isServed, by: invocation.actor, stop: stop)
        }
        if !store.isServed { try await engine.requireTurn(stop) }
    }

    private func handOver(_ log: DetachedLog, _ stop: StopSignal) async throws -> ExitStatus {
        let process = try DetachedProcess(arguments, environment: invocation.environment, log: log)
        let words = try await process.words {
            if stop.isStopping { throw CancellationError() }
            try await invocation.dependencies.sleep(.milliseconds(20))
        }
        guard let report = DetachedReport(words) else {
            throw CommandFailure(
                exit: .temporary, type: "not_started",
                message: "the process that was to send run \(run) ended before it began",
                hint: "The end of \(log.path) may say why.")
        }
        let summary = try await store.summary(of: run)
        switch report {
        case .failed(let failure): throw failure
        case .sending: show(summary, process, log, [say(.sentByProcess, ["process": String(process.processID)])])
        case .waiting(let words): show(summary, process, log, [say(.goesOutToo, ["reason": words])], words)
        case .ended:
            RunStanding(invocation: invocation).show(summary)
            return ExitStatus(standing: summary)
        }
        return .done
    }

    private func say(_ phrase: DecisionPhrase, _ values: [String: String]) -> String {
        let language = invocation.language
        let follow = language.say(DecisionPhrase.follow, ["run": run.rawValue])
        return language.say(phrase, values.merging(["run": run.rawValue, "follow": follow]) { own, _ in own })
    }

    private func show(
        _ summary: RunSummary, _ process: DetachedProcess, _ log: DetachedLog, _ lines: [String],
        _ waitsFor: String? = nil
    ) {
        guard console.isJSON else { return console.out(lines) }
        let detached: JSONValue = [
            "process": .integer(Int(process.processID)), "log": .string(log.path),
            "waits_for": waitsFor.map { .string($0) } ?? .null,
        ]
        let document = RunDocument.json(summary)
        console.out(.object((document.members ?? []) + [.init("detached", detached)]))
    }

    /// By the same store, configuration and profile, whatever the manifest said about the last.
    private var arguments: [String] {
        var arguments = ["detached", run.rawValue, "--json", "--db", settings.database, "--profile", settings.profile]
        if let file = settings.configurationFile { arguments += ["--config", file] }
        if let followSeconds { arguments += ["--follow-seconds", String(followSeconds)] }
        return arguments
    }
}
