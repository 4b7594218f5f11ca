import StrictJSON

extension MessageLint {
    /// A card of either schema.
    mutating func card(_ place: ManifestPlace) {
        guard place.member("file") == nil else { return }
        placeholdersAre = .warning
        mayBeForwarded = place.member("config")?.member("enable_forward")?.node.content != .bool(false)
        let isSecond = place.member("schema")?.string == "2.0"
        size(place, .cardOver30KB)
        headerColour(place.member("header"))
        for locale in place.member("i18n_header")?.members ?? [] {
            headerColour(place.member("i18n_header")?.member(locale))
        }
        updateMulti(place, isSecond: isSecond)
        locales(place, isSecond: isSecond)
        blank(place)
        testLike(card: place)
        walk(place, isSecond: isSecond)
    }

    private mutating func headerColour(_ header: ManifestPlace?) {
        guard let template = header?.member("template"), let colour = template.string else { return }
        guard !CardVocabulary.headerColours.contains(colour) else { return }
        add(
            .cardHeaderColour, .warning, "\(Quoting.quoted(colour)) is no colour of a header", at: template,
            fix: KeySuggestion.nearest(to: colour, among: CardVocabulary.headerColours.sorted()).map {
                "did you mean \"\($0)\"?"
            })
    }

    /// Old SDKs have `update_multi` beside the card's parts, newer ones in its config.
    private mutating func updateMulti(_ card: ManifestPlace, isSecond: Bool) {
        guard channel == .batch else { return }
        for place in [card.member("update_multi"), card.member("config")?.member("update_multi")].compactMap(\.self) {
            // Schema 2.0 takes nothing but true, and has it by default.
            if isSecond, place.node.content == .bool(true), card.member("update_multi") == nil { continue }
            add(.updateMulti, .warning, "\"update_multi\" in a batch card", at: place)
        }
    }

    private mutating func locales(_ card: ManifestPlace, isSecond: Bool) {
        guard let elements = card.member("i18n_elements"), let bodies = elements.members else { return }
        if isSecond {
            add(.cardSchema2Locales, .error, "\"i18n_elements\" in a card of schema 2.0", at: elements)
        } else if bodies.count == 1, card.member("elements") == nil {
            add(.singleLocale, .warning, "the card speaks \(Quoting.quoted(bodies[0].key)) alone", at: elements)
        }
        let titles = Set((card.member("i18n_header")?.members ?? []).map(\.key))
        if !titles.isEmpty, titles != Set(bodies.map(\.key)) {
            add(.cardLocalesDiffer, .warning, "i18n_header and i18n_elements have different locales", at: elements)
        }
    }

    /// Goes through everything in a card that Feishu reads, and looks at every element, text, link and key.
    private mutating func walk(_ place: ManifestPlace, isSecond: Bool) {
        switch place.node.content {
        case .array(let nodes):
            for (index, node) in nodes.enumerated() { walk(place.element(index, node), isSecond: isSecond) }
        case .object(let members):
            if let tag = place.member("tag")?.string { element(place, tag: tag, isSecond: isSecond) }
            for member in members where !CardVocabulary.opaqueKeys.contains(member.key) {
                let value = place.member(member)
                key(member.key, at: value)
                part(value, key: member.key)
                walk(value, isSecond: isSecond)
            }
        default: break
        }
    }

    /// The name of a member, which nothing fills; on the direct channel it is an error of the manifest.
    private mutating func key(_ key: String, at place: ManifestPlace) {
        guard channel == .batch, let problem = TextRule.placeholdersOfABatch(in: key).first else { return }
        add(
            .unresolvedPlaceholder, .warning, "in a key, \(problem.message)", at: place, fix: "write what it stands for"
        )
    }

    /// A member whose name says what it is, wherever in a card it stands.
    private mutating func part(_ place: ManifestPlace, key: String) {
        switch key {
        case "elements", "actions":
            for (index, node) in (place.elements ?? []).enumerated() {
                let element = place.element(index, node)
                guard element.members != nil, element.member("tag")?.string == nil else { continue }
                add(.cardElementWithoutTag, .error, "an element without a \"tag\"", at: element)
            }
        case "url", "href", "default_url", "pc_url", "ios_url", "android_url": link(place)
        case "img_key": cardImageKey(place)
        default: break
        }
    }

    private mutating func cardImageKey(_ place: ManifestPlace) {
        guard let key = place.string else { return }
        imageKey(place)
        guard !key.hasPrefix("img_"), !key.contains("${") else { return }
        add(.imageKeyShape, .error, "\(Quoting.quoted(key)) is no image key", at: place)
    }

    private mutating func link(_ place: ManifestPlace) {
        guard let address = place.string, !address.isEmpty else { return }
        self.address(address, at: place)
    }

    /// An address, wherever a card has one.
    mutating func address(_ address: String, at place: ManifestPlace) {
        let scheme = address.prefix { $0 != ":" }.lowercased()
        if ["javascript", "vbscript", "data", "file", "blob"].contains(scheme), address.contains(":") {
            add(.linkScheme, .error, "\(Quoting.quoted(address)) is no link to a page", at: place)
        } else if !address.hasPrefix("$"), !address.contains("${"),
            !["https", "http", "lark", "applink", "feishu", "mailto", "tel"].contains(scheme)
        {
            add(.linkScheme, .warning, "\(Quoting.quoted(address)) has no scheme that clients open", at: place)
        }
    }
}
