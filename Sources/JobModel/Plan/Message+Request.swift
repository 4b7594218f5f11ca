import StrictJSON

public import struct Foundation.Data

extension Message {
    /// The message in the bytes of a request, as they were frozen; `nil` when they hold none.
    ///
    /// What a manifest named by a file stands here as what was sent: the card itself, or the key of an upload. Feishu's `audio`
    /// and `file` have the same key, so the request's kind tells them apart.
    public init?(request body: Data, channel: DeliveryChannel) {
        guard let request = JSONReader().readStrictly(Array(body)), let type = request["msg_type"]?.string else {
            return nil
        }
        let content: JSONValue?
        switch channel {
        case .batch: content = type == "interactive" ? request["card"] : request["content"]
        case .direct: content = request["content"]?.string.flatMap { JSONReader().readStrictly(Array($0.utf8)) }
        }
        guard let content else { return nil }
        self.init(type: type, content: content, channel: channel)
    }

    private init?(type: String, content: JSONValue, channel: DeliveryChannel) {
        let image = content["image_key"]?.string
        let file = content["file_key"]?.string
        switch type {
        case "text":
            guard let text = content["text"]?.string else { return nil }
            self = .text(text)
        case "post":
            guard let locales = channel == .batch ? content["post"] : content else { return nil }
            self = .post(locales)
        case "image":
            guard let image else { return nil }
            self = .image(.key(image))
        case "file":
            guard let file else { return nil }
            self = .file(.key(file))
        case "audio":
            guard let file else { return nil }
            self = .audio(.key(file))
        case "media":
            guard let file else { return nil }
            self = .video(VideoMessage(film: .key(file), cover: image.map { .key($0) }))
        case "sticker":
            guard let file else { return nil }
            self = .sticker(file)
        case "share_chat":
            guard let chat = (content["share_chat_id"] ?? content["chat_id"])?.string else { return nil }
            self = .shareChat(chat)
        case "interactive":
            guard content["type"] == "template", let data = content["data"], let id = data["template_id"]?.string else {
                self = .card(.json(content))
                return
            }
            self = .template(
                CardTemplate(
                    id: id, version: data["template_version_name"]?.string, variables: data["template_variable"]))
        default: return nil
        }
    }
}
