public import JobModel

/// What was sent, as its readers see it.
public enum MessageSection {
    /// Most characters of a text that are shown: a report is read for its figures.
    static let mostCharacters = 6000

    /// The section; a message that was not sent yet has a heading and a note of its own.
    public static func html(
        _ message: Message?, channel: DeliveryChannel, heading: String? = nil, note: String? = nil,
        _ context: ReportContext
    ) -> HTML {
        let heading = heading ?? context.say(ReportPhrase.message)
        guard let message else {
            return ReportSection.html(heading, [ReportSection.paragraph(context.say(ReportPhrase.noMessage))])
        }
        let shown = context.showsIDs ? message : PersonMask.withoutIDs(message)
        let preview = MessagePreview(cut(shown, context), channel: channel, in: context.language)
        return ReportSection.html(
            heading,
            preview.variants.map { variant in
                let name = variant.language ?? context.say(ReportPhrase.everybody)
                return .element(
                    "article", [.classes(["client", "auto"]), .label(name)],
                    (preview.variants.count > 1 ? [.element("h3", [], [.text(name)])] : [])
                        + [
                            PreviewPage.chat(
                                variant, preview.shape, context.language,
                                title: preview.variants.count > 1 ? "h4" : "h3")
                        ])
            } + [ReportSection.paragraph(note ?? context.say(ReportPhrase.messageNote), ["small"])])
    }

    private static func cut(_ message: Message, _ context: ReportContext) -> Message {
        guard case .text(let text) = message, text.count > mostCharacters else { return message }
        let more = context.say(ReportPhrase.messageCut, count: text.count - mostCharacters)
        return .text("\(text.prefix(mostCharacters))\n\(more)")
    }
}
