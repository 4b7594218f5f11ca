import ArgumentParser
import Dashboard
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

            --listen adds a dashboard. Without --jobs there is nothing but the dashboard, in a process of its own: it \
            sends nothing, and may be killed while another one sends. Without users in the configuration it is for \
            looking only, on this machine only; larkcast token makes the line for a user.

            Examples:
              larkcast serve --jobs /etc/larkcast/jobs
              larkcast serve --jobs jobs --listen 127.0.0.1:8787
              larkcast serve --listen 127.0.0.1:8787
            """)

    @Option(name: .long, help: "The folder of the manifests (*.json).", completion: .directory)
    var jobs: String?

    @Option(
        name: .long, help: "Where a dashboard listens: 127.0.0.1:8787, [::1]:8787; port 0 takes a free one.",
        transform: Self.address)
    var listen: ListenAddress?

    @Option(name: .long, help: "How log lines look: text, json, or auto, which is text on a terminal.")
    var logFormat: LogFormat = .auto

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard jobs != nil || listen != nil else { throw ValidationError("Give --jobs, --listen, or both.") }
    }

    private static func address(_ text: String) throws -> ListenAddress {
        guard let address = ListenAddress(text) else {
            throw ValidationError("--listen takes HOST:PORT, such as 127.0.0.1:8787 or [::1]:8787.")
        }
        return address
    }

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let handler = ConsoleLogHandler(
            console: invocation.console, format: logFormat,
            level: global.verbose ? .debug : global.quiet ? .warning : .info, zone: invocation.zone,
            now: invocation.dependencies.now)
        let log = ServeLog(logger: Logger(label: "larkcast", factory: { _ in handler }))
        do {
            if listen != nil {
                try ProcessSetup.requireDescriptors(besides: DashboardLimits().mostConnections)
            }
            let settings = try invocation.settings()
            guard let jobs else {
                try await showOnly(settings, invocation, log)
                return .done
            }
            let store = try invocation.openStore(settings)
            let lock = try store.acquireServeLock(as: invocation.dependencies.identity)
            defer { withExtendedLifetime(lock) {} }
            try await serve(jobs, store, settings, invocation, log)
            return .done
        } catch {
            let failure = CommandFailure(describing: error)
            // With --json the document on standard output says it.
            guard !global.json else { throw failure }
            log.end(failure)
            return failure.exit
        }
    }

    /// The daemon, with a dashboard or without.
    private func serve(
        _ jobs: String, _ store: JobDatabase, _ settings: Settings, _ invocation: Invocation, _ log: ServeLog
    ) async throws {
        let (bell, stop) = (Bell(), StopSignal())
        let supervisor = Supervisor(invocation.environment, processID: invocation.dependencies.identity.processID)
        let observer = EngineLog(log)
        let watched = invocation.with(supervisor.watching(invocation.dependencies))
        let (ways, news, problems) = (TellingService.Ways(), Bell(), TroubleCount())
        let loop = ServeLoop(
            store: store, directory: jobs,
            makeSource: {
                let catalog = JobCatalog(watched, store: store, observe: observer.observe)
                return FolderSource(catalog, directory: jobs, settings: try watched.settings(), tellingBy: ways)
            },
            dependencies: invocation.dependencies, actor: invocation.actor, log: log, supervisor: supervisor,
            bell: bell,
            stop: stop, supervisorMicroseconds: SystemClock.supervisorMicroseconds,
            giveBackMemory: ProcessSetup.giveBackMemory, looked: { news.ring() },
            troubled: { problems.set($0) })
        let telling = TellingService(
            tell: {
                guard let (settings, apps) = ways.present else { return [] }
                return await invocation.tell(settings, apps: apps, store: store, stop: stop)
            },
            bell: news, stop: stop, sleep: invocation.dependencies.sleep, log: log)
        let group = ServiceGroup(services: [], logger: log.logger)
        guard let listen else {
            let signals = await signals(of: group, stop, log) { bell.ring(reload: true) }
            // The last one is told first: signals are heard until the loop has drained.
            await group.addServiceUnlessShutdown(signals)
            await group.addServiceUnlessShutdown(loop)
            await group.addServiceUnlessShutdown(telling)
            return try await group.run()
        }
        var wiring = DashboardWiring(
            invocation: invocation, settings: settings, listen: listen, jobs: jobs, log: log,
            decided: { _ in news.ring() })
        wiring.problems = { problems.value }
        let (dashboard, desk) = try wiring.services()
        let readUsers = DashboardReload(invocation: invocation, server: dashboard.server, log: log)
        let signals = await signals(of: group, stop, log) {
            readUsers()
            bell.ring(reload: true)
        }
        await group.addServiceUnlessShutdown(signals)
        await group.addServiceUnlessShutdown(BehindTheDoor(opening: wiring.opening, service: loop))
        await group.addServiceUnlessShutdown(telling)
        await group.addServiceUnlessShutdown(desk)
        await group.addServiceUnlessShutdown(dashboard)
        try await group.run()
    }

    /// The dashboard alone: it takes no lock, and whoever sends does not know of it.
    private func showOnly(_ settings: Settings, _ invocation: Invocation, _ log: ServeLog) async throws {
        guard let listen else { return }
        let group = ServiceGroup(services: [], logger: log.logger)
        let stop = StopSignal()
        var wiring = DashboardWiring(
            invocation: invocation, settings: settings, listen: listen, jobs: nil, log: log, decided: nil)
        let supervisor = Supervisor(invocation.environment, processID: invocation.dependencies.identity.processID)
        wiring.listens = { supervisor.isReady() }
        let (dashboard, desk) = try wiring.services()
        let readUsers = DashboardReload(invocation: invocation, server: dashboard.server, log: log)
        let signals = await signals(of: group, stop, log) {
            supervisor.isReloading(atMicroseconds: SystemClock.supervisorMicroseconds())
            readUsers()
            supervisor.isReady()
        }
        await group.addServiceUnlessShutdown(signals)
        await group.addServiceUnlessShutdown(desk)
        await group.addServiceUnlessShutdown(dashboard)
        try await group.run()
    }

    private func signals(
        of group: ServiceGroup, _ stop: StopSignal, _ log: ServeLog, reload: @escaping @Sendable () -> Void
    ) async -> SignalService {
        SignalService(
            signals: await UnixSignalsSequence(trapping: SignalService.trapped), log: log, stop: stop, reload: reload,
            shutDown: { await group.triggerGracefulShutdown() })
    }
}
