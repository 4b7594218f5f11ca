import ArgumentParser
import JobEngine
import JobStore
import Logging
import ServiceLifecycle
import UnixSignals

/// Does what is due for as long as it runs: the daemon.
struct Serve: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Do what tick does for as long as it runs: a daemon.",
        discussion: """
            Starts what is due when it is due, goes on with what is unfinished, follows delivery and reads. It notices \
            within a second or two what other commands and edited manifests ask for. SIGHUP reads manifests and \
            configuration anew; SIGTERM or SIGINT lets what is on the wire finish and ends with 0, a second one ends at \
            once. Under systemd it says when it is ready and that it is alive. Logs go to standard error.

            Examples:
              larkcast serve --jobs /etc/larkcast/jobs
              larkcast serve --jobs jobs --log-format json
            """)

    @Option(name: .long, help: "The folder of the manifests (*.json).", completion: .directory)
    var jobs: String

    @Option(name: .long, help: "How log lines look: text, json, or auto, which is text on a terminal.")
    var logFormat: LogFormat = .auto

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let handler = ConsoleLogHandler(
            console: invocation.console, format: logFormat,
            level: global.verbose ? .debug : global.quiet ? .warning : .info, zone: invocation.zone,
            now: invocation.dependencies.now)
        let log = ServeLog(logger: Logger(label: "larkcast", factory: { _ in handler }))
        do {
            let settings = try invocation.settings()
            let store = try invocation.openStore(settings)
            let lock = try store.acquireServeLock(as: invocation.dependencies.identity)
            defer { withExtendedLifetime(lock) {} }
            try await serve(store, invocation, log)
            return .done
        } catch {
            let failure = CommandFailure(describing: error)
            // With --json the document on standard output says it.
            guard !global.json else { throw failure }
            log.end(failure)
            return failure.exit
        }
    }

    private func serve(_ store: JobDatabase, _ invocation: Invocation, _ log: ServeLog) async throws {
        let (bell, stop) = (Bell(), StopSignal())
        let supervisor = Supervisor(invocation.environment, processID: invocation.dependencies.identity.processID)
        let observer = EngineLog(log)
        let watched = invocation.with(supervisor.watching(invocation.dependencies))
        let (ways, news) = (TellingService.Ways(), Bell())
        let loop = ServeLoop(
            store: store, directory: jobs,
            makeSource: { [jobs] in
                let catalog = JobCatalog(watched, store: store, observe: observer.observe)
                return FolderSource(catalog, directory: jobs, settings: try watched.settings(), tellingBy: ways)
            },
            dependencies: invocation.dependencies, actor: invocation.actor, log: log, supervisor: supervisor,
            bell: bell,
            stop: stop, supervisorMicroseconds: SystemClock.supervisorMicroseconds,
            giveBackMemory: ProcessSetup.giveBackMemory, looked: { news.ring() })
        let telling = TellingService(
            tell: {
                guard let (settings, apps) = ways.present else { return [] }
                return await invocation.tell(settings, apps: apps, store: store, stop: stop)
            },
            bell: news, stop: stop, sleep: invocation.dependencies.sleep, log: log)
        let group = ServiceGroup(services: [], logger: log.logger)
        let signals = SignalService(
            signals: await UnixSignalsSequence(trapping: SignalService.trapped), log: log, bell: bell, stop: stop,
            shutDown: { await group.triggerGracefulShutdown() })
        // The last one is told first: signals are heard until the loop has drained.
        await group.addServiceUnlessShutdown(signals)
        await group.addServiceUnlessShutdown(loop)
        await group.addServiceUnlessShutdown(telling)
        try await group.run()
    }
}
