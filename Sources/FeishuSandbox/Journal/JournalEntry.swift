/// One API request as the sandbox saw it; a line of the journal file.
///
/// Tokens and secrets are never in it.
public struct JournalEntry: Sendable, Equatable {
    /// Counts from 1, in the order of the file.
    public internal(set) var sequence: Int
    /// When the request was answered, UTC with milliseconds.
    public var at: String
    /// Milliseconds since the sandbox started, by the monotonic clock.
    public var monotonicMilliseconds: Int
    /// The HTTP method.
    public var method: String
    /// The path as it came, without the query.
    public var path: String
    /// Which API that is; nil for an unknown path or a wrong method.
    public var api: SandboxAPI?
    /// The app the token (or the token request) belongs to; nil when there was no valid one.
    public var app: String?
    /// The HTTP status of the answer.
    public var status: Int
    /// The Feishu code of the answer; nil when a fault replaced the body by bytes of its own.
    public var code: Int?
    /// Whether the sandbox did what was asked, whatever it then answered: a batch accepted, a recall taken.
    public var isProcessed: Bool
    /// `bm-…` of a processed batch_send, or of the batch asked about; `om_…` of a message to one person or group.
    public var messageID: String?
    /// The ids this call delivers through; of im/v1, the one open_id.
    ///
    /// An id that names somebody the call already reached, through the same list or another, is left out; so is every
    /// invalid one.
    public var recipients: RecipientLists?
    /// How many different people the call reached, invisible ones included.
    public var people: Int?
    /// The id of the fault rule that had its hand in the answer.
    public var fault: Int?
    /// What Feishu would let pass but a careful client avoids.
    public var warnings: [String]
    /// SHA-256 of the content that was sent, see ``SentMessage/contentHash``; nil when nothing was.
    public var contentHash: String?
    /// The uuid of a sent im/v1 message.
    public var uuid: String?
    /// The chat a sent im/v1 message is in.
    public var chatID: String?
    /// The open_ids of everybody a batch_send reached through a department, whom `recipients` names by department only.
    public var departmentMembers: [String]
    /// The `image_key` or `file_key` an upload was given.
    public var uploadKey: String?
    /// `X-Tt-Logid` of the answer.
    public var logID: String

    /// All members but `seq`, which is only known under the journal's lock.
    func write(to writer: inout WireJSONWriter) {
        writer.field("at", at)
        writer.field("mono_ms", monotonicMilliseconds)
        writer.field("method", method)
        writer.field("path", path)
        writer.field("api", api?.rawValue)
        writer.field("app", app)
        writer.field("status", status)
        writer.key("code")
        if let code { writer.value(code) } else { writer.null() }
        writer.field("processed", isProcessed)
        writer.field("message_id", messageID)
        if let recipients {
            writer.object("recipients") { lists in
                lists.field("department_ids", recipients.departmentIDs)
                lists.field("open_ids", recipients.openIDs)
                lists.field("user_ids", recipients.userIDs)
                lists.field("union_ids", recipients.unionIDs)
            }
        }
        if let people { writer.field("people", people) }
        if let contentHash { writer.field("content_sha256", contentHash) }
        if let uuid { writer.field("uuid", uuid) }
        if let chatID { writer.field("chat_id", chatID) }
        if !departmentMembers.isEmpty { writer.field("department_members", departmentMembers) }
        if let uploadKey { writer.field("upload_key", uploadKey) }
        if let fault { writer.field("fault", fault) }
        if !warnings.isEmpty { writer.field("warnings", warnings) }
        writer.field("log_id", logID)
    }
}
