import StrictJSON

/// A card of either schema, in one of its languages.
struct CardPreview {
    let locale: String?
    let isSecond: Bool
    /// Of what is said about the card, not of the card.
    var language = Language.english

    /// One variant for every language the card has, or one for everybody.
    static func variants(_ card: JSONValue, in language: Language = .english) -> [PreviewVariant] {
        var locales: Set<String> = []
        collectLocales(card, into: &locales)
        let isSecond = card["schema"]?.string == "2.0"
        let names: [String?] = locales.isEmpty ? [nil] : PreviewVariant.ordered(locales)
        return names.map { CardPreview(locale: $0, isSecond: isSecond, language: language).variant(card) }
    }

    private static func collectLocales(_ value: JSONValue, into locales: inout Set<String>) {
        for member in value.members ?? [] {
            if ["i18n", "i18n_content", "i18n_elements", "i18n_header"].contains(member.key) {
                locales.formUnion((member.value.members ?? []).map(\.key))
            }
            if member.key != "chart_spec", member.key != "value" { collectLocales(member.value, into: &locales) }
        }
        for element in value.array ?? [] { collectLocales(element, into: &locales) }
    }

    private func variant(_ card: JSONValue) -> PreviewVariant {
        let elements = localized(card["i18n_elements"]) ?? card["elements"] ?? card["body"]?["elements"]
        var blocks = self.blocks(elements)
        if let whole = card["card_link"], let link = link(of: whole) {
            blocks.append(.named(say(.cardOpens, ["address": link])))
            blocks += otherLinks(of: whole).map(PreviewBlock.named)
        }
        return PreviewVariant(
            locale: locale, header: header(localized(card["i18n_header"]) ?? card["header"]), blocks: blocks)
    }

    /// What is said about a part of the card.
    func say(_ phrase: DrawingPhrase, _ values: [String: String] = [:]) -> String { language.say(phrase, values) }

    private func localized(_ locales: JSONValue?) -> JSONValue? { locale.flatMap { locales?[$0] } }

    private func header(_ header: JSONValue?) -> PreviewHeader? {
        guard let header, header["title"] != nil || header["subtitle"] != nil else { return nil }
        return PreviewHeader(
            title: runs(header["title"]), subtitle: runs(header["subtitle"]),
            colour: header["template"]?.string ?? "default",
            tags: (header["text_tag_list"]?.array ?? []).map { runs($0["text"]).words })
    }

    /// Elements in their order.
    func blocks(_ elements: JSONValue?) -> [PreviewBlock] { (elements?.array ?? []).flatMap(element) }

    /// The words of a text object in this language.
    func words(_ text: JSONValue?) -> String {
        if let string = text?.string { return string }
        for key in ["i18n", "i18n_content"] {
            if let words = localized(text?[key])?.string { return words }
        }
        return text?["content"]?.string ?? ""
    }

    /// A text object as runs.
    func runs(_ text: JSONValue?) -> [PreviewRun] {
        let words = words(text)
        let isMarkdown = ["lark_md", "markdown"].contains(text?["tag"]?.string)
        return words.isEmpty ? [] : isMarkdown ? InlineMarkup.runs(words, .card, in: language) : [PreviewRun(words)]
    }

    /// A text object as blocks.
    func textBlocks(_ text: JSONValue?) -> [PreviewBlock] {
        let words = words(text)
        guard !words.isEmpty else { return [] }
        return switch text?["tag"]?.string {
        case "lark_md", "markdown": MarkdownBlocks.blocks(words, isFull: isSecond, in: language)
        default: [.paragraph([PreviewRun(words)])]
        }
    }
}
