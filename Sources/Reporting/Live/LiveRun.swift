public import JobModel

/// A part of a whole.
public struct Share: Sendable, Equatable {
    /// The part; `nil` is unknown.
    public var part: Int?
    /// The whole; `nil` is unknown.
    public var whole: Int?

    /// Creates a share.
    public init(_ part: Int?, of whole: Int?) {
        self.part = part
        self.whole = whole
    }
}

/// A run at one moment, for people who watch it move.
public struct LiveRun: Sendable, Equatable {
    /// What is used of the app's limits.
    public struct Limits: Sendable, Equatable {
        /// Calls whose end lies within the last second, of those that are allowed.
        public var second: Share
        /// The same within the last minute.
        public var minute: Share
        /// Calls of the month; the whole is `nil` where nobody has said how many there may be.
        public var month: Share

        /// Creates the use of limits.
        public init(second: Share, minute: Share, month: Share) {
            self.second = second
            self.minute = minute
            self.month = month
        }
    }

    /// Which wave is out.
    public struct Wave: Sendable, Equatable {
        /// The last one that has begun to leave, from 1.
        public var number: Int
        /// How many there are.
        public var count: Int
        /// When the next one leaves, in milliseconds since 1970 UTC; `nil` while that is open.
        public var nextAt: Int64?

        /// Creates a wave.
        public init(number: Int, count: Int, nextAt: Int64? = nil) {
            self.number = number
            self.count = count
            self.nextAt = nextAt
        }
    }

    /// Why nothing leaves at the moment.
    public struct Pause: Sendable, Equatable {
        /// Why, in the words of whoever stopped it.
        public var reason: String
        /// How much longer, in milliseconds; `nil` until somebody decides.
        public var milliseconds: Int64?

        /// Creates a pause.
        public init(reason: String, milliseconds: Int64? = nil) {
            self.reason = reason
            self.milliseconds = milliseconds
        }
    }

    /// The run's name.
    public var id: RunID
    /// The job's title.
    public var title: String
    /// Where it stands.
    public var state: RunState
    /// By which interface it is sent; it decides what is counted.
    public var channel = DeliveryChannel.batch
    /// Batches, or messages on the direct channel, that are accounted for.
    public var sent: Share
    /// How many of them are in doubt.
    public var inDoubt = 0
    /// Feishu's figures.
    public var progress = ProgressFigures()
    /// How much of what was sent the figures are about, in batches or messages.
    public var lookedAt = Share(nil, of: nil)
    /// How far taking back has gone.
    public var recall = RecallState.none
    /// Messages taken back, of the people who got one, as far as anybody knows.
    public var takenBack = Share(nil, of: nil)
    /// Whether everything that was sent has been taken back.
    public var isGone = false
    /// How fast it goes.
    public var pace: Pace.Estimate?
    /// What is used of the limits; `nil` where nothing is known of the app.
    public var limits: Limits?
    /// Which wave is out; `nil` when everything may leave at once.
    public var wave: Wave?
    /// Why nothing leaves.
    public var pause: Pause?
    /// When Feishu is asked next, in milliseconds from now; `nil` when this process does not ask.
    public var nextLook: Int64?

    /// Creates a run of which nothing has happened.
    public init(id: RunID, title: String, state: RunState, sent: Share) {
        self.id = id
        self.title = title
        self.state = state
        self.sent = sent
    }

    /// Whether somebody wants it back, so that this is what is shown moving.
    public var isTakenBack: Bool { recall != .none }
}
