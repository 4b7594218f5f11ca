public import JobModel
public import JobStore

/// What the dashboard shows, and where it gets time and chance from: everything it does not make itself.
public struct DashboardSources: Sendable {
    /// Opens the store for looking; `nil` while there is none yet.
    public var openStore: @Sendable () throws -> JobDatabase?
    /// The instant on both clocks.
    public var now: @Sendable () -> Moment
    /// Waits.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// As many bytes as are asked for that nobody can guess.
    public var randomBytes: @Sendable (Int) -> [UInt8]
    /// The manifests as they are now; `nil` when the dashboard was given none.
    public var manifests: (@Sendable () async -> DashboardManifests)?
    /// Does what is decided in the browser; `nil` where nothing can be.
    public var actions: (any DashboardActions)?
    /// What monitors read; `nil` where there is no such thing.
    public var documents = DashboardDocuments()

    /// Creates sources.
    public init(
        openStore: @escaping @Sendable () throws -> JobDatabase?, now: @escaping @Sendable () -> Moment,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        randomBytes: @escaping @Sendable (Int) -> [UInt8],
        manifests: (@Sendable () async -> DashboardManifests)? = nil,
        actions: (any DashboardActions)? = nil
    ) {
        self.openStore = openStore
        self.now = now
        self.sleep = sleep
        self.randomBytes = randomBytes
        self.manifests = manifests
        self.actions = actions
    }
}

/// A document for a monitor.
public struct DashboardDocument: Sendable, Equatable {
    /// The HTTP status.
    public var status: Int
    /// The media type.
    public var contentType: String
    /// The text.
    public var text: String

    /// Creates a document.
    public init(status: Int = 200, contentType: String, text: String) {
        self.status = status
        self.contentType = contentType
        self.text = text
    }
}

/// What is mounted for monitors.
public struct DashboardDocuments: Sendable {
    /// `/metrics`, read from the store; there is no such document while there is no store.
    public var metrics: (@Sendable (JobDatabase) async throws -> DashboardDocument)?
    /// `/readyz`: whether the work is done, read from the store; a store that cannot be read is an answer by itself.
    public var readyz: (@Sendable (JobDatabase) async throws -> DashboardDocument)?

    /// Creates none.
    public init() {}
}

/// A folder of manifests as it is now.
public struct DashboardManifests: Sendable {
    /// The jobs, by slug.
    public var jobs: [DashboardJob]
    /// What is wrong with files that cannot be used, one sentence each.
    public var problems: [String]

    /// Creates a listing.
    public init(jobs: [DashboardJob], problems: [String]) {
        self.jobs = jobs
        self.problems = problems
    }
}

/// A manifest for people.
public struct DashboardJob: Sendable {
    /// The slug.
    public var job: String
    /// What people call it.
    public var title: String
    /// Its coming firings, the next one first.
    public var firings: [Firing]
    /// The message, with a card that a file holds in its place.
    public var message: Message
    /// By which of Feishu's interfaces it is sent.
    public var channel: DeliveryChannel
    /// What is allowed but probably not meant, each with its place.
    public var findings: [ManifestProblem]
    /// What people should know of its plan.
    public var remarks: [PlanRemark]

    /// Creates a job.
    public init(
        job: String, title: String, firings: [Firing], message: Message, channel: DeliveryChannel = .batch,
        findings: [ManifestProblem] = [], remarks: [PlanRemark] = []
    ) {
        self.job = job
        self.title = title
        self.firings = firings
        self.message = message
        self.channel = channel
        self.findings = findings
        self.remarks = remarks
    }
}
