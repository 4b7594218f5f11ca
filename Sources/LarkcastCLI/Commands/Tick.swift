import ArgumentParser
import Foundation
import JobEngine
import JobModel
import JobStore
import Reporting
import Synchronization

/// Does what is due, once: what cron calls.
struct Tick: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start what is due, go on with what is unfinished, ask for what is followed, then exit.",
        discussion: """
            For cron or a systemd timer, once a minute. A broken manifest is told and does not stop the others. While \
            another larkcast is at work it does nothing and exits with 0. What is later than its starting deadline is \
            recorded as missed and not sent. It ends when nothing it has begun is left to send; what comes due until then \
            it starts as well.

            Examples:
              * * * * * larkcast tick --jobs /etc/larkcast/jobs --quiet
              larkcast tick --jobs jobs --json
            """)

    @Option(name: .long, help: "The folder of the manifests (*.json).", completion: .directory)
    var jobs: String

    @Flag(
        name: .long,
        help: ArgumentHelp(
            "For this one tick believe the clock, although what the store has recorded or Feishu's clock speaks against it.",
            discussion: "Say so after you have looked: what is due by this clock is sent."))
    var acceptClock = false

    @Option(
        name: .long, help: "Write metrics to this file at the end, for node_exporter's textfile collector (*.prom).",
        completion: .file())
    var metricsFile: String?

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        guard acceptClock else { return try await tick(invocation) }
        let believing = invocation.believingItsClock
        let status = try await tick(believing)
        if let finding = believing.skewOfFeishu {
            invocation.console.warn("warning: \(finding.text); it was believed for this tick")
        }
        return status
    }

    private func tick(_ invocation: Invocation) async throws -> ExitStatus {
        let began = invocation.dependencies.now()
        let settings = try invocation.settings()
        let store = try invocation.openStore(settings)
        let metrics = metricsFile.map { MetricsFile(path: $0, invocation: invocation) }
        if acceptClock { try await store.acceptClock(by: invocation.actor, at: invocation.dependencies.now()) }
        let findings = TickFindings()
        let ticker = Ticker(
            store: store, engines: [], dependencies: invocation.dependencies, actor: invocation.actor,
            lanes: JobCatalog.lanes, pollPages: 1)
        return try await StopOnSignal.run(console: invocation.console, .english) { [jobs] stop in
            let catalog = JobCatalog(invocation, store: store, observe: findings.observe)
            var watch = try TickWatch(catalog, directory: jobs, dependencies: invocation.dependencies) {
                // What cannot be written is told at the end, with the file that says how all of it went.
                try? await metrics?.writeMeanwhile($0, broken: $1, store: store, settings: settings)
            }
            let view = TickView(invocation: invocation, store: store)
            let telling = TellingBeside(
                tell: { [apps = catalog.settingsByApp] over in
                    await invocation.tell(settings, apps: apps, store: store, stop: over)
                }, sleep: invocation.dependencies.sleep)
            let told: [TickReport.Problem]
            do {
                told = try await telling.during { try await ticker.tick(watch.look, &watch, stop: stop) }
            } catch let error as StoreError where error.code == .lockHeld {
                // Whoever holds the lock may have hours of sending before them; what they did so far is told meanwhile.
                let trouble = await invocation.tellAtTheEnd(
                    settings, apps: catalog.settingsByApp, store: store, stop: stop)
                let status = try await view.showBusy(error)
                try await metrics?.write(nil, began: began, store: store, settings: settings)
                return trouble ?? status
            }
            var report = watch.report
            // The runner's lock is free again: whoever hangs here keeps nothing from being sent in time.
            report.problems =
                watch.manifests.problems + report.problems + told
                + (await invocation.tell(settings, apps: catalog.settingsByApp, store: store, stop: stop))
            // A run that stands still from now on is nothing this tick has sent, and needs somebody all the same.
            for run in findings.runs {
                let summary = try await store.summary(of: run)
                report.problems.append(.init(about: summary.job, error: EngineError.needsDecision(summary)))
            }
            for message in findings.unpinned {
                let job = try await store.summary(of: message.run).job
                report.warnings.append(.init(job: job, run: message.run, text: message.text))
            }
            // Last of all, and no reason to keep anything back: a full disk here is a problem like any other.
            do {
                try await metrics?.write(
                    report, broken: watch.manifests.broken.count, began: began, store: store, settings: settings)
            } catch {
                report.problems.append(.init(about: nil, error: error))
            }
            return try await view.show(report, broken: watch.manifests.broken)
        }
    }
}

/// What this process has found while it looked, and nobody hears of otherwise.
private final class TickFindings: Sendable {
    private struct State {
        var runs: [RunID] = []
        var unpinned: [(run: RunID, text: String)] = []
    }

    private let state = Mutex(State())

    /// The runs with a doubt that came to light: what a dead process left on the wire, or a message that can no longer be repeated.
    var runs: [RunID] { state.withLock(\.runs) }
    /// Messages that stay unpinned.
    var unpinned: [(run: RunID, text: String)] { state.withLock(\.unpinned) }

    func observe(_ event: EngineEvent) {
        switch event {
        case .rescued(let report):
            state.withLock { state in
                for run in report.halted + report.outlived.map(\.run) where !state.runs.contains(run) {
                    state.runs.append(run)
                }
            }
        case .notPinned(let run, let ordinal, let chat, let evidence):
            let text = "message \(ordinal) to \(chat) was sent but not pinned: \(evidence.oneLine)"
            state.withLock { $0.unpinned.append((run, text)) }
        default: break
        }
    }
}
