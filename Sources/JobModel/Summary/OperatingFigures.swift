/// How larkcast fares as a whole: what a monitoring system watches.
///
/// All of it is read in one snapshot of the store, at a cost that does not grow with years of history.
public struct OperatingFigures: Sendable, Equatable {
    /// Every run there ever was, by state.
    public var runs: [RunState: Int] = [:]
    /// The batches of runs that are unfinished or followed, by state.
    public var openBatches: [BatchState: Int] = [:]
    /// Batches in doubt, of whatever run.
    public var batchesInDoubt = 0
    /// Recipients in them.
    public var recipientsInDoubt = 0
    /// Tries that were begun within the last hour, by how they ended; `nil` is still under way.
    public var attemptsLastHour: [AttemptOutcome?: Int] = [:]
    /// What each app uses of Feishu's limits.
    public var apps: [AppFigures] = []
    /// Batches whose next look is overdue.
    public var overduePolls = 0
    /// How long the longest overdue look has been, in milliseconds; 0 when none is.
    public var pollLag: Int64 = 0
    /// Since when the oldest unfinished run has been there, in milliseconds since 1970 UTC.
    public var oldestUnfinishedRun: Int64?
    /// Recalls that were asked for and are not finished.
    public var openRecalls = 0
    /// When the oldest of them was asked for, in milliseconds since 1970 UTC.
    public var oldestOpenRecall: Int64?
    /// News that is yet to be told.
    public var notificationsPending = 0
    /// News that could not be told.
    public var notificationsGivenUp = 0
    /// When somebody last looked at what is due, in milliseconds since 1970 UTC; `nil` before the first time.
    public var lastLook: Int64?
    /// When the store was last copied, in milliseconds since 1970 UTC.
    public var backedUpAt: Int64?
    /// Whether `pause --all` holds everything back.
    public var isStopped = false
    /// Why nothing is sent until somebody adopts the store, in a sentence; `nil` when nothing is known.
    public var suspicion: String?
    /// Jobs with a schedule.
    public var jobs: [JobFigures] = []
    /// Bytes of the store and of the ledger beside it.
    public var storeBytes: Int64 = 0

    /// What an app uses of its limits.
    public struct AppFigures: Sendable, Equatable {
        /// Its id, `cli_…`.
        public var appID: String
        /// Calls since the store was made, and within the last minute and second, by API.
        public var calls: [Calls] = []
        /// Calls of this calendar month of UTC+8, in which Feishu counts its monthly plans.
        public var callsThisMonth = 0
        /// APIs that rest after a refusal, with the milliseconds that are left.
        public var pauses: [Pause] = []
        /// Whether a quota is used up.
        public var isStopped = false

        /// Creates an app's figures.
        public init(appID: String) { self.appID = appID }
    }

    /// An API that rests.
    public struct Pause: Sendable, Equatable {
        /// Its name in the store.
        public var api: String
        /// How long it still rests, in milliseconds.
        public var milliseconds: Int64

        /// Creates a pause.
        public init(api: String, milliseconds: Int64) {
            self.api = api
            self.milliseconds = milliseconds
        }
    }

    /// The calls of one API.
    public struct Calls: Sendable, Equatable {
        /// Its name in the store, such as `batch_send` or `poll_progress`.
        public var api: String
        /// Since the store was made.
        public var total: Int
        /// Whose end lies within the last minute.
        public var lastMinute: Int
        /// Whose end lies within the last second.
        public var lastSecond: Int

        /// Creates the calls of an API.
        public init(api: String, total: Int, lastMinute: Int, lastSecond: Int) {
            self.api = api
            self.total = total
            self.lastMinute = lastMinute
            self.lastSecond = lastSecond
        }
    }

    /// A job with a schedule.
    public struct JobFigures: Sendable, Equatable {
        /// Its name.
        public var job: String
        /// When its next firing has to begin at the latest, in milliseconds since 1970 UTC; `nil` when there is none.
        public var nextStartBy: Int64?

        /// Creates a job's figures.
        public init(job: String, nextStartBy: Int64?) {
            self.job = job
            self.nextStartBy = nextStartBy
        }
    }

    /// Creates the figures of an empty store.
    public init() {}
}
