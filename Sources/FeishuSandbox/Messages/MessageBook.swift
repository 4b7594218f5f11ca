/// All single messages, with the ways to find one, and the pins and urgent calls upon them.
struct MessageBook {
    struct Pin: Equatable {
        var messageID: String
        var chatID: String
        var appID: String
        var createdAt: Double
        /// Counts up; later pins are listed first.
        var number: Int
    }

    /// Seconds of sandbox time within which a uuid is known again.
    static let uuidLifetime = 3600.0

    private(set) var messages: [SentMessage] = []
    private(set) var pins: [Pin] = []
    private var positions: [String: Int] = [:]
    private var byUUID: [String: Int] = [:]
    /// Chats between a bot and a person, which exist from the first message on.
    private var personByChat: [String: String] = [:]
    private var urgent: [PersonKey: [Int]] = [:]
    private var pinCount = 0

    mutating func add(_ message: SentMessage) {
        positions[message.id] = messages.count
        if !message.uuid.isEmpty { byUUID[Self.key(message.uuid, message.appID)] = messages.count }
        if !message.openID.isEmpty { personByChat[message.chatID] = message.openID }
        messages.append(message)
    }

    func message(id: String) -> SentMessage? { positions[id].map { messages[$0] } }

    /// The message an app has sent under this uuid within the last hour, whatever it said and to whom.
    func earlier(uuid: String, appID: String, now: Double) -> SentMessage? {
        guard !uuid.isEmpty, let position = byUUID[Self.key(uuid, appID)],
            now - messages[position].sentAt < Self.uuidLifetime
        else { return nil }
        return messages[position]
    }

    /// The open_id of the person a bot has this chat with.
    func person(inChat chatID: String) -> String? { personByChat[chatID] }

    mutating func recall(id: String, at now: Double) {
        guard let position = positions[id] else { return }
        messages[position].recalledAt = now
        pins.removeAll { $0.messageID == id }
    }

    // MARK: Urgent calls

    /// How many messages somebody was called to urgently and has not read yet.
    func unreadUrgent(_ key: PersonKey, at now: Double, curve: ReadCurve) -> Int {
        (urgent[key] ?? []).count { position in
            let message = messages[position]
            guard message.recalledAt == nil else { return false }
            return curve.delay(of: key).map { message.sentAt + $0 > now } ?? true
        }
    }

    mutating func markUrgent(id: String, _ key: PersonKey) {
        guard let position = positions[id], urgent[key]?.contains(position) != true else { return }
        urgent[key, default: []].append(position)
    }

    // MARK: Pins

    /// The pin of a message; one that is there already is handed out again.
    mutating func pin(_ message: SentMessage, appID: String, at now: Double) -> Pin {
        if let held = pins.first(where: { $0.messageID == message.id }) { return held }
        pinCount += 1
        let pin = Pin(
            messageID: message.id, chatID: message.chatID, appID: appID, createdAt: now, number: pinCount)
        pins.append(pin)
        return pin
    }

    mutating func unpin(id: String) {
        pins.removeAll { $0.messageID == id }
    }

    private static func key(_ uuid: String, _ appID: String) -> String { "\(appID) \(uuid)" }
}
