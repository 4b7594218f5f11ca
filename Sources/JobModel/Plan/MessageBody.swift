import StrictJSON

import struct Foundation.Data

/// The part of a request body that every batch of a run shares.
///
/// Source: Feishu, "Send messages in batches": `content` and `card` are objects here, not strings as in `im/v1`; a post has
/// one more level `post`, and a card stands in `card` beside `msg_type`. Members are always in this order.
struct MessageBody {
    /// Most bytes of a request with a text.
    static let largestText = 150 * 1024
    /// Most bytes of a request with anything else.
    static let largestOther = 30 * 1024

    /// The message alone, `{"msg_type":…,"content":…}`.
    let message: [UInt8]
    /// What a content hash covers: ``content(of:resources:)``.
    let content: [UInt8]
    /// Most bytes the whole request may have.
    let limit: Int

    init(_ message: Message, resources: MessageResources) throws(PlanRefusal) {
        self.message = try Self.value(of: message, resources: resources).bytes(.compact)
        content = try Self.content(of: message, resources: resources)
        limit = Self.limit(of: message)
    }

    /// What makes a message the same message: its value, in whatever order a card or a post has its members, or of files that
    /// are uploaded the files themselves, since their keys are others after every upload.
    static func content(of message: Message, resources: MessageResources) throws(PlanRefusal) -> [UInt8] {
        guard !message.files.isEmpty else {
            let members = try value(of: message, resources: resources).members ?? []
            return JSONValue.object(members.map { .init($0.key, $0.value.sortedByKey) }).bytes(.compact)
        }
        var members: [JSONValue.Member] = []
        for (slot, source) in message.keys {
            switch source {
            case .key(let key): members.append(.init("\(slot.kind)_key", .string(key)))
            case .file(let path):
                let sha256 = try upload(slot, path: path, resources: resources).contentSHA256
                members.append(.init("\(slot.kind)_sha256", .string(sha256)))
            }
        }
        let content: JSONValue = ["msg_type": .string(type(of: message)), "content": .object(members)]
        return content.bytes(.compact)
    }

    /// Most bytes of a request with a message of its kind.
    static func limit(of message: Message) -> Int {
        if case .text = message { largestText } else { largestOther }
    }

    /// Request bytes before the list of recipients: the message without its last brace, and the list's name.
    func head(for kind: IDKind) -> Data {
        Data(message.dropLast()) + Data(#","\#(kind.listName)":"#.utf8)
    }

    /// Request bytes after the list of recipients.
    static let tail = Data("}".utf8)

    /// Feishu's name for the kind of message, on either channel.
    static func type(of message: Message) -> String {
        switch message {
        case .video: "media"
        case .card, .template: "interactive"
        default: message.key
        }
    }

    private static func value(of message: Message, resources: MessageResources) throws(PlanRefusal) -> JSONValue {
        let type = JSONValue.string(type(of: message))
        return switch message {
        case .text(let text): ["msg_type": type, "content": ["text": .string(text)]]
        case .post(let locales): ["msg_type": type, "content": ["post": locales]]
        case .image, .file, .audio, .video, .sticker:
            ["msg_type": type, "content": try keys(of: message, resources: resources)]
        case .shareChat(let chat): ["msg_type": type, "content": ["share_chat_id": .string(chat)]]
        case .card(.json(let card)): ["msg_type": type, "card": card]
        case .card(.file(let path)): ["msg_type": type, "card": try card(inFile: path, resources: resources)]
        case .template(let template): ["msg_type": type, "card": ["type": "template", "data": data(of: template)]]
        }
    }

    /// The content of a message that consists of keys, the same on both channels.
    static func keys(of message: Message, resources: MessageResources) throws(PlanRefusal) -> JSONValue {
        var members: [JSONValue.Member] = []
        for (slot, source) in message.keys {
            let value =
                switch source {
                case .key(let key): key
                case .file(let path): try key(of: upload(slot, path: path, resources: resources), path: path)
                }
            members.append(.init("\(slot.kind)_key", .string(value)))
        }
        return .object(members)
    }

    /// A file that was read and may be sent: a key alone says nothing of what people will get.
    private static func upload(
        _ slot: KeySlot, path: String, resources: MessageResources
    ) throws(PlanRefusal) -> MessageUpload {
        guard let upload = resources.uploads[slot] else {
            throw PlanRefusal(.data, slot.pointer, "the file \(Quoting.quoted(path)) was not read")
        }
        let problems = upload.findings.filter(\.isError)
        guard problems.isEmpty else {
            throw PlanRefusal(
                reasons: problems.map {
                    PlanRefusal.Reason(category: .data, pointer: slot.pointer, message: $0.message, hint: $0.fix)
                })
        }
        return upload
    }

    private static func key(of upload: MessageUpload, path: String) throws(PlanRefusal) -> String {
        if let key = upload.key { return key }
        throw PlanRefusal(
            .unavailable, upload.slot.pointer, "\(Quoting.quoted(path)) has to be uploaded first",
            hint: "larkcast run uploads it")
    }

    static func data(of template: CardTemplate) -> JSONValue {
        var members = [JSONValue.Member("template_id", .string(template.id))]
        if let version = template.version { members.append(.init("template_version_name", .string(version))) }
        if let variables = template.variables { members.append(.init("template_variable", variables)) }
        return .object(members)
    }

    static func card(inFile path: String, resources: MessageResources) throws(PlanRefusal) -> JSONValue {
        guard let bytes = resources.cardBytes else {
            throw PlanRefusal(.data, "/message/card/file", "the card file \(Quoting.quoted(path)) was not read")
        }
        let (card, problems, _) = CardFile.read(bytes, name: path)
        if let card, problems.isEmpty { return card }
        throw PlanRefusal(
            reasons: problems.map {
                PlanRefusal.Reason(category: .data, pointer: "/message/card/file", message: $0.description)
            }
        )
    }
}
