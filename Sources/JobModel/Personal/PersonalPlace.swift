/// What a value is put into, which decides how it is written so that it stays a value.
enum PersonalPlace: Equatable, Sendable {
    /// Words of a text, of a post's nodes, of a card's `plain_text`: there is no escape for `<`, so what could become
    /// markup is refused.
    case words
    /// Words of a post's node with `un_escape`, in which Feishu resolves character references.
    case escapedWords
    /// Markdown of a card, which has an escape for every mark.
    ///
    /// Source: Feishu, "Rich text (Markdown)" for card JSON 1.0 and 2.0, "Escape special characters": `&#NUMBER;`.
    case markdown
    /// Something whose reader is not known to be the one or the other (an `md` node, a template's variable, a table):
    /// what could be markup in any of them is refused.
    case unknown
    /// Data that nobody draws as markup: what a button sends back, a chart's figures.
    case data
    /// An address, past its server: a value is percent-encoded.
    case address
}
