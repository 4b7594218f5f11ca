/// What there is to look at: the manifests at one moment, and the engines that send them.
public struct TickLook: Sendable {
    /// The manifests; `nil` when they cannot be read, which starts nothing and forgets nothing.
    public var folder: JobFolder?
    /// One engine for each app in use.
    public var engines: [Engine]

    /// Creates a look.
    public init(folder: JobFolder?, engines: [Engine]) {
        self.folder = folder
        self.engines = engines
    }
}

/// What the world shows to a ticker that is at work.
public enum TickSight: Sendable {
    /// Nothing that concerns it.
    case nothing
    /// Others have written to the store: a run may have been approved or resumed.
    case commits
    /// It is time to decide everything anew, by these manifests.
    case everything(TickLook)
}

/// What has happened since the ticker said so last.
public struct TickNews: Sendable {
    /// What was done, and what went wrong.
    public var report = TickReport()
    /// When the next firing or wave is due as far as this news tells, in milliseconds since 1970 UTC.
    public var nextAt: Int64?
    /// Whether everything was looked at just now; what that has begun is told later.
    public var isLook = false
    /// With a look: whether something that an earlier one decided is still to be frozen, and may yet fail.
    public var isStarting = false
}

/// Keeps its eyes open for a ticker that is at work, and hears what that does.
///
/// While runs are sent the ticker asks for the next rest, waits until it has ended, and asks what there is to see: never two
/// things at once. So the same process may start what comes due, whatever is being sent.
public protocol TickLookout {
    /// The next rest: ends when something may have changed, and early when its task is cancelled.
    mutating func nextRest() -> @Sendable () async -> Void

    /// Looks around after a rest.
    ///
    /// - Throws: what ends the shift once everything on its way has come to its end.
    mutating func lookAround() async throws -> TickSight

    /// Hears what has happened.
    ///
    /// - Throws: as ``lookAround()``.
    mutating func hear(_ news: TickNews) async throws
}

/// Looks once and sees nothing more; what comes due meanwhile is left to the next tick.
struct SingleLook: TickLookout {
    private(set) var report = TickReport()

    func nextRest() -> @Sendable () async -> Void {
        { for await _ in AsyncStream<Void>.makeStream().stream {} }
    }

    func lookAround() -> TickSight { .nothing }

    mutating func hear(_ news: TickNews) { report.add(news.report) }
}
