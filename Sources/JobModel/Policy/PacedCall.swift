/// The calls besides `batch_send` that are counted in windows of their own; the raw values are stored.
///
/// Feishu counts by API. Polling and recalling both ask `get_progress`, so that API's window is divided between them
/// beforehand: however much is polled, a recall can still look at what it does.
public enum PacedCall: String, Sendable, CaseIterable {
    /// `get_progress` for the curves.
    case pollProgress = "poll_progress"
    /// `read_user` for the curves.
    case pollReaders = "poll_readers"
    /// The request to take a batch back.
    case recall
    /// `get_progress` for a recall.
    case recallProgress = "recall_progress"
    /// A tenant token.
    case token
    /// Departments of the contacts: by their ids, or those below one.
    case contactDepartments = "contact_departments"
    /// The people directly in a department (`find_by_department`).
    case contactMembers = "contact_members"
    /// People by their ids (`users/batch`), and whether the app is available to them (`check_white_black_list`).
    case contactPeople = "contact_people"
    /// Ids for e-mail addresses and mobile numbers (`batch_get_id`).
    case contactIDs = "contact_ids"
    /// A picture or a file.
    case upload
    /// Who has read one message of the direct channel (`read_users`).
    case messageReaders = "message_readers"
    /// The request to take one message back.
    case messageRecall = "message_recall"
    /// The request to pin a message in its group.
    case pin

    /// The API behind it, as the store names it: what Feishu's pauses are about.
    public var api: String {
        switch self {
        case .pollProgress, .recallProgress: "get_progress"
        case .pollReaders: "read_user"
        case .recall: "recall"
        case .token: "tenant_access_token"
        case .messageReaders: "read_users"
        case .pin: "pins"
        case .contactDepartments, .contactMembers, .contactPeople, .contactIDs, .upload, .messageRecall: rawValue
        }
    }

    /// The channel with whose sends it rests too: a look can always wait, a recall cannot.
    public var yieldsTo: DeliveryChannel? {
        switch self {
        case .pollProgress, .pollReaders: .batch
        case .messageReaders: .direct
        default: nil
        }
    }
}

/// The windows of every paced call.
public struct CallLimits: Sendable, Equatable {
    /// `get_progress` and `read_user` for the curves, each.
    public var polls = RateLimits(perSecond: 20, perMinute: 100)
    /// Requests to take a batch back.
    public var recalls = RateLimits(perSecond: 40, perMinute: 900)
    /// `get_progress` for a recall: what polling leaves of 40 a second and 900 a minute.
    public var recallLooks = RateLimits(perSecond: 20, perMinute: 800)
    /// Each API of the contacts, and uploads.
    public var contacts = RateLimits()
    /// Who has read a direct message: each is asked about singly, so there is more to ask.
    public var messageReaders = RateLimits(perSecond: 20, perMinute: 600)
    /// Pins; one call a group.
    public var pins = RateLimits(perSecond: 20, perMinute: 600)
    /// Tenant tokens; their limit is not published.
    public var tokens = RateLimits(perSecond: 5, perMinute: 100)

    /// Most calls a minute that both uses of `get_progress` make together.
    public static let progressPerMinute = 900

    /// Creates the defaults: below Feishu's 50 a second and 1000 a minute.
    public init() {}

    /// Gives the curves so many calls a minute, and a recall what they leave.
    public mutating func setPolls(perMinute: Int) {
        polls.perMinute = min(max(1, perMinute), Self.progressPerMinute - 100)
        recallLooks.perMinute = Self.progressPerMinute - polls.perMinute
    }

    /// The windows of one call.
    public subscript(call: PacedCall) -> RateLimits {
        switch call {
        case .pollProgress, .pollReaders: polls
        case .recall, .messageRecall: recalls
        case .messageReaders: messageReaders
        case .pin: pins
        case .recallProgress: recallLooks
        case .token: tokens
        case .contactDepartments, .contactMembers, .contactPeople, .contactIDs, .upload: contacts
        }
    }
}
