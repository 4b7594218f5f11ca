import ArgumentParser
import Foundation
import JobEngine
import JobModel
import JobStore
import Synchronization

/// Does what is due, once: what cron calls.
struct Tick: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start what is due, go on with what is unfinished, ask for what is followed, then exit.",
        discussion: """
            For cron or a systemd timer, once a minute. A broken manifest is told and does not stop the others. While \
            another larkcast is at work it does nothing and exits with 0. What is later than its starting deadline is \
            recorded as missed and not sent.

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
        let settings = try invocation.settings()
        let store = try invocation.openStore(settings)
        if acceptClock { try await store.acceptClock(by: invocation.actor, at: invocation.dependencies.now()) }
        let halted = Mutex<[RunID]>([])
        let catalog = JobCatalog(invocation, store: store) { event in
            if case .rescued(let found) = event { halted.withLock { $0 += found.halted } }
        }
        var look = catalog.look(at: jobs)
        do {
            // Runs that have begun belong to some app even when no manifest is left.
            if catalog.engines.isEmpty { try catalog.engine(of: nil) }
        } catch {
            guard !look.problems.isEmpty || !look.broken.isEmpty else { throw error }
            look.problems.append(.init(about: nil, error: error))
        }
        let ticker = Ticker(
            store: store, engines: catalog.engines, dependencies: invocation.dependencies, actor: invocation.actor)
        let (folder, problems, broken, apps) = (look.folder, look.problems, look.broken, catalog.settingsByApp)
        do {
            var report = try await StopOnSignal.run(console: invocation.console) { stop in
                var report = try await ticker.tick(folder, stop: stop)
                // The runner's lock is free again: whoever hangs here keeps nothing from being sent in time.
                report.problems += await invocation.tell(settings, apps: apps, store: store, stop: stop)
                return report
            }
            report.problems = problems + report.problems
            // A dead runner's run that stands still from now on is nothing this tick has sent, and needs somebody all the same.
            for run in halted.withLock(\.self) {
                let summary = try await store.summary(of: run)
                report.problems.append(.init(about: summary.job, error: EngineError.needsDecision(summary)))
            }
            return try await TickView(invocation: invocation, store: store).show(report, broken: broken)
        } catch let error as StoreError where error.code == .lockHeld {
            // Whoever holds the lock may have hours of sending before them; what they did so far is told meanwhile.
            let trouble = await invocation.tellAtTheEnd(settings, apps: apps, store: store)
            let status = try await TickView(invocation: invocation, store: store).showBusy(error)
            return trouble ?? status
        }
    }
}
