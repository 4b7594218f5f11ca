/// When a job is sent, in the civil time of one zone.
public struct Schedule: Sendable, Equatable {
    /// What makes it fire.
    public enum Trigger: Sendable, Equatable {
        /// Once.
        case at(CivilTime)
        /// Again and again.
        case cron(CronFields)
    }

    /// What happens to occurrences that were missed; the raw values are the manifest's.
    public enum CatchUp: String, Sendable, CaseIterable {
        /// Nothing: they are recorded as missed.
        case none
        /// The latest one is sent, and never more than that.
        case latest
    }

    /// What makes it fire.
    public var trigger: Trigger
    /// IANA name of the zone, never the host's.
    public var timezone: String
    /// Seconds after the scheduled time beyond which an occurrence is missed.
    public var startingDeadlineSeconds = 15 * 60
    /// What happens to missed occurrences.
    public var catchUp: CatchUp = .none
    /// Whether the author wants more than one firing in 20 hours.
    public var allowFrequent = false
    /// Most seconds by which a firing is put off, by an amount that is fixed for the job.
    public var jitterSeconds = 0
    /// What days that are not worked on do to it; `nil` when all days are alike.
    public var calendar: CalendarRule?
    /// When nothing is sent; `nil` when all hours are alike.
    public var quietHours: QuietHours?

    /// Creates a schedule with the defaults.
    public init(trigger: Trigger, timezone: String) {
        self.trigger = trigger
        self.timezone = timezone
    }
}
