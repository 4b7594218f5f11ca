import StrictJSON

/// What a card says as a whole.
extension MessageLint {
    /// Elements that show no more than what is inside them.
    private static let frames: Set<String> = [
        "plain_text", "lark_md", "markdown", "div", "note", "action", "column_set", "column", "form",
    ]

    /// A card in which nobody sees anything, or nobody of one language.
    mutating func blank(_ card: ManifestPlace) {
        guard ![card.member("header"), card.member("i18n_header")].compactMap(\.self).contains(where: showsSomething)
        else { return }
        let bodies = [card.member("elements"), card.member("body")].compactMap(\.self)
        let locales = (card.member("i18n_elements")?.members ?? []).compactMap { locale in
            card.member("i18n_elements")?.member(locale)
        }
        guard (bodies + locales).contains(where: showsSomething) else {
            return add(.cardBlank, .warning, "nothing in this card can be seen", at: card)
        }
        for locale in locales where !showsSomething(locale) {
            add(.cardBlank, .warning, "nothing in this language can be seen", at: locale)
        }
    }

    private func showsSomething(_ place: ManifestPlace) -> Bool {
        if let tag = place.member("tag")?.string, !Self.frames.contains(tag) { return true }
        if Self.texts(of: place).contains(where: { !InvisibleCharacter.isAll(of: $0) }) { return true }
        return (place.elements ?? []).enumerated().contains { showsSomething(place.element($0, $1)) }
            || (place.members ?? []).contains { showsSomething(place.member($0)) }
    }

    /// The words of a text object, in every language.
    private static func texts(of place: ManifestPlace) -> [String] {
        var texts = [place.member("content")?.string]
        for key in ["i18n", "i18n_content"] {
            guard let locales = place.member(key) else { continue }
            texts += (locales.members ?? []).map { locales.member($0).string }
        }
        return texts.compactMap(\.self)
    }

    /// All words of a card that Feishu would take for a test; figures alone may stand beside a picture.
    mutating func testLike(card: ManifestPlace) {
        guard channel == .batch else { return }
        var words: [String] = []
        Self.collect(card, into: &words)
        let text = words.joined(separator: " ")
        guard text.contains(where: \.isLetter) else { return }
        testLike(text, at: card)
    }

    private static func collect(_ place: ManifestPlace, into words: inout [String]) {
        for (index, node) in (place.elements ?? []).enumerated() { collect(place.element(index, node), into: &words) }
        guard let members = place.members else { return }
        words += texts(of: place)
        for member in members where !CardVocabulary.opaqueKeys.contains(member.key) {
            collect(place.member(member), into: &words)
        }
    }
}
