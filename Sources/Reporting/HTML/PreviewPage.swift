public import JobModel

/// A message as a page that looks like Feishu's client: one file, no script, nothing loaded.
public enum PreviewPage {
    /// What a browser may do with the page: draw it.
    private static let policy: StaticString = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

    /// The page.
    ///
    /// - Parameters:
    ///   - title: What people call the job.
    ///   - facts: Lines about the plan, such as its audience, as plain text.
    ///   - leftOut: Who of the audience gets nothing and why, as plain text.
    ///   - warnings: What the plan warns of, as plain text.
    ///   - preview: The message.
    ///   - size: How much of Feishu's limit its largest request takes.
    ///   - language: Of everything around the message.
    /// - Returns: The page in UTF-8, the same for the same message.
    public static func html(
        title: String, facts: [String], leftOut: [String] = [], warnings: [String] = [], preview: MessagePreview,
        size: RequestSize, in language: Language = .english
    ) -> String {
        HTML.document(
            language: language.tag,
            head: [
                .empty("meta", [.plain("charset", "utf-8")]),
                .empty("meta", [.plain("http-equiv", "Content-Security-Policy"), .plain("content", policy)]),
                .empty("meta", [.plain("name", "viewport"), .plain("content", "width=device-width, initial-scale=1")]),
                .empty("meta", [.plain("name", "color-scheme"), .plain("content", "light dark")]),
                .empty("meta", [.plain("name", "referrer"), .plain("content", "no-referrer")]),
                .empty("meta", [.plain("name", "robots"), .plain("content", "noindex")]),
                .element("title", [], [.text("\(title) · \(language.say(PreviewPhrase.page))")]), .style(.preview),
            ],
            body: [
                .element(
                    "div", [.classes(["wrap"])],
                    [
                        top(title, facts, preview, size, language)
                    ] + remarks(.leftOut, leftOut, language) + remarks(.warnings, warnings, language) + [
                        .element("main", [], preview.variants.map { variant($0, preview, language) }),
                        .element(
                            "footer", [.classes(["foot"])],
                            [.text(language.say(PreviewPhrase.drawn))]),
                    ])
            ])
    }

    /// What whoever decides by the page must know besides the message.
    private static func remarks(_ name: PreviewPhrase, _ lines: [String], _ language: Language) -> [HTML] {
        guard !lines.isEmpty else { return [] }
        let title = language.say(name)
        return [
            .element(
                "section", [.classes(["variant"]), .label(title)],
                [
                    .element("h2", [], [.text(title)]),
                    .element("ul", [.classes(["facts"])], lines.map { .element("li", [], [.text($0)]) }),
                ])
        ]
    }

    private static func top(
        _ title: String, _ facts: [String], _ preview: MessagePreview, _ size: RequestSize, _ language: Language
    ) -> HTML {
        .element(
            "header", [.classes(["top"])],
            [
                .element(
                    "p", [.classes(["eyebrow"])],
                    [.text("\(language.say(PreviewPhrase.heading)) · \(preview.kind(in: language))")]),
                .element("h1", [], [.text(title)]),
                .element("ul", [.classes(["facts"])], facts.map { .element("li", [], [.text($0)]) }),
                .element(
                    "div", [.classes(["size"])],
                    [
                        .element(
                            "meter",
                            [
                                .number("min", 0), .number("max", size.limit),
                                .number("value", min(size.bytes, size.limit)),
                                .number("high", size.limit / 5 * 4), .number("optimum", 0),
                                .label(language.say(PreviewPhrase.largest)),
                            ], [.text(Figure.percent(size.bytes, of: size.limit))]),
                        .element(
                            "span", [],
                            [
                                .text(
                                    "\(size.sentence(in: language)) (\(Figure.percent(size.bytes, of: size.limit)))")
                            ]),
                    ]),
            ])
    }

    private static func variant(
        _ variant: PreviewVariant, _ preview: MessagePreview, _ language: Language
    ) -> HTML {
        let name = preview.readers(of: variant, in: language) ?? language.say(ReportPhrase.everybody)
        return .element(
            "section", [.classes(["variant"]), .label(name)],
            [
                .element("h2", [], [.text(name)]),
                .element(
                    "div", [.classes(["pair"])],
                    [
                        client(variant, preview, language, theme: "light", name: .light),
                        client(variant, preview, language, theme: "dark", name: .dark),
                    ]),
            ])
    }

    private static func client(
        _ variant: PreviewVariant, _ preview: MessagePreview, _ language: Language, theme: StaticString,
        name: PreviewPhrase
    ) -> HTML {
        // The same message twice: whoever listens hears it once, and the keyboard comes by once.
        let spoken: [HTML.Attribute] =
            name == .dark ? [.plain("aria-hidden", "true"), .plain("inert", "")] : []
        return .element(
            "article", [.classes(["client", theme])] + spoken,
            [.element("h3", [], [.text(language.say(name))]), chat(variant, preview.shape, language, title: "h4")])
    }

    /// A message in one language as it stands in a chat, for pages with a look of their own.
    ///
    /// `title` is the element of a card's title, below the headings of the page.
    static func chat(
        _ variant: PreviewVariant, _ shape: MessagePreview.Shape, _ language: Language, title: StaticString
    ) -> HTML {
        let blocks = variant.blocks.map { BlockPage(language: language).html($0) }
        let message: HTML =
            shape == .card
            ? .element(
                "div", [.classes(["card"])],
                (variant.header.map { [head($0, title: title)] } ?? []) + [
                    .element("div", [.classes(["body"])], blocks)
                ])
            : .element("div", [.classes(["bubble"])], blocks)
        let tongue = variant.locale.map { [HTML.Attribute.language(tag($0))] } ?? []
        return .element(
            "div", [.classes(["chat"])] + tongue,
            [
                avatar,
                .element(
                    "p", [.classes(["sender"])],
                    [
                        .text(language.say(PreviewPhrase.bot)),
                        .element("span", [.classes(["badge"])], [.text(language.say(PreviewPhrase.badge))]),
                    ]),
                message,
            ])
    }

    private static func head(_ header: PreviewHeader, title element: StaticString) -> HTML {
        let hasWords = !header.title.words.isEmpty || !header.tags.isEmpty
        var title = header.title.map { BlockPage().html($0) }
        for tag in header.tags { title += [.text(" "), .element("span", [.classes(["tag"])], [.text(tag)])] }
        let subtitle = header.subtitle.map { BlockPage().html($0) }
        return .element(
            "div", [.classes(["head", CardColour(named: header.colour).styleClass])],
            [
                .element(hasWords ? element : "p", [.classes(["title"])], title)
            ] + (subtitle.isEmpty ? [] : [.element("p", [.classes(["sub"])], subtitle)]))
    }

    /// A robot's face, drawn on the page itself.
    private static let avatar: HTML = .element(
        "svg",
        [
            .classes(["avatar"]), .plain("viewBox", "0 0 36 36"), .plain("aria-hidden", "true"),
            .plain("focusable", "false"),
        ],
        [
            .element(
                "path",
                [
                    .plain("fill", "#fff"),
                    .plain(
                        "d",
                        "M17 8h2v3h6a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H11a2 2 0 0 1-2-2V13a2 2 0 0 1 2-2h6zM14 15v4h2v-4zM20 15v4h2v-4zM14 21v1h8v-1z"
                    ),
                ])
        ])

    /// `zh_cn` as BCP 47 has it.
    private static func tag(_ locale: String) -> String {
        let parts = locale.split(separator: "_", maxSplits: 1)
        return parts.count == 2 ? "\(parts[0])-\(parts[1].uppercased())" : locale
    }
}
