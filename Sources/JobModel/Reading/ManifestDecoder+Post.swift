import StrictJSON

extension ManifestDecoder {
    /// Feishu's languages for posts, as its contacts spell them.
    static let locales = [
        "zh_cn", "en_us", "ja_jp", "zh_hk", "zh_tw", "id_id", "vi_vn", "th_th", "pt_br", "es_es", "ko_kr", "de_de",
        "fr_fr",
        "it_it", "ru_ru", "ms_my",
    ]

    /// The tags of a post and their keys, in both channels; `md` and styles are the direct channel's.
    private static let tags: [String: (required: [String], optional: [String])] = [
        "text": (["text"], ["un_escape"]),
        "a": (["text", "href"], []),
        "at": (["user_id"], ["user_name"]),
        "img": (["image_key"], []),
        "media": (["file_key"], ["image_key"]),
        "emotion": (["emoji_type"], []),
        "hr": ([], []),
        "code_block": (["text"], ["language"]),
    ]

    mutating func post(_ place: ManifestPlace) -> JSONValue? {
        let slips = [
            "post": "no post inside post: give the locales, as in {\"zh_cn\": …}", "title": "zh_cn", "content": "zh_cn",
            "zh": "zh_cn", "cn": "zh_cn", "en": "en_us", "ja": "ja_jp",
        ]
        guard let members = place.members else {
            expected("an object of locales", at: place)
            return nil
        }
        if members.isEmpty { log.add("the post has no locale", at: place, suggestion: "give zh_cn or en_us") }
        for member in members {
            if Self.locales.contains(member.key) {
                locale(place.member(member))
            } else {
                unknown(
                    member, in: place, allowed: Self.locales, slips: slips,
                    rule: member.key == "post" ? .postWrapper : nil)
            }
        }
        return place.node.value
    }

    private mutating func locale(_ place: ManifestPlace) {
        guard
            let fields = object(place, allowed: ["title", "content"], slips: ["text": "content", "subject": "title"])
        else {
            return
        }
        if let title = fields["title"], let text = string(title) {
            report(TextRule.problems(inMessage: text, channel: channel), at: title)
            checkPlaceholders(title, .text)
        }
        guard let content = required("content", of: fields) else { return }
        guard let paragraphs = content.elements else { return expected("an array of paragraphs", at: content) }
        for (index, node) in paragraphs.enumerated() { paragraph(content.element(index, node)) }
        let isBlank = paragraphs.allSatisfy { $0.content == .array([]) }
        if isBlank {
            log.add(
                "the content is empty", at: content, suggestion: "give at least one paragraph with a node",
                rule: .emptyLocale)
        }
    }

    private mutating func paragraph(_ place: ManifestPlace) {
        guard let nodes = place.elements else {
            return expected("a paragraph, that is an array of nodes", at: place)
        }
        for (index, node) in nodes.enumerated() { postNode(place.element(index, node)) }
    }

    private mutating func postNode(_ place: ManifestPlace) {
        guard let members = place.members else { return expected("a node with a \"tag\"", at: place) }
        let fields = ManifestFields(place: place, members: members)
        guard let tagPlace = required("tag", of: fields), let tag = string(tagPlace) else { return }
        guard let keys = tag == "md" && channel == .direct ? (["text"], []) : Self.tags[tag] else {
            return unknownTag(tag, at: tagPlace)
        }
        let isStyled = channel == .direct && ["text", "a", "at"].contains(tag)
        let allowed = ["tag"] + keys.required + keys.optional + (isStyled ? ["style"] : [])
        for member in members where !allowed.contains(member.key) {
            if member.key == "style" {
                log.add(
                    "batch posts have no styles", at: member.keyOffset, pointer: place.pointer(to: "style"),
                    suggestion: "remove it, or use a card", rule: .styleInBatchText
                )
            } else {
                unknown(member, in: place, allowed: allowed, slips: ["url": "href", "link": "href", "content": "text"])
            }
        }
        for key in keys.required { _ = required(key, of: fields) }
        if let text = fields["text"], ["text", "a", "md"].contains(tag) {
            checkPlaceholders(text, .node(place.node.value))
        }
        for key in keys.required + keys.optional {
            if let value = fields[key] { postValue(value, key: key, tag: tag) }
        }
        if isStyled, let style = fields["style"] { self.style(style) }
    }

    /// What the direct channel's nodes may look like.
    private mutating func style(_ place: ManifestPlace) {
        guard let nodes = place.elements else { return expected("an array of styles", at: place) }
        let known = ["bold", "italic", "underline", "lineThrough"]
        for (index, node) in nodes.enumerated() {
            let style = place.element(index, node)
            guard let name = string(style), !known.contains(name) else { continue }
            log.add(
                "\(Quoting.quoted(name)) is no style", at: style, suggestion: "known: \(known.joined(separator: ", "))")
        }
    }

    private mutating func unknownTag(_ tag: String, at place: ManifestPlace) {
        if tag == "md" {
            log.add(
                "batch posts have no md tag", at: place, suggestion: "use text and a nodes, or a card",
                rule: .mdTagInBatchPost)
        } else {
            log.add(
                "\(Quoting.quoted(tag)) is no tag of a post", at: place,
                suggestion: KeySuggestion.nearest(to: tag, among: Self.tags.keys.sorted()).map {
                    "did you mean \"\($0)\"?"
                }
                    ?? "known: \(Self.tags.keys.sorted().joined(separator: ", "))"
            )
        }
    }

    private mutating func postValue(_ place: ManifestPlace, key: String, tag: String) {
        if key == "un_escape" {
            _ = bool(place)
            return
        }
        guard let text = string(place) else { return }
        switch key {
        case "href": link(text, at: place)
        case "image_key": _ = self.key(place, prefix: "img_", name: "image key")
        case "file_key": _ = self.key(place, prefix: "file_", name: "file key")
        case "emoji_type": _ = self.key(place, prefix: "", name: "emoji type")
        case "user_id" where text == "all" && mayMentionAll: return
        case "user_id" where text == "all":
            log.add(
                "a mention of everybody (@all)", at: place,
                suggestion: "remove it: each reader gets the message anyway", rule: .atAll
            )
        case "user_id":
            if text.isEmpty { log.add("an empty user_id", at: place) }
            report(TextRule.problems(in: text), at: place)
        case "text" where tag == "a":
            _ = readable(place, isMessage: true)
        case "text" where tag != "code_block":
            report(TextRule.problems(inMessage: text, channel: channel), at: place)
        default: report(TextRule.problems(in: text), at: place)
        }
    }

    private mutating func link(_ text: String, at place: ManifestPlace) {
        let schemes = ["https://", "http://", "applink://"]
        let rest = schemes.first { text.hasPrefix($0) }.map { text.dropFirst($0.count) }
        let isClean = text.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value != 0x7F && !$0.properties.isWhitespace
        }
        guard let rest, !rest.isEmpty, isClean, text.utf8.count <= 2048 else {
            log.add(
                "\(Quoting.quoted(text)) is no link", at: place,
                suggestion: "links start with \(schemes.joined(separator: ", ")) and hold no white space",
                rule: .linkScheme
            )
            return
        }
        report(TextRule.placeholders(in: text), at: place)
    }
}
