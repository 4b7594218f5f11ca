/// The kinds of id a request can address; the raw values are Feishu's list names without the plural, and its
/// `receive_id_type`.
///
/// Source: Feishu, "Send messages in batches" (`message/v4/batch_send`) and "Send a message" (`im/v1/messages`).
public enum IDKind: String, Sendable, CaseIterable {
    /// A person, by this app's own id; prefix `ou_`.
    case openID = "open_id"
    /// A person, by the tenant's id; no fixed prefix.
    case userID = "user_id"
    /// A person, by the developer's id; prefix `on_`.
    case unionID = "union_id"
    /// A department, custom or `od-…`; its sub-departments receive the message too.
    case departmentID = "department_id"
    /// A group, `oc_…`; on the direct channel alone.
    case chatID = "chat_id"

    /// The field of the request that lists ids of this kind, such as `open_ids`.
    public var listName: String { rawValue + "s" }
}

/// What a run counts.
public enum AudienceUnit: String, Sendable, CaseIterable {
    /// People.
    case people
    /// Department ids: how many people they hold is not known before sending.
    case departments
    /// Groups: how many people are in them is not asked.
    case chats

    /// What they are called, in the plural: `people`, `departments`, `groups`.
    public var words: String {
        switch self {
        case .people, .departments: rawValue
        case .chats: "groups"
        }
    }
}
