/// Everything the store knows about a run, ready to be shown; the source of the contract's run document.
public struct RunSummary: Sendable, Equatable {
    /// The run's name.
    public var id: RunID
    /// The job's slug.
    public var job: String
    /// The job's title.
    public var title: String
    /// Where the run stands.
    public var state: RunState
    /// Why it is paused, halted, cancelled or expired, in a sentence.
    public var stateReason: String?
    /// The scheduled civil time or the operator's own key; `nil` on demand.
    public var occurrence: String?
    /// The plan's hash.
    public var planSHA256: String
    /// What the balance sheet counts.
    public var unit: AudienceUnit
    /// By which of Feishu's interfaces it is sent; on the direct channel a batch is one message.
    public var channel = DeliveryChannel.batch
    /// The balance sheet.
    public var people: BalanceSheet
    /// The newest figures of all batches together.
    public var progress: ProgressFigures
    /// How far taking back has gone.
    public var recall: RecallState
    /// People who got the message, as far as anybody knows; `nil` where departments cannot be counted in people.
    ///
    /// Those delivered to, and where nobody has looked yet, everybody whom a batch that was taken addresses.
    public var reached: Int? = 0
    /// How many batches were taken for delivery, as far as anybody knows, and how many of these the figures are about.
    public var looked = LookedAt()
    /// When the run was frozen, in milliseconds since 1970 UTC.
    public var createdAt: Int64
    /// When the first batch was claimed.
    public var startedAt: Int64?
    /// When the last batch was accounted for.
    public var sentAt: Int64?
    /// Whether it is a test: the real message to a few named people.
    public var isTest = false
    /// The waves in the order of leaving; empty in lists, and when everything may leave at once.
    public var waves: [WaveSummary] = []
    /// Who the audience names and nothing was sent to, and why; `nil` in lists, and when nobody was left out.
    public var leftOut: LeftOuts?
    /// What the plan warned of when it was frozen, in English as it is stored; empty in lists.
    public var warnings: [String] = []
    /// The version of the time zone rules by which a scheduled time was decided; `nil` on demand.
    public var tzdata: String?
    /// The batches by ordinal; empty in lists.
    public var batches: [BatchSummary]

    /// The ordinals of the batches in doubt.
    public var doubts: [Int] { batches.filter { $0.state == .inDoubt }.map(\.ordinal) }

    /// Creates a summary without batches.
    public init(
        id: RunID, job: String, title: String, state: RunState, stateReason: String? = nil, occurrence: String? = nil,
        planSHA256: String, unit: AudienceUnit, people: BalanceSheet = BalanceSheet(),
        progress: ProgressFigures = ProgressFigures(), recall: RecallState = .none, createdAt: Int64,
        startedAt: Int64? = nil, sentAt: Int64? = nil, tzdata: String? = nil, batches: [BatchSummary] = []
    ) {
        self.id = id
        self.job = job
        self.title = title
        self.state = state
        self.stateReason = stateReason
        self.occurrence = occurrence
        self.planSHA256 = planSHA256
        self.unit = unit
        self.people = people
        self.progress = progress
        self.recall = recall
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.sentAt = sentAt
        self.tzdata = tzdata
        self.batches = batches
    }
}

/// Of how many batches, or messages on the direct channel, there are figures: 100 % of one is not 100 % of all.
public struct LookedAt: Sendable, Equatable {
    /// Those of which Feishu has given figures.
    public var known: Int
    /// Those that were taken for delivery, as far as anybody knows.
    public var taken: Int

    /// Creates a count.
    public init(known: Int = 0, taken: Int = 0) {
        self.known = known
        self.taken = taken
    }

    /// Whether the figures are about a part only.
    public var isPart: Bool { known > 0 && known < taken }
}

/// Feishu's figures; `nil` is unknown, never zero.
public struct ProgressFigures: Sendable, Equatable {
    /// People Feishu resolved from the request, those outside the bot's range included.
    public var valid: Int?
    /// People delivered to so far; may stay below ``valid`` for ever.
    public var delivered: Int?
    /// People who have read it, at least.
    public var read: Int?
    /// What ``read`` is a share of: people delivered to in the batches whose reads are known.
    public var readOf: Int?
    /// Messages taken back so far.
    public var recalled: Int?
    /// When Feishu was asked, in milliseconds since 1970 UTC.
    public var sampledAt: Int64?

    /// Creates figures; without `readOf` the reads are those of everybody who was delivered to.
    public init(
        valid: Int? = nil, delivered: Int? = nil, read: Int? = nil, readOf: Int? = nil, recalled: Int? = nil,
        sampledAt: Int64? = nil
    ) {
        self.valid = valid
        self.delivered = delivered
        self.read = read
        self.readOf = readOf ?? (read == nil ? nil : delivered)
        self.recalled = recalled
        self.sampledAt = sampledAt
    }
}

/// One batch, ready to be shown.
public struct BatchSummary: Sendable, Equatable {
    /// Place in the order of sending, from 1.
    public var ordinal: Int
    /// What people call it.
    public var label: String
    /// Where it stands.
    public var state: BatchState
    /// Feishu's name for it.
    public var batchMessageID: String?
    /// How many ids it addresses.
    public var recipients: Int
    /// Who a direct message goes to; `nil` for a batch.
    public var recipient: MessageRecipient?
    /// How many tries it took.
    public var attempts: Int
    /// The newest figures.
    public var progress: ProgressFigures
    /// Ids Feishu called invalid.
    public var invalidIDs: [String]
    /// How far taking it back has gone.
    public var recall: BatchRecallState?
    /// What the last attempt met, when that was no success.
    public var problem: BatchProblem?
    /// Whether Feishu called somebody of it invalid and nobody knows whom.
    public var hasStrayInvalid: Bool {
        if case .strayInvalid = problem { true } else { false }
    }
    /// Whether a message to a group was pinned there; `nil` when nobody asked for that, or Feishu has not answered yet.
    public var isPinned: Bool?

    /// Creates a summary.
    public init(
        ordinal: Int, label: String, state: BatchState, batchMessageID: String? = nil, recipients: Int,
        attempts: Int = 0,
        progress: ProgressFigures = ProgressFigures(), invalidIDs: [String] = [], recall: BatchRecallState? = nil,
        lastProblem: String? = nil
    ) {
        self.ordinal = ordinal
        self.label = label
        self.state = state
        self.batchMessageID = batchMessageID
        self.recipients = recipients
        self.attempts = attempts
        self.progress = progress
        self.invalidIDs = invalidIDs
        self.recall = recall
        problem = lastProblem.map { .said($0) }
    }

    /// The problem in one line of English: codes, message, log id.
    public var lastProblem: String? {
        get { problem?.text }
        set { problem = newValue.map { .said($0) } }
    }
}

/// The person or group a direct message goes to.
public struct MessageRecipient: Sendable, Equatable {
    /// The kind of the id.
    public var kind: IDKind
    /// The id.
    public var id: String

    /// Creates a recipient.
    public init(kind: IDKind, id: String) {
        self.kind = kind
        self.id = id
    }
}

/// How far taking one batch back has gone; the raw values are stored and shown.
public enum BatchRecallState: String, Sendable, CaseIterable {
    /// Feishu took the request; people lose the message one after another.
    case requested
    /// `recall_count` reached what had been delivered.
    case confirmed
    /// `recall_count` stopped short.
    case partial
    /// Outside the tenant's recall window (230009).
    case tooOld = "too_old"
    /// Refused for another reason (no permission, not ours, unknown id).
    case refused
}
