import JobEngine

/// Where the daemon's jobs come from, with the engines that send them.
protocol ManifestSource: AnyObject {
    /// Reads every manifest as it is now.
    func look() -> JobCatalog.Look
    /// One engine for each app in use.
    var engines: [Engine] { get }
}

/// The manifests of a folder, under one reading of the configuration.
final class FolderSource: ManifestSource {
    private let catalog: JobCatalog
    private let directory: String
    private let settings: Settings
    private let ways: TellingService.Ways

    init(_ catalog: JobCatalog, directory: String, settings: Settings, tellingBy ways: TellingService.Ways) {
        self.catalog = catalog
        self.directory = directory
        self.settings = settings
        self.ways = ways
    }

    var engines: [Engine] { catalog.engines }

    func look() -> JobCatalog.Look {
        var look = catalog.look(at: directory)
        // Runs that have begun belong to some app even when no manifest is left.
        if catalog.engines.isEmpty {
            do { try catalog.engine(of: nil) } catch { look.problems.append(.init(about: nil, error: error)) }
        }
        ways.use(settings, apps: catalog.settingsByApp)
        return look
    }
}

extension JobCatalog.Look {
    /// What keeps manifests from being used, for people.
    var troubles: [Troubles.Trouble] {
        problems.map { .init(about: $0.about, failure: CommandFailure(describing: $0.error)) }
            + broken.map { manifest in
                .init(
                    about: manifest.path,
                    failure: CommandFailure(problems: manifest.problems, count: manifest.problemCount))
            }
    }

    /// What of it is the configuration's fault: a profile, a secret, the file itself.
    var misconfigured: [Troubles.Trouble] { troubles.filter { $0.failure.exit == .configuration } }
}
