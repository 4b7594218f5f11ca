import ArgumentParser
import Foundation
import JobEngine
import JobStore

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
        help: "Believe the clock although it is behind what the store has recorded; say so after it was set right.")
    var acceptClock = false

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let settings = try invocation.settings()
        let store = try invocation.openStore(settings)
        if acceptClock { try await store.noteClock(invocation.dependencies.now()) }
        let catalog = JobCatalog(invocation, store: store)
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
            return try await TickView(invocation: invocation, store: store).show(report, broken: broken)
        } catch let error as StoreError where error.code == .lockHeld {
            // Whoever holds the lock may have hours of sending before them; what they did so far is told meanwhile.
            let trouble = await invocation.tellAtTheEnd(settings, apps: apps, store: store)
            let status = try await TickView(invocation: invocation, store: store).showBusy(error)
            return trouble ?? status
        }
    }
}
