/// How far taking a run back has gone, batch by batch, in numbers.
public struct RecallFigures: Sendable, Equatable {
    /// The batches that stand at one point.
    public struct Line: Sendable, Equatable {
        /// Where they stand; `nil` when Feishu has not answered yet.
        public var state: BatchRecallState?
        /// How many.
        public var batches: Int
        /// The ids they address.
        public var recipients: Int
        /// People delivered to; `nil` is unknown.
        public var delivered: Int?
        /// Messages taken back; `nil` is unknown.
        public var recalled: Int?

        /// Creates a line.
        public init(
            state: BatchRecallState?, batches: Int, recipients: Int, delivered: Int? = nil, recalled: Int? = nil
        ) {
            self.state = state
            self.batches = batches
            self.recipients = recipients
            self.delivered = delivered
            self.recalled = recalled
        }
    }

    /// A reason Feishu gave for not taking batches back.
    public struct Refusal: Sendable, Equatable {
        /// Feishu's `code`.
        public var feishuCode: Int?
        /// Feishu's words, of the first of them.
        public var message: String?
        /// Feishu's log id of the first of them.
        public var logID: String?
        /// How many batches.
        public var batches: Int

        /// Creates a refusal.
        public init(feishuCode: Int?, message: String? = nil, logID: String? = nil, batches: Int) {
            self.feishuCode = feishuCode
            self.message = message
            self.logID = logID
            self.batches = batches
        }
    }

    /// The batches that were to be taken back, by where they stand.
    public var lines: [Line] = []
    /// Why Feishu refused.
    public var refusals: [Refusal] = []
    /// Batches that may have arrived and have no id to take them back by.
    public var unreachableBatches = 0
    /// The ids these address.
    public var unreachableRecipients = 0

    /// Creates figures of a run that nobody wanted back.
    public init() {}
}
