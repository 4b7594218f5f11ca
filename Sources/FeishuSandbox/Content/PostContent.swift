/// A post of im/v1: locales on the first level, and more tags and styles than in batch_send.
struct PostContent {
    let material: MessageMaterial

    private static let styles: Set<String> = ["bold", "italic", "underline", "lineThrough"]

    func check(_ content: WireJSON) throws(Refusal) {
        guard let locales = content.members, !locales.isEmpty else {
            throw .invalidMessage("a post needs at least one locale")
        }
        for locale in locales {
            guard locale.key.wholeMatch(of: #/[a-z]{2}_[a-z]{2}/#) != nil else {
                throw .invalidMessage("\"\(locale.key)\" is no locale; unlike in batch_send there is no 'post' level")
            }
            if let title = locale.value["title"], title.string == nil {
                throw .invalidMessage("title must be a string")
            }
            guard let paragraphs = locale.value["content"]?.array, !paragraphs.isEmpty else {
                throw .invalidMessage("content must be an array of paragraphs")
            }
            for paragraph in paragraphs {
                guard let nodes = paragraph.array else { throw .invalidMessage("a paragraph must be an array") }
                for node in nodes { try check(node: node, alone: nodes.count == 1) }
            }
        }
    }

    private func check(node: WireJSON, alone: Bool) throws(Refusal) {
        guard let tag = node["tag"]?.string else { throw .invalidMessage("a node needs a tag") }
        let strings: [String]
        switch tag {
        case "text": strings = ["text"]
        case "a": strings = ["href", "text"]
        case "at": strings = ["user_id"]
        case "emotion": strings = ["emoji_type"]
        case "code_block": strings = ["text"]
        case "hr": strings = []
        case "img": strings = ["image_key"]
        case "media": strings = ["file_key"]
        case "md":
            // Documented: an md node has its paragraph to itself.
            guard alone else { throw .invalidMessage("an md node must be alone in its paragraph") }
            strings = ["text"]
        default: throw .invalidMessage("unknown tag \"\(tag)\"")
        }
        for name in strings where node[name]?.string == nil {
            throw .invalidMessage("a node with tag \"\(tag)\" needs \(name)")
        }
        if let style = node["style"] {
            guard let list = style.strings, Self.styles.isSuperset(of: list) else {
                throw .invalidMessage("unknown style")
            }
        }
        if tag == "img", let key = node["image_key"]?.string { try Self.allow(material.image(key), "image_key") }
        if tag == "media", let key = node["file_key"]?.string {
            try Self.allow(material.file(key).ownership, "file_key")
        }
    }

    static func allow(_ ownership: MessageMaterial.Ownership, _ name: String) throws(Refusal) {
        switch ownership {
        case .own: return
        case .foreign: throw Refusal(230_017, "Bot is NOT the owner of the resource.")
        case .unknown: throw .invalidMessage("invalid \(name)")
        }
    }
}
