public import struct Foundation.Data

/// The frozen, deterministic list of batches for one run.
///
/// A plan fixes the exact bytes of every request before anything is sent, so that a second attempt cannot differ from the
/// first, whatever happened to the manifest in between. ``BatchPlanner`` is the only maker of plans.
public struct RunPlan: Sendable, Equatable {
    /// The job's slug.
    public let job: String
    /// The job's title; the slug when the manifest has none.
    public let title: String
    /// What ``BalanceSheet`` counts.
    public let unit: AudienceUnit
    /// By which of Feishu's interfaces it is sent; on the direct channel a batch is one message to one recipient.
    public let channel: DeliveryChannel
    /// The manifest's bytes as they were read.
    public let manifest: Data
    /// Request bytes before the batch's own, the same in every batch: `{"msg_type":…,"open_ids":`, and `{"receive_id":` on the
    /// direct channel.
    public let bodyHead: Data
    /// Request bytes after the batch's own: `}`, and the message on the direct channel.
    public let bodyTail: Data
    /// The batches in the order of sending.
    public let batches: [PlannedBatch]
    /// How many batches each wave has, in the order of leaving; one entry when there are no waves.
    public let waveLengths: [Int]
    /// Recipients the manifest addresses, counted as often as they appear.
    public let targeted: Int
    /// Recipients left out by `audience.exclude`, or because they have resigned, are frozen or may have the message already.
    public let excluded: Int
    /// Repeated appearances of a recipient.
    public let duplicate: Int
    /// Appearances that lead to nobody: ids and addresses Feishu's contacts do not know or the app may not see.
    public let unreachable: Int
    /// Everybody who was left out, by reason, with examples.
    public let leftOut: LeftOuts
    /// SHA-256 over the recipients and everybody who was left out with the reason, in lower-case hex; `nil` when the contacts were
    /// not asked and nobody was left out.
    public let snapshotSHA256: String?
    /// SHA-256 of the message alone, in lower-case hex: equal content has an equal hash.
    public let contentSHA256: String
    /// SHA-256 of the sorted recipients, in lower-case hex.
    public let audienceSHA256: String
    /// SHA-256 over everything that will be sent, in lower-case hex: what an approval binds to.
    public let planSHA256: String
    /// How it is to be sent.
    public let delivery: DeliveryOptions
    /// How long reads are followed after sending, in seconds.
    public let trackingSeconds: Int
    /// Whether it is the real message to a few named people, before the campaign itself.
    public let isTest: Bool
    /// For how many people which columns are filled by defaults; empty when everybody gets the same.
    public let defaulted: [DefaultedColumn]
    /// The open id of whoever is told of the run by a card; nothing that is sent to the audience depends on it.
    public let owner: String?
    /// The files it was made from, besides the manifest; `nil` where nobody read any.
    ///
    /// Nothing that is sent depends on it.
    public package(set) var sources: RunSources?

    package init(
        job: String, title: String, unit: AudienceUnit, channel: DeliveryChannel = .batch, manifest: Data,
        bodyHead: Data, bodyTail: Data,
        batches: [PlannedBatch], waveLengths: [Int]? = nil, targeted: Int, excluded: Int, duplicate: Int,
        unreachable: Int = 0, leftOut: LeftOuts = LeftOuts(), snapshotSHA256: String? = nil,
        contentSHA256: String, audienceSHA256: String,
        planSHA256: String, delivery: DeliveryOptions,
        trackingSeconds: Int, owner: String? = nil, isTest: Bool = false,
        defaulted: [DefaultedColumn] = []
    ) {
        self.job = job
        self.title = title
        self.unit = unit
        self.channel = channel
        self.manifest = manifest
        self.bodyHead = bodyHead
        self.bodyTail = bodyTail
        self.batches = batches
        self.waveLengths = waveLengths ?? [batches.count]
        self.targeted = targeted
        self.excluded = excluded
        self.duplicate = duplicate
        self.unreachable = unreachable
        self.leftOut = leftOut
        self.snapshotSHA256 = snapshotSHA256
        self.contentSHA256 = contentSHA256
        self.audienceSHA256 = audienceSHA256
        self.planSHA256 = planSHA256
        self.delivery = delivery
        self.trackingSeconds = trackingSeconds
        self.isTest = isTest
        self.defaulted = defaulted
        self.owner = owner
    }
}

/// The manifest's `delivery` with its defaults filled in.
public struct DeliveryOptions: Sendable, Equatable {
    /// Most ids Feishu takes in one list of one call.
    public static let largestBatch = 200
    /// Most requests under way at once.
    public static let mostInFlight = 16

    /// Most recipients in a batch, 1 to 200.
    public var batchSize: Int = 200
    /// Requests under way at once, 1 to 16.
    public var inFlight: Int = 4
    /// Seconds after the start beyond which nothing more is sent.
    public var notAfterSeconds: Int = 4 * 3600
    /// Batches in doubt at which the run halts, at least 1.
    public var maxInDoubt: Int = 1
    /// A few people first; `nil` sends to everybody at once.
    public var waves: Waves?
    /// Whether a message to a group is pinned there once it is sent.
    public var pinsInChats: Bool = false

    /// Creates the defaults.
    public init() {}
}
