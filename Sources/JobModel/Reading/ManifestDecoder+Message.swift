import StrictJSON

extension ManifestDecoder {
    private static let messageKinds = [
        "text", "post", "image", "share_chat", "card", "template", "file", "audio", "video", "sticker",
    ]

    private static let messageSlips = [
        "content": "text", "body": "text", "markdown": "card", "interactive": "card", "image_key": "image",
        "img": "image", "share_chat_id": "share_chat", "chat": "share_chat", "chat_id": "share_chat",
        "template_id": "template", "rich_text": "post", "media": "video", "film": "video", "attachment": "file",
        "document": "file", "pdf": "file", "sound": "audio", "voice": "audio", "opus": "audio", "emoji": "sticker",
        "msg_type": "no msg_type: the key itself names the kind, as in {\"text\": …}",
    ]

    mutating func message(_ place: ManifestPlace) -> Message? {
        guard let fields = object(place, allowed: Self.messageKinds, slips: Self.messageSlips) else { return nil }
        let present = Self.messageKinds.filter { fields[$0] != nil }
        if present.count > 1 {
            log.add("a message is of one kind, not \(present.joined(separator: " and "))", at: place)
        }
        if present.isEmpty {
            log.add(
                "the message is empty", at: place,
                suggestion: "give one of \(Self.messageKinds.joined(separator: ", "))")
        }
        let messages: [Message?] = present.map { key in
            guard let place = fields[key] else { return nil }
            switch key {
            case "text": return text(place).map(Message.text)
            case "post": return post(place).map(Message.post)
            case "image": return source(place, for: .image).map(Message.image)
            case "file": return source(place, for: .file).map(Message.file)
            case "audio": return source(place, for: .audio).map(Message.audio)
            case "video": return video(place).map(Message.video)
            case "sticker": return sticker(place).map(Message.sticker)
            case "share_chat": return shareChat(place).map(Message.shareChat)
            case "card": return card(place).map(Message.card)
            default: return template(place).map(Message.template)
            }
        }
        return messages.count == 1 ? messages[0] : nil
    }

    private mutating func text(_ place: ManifestPlace) -> String? {
        // A text over the limit cannot be sent whatever it holds; the rules below would only take time.
        if let text = place.string, text.utf8.count > MessageBody.largestText {
            log.add(
                "the text alone has \(text.utf8.count) bytes; a text message takes \(MessageBody.largestText)",
                at: place,
                suggestion: "shorten it by \(text.utf8.count - MessageBody.largestText) bytes at least",
                rule: .textOver150KB
            )
            return nil
        }
        let text = readable(place, isMessage: true)
        checkPlaceholders(place, .text)
        return text
    }

    private mutating func shareChat(_ place: ManifestPlace) -> String? {
        key(place, prefix: "oc_", name: "chat id")
    }

    /// One of Feishu's keys: a prefix and letters, digits, `_` and `-`.
    mutating func key(_ place: ManifestPlace, prefix: String, name: String) -> String? {
        guard let text = string(place) else { return nil }
        let body = text.utf8.dropFirst(prefix.utf8.count)
        guard text.hasPrefix(prefix), (1...128).contains(body.count), body.allSatisfy(Self.isKeyByte) else {
            log.add("\(Quoting.quoted(text)) is no \(name); those start with \(prefix)", at: place)
            return nil
        }
        return text
    }

    static func isKeyByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    private mutating func template(_ place: ManifestPlace) -> CardTemplate? {
        let slips = [
            "template_id": "id", "template_version_name": "version", "template_variable": "variables",
            "vars": "variables",
        ]
        guard let fields = object(place, allowed: ["id", "version", "variables"], slips: slips) else { return nil }
        let id = required("id", of: fields).flatMap { key($0, prefix: "", name: "template id") }
        var version: String?
        if let place = fields["version"] {
            version = string(place)
            if let version, version.wholeMatch(of: /[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}/) == nil {
                log.add("\(Quoting.quoted(version)) is no version", at: place, suggestion: "write it as in 1.0.0")
            }
        } else {
            warnings.add(
                "without \"version\" Feishu takes whichever version is newest when it is sent", at: place,
                suggestion: "name the version you have previewed", rule: .templateVersionNotPinned
            )
        }
        if let variables = fields["variables"] {
            if variables.members == nil { expected("an object", at: variables) }
            checkFreeJSON(variables)
            checkPlaceholders(variables, .variables)
        }
        return id.map { CardTemplate(id: $0, version: version, variables: fields["variables"]?.node.value) }
    }
}
