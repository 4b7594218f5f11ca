/// The body of a batch_send, with its shape checked but its ids and content not yet looked up.
struct BatchSendRequest {
    enum MessageType: String, CaseIterable {
        case text, image, post, interactive
        case shareChat = "share_chat"
    }

    /// Feishu publishes 200 per list.
    static let maximumListCount = 200

    var type: MessageType
    /// The object under `content`, or under `card` for an interactive message.
    var payload: WireJSON
    var recipients: RecipientLists
    var warnings: [String] = []

    private static let knownKeys: Set<String> = [
        "msg_type", "content", "card", "department_ids", "open_ids", "user_ids", "union_ids", "update_multi",
    ]

    init(_ body: [UInt8]) throws(Refusal) {
        let document: WireJSON
        do {
            document = try WireJSONReader.read(body)
        } catch {
            throw .invalidParameter("invalid request body: \(error.reason) at byte \(error.offset)")
        }
        guard let members = document.members else { throw .invalidParameter("the request body must be a JSON object") }
        type = try Self.type(document)
        try Self.checkSize(body.count, type: type)
        payload = try Self.payload(document, type: type)
        recipients = try Self.recipients(document)
        for member in members where !Self.knownKeys.contains(member.key) {
            warnings.append("unknown field \"\(member.key)\" is ignored by Feishu")
        }
    }

    private static func type(_ document: WireJSON) throws(Refusal) -> MessageType {
        guard let name = document["msg_type"]?.string else {
            throw .invalidParameter("'msg_type' must be a string", field: "msg_type")
        }
        guard let type = MessageType(rawValue: name) else {
            throw .invalidParameter("'msg_type' \"\(name)\" is not supported by batch_send", field: "msg_type")
        }
        return type
    }

    /// 150 KB for text, 30 KB for posts and cards, measured on the request body; the code is not documented.
    ///
    /// No figure is published for the other two types: they get the larger one.
    private static func checkSize(_ size: Int, type: MessageType) throws(Refusal) {
        let limit = type == .post || type == .interactive ? 30 * 1024 : 150 * 1024
        guard size <= limit else {
            throw .invalidParameter("the request body has \(size) bytes, more than \(limit) for \(type.rawValue)")
        }
    }

    /// `content` and `card` are objects here, unlike in im/v1, where `content` is a string of JSON.
    private static func payload(_ document: WireJSON, type: MessageType) throws(Refusal) -> WireJSON {
        let (needed, other) = type == .interactive ? ("card", "content") : ("content", "card")
        guard document[other] == nil else {
            throw .invalidParameter("'\(other)' must not be set when msg_type is \(type.rawValue)", field: other)
        }
        guard let payload = document[needed] else {
            throw .invalidParameter("'\(needed)' field required", field: needed)
        }
        guard payload.members != nil else {
            throw .invalidParameter("'\(needed)' must be an object, not a \(payload.kind)", field: needed)
        }
        return payload
    }

    private static func recipients(_ document: WireJSON) throws(Refusal) -> RecipientLists {
        var lists = RecipientLists()
        lists.departmentIDs = try list("department_ids", document)
        lists.openIDs = try list("open_ids", document)
        lists.userIDs = try list("user_ids", document)
        lists.unionIDs = try list("union_ids", document)
        guard lists.count > 0 else {
            throw .invalidParameter("one of department_ids, open_ids, user_ids, union_ids is required")
        }
        guard !lists.departmentIDs.contains("0") else {
            throw .invalidParameter("the root department \"0\" is not supported", field: "department_ids")
        }
        return lists
    }

    private static func list(_ name: String, _ document: WireJSON) throws(Refusal) -> [String] {
        guard let value = document[name], value != .null else { return [] }
        guard let ids = value.strings else {
            throw .invalidParameter("'\(name)' must be an array of strings", field: name)
        }
        guard ids.count <= maximumListCount else {
            throw .invalidParameter("'\(name)' has \(ids.count) entries, more than \(maximumListCount)", field: name)
        }
        return ids
    }
}
