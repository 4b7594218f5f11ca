/// The content of an im/v1 message: JSON in a string, checked for its type.
/// https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v1/message/create_json
struct MessageContent {
    let type: String
    let text: String
    let json: WireJSON

    /// 30 KB for cards and posts, 150 KB for texts.
    private static let longestCard = 30 * 1024
    private static let longestText = 150 * 1024
    private static let types: Set<String> = [
        "text", "post", "image", "file", "audio", "media", "sticker", "interactive", "share_chat", "share_user",
        "system",
    ]

    init(_ body: WireJSON) throws(Refusal) {
        guard let type = body["msg_type"]?.string, Self.types.contains(type) else {
            throw .invalidMessage("invalid msg_type")
        }
        guard let text = body["content"]?.string else { throw .invalidMessage("content must be a string of JSON") }
        guard text.utf8.count <= (["post", "interactive"].contains(type) ? Self.longestCard : Self.longestText) else {
            throw Refusal(230_025, "The length of the message content reaches its limit.")
        }
        guard let json = try? WireJSONReader.read(Array(text.utf8)), json.members != nil else {
            throw .invalidMessage("content is not in json format")
        }
        (self.type, self.text, self.json) = (type, text, json)
    }

    func check(_ material: MessageMaterial, isGroup: Bool) throws(Refusal) {
        switch type {
        case "text":
            guard let text = json["text"]?.string, !text.isEmpty else { throw .invalidMessage("text can not be empty") }
        case "post": try PostContent(material: material).check(json)
        case "image": try checkImage(json["image_key"], material)
        case "file": try checkFile(material, of: nil)
        case "audio": try checkFile(material, of: "opus")
        case "media":
            try checkFile(material, of: "mp4")
            if let cover = json["image_key"] { try checkImage(cover, material) }
        case "sticker":
            let key = try required("file_key")
            guard material.company.stickerKeys.contains(key) else { throw .invalidMessage("invalid file_key") }
        case "interactive": try checkCard(material)
        case "share_chat":
            let id = try required("chat_id")
            guard let chat = material.company.chat(id: id) else { throw .invalidMessage("invalid chat_id") }
            guard chat.hasBot else { throw Refusal(230_002, "The bot can not be outside the group.") }
        case "share_user":
            let id = try required("user_id")
            guard material.company.person(openID: id) != nil else { throw .invalidMessage("invalid user_id") }
        default: try checkSystem(isGroup: isGroup)
        }
    }

    private func required(_ name: String) throws(Refusal) -> String {
        guard let value = json[name]?.string, !value.isEmpty else { throw .invalidMessage("\(name) is required") }
        return value
    }

    private func checkImage(_ key: WireJSON?, _ material: MessageMaterial) throws(Refusal) {
        guard let key = key?.string, !key.isEmpty else { throw .invalidMessage("image_key is required") }
        try PostContent.allow(material.image(key), "image_key")
    }

    /// An opus file is sent as `audio` and an mp4 as `media`, never as anything else.
    private func checkFile(_ material: MessageMaterial, of wanted: String?) throws(Refusal) {
        let (ownership, type) = material.file(try required("file_key"))
        try PostContent.allow(ownership, "file_key")
        let fits = wanted.map { $0 == type } ?? !["opus", "mp4"].contains(type)
        guard fits else {
            throw Refusal(230_055, "The type of file upload does not match the type of message being sent.")
        }
    }

    private func checkCard(_ material: MessageMaterial) throws(Refusal) {
        do throws(Refusal) {
            try CardInspection(material: material).check(json)
        } catch {
            throw Refusal(230_099, "Failed to create card content, ext=\(error.message)")
        }
    }

    /// A divider with a few words, between the bot and one person only.
    private func checkSystem(isGroup: Bool) throws(Refusal) {
        guard !isGroup else { throw .invalidMessage("system messages are for chats with one person") }
        guard json["type"]?.string == "divider",
            let text = json["params"]?["divider_text"]?["text"]?.string, (1...20).contains(text.count)
        else { throw .invalidMessage("a system message is a divider with a text of at most 20 characters") }
    }
}
