import StrictJSON

/// What an answer with code 0 says: the id, and the ids Feishu did not know.
struct Acceptance: Sendable {
    /// ``SendVerdict/accepted(batchMessageID:invalid:)``, or ``SendVerdict/acceptedWithoutID(invalid:)`` when the id is
    /// missing or malformed.
    let verdict: SendVerdict
    /// Parts of the answer that have a wrong type, as sentences; they cannot undo an acceptance.
    let flaws: [String]

    /// Reads an envelope whose code is 0.
    init(_ envelope: ResponseEnvelope) {
        var flaws = envelope.flaws
        var unreadable = 0
        func ids(_ key: String) -> [String] {
            guard let value = envelope.data?[key], value != .null else { return [] }
            guard let elements = value.array else {
                flaws.append("\"\(key)\" should be a list but is of type \(value.kind)")
                unreadable += 1
                return []
            }
            let ids = elements.compactMap(\.string)
            if ids.count < elements.count {
                flaws.append("\"\(key)\" holds \(elements.count - ids.count) elements that are no strings")
                unreadable += elements.count - ids.count
            }
            return ids
        }
        var invalid = InvalidRecipients()
        invalid.departmentIDs = ids("invalid_department_ids")
        invalid.openIDs = ids("invalid_open_ids")
        invalid.userIDs = ids("invalid_user_ids")
        invalid.unionIDs = ids("invalid_union_ids")
        invalid.unreadable = unreadable
        if let id = envelope.data?["message_id"]?.string, BatchMessageID.isValid(id) {
            verdict = .accepted(batchMessageID: id, invalid: invalid)
        } else {
            verdict = .acceptedWithoutID(invalid: invalid)
        }
        self.flaws = flaws
    }
}
