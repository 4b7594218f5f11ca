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
    /// What a content hash covers: the message, or of a picture from a file the picture itself, since its key is another one
    /// after every upload.
    let content: [UInt8]
    /// Most bytes the whole request may have.
    let limit: Int

    init(_ message: Message, resources: MessageResources) throws(PlanRefusal) {
        let value = try Self.value(of: message, resources: resources)
        self.message = value.bytes(.compact)
        if case .image(.file) = message, let picture = resources.imageSHA256 {
            let content: JSONValue = ["msg_type": "image", "content": ["image_sha256": .string(picture)]]
            self.content = content.bytes(.compact)
        } else {
            content = self.message
        }
        limit = Self.limit(of: message)
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

    private static func value(of message: Message, resources: MessageResources) throws(PlanRefusal) -> JSONValue {
        switch message {
        case .text(let text): ["msg_type": "text", "content": ["text": .string(text)]]
        case .post(let locales): ["msg_type": "post", "content": ["post": locales]]
        case .image(.key(let key)): ["msg_type": "image", "content": ["image_key": .string(key)]]
        case .image(.file(let path)):
            ["msg_type": "image", "content": ["image_key": .string(try imageKey(ofFile: path, resources: resources))]]
        case .shareChat(let chat): ["msg_type": "share_chat", "content": ["share_chat_id": .string(chat)]]
        case .card(.json(let card)): ["msg_type": "interactive", "card": card]
        case .card(.file(let path)): ["msg_type": "interactive", "card": try card(inFile: path, resources: resources)]
        case .template(let template):
            ["msg_type": "interactive", "card": ["type": "template", "data": data(of: template)]]
        }
    }

    /// The key of an uploaded picture, if its bytes are known too: a key alone says nothing of what people will see.
    static func imageKey(ofFile path: String, resources: MessageResources) throws(PlanRefusal) -> String {
        guard let bytes = resources.imageBytes else {
            throw PlanRefusal(.data, "/message/image", "the picture \(Quoting.quoted(path)) was not read")
        }
        let problems = ImageFile.read(bytes, name: path).problems
        guard problems.isEmpty else {
            throw PlanRefusal(
                reasons: problems.map {
                    PlanRefusal.Reason(category: .data, pointer: "/message/image", message: $0.message, hint: $0.hint)
                })
        }
        guard let key = resources.imageKey else {
            throw PlanRefusal(
                .unavailable, "/message/image",
                "\(Quoting.quoted(path)) would have to be uploaded, which this version cannot",
                hint: "upload it once and write {\"image_key\": \"img_…\"}"
            )
        }
        return key
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
