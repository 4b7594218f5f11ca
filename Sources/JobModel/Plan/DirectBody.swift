import StrictJSON

import struct Foundation.Data

/// The bytes of an `im/v1/messages` request.
///
/// Members are always in this order: `receive_id`, `uuid`, then `content` and `msg_type`; a personal `content` is among the
/// recipient's own bytes, one that is the same for all in the shared ones. Unlike in a batch, `content` is a text that
/// holds JSON, a card stands in it, and a post has no level `post`. Source: Feishu, "Send a message" and "Message content".
enum DirectBody {
    /// Request bytes before the recipient's own.
    static let head = Data(#"{"receive_id":"#.utf8)

    /// Request bytes after the recipient's own, of a message that is the same for all.
    static func tail(of message: Message, resources: MessageResources) throws(PlanRefusal) -> Data {
        let (type, content) = try parts(of: message, resources: resources)
        let text = JSONValue.string(String(decoding: content.bytes(.compact), as: UTF8.self)).bytes(.compact)
        return Data(#","content":"#.utf8) + Data(text) + Data(#","msg_type":"\#(type)"}"#.utf8)
    }

    /// Request bytes after the recipient's own, of a message of which everybody gets their own.
    static func tail(ofPersonal type: String) -> Data { Data(#","msg_type":"\#(type)"}"#.utf8) }

    /// The `msg_type`, and what `content` holds.
    static func parts(
        of message: Message, resources: MessageResources
    ) throws(PlanRefusal) -> (type: String, content: JSONValue) {
        let content: JSONValue =
            switch message {
            case .text(let text): ["text": .string(text)]
            case .post(let locales): locales
            case .image, .file, .audio, .video, .sticker:
                try MessageBody.keys(of: message, resources: resources)
            case .shareChat(let chat): ["chat_id": .string(chat)]
            case .card(.json(let card)): card
            case .card(.file(let path)): try MessageBody.card(inFile: path, resources: resources)
            case .template(let template): ["type": "template", "data": MessageBody.data(of: template)]
            }
        return (MessageBody.type(of: message), content)
    }

    /// The recipient, the `uuid` and what is theirs alone.
    ///
    /// Feishu sends at most one message for a `uuid` within an hour, whatever the recipient, so each message has its own. It
    /// is part of the frozen bytes: every try has the same.
    static func ownBytes(of batch: PlannedBatch, run: RunID) -> Data {
        var bytes: [UInt8] = []
        switch batch.recipients {
        case .one(let id): RecipientsList.append(id, to: &bytes)
        case .list(let list): bytes.append(contentsOf: list.dropFirst().dropLast())
        }
        append(uuidOf: batch.ordinal, run: run, to: &bytes)
        if batch.personalContentCount != nil {
            bytes.append(contentsOf: contentName)
            batch.appendContent(to: &bytes)
        }
        return Data(bytes)
    }

    /// Appends the same, of a message that is being planned.
    static func append(recipient: String, ordinal: Int, content: Data?, run: RunID, to bytes: inout [UInt8]) {
        RecipientsList.append(recipient, to: &bytes)
        append(uuidOf: ordinal, run: run, to: &bytes)
        guard let content else { return }
        bytes.append(contentsOf: contentName)
        bytes.append(contentsOf: content)
    }

    /// How many bytes ``ownBytes(of:run:)`` gives.
    static func ownCount(of batch: PlannedBatch, run: RunID) -> Int {
        let recipient =
            switch batch.recipients {
            case .one(let id): RecipientsList.count(of: id)
            case .list(let list): list.count - 2
            }
        let uuid = uuidName.count + uuidPrefix.count + run.rawValue.utf8.count + 2 + String(batch.ordinal).utf8.count
        return recipient + uuid + (batch.personalContentCount.map { contentName.count + $0 } ?? 0)
    }

    private static let uuidName = Array(#","uuid":""#.utf8)
    private static let uuidPrefix = Array("larkcast-".utf8)
    private static let contentName = Array(#","content":"#.utf8)

    private static func append(uuidOf ordinal: Int, run: RunID, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: uuidName)
        bytes.append(contentsOf: uuidPrefix)
        bytes.append(contentsOf: run.rawValue.utf8)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(contentsOf: String(ordinal).utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    /// At most 50 characters, as Feishu allows.
    static func uuid(run: RunID, ordinal: Int) -> String { "larkcast-\(run.rawValue)-\(ordinal)" }
}
