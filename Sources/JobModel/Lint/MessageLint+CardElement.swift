import StrictJSON

extension MessageLint {
    /// One element of a card, by its tag.
    mutating func element(_ place: ManifestPlace, tag: String, isSecond: Bool) {
        if isSecond, let instead = CardVocabulary.goneInSchema2[tag] {
            add(
                .cardSchema2Tag, .error, "the element \"\(tag)\" in a card of schema 2.0",
                at: place.member("tag") ?? place,
                fix: instead)
        } else if !CardVocabulary.tags.contains(tag) {
            add(
                .cardUnknownTag, .warning, "\(Quoting.quoted(tag)) is no element that larkcast knows",
                at: place.member("tag") ?? place,
                fix: KeySuggestion.nearest(to: tag, among: CardVocabulary.tags.sorted()).map {
                    "did you mean \"\($0)\"?"
                })
        }
        switch tag {
        case "plain_text", "lark_md", "markdown":
            cardText(place, tag: tag)
            if tag == "markdown", !["content", "i18n", "i18n_content"].contains(where: { place.member($0) != nil }) {
                add(.cardElementShape, .warning, "a markdown element without \"content\"", at: place)
            }
        case "div":
            if let text = place.member("text"), text.members == nil {
                add(
                    .cardElementShape, .error, "the \"text\" of a div is no object", at: text,
                    fix: "write {\"tag\": \"plain_text\", \"content\": …}")
            }
        case "chart":
            if place.member("chart_spec")?.members == nil {
                add(.cardChartSpec, .error, "a chart without a specification", at: place)
            }
        case "audio":
            if place.member("file_key")?.string?.isEmpty != false {
                add(.cardAudio, .error, "an audio element without a file", at: place)
            } else if mayBeForwarded {
                add(
                    .cardAudio, .error, "an audio element in a card that may be forwarded", at: place,
                    fix: "write \"config\": {\"enable_forward\": false}")
            }
        case "table": table(place)
        case "person": person(place.member("user_id"))
        case "person_list":
            for (index, node) in (place.member("persons")?.elements ?? []).enumerated() {
                guard let persons = place.member("persons") else { break }
                person(persons.element(index, node).member("id"))
            }
        default: break
        }
    }

    private mutating func cardText(_ place: ManifestPlace, tag: String) {
        var texts = [place.member("content")]
        for key in ["i18n", "i18n_content"] {
            guard let locales = place.member(key) else { continue }
            texts += (locales.members ?? []).map { locales.member($0) }
        }
        for text in texts.compactMap(\.self) {
            guard let words = text.string else { continue }
            self.words(words, at: text)
            if tag == "plain_text" {
                for found in markup.ofBatch(words) {
                    add(
                        .textMarkup, .warning, "\(Quoting.quoted(found.text)) is markup that plain_text does not have",
                        at: text, scalar: found.scalar, fix: "write \"tag\": \"lark_md\"")
                }
            }
            if tag != "plain_text" {
                mentions(in: words, at: text)
                links(in: words, at: text, picturesAre: tag == "markdown" ? .error : .warning)
            }
        }
    }

    private mutating func person(_ place: ManifestPlace?) {
        guard let place, let id = place.string else { return }
        self.id(id, at: place)
    }
}
