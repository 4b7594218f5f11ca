import StrictJSON

/// Where in a message a string stands, as far as placeholders are concerned.
///
/// Values go where people read; never into keys, ids, Feishu's own words, or the scheme and server of an address.
struct MessageSpot {
    /// What a string may hold.
    enum Use: Equatable {
        /// Placeholders, filled for such a place.
        case takes(PersonalPlace)
        /// None, since it is …
        case refuses(String)
    }

    private enum Realm { case post, locale, paragraphs, card, same }

    /// What a string right here may hold.
    let use: Use
    private let realm: Realm

    /// A text message.
    static let text = MessageSpot(use: .takes(.words), realm: .same)
    /// A post's locales.
    static let post = MessageSpot(use: .refuses("no part of a post that people read"), realm: .post)
    /// A card of either schema.
    static let card = MessageSpot(use: .takes(.unknown), realm: .card)
    /// A template's variables: how the card draws them only Feishu knows.
    static let variables = MessageSpot(use: .takes(.unknown), realm: .same)

    /// The text of a post's node.
    static func node(_ node: JSONValue) -> MessageSpot {
        MessageSpot(use: use(ofNode: node, key: "text") ?? post.use, realm: .same)
    }

    /// An object's member; elements of an array are where the array is.
    func member(_ key: String, of object: JSONValue) -> MessageSpot {
        switch realm {
        case .same: self
        case .post: MessageSpot(use: use, realm: .locale)
        case .locale:
            key == "title" ? .text : MessageSpot(use: use, realm: key == "content" ? .paragraphs : .same)
        case .paragraphs: MessageSpot(use: Self.use(ofNode: object, key: key) ?? use, realm: .same)
        case .card: Self.cardMember(key, of: object)
        }
    }

    private static func use(ofNode node: JSONValue, key: String) -> Use? {
        guard key == "text" else { return nil }
        switch node["tag"]?.string {
        case "text": return .takes(node["un_escape"]?.bool == true ? .escapedWords : .words)
        case "a": return .takes(.words)
        // Its Markdown is documented without an escape.
        case "md": return .takes(.unknown)
        default: return nil
        }
    }

    private static func cardMember(_ key: String, of object: JSONValue) -> MessageSpot {
        switch key {
        case "value", "chart_spec": MessageSpot(use: .takes(.data), realm: .same)
        case "rows": MessageSpot(use: .takes(.unknown), realm: .same)
        case "content", "i18n", "i18n_content":
            MessageSpot(use: .takes(place(ofContent: object["tag"]?.string)), realm: .same)
        case "url",
            "href" where object[key]?.string != nil:
            MessageSpot(use: .takes(.address), realm: .same)
        case _ where key.hasSuffix("_url") && object[key]?.string != nil:
            MessageSpot(use: .takes(.address), realm: .same)
        case _ where isName(key): MessageSpot(use: .refuses("an id or a word of Feishu's own"), realm: .card)
        default: .card
        }
    }

    private static func place(ofContent tag: String?) -> PersonalPlace {
        switch tag {
        case "plain_text": .words
        case "lark_md", "markdown": .markdown
        default: .unknown
        }
    }

    private static func isName(_ key: String) -> Bool {
        names.contains(key) || ["_id", "_ids", "_key", "_keys"].contains { key.hasSuffix($0) }
    }

    /// Keys whose values are chosen among words of Feishu's: what something is, and what it looks like.
    private static let names: Set<String> = [
        "tag", "schema", "type", "data_type", "id", "ids", "name", "token",
        "template", "color", "text_color", "background_style", "background_color", "border_color", "style",
        "display_style", "text_size", "text_align", "align", "horizontal_align", "vertical_align", "size", "scale_type",
        "layout", "mode", "flex_mode", "direction", "width", "height", "weight", "margin", "padding", "corner_radius",
        "horizontal_spacing", "vertical_spacing", "row_height", "width_mode",
    ]
}
