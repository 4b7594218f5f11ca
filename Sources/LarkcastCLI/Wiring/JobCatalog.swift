import FeishuAPI
import Foundation
import JobEngine
import JobModel
import JobStore

/// The manifests of a folder, read anew at every look, with an engine for each app they are sent by.
///
/// Engines are kept from look to look, and with them their tokens and connections.
final class JobCatalog {
    /// What one look at the folder gave.
    struct Look {
        /// What can be run; `nil` when the folder cannot be read.
        var folder: JobFolder?
        /// Everything that cannot, each with its reason.
        var problems: [TickReport.Problem] = []
        /// Files with problems, for whoever shows them all.
        var broken: [CheckedManifest] = []
    }

    /// Connections for the sends of one app: four runs side by side with the default number of lanes, or many of one batch.
    static let lanes = 16

    private let invocation: Invocation
    private let store: JobDatabase
    private let observe: EngineObserver
    private var byProfile: [String: Engine] = [:]
    private var byApp: [String: Engine] = [:]
    /// The settings of the apps in use, by app id.
    private(set) var settingsByApp: [String: Settings] = [:]

    init(_ invocation: Invocation, store: JobDatabase, observe: @escaping EngineObserver = { _ in }) {
        self.invocation = invocation
        self.store = store
        self.observe = observe
    }

    /// One engine for each app in use.
    var engines: [Engine] { byApp.sorted { $0.key < $1.key }.map(\.value) }

    /// The engine of a profile; `nil` names the default one.
    ///
    /// - Throws: `CommandFailure` when the profile is not usable.
    @discardableResult
    func engine(of profile: String?) throws -> Engine {
        if let known = byProfile[profile ?? ""] { return known }
        let settings = try invocation.settings(profile: profile)
        let client = try invocation.makeClient(settings, lanes: Self.lanes)
        // Two profiles of one app share its limits anyway, and should share its token.
        let engine =
            byApp[client.appID] ?? invocation.makeEngine(settings, store: store, client: client, observe: observe)
        byApp[client.appID] = engine
        settingsByApp[client.appID] = settingsByApp[client.appID] ?? settings
        byProfile[profile ?? ""] = engine
        return engine
    }

    /// Reads every manifest of a folder.
    func look(at directory: String) -> Look {
        var look = Look()
        let names: [String]
        do {
            names = try ManifestFolder.names(in: directory)
        } catch {
            let failure = CommandFailure(
                exit: .data, type: "manifest", message: "the folder \(directory) cannot be read",
                hint: "Check the path given with --jobs; runs that have begun go on.")
            look.problems.append(.init(about: directory, error: failure))
            return look
        }
        var folder = JobFolder(jobs: [])
        let checked = names.map { CheckedManifest(directory + "/" + $0, besides: [], readsFiles: false) }
        let twins = Dictionary(grouping: checked.filter { $0.job != nil }, by: { $0.job ?? "" })
        for manifest in checked {
            do {
                if let same = twins[manifest.job ?? ""], same.count > 1 { throw Self.clash(manifest, same) }
                guard let job = try job(manifest) else {
                    look.broken.append(manifest)
                    folder.broken[manifest.path] = manifest.problems.first?.description ?? "it has problems"
                    continue
                }
                folder.jobs.append(job)
            } catch {
                folder.broken[manifest.path] = CommandFailure(describing: error).message
                look.problems.append(.init(about: manifest.path, error: error))
            }
        }
        look.folder = folder
        return look
    }

    /// A manifest with its engine; `nil` when it has problems of its own.
    private func job(_ checked: CheckedManifest) throws -> ScheduledJob? {
        guard let prepared = checked.prepared, prepared.problems.isEmpty, let manifest = prepared.manifest else {
            return nil
        }
        guard prepared.refusals.isEmpty else {
            throw CommandFailure(refusals: prepared.refusals, file: checked.path)
        }
        let engine = try engine(of: manifest.profile)
        let (path, sha256) = (checked.path, prepared.manifestSHA256)
        let (plan, warnings) = (prepared.plan, prepared.planWarnings)
        return ScheduledJob(
            job: manifest.job, title: manifest.title ?? manifest.job, path: path, manifestSHA256: sha256,
            timetable: prepared.timetable, engine: engine, owner: manifest.owner, approval: manifest.approval,
            changedFiles: { Self.changedFiles(of: $0, beside: path, sha256: sha256) },
            planning: { stop in
                if let plan { return try await engine.planned(plan, warnings: warnings) }
                return try await Self.plan(path, sha256: sha256, by: engine, stop)
            })
    }

    /// Reads the manifest once more, now with the files of its audience, and asks who that is today.
    private static func plan(
        _ path: String, sha256: String, by engine: Engine, _ stop: StopSignal
    ) async throws -> PlannedRun {
        let fresh = try PreparedJob(reading: path)
        let (_, draft) = try fresh.ready()
        guard fresh.manifestSHA256 == sha256 else {
            throw CommandFailure(
                exit: .data, type: "manifest", message: "\(path) was edited while its run was about to begin",
                hint: "The next look takes it as it is then.")
        }
        return try await engine.plan(draft, isAttended: false, mayReuse: true, stop: stop)
    }

    /// The files of a run that say something else by now; nothing while the manifest or any of them is broken.
    private static func changedFiles(of sources: RunSources, beside path: String, sha256: String) -> [String] {
        guard let file = try? ManifestFile(path: path),
            !sources.changed(to: CompanionHashes.now(of: sources, beside: file)).isEmpty,
            // An editor may be at work: only what can be sent as it stands is another wish.
            let fresh = try? PreparedJob(reading: path), fresh.manifestSHA256 == sha256, fresh.problems.isEmpty,
            let draft = fresh.draft
        else { return [] }
        return sources.changed(to: draft.sources.hashes)
    }

    /// Which of two files is meant nobody can tell, so neither is run.
    private static func clash(_ manifest: CheckedManifest, _ same: [CheckedManifest]) -> CommandFailure {
        let others = same.map(\.path).filter { $0 != manifest.path }.joined(separator: ", ")
        return CommandFailure(
            exit: .data, type: "manifest", message: "the job \"\(manifest.job ?? "")\" is also in \(others)",
            hint: "Give each job its own name; until then neither is started.")
    }
}
