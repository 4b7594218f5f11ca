/// Looks at what a batch_send wants to say, with the company's images, chats and templates at hand.
struct MessageInspection {
    let material: MessageMaterial
    private(set) var warnings: [String] = []

    init(material: MessageMaterial) {
        self.material = material
    }

    mutating func check(_ request: BatchSendRequest) throws(Refusal) {
        switch request.type {
        case .text: try checkText(request.payload)
        case .image: try checkImage(request.payload["image_key"], name: "image_key")
        case .shareChat: try checkChat(request.payload)
        case .post: try checkPost(request.payload)
        case .interactive: try CardInspection(material: material).check(request.payload)
        }
    }

    // MARK: Text

    private mutating func checkText(_ content: WireJSON) throws(Refusal) {
        guard let text = content["text"]?.string else {
            throw .invalidParameter("'text' field required, a string", field: "content.text")
        }
        guard !text.isEmpty else { throw .invalidParameter("'text' must not be empty", field: "content.text") }
        try refuseTestText(text)
        for tag in ["<b>", "<i>", "<u>", "<s>"] where text.contains(tag) {
            warnings.append("\(tag) is not rendered in batch text")
        }
        if text.contains("](http") { warnings.append("[text](url) is not rendered in batch text") }
    }

    private func refuseTestText(_ text: String) throws(Refusal) {
        guard TestLikeText.matches(text) else { return }
        throw Refusal(230_100, "Sending invalid test messages is restricted")
    }

    // MARK: Image and chat

    private func checkImage(_ key: WireJSON?, name: String) throws(Refusal) {
        guard let key = key?.string, !key.isEmpty else {
            throw .invalidParameter("'\(name)' field required, a string", field: name)
        }
        guard material.image(key) == .own else { throw Refusal(11227, "image_key is illegal") }
    }

    private func checkChat(_ content: WireJSON) throws(Refusal) {
        guard let id = content["share_chat_id"]?.string, !id.isEmpty else {
            throw .invalidParameter("'share_chat_id' field required, a string", field: "content.share_chat_id")
        }
        guard material.company.chatIDs.contains(id) else { throw Refusal(11231, "chat not found") }
    }

    // MARK: Post

    /// In batch_send the locales sit one level lower than in im/v1, under `post`.
    private mutating func checkPost(_ content: WireJSON) throws(Refusal) {
        guard let post = content["post"] else {
            throw .invalidParameter("'post' field required", field: "content.post")
        }
        guard let locales = post.members, !locales.isEmpty else {
            throw .invalidParameter("'post' must be an object with at least one locale", field: "content.post")
        }
        for locale in locales {
            guard Self.isLocale(locale.key) else {
                throw .invalidParameter("unknown locale \"\(locale.key)\"", field: "content.post")
            }
            try checkLocale(locale.value, name: locale.key)
        }
    }

    private static func isLocale(_ name: String) -> Bool {
        let parts = name.split(separator: "_", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy { (97...122).contains($0) } }
    }

    private mutating func checkLocale(_ value: WireJSON, name: String) throws(Refusal) {
        let field = "content.post.\(name)"
        guard value.members != nil else { throw .invalidParameter("a locale must be an object", field: field) }
        if let title = value["title"], title.string == nil {
            throw .invalidParameter("'title' must be a string", field: field)
        }
        guard let paragraphs = value["content"]?.array, !paragraphs.isEmpty else {
            throw .invalidParameter("'content' must be an array of paragraphs", field: field)
        }
        var text = value["title"]?.string ?? ""
        for paragraph in paragraphs {
            guard let nodes = paragraph.array else {
                throw .invalidParameter("a paragraph must be an array of nodes", field: field)
            }
            for node in nodes {
                try checkNode(node, field: field)
                text += node["text"]?.string ?? ""
            }
        }
        try refuseTestText(text)
    }

    private func checkNode(_ node: WireJSON, field: String) throws(Refusal) {
        guard let tag = node["tag"]?.string else { throw .invalidParameter("a node needs a 'tag'", field: field) }
        guard node["style"] == nil else {
            throw .invalidParameter("'style' is not supported in batch messages", field: field)
        }
        let strings: [String]
        switch tag {
        case "text": strings = ["text"]
        case "a": strings = ["href", "text"]
        case "at": strings = ["user_id"]
        case "img":
            try checkImage(node["image_key"], name: "image_key")
            strings = []
        case "emotion": strings = ["emoji_type"]
        case "media": strings = ["file_key"]
        case "hr": strings = []
        case "code_block": strings = ["text"]
        // `md` among them: it works in im/v1 only.
        default: throw .invalidParameter("tag \"\(tag)\" is not supported in batch messages", field: field)
        }
        for name in strings where node[name]?.string == nil {
            throw .invalidParameter("a node with tag \"\(tag)\" needs '\(name)'", field: field)
        }
    }
}
