/// What is known of an app when a plan is weighed: its limits, what of its quotas is used, how fast its runs have been.
public struct AppLoad: Sendable, Equatable {
    /// How fast runs of an app have been.
    public struct Pace: Sendable, Equatable {
        /// Milliseconds from a run's start to its last answer, for each of its calls: the median of the runs.
        public var millisecondsPerCall: Double
        /// How many runs it was taken from, at least one.
        public var runs: Int

        /// Creates a pace.
        public init(millisecondsPerCall: Double, runs: Int) {
            self.millisecondsPerCall = millisecondsPerCall
            self.runs = runs
        }
    }

    /// How often the app may send.
    public var limits = RateLimits()
    /// When its batches are looked at.
    public var pollSchedule = PollSchedule.standard
    /// Recipients the app may address within 24 hours (Feishu, "Send messages in batches": 500,000).
    public var recipientsPerDay = 500_000
    /// Recipients of the last 24 hours and of unfinished runs; `nil` when there is no store to ask.
    public var recipientsCommitted: Int?
    /// Calls the app may make in a month by its tenant's plan; `nil` when nobody said.
    public var callsPerMonth: Int?
    /// Calls it has made this month; `nil` when there is no store to ask.
    public var callsThisMonth: Int?
    /// How fast its latest runs of such a size have been; `nil` when there were none.
    public var pace: Pace?

    /// Creates what is known of an app nobody has used.
    public init() {}
}
