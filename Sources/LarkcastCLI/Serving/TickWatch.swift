import JobEngine
import JobModel

/// Keeps a tick's eyes open while it sends: what comes due meanwhile starts, by the manifests as they are then.
struct TickWatch: TickLookout {
    /// Milliseconds between two glances at the clock.
    private static let round: Int64 = 1000
    /// Milliseconds after which it looks without a reason, as the next tick would: somebody may have approved or resumed a run.
    private static let longest: Int64 = 60_000

    /// Hears how far everything has come whenever all of it has been looked at: sending may take hours from there.
    typealias Looked = @Sendable (_ report: TickReport, _ broken: Int) async -> Void

    private let catalog: JobCatalog
    private let directory: String
    private let dependencies: EngineDependencies
    private let looked: Looked
    private var lastLook: Moment
    private var nextAt: Int64?
    /// The manifests as they were at the last look.
    private(set) var manifests: JobCatalog.Look
    /// What has been done so far.
    private(set) var report = TickReport()

    /// Reads the manifests for the first time.
    ///
    /// - Throws: `CommandFailure` when there is nothing to work by: no app is usable, and no manifest says why.
    init(
        _ catalog: JobCatalog, directory: String, dependencies: EngineDependencies,
        looked: @escaping Looked = { _, _ in }
    ) throws {
        self.catalog = catalog
        self.directory = directory
        self.dependencies = dependencies
        self.looked = looked
        lastLook = dependencies.now()
        manifests = catalog.look(at: directory)
        do {
            // Runs that have begun belong to some app even when no manifest is left.
            if catalog.engines.isEmpty { try catalog.engine(of: nil) }
        } catch {
            guard !manifests.problems.isEmpty || !manifests.broken.isEmpty else { throw error }
            manifests.problems.append(.init(about: nil, error: error))
        }
    }

    /// What there is to look at.
    var look: TickLook { TickLook(folder: manifests.folder, engines: catalog.engines) }

    func nextRest() -> @Sendable () async -> Void {
        let left = min(Self.round, max(1, (nextAt ?? .max) - dependencies.now().wallMilliseconds))
        return { [sleep = dependencies.sleep] in try? await sleep(.milliseconds(left)) }
    }

    mutating func lookAround() -> TickSight {
        let now = dependencies.now()
        let isDue = nextAt.map { $0 <= now.wallMilliseconds } ?? false
        guard isDue || now.monotonicMilliseconds - lastLook.monotonicMilliseconds >= Self.longest else {
            return .nothing
        }
        lastLook = now
        manifests = catalog.look(at: directory)
        return .everything(look)
    }

    mutating func hear(_ news: TickNews) async {
        report.add(news.report)
        nextAt = news.isLook ? news.nextAt : [nextAt, news.nextAt].compactMap(\.self).min()
        guard news.isLook else { return }
        var known = report
        known.problems += manifests.problems
        await looked(known, manifests.broken.count)
    }
}
