import Dashboard
import JobEngine
import JobModel
import StrictJSON

/// Reads a folder of manifests for pages: when each job fires, and what its message looks like.
///
/// What was read is good for two seconds, so that many who look at once cost one reading.
actor DashboardManifestReader {
    /// Firings a job shows, at most.
    private static let most = 60
    /// Milliseconds for which what was read is not read again.
    private static let freshMilliseconds: Int64 = 2000

    private let directory: String
    private let now: @Sendable () -> Moment
    private let due: @Sendable () async -> DueNow?
    private var last: (at: Int64, manifests: DashboardManifests)?

    init(
        _ directory: String, now: @escaping @Sendable () -> Moment, due: @escaping @Sendable () async -> DueNow?
    ) {
        self.directory = directory
        self.now = now
        self.due = due
    }

    /// The manifests as they are now.
    func manifests() async -> DashboardManifests {
        let moment = now()
        if let last, moment.monotonicMilliseconds - last.at < Self.freshMilliseconds { return last.manifests }
        let manifests = await read(at: moment.wallMilliseconds)
        last = (moment.monotonicMilliseconds, manifests)
        return manifests
    }

    private func read(at now: Int64) async -> DashboardManifests {
        let names: [String]
        do {
            names = try ManifestFolder.names(in: directory)
        } catch {
            return DashboardManifests(jobs: [], problems: [CommandFailure(describing: error).message])
        }
        let due = await due()
        let checked = names.map { CheckedManifest(directory + "/" + $0, besides: [], readsFiles: false) }
        let counts = Dictionary(grouping: checked.compactMap(\.job), by: \.self).mapValues(\.count)
        var found = DashboardManifests(jobs: [], problems: [])
        for manifest in checked {
            if let job = manifest.job, counts[job] ?? 0 > 1 {
                found.problems.append("\(manifest.path): the job \"\(job)\" is in two files; neither is started")
                continue
            }
            guard let prepared = manifest.prepared, let ready = prepared.manifest else {
                found.problems += manifest.problems.prefix(3).map(\.description)
                continue
            }
            var firings = prepared.nextFirings(Self.most, after: now)
            if let firing = await prepared.firingDueNow(due) { firings.insert(firing, at: 0) }
            found.jobs.append(
                DashboardJob(
                    job: ready.job, title: ready.title ?? ready.job, firings: firings,
                    message: Self.whole(ready.message, prepared.resources), channel: ready.channel,
                    findings: prepared.findings, remarks: prepared.remarks))
        }
        return found
    }

    /// The message with the card itself where the manifest names its file.
    private static func whole(_ message: Message, _ resources: MessageResources?) -> Message {
        guard case .card(.file) = message, let bytes = resources?.cardBytes,
            let card = JSONReader().readStrictly(Array(bytes))
        else { return message }
        return .card(.json(card))
    }
}
