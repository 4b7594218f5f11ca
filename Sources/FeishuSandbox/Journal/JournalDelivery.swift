/// What a journal entry says about the message it sent, so that "who got what" needs nothing but the journal.
struct JournalDelivery: Sendable, Equatable {
    /// SHA-256 of the content.
    var contentHash: String?
    /// The uuid of an im/v1 message.
    var uuid: String?
    /// The chat of an im/v1 message.
    var chatID: String?
    /// The open_ids of everybody a batch reached through a department.
    var departmentMembers: [String] = []
    /// The key an upload was given.
    var uploadKey: String?
}
