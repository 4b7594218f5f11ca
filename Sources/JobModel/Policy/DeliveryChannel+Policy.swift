extension DeliveryChannel {
    /// The API a channel sends by, as the store names it; Feishu counts calls by API.
    public var api: String {
        switch self {
        case .batch: "batch_send"
        case .direct: "messages"
        }
    }

    /// When what it sent is looked at, unless somebody says otherwise.
    public var pollSchedule: PollSchedule {
        switch self {
        case .batch: .standard
        case .direct: .direct
        }
    }

    /// Calls that a look takes: `get_progress` and `read_user` of a batch, `read_users` of a message.
    public var callsPerLook: Int {
        switch self {
        case .batch: 2
        case .direct: 1
        }
    }

    /// What one call sends, in the plural.
    public var unitOfSending: String {
        switch self {
        case .batch: "batches"
        case .direct: "messages"
        }
    }
}
