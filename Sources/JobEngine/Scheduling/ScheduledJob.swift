public import JobModel

/// A manifest that was read and checked, ready to be run when its time comes.
public struct ScheduledJob: Sendable {
    /// The job's slug.
    public var job: String
    /// The job's title.
    public var title: String
    /// Where the manifest is.
    public var path: String
    /// SHA-256 over the manifest's bytes, in lower-case hex.
    public var manifestSHA256: String
    /// When it fires; `nil` for a job that runs on demand.
    public var timetable: Timetable?
    /// The engine of the app it is sent by.
    public var engine: Engine
    /// The open id of whoever is told of its runs.
    public var owner: String?
    /// Whose consent it needs before it is sent.
    public var approval: Approval
    /// The names of the files it was made from that say something else by now; nothing while any of it is broken.
    ///
    /// Reads them all, so only what waits for approval is asked about.
    public var changedFiles: @Sendable (RunSources) -> [String]
    /// Makes its plan when its time has come: who is in a department then, not when the manifest was read.
    public var planning: @Sendable (StopSignal) async throws -> PlannedRun

    /// Creates a job.
    public init(
        job: String, title: String, path: String, manifestSHA256: String, timetable: Timetable?, engine: Engine,
        owner: String? = nil, approval: Approval = Approval(),
        changedFiles: @escaping @Sendable (RunSources) -> [String] = { _ in [] },
        planning: @escaping @Sendable (StopSignal) async throws -> PlannedRun
    ) {
        self.job = job
        self.title = title
        self.path = path
        self.manifestSHA256 = manifestSHA256
        self.timetable = timetable
        self.engine = engine
        self.owner = owner
        self.approval = approval
        self.changedFiles = changedFiles
        self.planning = planning
    }
}

/// Every manifest of a folder as it was found at one moment.
public struct JobFolder: Sendable {
    /// What can be run.
    public var jobs: [ScheduledJob]
    /// Files that are there but cannot be used now, by path, each with the reason; what they were is kept.
    public var broken: [String: String]

    /// Creates a folder's contents.
    public init(jobs: [ScheduledJob], broken: [String: String] = [:]) {
        self.jobs = jobs
        self.broken = broken
    }
}
