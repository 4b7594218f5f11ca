/// Whom an im/v1 message goes to.
enum MessageReceiver {
    case person(PersonKey, openID: String)
    case group(SandboxChat)

    enum Kind: String {
        case openID = "open_id"
        case unionID = "union_id"
        case userID = "user_id"
        case email
        case chatID = "chat_id"
    }

    /// Looks the id up and refuses whom the app may not write to.
    static func find(
        _ id: String,
        _ kind: Kind,
        in state: borrowing SandboxState,
        acceptsUnknownIDs: Bool
    ) throws(Refusal) -> MessageReceiver {
        let company = state.company
        let position: Int?
        switch kind {
        case .openID:
            if company.foreignOpenIDs.contains(id) { throw Refusal(99_992_361, "open_id cross app") }
            if acceptsUnknownIDs, company.person(openID: id) == nil, let key = PersonKey(unknownOpenID: id) {
                return .person(key, openID: id)
            }
            position = company.person(openID: id)
        case .unionID: position = company.person(unionID: id)
        case .userID: position = company.person(userID: id)
        case .email: position = company.person(email: id)
        case .chatID:
            if let chat = company.chat(id: id) {
                guard chat.hasBot else { throw Refusal(230_002, "The bot can not be outside the group.") }
                return .group(chat)
            }
            guard let openID = state.messages.person(inChat: id) else { throw .invalidMessage("invalid receive_id") }
            return try find(openID, .openID, in: state, acceptsUnknownIDs: acceptsUnknownIDs)
        }
        guard let position else { throw .invalidMessage("invalid receive_id") }
        let person = company.people[position]
        if person.isResigned { throw Refusal(230_029, "User has resigned.") }
        if !person.isVisible { throw Refusal(230_013, "Bot has NO availability to this user.") }
        if person.hasOptedOut { throw Refusal(230_053, "The user has stopped the bot from sending messages.") }
        return .person(PersonKey(company: position), openID: person.openID)
    }

    var openID: String {
        guard case .person(_, let openID) = self else { return "" }
        return openID
    }

    var receivers: [PersonKey] {
        switch self {
        case .person(let key, _): [key]
        case .group(let chat): chat.members.map { PersonKey(company: $0) }
        }
    }

    /// The group's id, or that of the chat between an app and the person.
    func chatID(appID: String, seed: UInt64) -> String {
        switch self {
        case .group(let chat): return chat.chatID
        case .person(let key, _):
            var generator = SeededGenerator(
                seed: seed, stream: "chat with \(appID)", index: Int(truncatingIfNeeded: key.value))
            return "oc_" + generator.hex32()
        }
    }

    /// A group's limit is shared by all bots in it, a person's is each bot's own.
    func limiterKey(appID: String) -> String {
        switch self {
        case .group(let chat): chat.chatID
        case .person(let key, _): "\(appID) \(key.value)"
        }
    }
}

extension Refusal {
    /// 230001, the code of every wrong parameter of im/v1.
    static func invalidMessage(_ reason: String) -> Refusal {
        Refusal(230_001, "Your request contains an invalid request parameter, ext=\(reason)")
    }

    static let botIsOff = Refusal(230_006, "Bot ability is not activated.")
}
