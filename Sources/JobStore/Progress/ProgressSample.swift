public import JobModel

/// What Feishu said about one batch at one instant; `nil` is unknown, never zero.
///
/// Source: Feishu, "Get batch message progress" and "Get batch message read status".
public struct ProgressSample: Sendable, Equatable {
    /// `valid_user_ids_count`.
    public var valid: Int?
    /// `success_user_ids_count`.
    public var delivered: Int?
    /// `read_user_ids_count`.
    public var read: Int?
    /// `recall_count`.
    public var recalled: Int?
    /// `recall`.
    public var isRecalled: Bool?
    /// `read_count` of `read_user`, which counts on its own.
    public var readCount: Int?
    /// `total_count` of `read_user`.
    public var readTotal: Int?

    /// Creates a sample.
    public init(
        valid: Int? = nil, delivered: Int? = nil, read: Int? = nil, recalled: Int? = nil, isRecalled: Bool? = nil,
        readCount: Int? = nil, readTotal: Int? = nil
    ) {
        self.valid = valid
        self.delivered = delivered
        self.read = read
        self.recalled = recalled
        self.isRecalled = isRecalled
        self.readCount = readCount
        self.readTotal = readTotal
    }
}

/// A batch whose progress can be asked for.
public struct PollTarget: Sendable, Equatable {
    /// Place in the order of sending, from 1.
    public var ordinal: Int
    /// Feishu's name for it.
    public var batchMessageID: String
    /// The kind of its ids.
    public var kind: IDKind
    /// When it was accepted, in milliseconds since 1970 UTC.
    public var acceptedAt: Int64
    /// How many samples there are.
    public var samples: Int
    /// The newest known figures.
    public var figures: ProgressFigures
}

extension PollTarget {
    /// By which of Feishu's interfaces it was sent.
    public var channel: DeliveryChannel { DeliveryChannel(messageID: batchMessageID) ?? .batch }
}

extension DeliveryChannel {
    /// The channel whose name for something that was sent this is; `nil` when it is none.
    public init?(messageID: String) {
        guard let channel = BatchMessageID.channel(of: messageID) else { return nil }
        self = channel
    }
}

/// One point of a batch's curve.
public struct ProgressPoint: Sendable, Equatable {
    /// The batch's place in the order of sending, from 1.
    public var ordinal: Int
    /// When Feishu was asked, in milliseconds since 1970 UTC.
    public var sampledAt: Int64
    /// What it said.
    public var sample: ProgressSample
}
