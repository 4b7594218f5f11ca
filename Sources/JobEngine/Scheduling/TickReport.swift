public import JobModel

/// What a ticker did, for its summary line and for whoever reads it by program.
public struct TickReport: Sendable {
    /// A run that was started or gone on with, and how that ended.
    public struct Worked: Sendable {
        /// The run.
        public var run: RunID
        /// Its job.
        public var job: String
        /// The scheduled civil time, where there is one.
        public var occurrence: String?
        /// Why the dispatcher stopped; `nil` while it waits for an approval.
        public var end: DispatchEnd?
    }

    /// An occurrence that was recorded and not sent.
    public struct LetGo: Sendable, Equatable {
        /// Its job.
        public var job: String
        /// The civil time and zone.
        public var occurrence: String
        /// Why.
        public var reason: String
        /// Whether the manifest wants it so: a holiday that is to be skipped.
        public var isIntended = false
    }

    /// Something that kept the tick from doing all it should.
    public struct Problem: Sendable {
        /// The job or file it is about, where it is about one.
        public var about: String?
        /// What is wrong.
        public var error: any Error

        /// Whether it has kept nothing from being done, and is to be known all the same.
        public var isWarning: Bool { if case .clockOff = error as? TickProblem { true } else { false } }

        /// Creates a problem.
        public init(about: String?, error: any Error) {
            self.about = about
            self.error = error
        }
    }

    /// Something people should know of a run that began or waits, and that kept nothing from being done.
    public struct Warning: Sendable, Equatable {
        /// Its job.
        public var job: String
        /// The run.
        public var run: RunID
        /// The sentence.
        public var text: String

        /// Creates a warning.
        public init(job: String, run: RunID, text: String) {
            self.job = job
            self.run = run
            self.text = text
        }
    }

    /// A recall whose process had ended and that was gone on with.
    public struct Recalled: Sendable, Equatable {
        /// The run that is wanted back.
        public var run: RunID
        /// Its job.
        public var job: String
        /// How far it has gone.
        public var state: RecallState
    }

    /// Runs that began.
    public var started: [Worked] = []
    /// Unfinished runs that were gone on with.
    public var resumed: [Worked] = []
    /// Runs that wait for somebody's yes since this tick.
    public var awaitingApproval: [Worked] = []
    /// Occurrences beyond their deadline.
    public var missed: [LetGo] = []
    /// Occurrences in time that were not wanted: holidays, an unfinished run before them.
    public var skipped: [LetGo] = []
    /// Recalls that nobody was at any more, and that were gone on with.
    public var recalled: [Recalled] = []
    /// Batches whose delivery and reads were asked for.
    public var polled = 0
    /// Runs in which nothing is to be expected any more.
    public var settled: [RunID] = []
    /// Jobs whose manifest changed since the last tick.
    public var edited: [String] = []
    /// Jobs whose manifest is gone since the last tick.
    public var removed: [String] = []
    /// What is to be known of the runs that began or wait: somebody unknown who was to be left out, say.
    public var warnings: [Warning] = []
    /// Everything that went wrong; none of it stopped the others.
    public var problems: [Problem] = []

    /// Creates a report of nothing.
    public init() {}

    /// Whether there is nothing to tell.
    public var isEmpty: Bool {
        polled == 0 && [started, resumed, awaitingApproval].allSatisfy(\.isEmpty) && missed.isEmpty && skipped.isEmpty
            && recalled.isEmpty && settled.isEmpty && edited.isEmpty && removed.isEmpty && warnings.isEmpty
            && problems.isEmpty
    }

    /// Adds what was done after this.
    public mutating func add(_ later: TickReport) {
        started += later.started
        resumed += later.resumed
        awaitingApproval += later.awaitingApproval
        missed += later.missed
        skipped += later.skipped
        recalled += later.recalled
        polled += later.polled
        settled += later.settled
        edited += later.edited
        removed += later.removed
        warnings += later.warnings
        problems += later.problems
    }
}

/// What is wrong with a tick as a whole, or with one of its jobs.
public enum TickProblem: Error, Sendable, Equatable {
    /// The wall clock cannot be believed.
    case clock(String)
    /// The wall clock is off by so little that it decides all the same; people should set it.
    case clockOff(String)
    /// So many occurrences seem to be missed, by a clock that something speaks against, that it must be looked at first.
    case tooManyMissed(String)
    /// A firing did not take place because its calendar file does not say whether it should.
    case calendar(file: String, occurrence: String, String)
    /// The folder is there and has nothing in it, although jobs are known.
    case emptyFolder(jobs: Int)
    /// An unfinished run belongs to an app that none of the manifests or profiles names.
    case noEngine(run: RunID, appID: String)
    /// The calls of the month are used up as far as polling may.
    case outOfBudget
    /// So many batches whose figures Feishu did not tell, for no reason that concerns the others; what it said about the last.
    case unanswered(batches: Int, String)
    /// A notification that nobody will get.
    case notTold(NotificationRound.GivenUp)

    /// The sentence for people.
    public var text: String {
        switch self {
        case .clock(let text), .clockOff(let text), .tooManyMissed(let text): text
        case .calendar(let file, let occurrence, let text): "\(occurrence) \(text) (\(file))"
        case .emptyFolder(let jobs):
            "the folder has no manifest any more, and \(jobs) job\(jobs == 1 ? " is" : "s are") known; nothing is scheduled"
        case .noEngine(let run, let appID): "run \(run) belongs to app \(appID), which no profile in use names"
        case .notTold(let lost):
            "nobody was told of \(lost.kind.rawValue) of run \(lost.run) by \(lost.channel.rawValue): \(lost.problem)"
        case .unanswered(let batches, let finding):
            "delivery and reads of \(batches) batch\(batches == 1 ? "" : "es") could not be asked for: \(finding)"
        case .outOfBudget: "the month's calls are used up as far as polling may; sending and recalling go on"
        }
    }
}
