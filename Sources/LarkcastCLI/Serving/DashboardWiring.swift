import Dashboard
import JobEngine
import JobModel
import JobStore
import Reporting
import ServiceLifecycle

/// Builds the dashboard of a process out of its configuration, its store and its manifests.
struct DashboardWiring {
    let invocation: Invocation
    let settings: Settings
    let listen: ListenAddress
    /// The folder of manifests; `nil` when there is none.
    let jobs: String?
    let log: ServeLog
    let opening = DashboardService.Opening()
    /// How many things keep the daemon in the same process from doing all it should; `nil` where there is none.
    var problems: (@Sendable () -> Int)?
    /// Hears that it can be spoken to.
    var listens: @Sendable () -> Void = {}
    /// Hears that something was decided, where somebody is there to tell people of it; `nil` leaves that to the desk.
    let decided: (@Sendable (RunID) -> Void)?

    /// What runs: the dashboard, and what it does behind the browser's back.
    ///
    /// - Throws: `DashboardSetupError` when it may not be set up so.
    func services() throws -> (dashboard: DashboardService, desk: BackDesk) {
        var configuration = try DashboardConfiguration(
            listen: listen, publicURL: settings.dashboard.publicURL, hosts: settings.dashboard.hosts,
            users: settings.dashboard.users, confirmAbove: settings.confirmAbove, zone: invocation.zone)
        configuration.language = invocation.language
        let desk = BackDesk(log: log)
        let operations = DashboardOperations(
            invocation: invocation, desk: desk, decided: decided ?? { tell(of: $0, by: desk) })
        let server = DashboardServer(configuration, sources(operations), logger: log.logger) {
            [opening, listen, listens, log] port in
            log.notice("dashboard listens on http://\(listen.authority(port: port))")
            opening.open()
            listens()
        }
        let service = DashboardService(
            server: server, opening: opening, log: log, sleep: invocation.dependencies.sleep)
        return (service, desk)
    }

    /// Tells people of a decision; what cannot be told is told by the next tick.
    private func tell(of run: RunID, by desk: BackDesk) {
        let (invocation, settings) = (invocation, settings)
        _ = desk.add(
            BackDesk.Errand(run: run, name: "telling") {
                _ = await invocation.tell(settings, store: try invocation.openStore(settings), stop: StopSignal())
            })
    }

    private func sources(_ operations: DashboardOperations) -> DashboardSources {
        let (invocation, settings) = (invocation, settings)
        var sources = DashboardSources(
            openStore: { try invocation.openStoreForPages(settings) }, now: invocation.dependencies.now,
            sleep: invocation.dependencies.sleep, randomBytes: { invocation.randomBytes($0) }, actions: operations)
        sources.documents.metrics = { [problems] store in
            let now = invocation.dependencies.now()
            var document = MetricsDocument()
            OperatingMetrics.write(
                try await store.operatingFigures(at: now), limits: settings.metricsLimits, at: now, into: &document)
            document.family(
                "larkcast_serve_problems", "What keeps the daemon from doing all it should at present", .gauge,
                problems.map { Double($0()) })
            return DashboardDocument(contentType: MetricsDocument.contentType, text: document.text)
        }
        sources.documents.readyz = { [isLookedAfter = jobs != nil] store in
            let now = invocation.dependencies.now()
            let figures = try await store.operatingFigures(at: now)
            // A store that knows jobs has somebody who looks after them, here or in another process.
            let obstacles = Readiness.obstacles(
                figures, at: now, isLookedAfter: isLookedAfter || !figures.jobs.isEmpty)
            return DashboardDocument(
                status: obstacles.isEmpty ? 200 : 503, contentType: "text/plain; charset=utf-8",
                text: Readiness.text(obstacles))
        }
        if let jobs {
            let reader = DashboardManifestReader(jobs, now: invocation.dependencies.now) { await invocation.dueNow() }
            sources.manifests = { await reader.manifests() }
        }
        return sources
    }
}

extension Invocation {
    /// The store for pages; `nil` while there is none.
    func openStoreForPages(_ settings: Settings) throws -> JobDatabase? {
        let store = try openStoreForReading(settings)
        // One in memory stands for a store that does not exist yet, and would hide the one that comes.
        return store.path == nil ? nil : store
    }
}
