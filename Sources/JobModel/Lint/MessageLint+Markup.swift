/// Links, pictures and mentions inside words: of cards, of `md` nodes and of texts.
extension MessageLint {
    /// Links and pictures in Markdown of a card.
    mutating func links(in text: String, at place: ManifestPlace, picturesAre severity: LintFinding.Severity) {
        var pictures: Set<String.Index> = []
        for match in text.matches(of: patterns.picture) {
            let key = String(match.output.1)
            pictures.insert(match.output.1.startIndex)
            if imageKey(key, at: place) || key.hasPrefix("img_") || key.contains("${") || key.hasPrefix("{{") {
                continue
            }
            add(.imageKeyShape, severity, "\(Quoting.quoted(key)) is no image key", at: place)
        }
        for match in text.matches(of: patterns.linkTarget) where !pictures.contains(match.output.1.startIndex) {
            address(String(match.output.1), at: place)
        }
    }

    /// Links with words in a direct text or an `md` node: brackets behind brackets are an address only if they hold
    /// something like one.
    mutating func linksOfText(_ text: String, at place: ManifestPlace) {
        for match in text.matches(of: patterns.linkTarget) {
            let address = String(match.output.1)
            guard address.contains(where: { ".:/".contains($0) }), !address.hasPrefix("{{") else { continue }
            self.address(address, at: place)
        }
    }

    /// `<at user_id=…>`, `<at id=…>` and `<person id=…>`.
    mutating func mentions(in text: String, at place: ManifestPlace) {
        for match in text.matches(of: patterns.mention) {
            id(String(match.output.1 ?? match.output.2 ?? match.output.3 ?? ""), at: place)
        }
    }

    /// A mention of everybody: in a group it notifies, where the group lets it; elsewhere it is the reader's to refuse.
    mutating func mentionOfAll(at place: ManifestPlace) {
        guard isForGroups else { return }
        add(.atAll, .warning, "a mention of everybody (@all)", at: place, fix: "make sure that the group allows it")
    }

    /// An id that stands for a person.
    mutating func id(_ id: String, at place: ManifestPlace) {
        if id.allSatisfy(\.isWhitespace) {
            return add(.cardUserID, .error, "a mention without an id", at: place)
        }
        if id.lowercased() == "all" { return mentionOfAll(at: place) }
        if PlaceholderText.begins(in: id) || id.contains("${") { return }
        let shown = Quoting.quoted(id)
        if let kind = CardVocabulary.idsOfOthers.first(where: { id.hasPrefix($0.prefix) }) {
            add(.cardUserID, .error, "\(shown) is \(kind.name), not a person's", at: place)
        } else if let kind = CardVocabulary.idsOfPeople.first(where: { id.hasPrefix($0.prefix) }) {
            // Every open_id and union_id that Feishu shows has 32 hexadecimal digits; nothing says that they always will.
            guard !Self.isHexadecimal(id.dropFirst(kind.prefix.count)) else { return }
            add(.cardUserID, .warning, "\(shown) does not look like \(kind.name)", at: place)
        } else if RecipientShape.problem(with: id, as: .userID) != nil {
            // User ids are the tenant's own words, of certain characters.
            add(.cardUserID, .error, "\(shown) is no id", at: place)
        }
    }

    private static func isHexadecimal(_ body: Substring) -> Bool {
        body.utf8.count == 32 && body.allSatisfy { $0.isASCII && $0.isHexDigit && !$0.isUppercase }
    }
}
