import StrictJSON

extension MessageLint {
    /// A post: every locale by itself, and all of them together.
    mutating func post(_ place: ManifestPlace) {
        let locales = place.members ?? []
        for locale in locales { self.locale(place.member(locale)) }
        size(place, .postOver30KB)
        if locales.count == 1, ManifestDecoder.locales.contains(locales[0].key) {
            add(.singleLocale, .warning, "the post speaks \(Quoting.quoted(locales[0].key)) alone", at: place)
        }
    }

    private mutating func locale(_ place: ManifestPlace) {
        let fields = ManifestFields(place: place, members: place.members ?? [])
        var all = ""
        var isVisible = false
        if let title = fields["title"], let text = title.string {
            words(text, at: title)
            all = text
        }
        for (index, paragraph) in (fields["content"]?.elements ?? []).enumerated() {
            guard let content = fields["content"] else { break }
            let place = content.element(index, paragraph)
            let nodes = place.elements ?? []
            for (index, node) in nodes.enumerated() {
                let node = place.element(index, node)
                if channel == .direct, nodes.count > 1, node.member("tag")?.string == "md" {
                    add(.mdTagNotAlone, .error, "an md node beside another node", at: node)
                }
                isVisible = postNode(node) || isVisible
                all += node.member("text")?.string ?? ""
            }
        }
        testLike(all, at: place)
        // An empty array of paragraphs is the reader's to refuse.
        let hasNodes = fields["content"]?.elements?.contains { $0.content != .array([]) } == true
        if hasNodes, !isVisible, InvisibleCharacter.isAll(of: all) {
            add(.emptyLocale, .warning, "nothing in this locale can be seen", at: place)
        }
    }

    /// Whether there is something to see in a node besides its text.
    private mutating func postNode(_ place: ManifestPlace) -> Bool {
        if let text = place.member("text"), let words = text.string, place.member("tag")?.string != "code_block" {
            self.words(words, at: text)
            mention(words, at: text)
            mentions(in: words, at: text)
            if place.member("tag")?.string == "md" { linksOfText(words, at: text) }
            if place.member("tag")?.string == "text" {
                for found in markup.ofBatch(words) {
                    add(
                        .textMarkup, .warning,
                        "\(Quoting.quoted(found.text)) is markup that a text node does not have", at: text,
                        scalar: found.scalar)
                }
            }
        }
        imageKey(place.member("image_key"))
        let tag = place.member("tag")?.string
        if tag == "at", let id = place.member("user_id"), let person = id.string, person != "all" {
            if channel == .batch { add(.atInBatch, .warning, "a mention of one person in a batch message", at: id) }
            // An empty one is the reader's to refuse.
            if !person.isEmpty { self.id(person, at: id) }
        } else if tag == "at", let id = place.member("user_id"), id.string == "all" {
            mentionOfAll(at: id)
        }
        return !["text", "a", "md", "code_block"].contains(tag)
    }

    /// The message alone; together with the longest list of ids it is measured when it is planned.
    mutating func size(_ place: ManifestPlace, _ rule: LintRule) {
        let bytes = place.node.value.bytes(.compact).count
        guard bytes > MessageBody.largestOther else { return }
        add(
            rule, .error, "\(bytes) bytes, \(bytes - MessageBody.largestOther) over the \(MessageBody.largestOther)",
            at: place)
    }
}

extension ManifestPlace {
    /// The place of one of this object's members, by its key.
    func member(_ key: String) -> ManifestPlace? {
        members?.first { $0.key == key }.map { member($0) }
    }
}
