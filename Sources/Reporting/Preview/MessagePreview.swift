public import JobModel
import StrictJSON

/// A message in parts that can be drawn, once for each of its languages.
///
/// What it does not know is named, never dropped: somebody decides by it whether 50,000 people get this.
public struct MessagePreview: Sendable, Equatable {
    /// How the client shows it.
    public enum Shape: Sendable, Equatable {
        /// Words in a bubble.
        case bubble
        /// A card with an optional header.
        case card
    }

    /// The manifest's key for the kind of message.
    public let kind: String
    /// Bubble or card.
    public let shape: Shape
    /// The languages in a fixed order, Chinese and English first; one without a name where a message has only one for everybody.
    public let variants: [PreviewVariant]
    /// How many people get a message of their own, of whom the first one's is drawn; `nil` when everybody gets the same.
    public var copies: Int?

    /// Draws a message by the rules of its channel; `resources` are the files it names, `language` is of what is said about it.
    public init(
        _ message: Message, channel: DeliveryChannel = .batch, resources: MessageResources = MessageResources(),
        in language: Language = .english
    ) {
        let say = { (phrase: DrawingPhrase, values: [String: String]) in language.say(phrase, values) }
        kind = message.key
        switch message {
        case .text(let text):
            shape = .bubble
            let runs = InlineMarkup.runs(text, channel == .direct ? .directText : .plain)
            variants = [PreviewVariant(blocks: [.paragraph(runs)])]
        case .post(let locales):
            shape = .bubble
            variants = PostPreview.variants(locales, channel: channel, in: language)
        case .image(let source):
            shape = .bubble
            variants = [PreviewVariant(blocks: [.images([Self.image(source, at: .image, resources, language)])])]
        case .file, .audio, .video, .sticker:
            shape = .bubble
            variants = [PreviewVariant(blocks: [.attachment(Self.attachment(message, resources, language))])]
        case .shareChat(let chat):
            shape = .bubble
            variants = [PreviewVariant(blocks: [.named(say(.groupCard, ["id": chat]))])]
        case .card(.json(let card)):
            shape = .card
            variants = CardPreview.variants(card, in: language)
        case .card(.file(let path)):
            shape = .card
            let card = resources.cardBytes.flatMap { JSONReader().read($0).root?.value }
            variants =
                card.map { CardPreview.variants($0, in: language) }
                ?? [PreviewVariant(blocks: [.named(say(.cardFrom, ["path": path]))])]
        case .template(let template):
            shape = .card
            variants = [PreviewVariant(blocks: Self.template(template, language))]
        }
    }

    /// What people call the kind of message; in English the manifest's key.
    func kind(in language: Language) -> String { language.say(MessageKind(key: kind)) }

    /// Whose the variant is that a box or a section shows: readers of a language, the first recipient, or both.
    func readers(of variant: PreviewVariant, in language: Language) -> String? {
        let copy = copies.map { language.say(PreviewPhrase.firstCopy, count: $0) }
        let names = [variant.language, copy].compactMap(\.self)
        return names.isEmpty ? nil : names.joined(separator: " · ")
    }

    private static func image(
        _ source: UploadSource, at slot: KeySlot, _ resources: MessageResources, _ language: Language
    ) -> PreviewImage {
        switch source {
        case .key(let key): return PreviewImage(name: key)
        case .file(let path):
            let name = language.say(DrawingPhrase.file, ["name": path])
            guard let bytes = resources.uploads[slot]?.bytes, let image = ImageFile(bytes) else {
                return PreviewImage(name: name)
            }
            let bytesOfIt = language.say(DrawingPhrase.bytes, ["count": Figure.grouped(image.byteCount)])
            let detail = "\(image.format.name), \(image.width) x \(image.height), \(bytesOfIt)"
            return PreviewImage(name: name, detail: detail, picture: PreviewPicture(image, bytes: bytes))
        }
    }

    /// A message that is one file, by the slots of its keys.
    private static func attachment(
        _ message: Message, _ resources: MessageResources, _ language: Language
    ) -> PreviewAttachment {
        let kind = PreviewAttachment.Kind(rawValue: message.key) ?? .file
        var attachment = PreviewAttachment(kind, name: "")
        for (slot, source) in message.keys {
            if slot == .cover {
                attachment.cover = image(source, at: slot, resources, language)
                continue
            }
            switch source {
            case .key(let key): attachment.name = key
            case .file(let path):
                let upload = resources.uploads[slot]
                attachment.name = upload?.name ?? path
                attachment.detail = upload.map {
                    "\(($0.fileType ?? .stream).name), "
                        + language.say(DrawingPhrase.bytes, ["count": Figure.grouped($0.bytes.count)])
                }
                attachment.durationMilliseconds = upload?.durationMilliseconds
            }
        }
        return attachment
    }

    /// Feishu keeps the card; its variables are all there is to see.
    private static func template(_ template: CardTemplate, _ language: Language) -> [PreviewBlock] {
        let version =
            template.version.map { language.say(DrawingPhrase.version, ["name": $0]) }
            ?? language.say(DrawingPhrase.newestVersion)
        let rows = (template.variables?.members ?? []).map { variable in
            [
                [PreviewRun(variable.key)],
                InlineMarkup.runs(variable.value.string ?? variable.value.text(), .card, in: language),
            ]
        }
        let name = PreviewBlock.named(
            language.say(DrawingPhrase.template, ["id": template.id, "version": version]))
        return rows.isEmpty
            ? [name]
            : [
                name,
                .table(
                    headings: [language.say(DrawingPhrase.variable), language.say(DrawingPhrase.value)], rows: rows),
            ]
    }
}

/// A message in one language.
public struct PreviewVariant: Sendable, Equatable {
    /// Feishu's name of the language, such as `zh_cn`; `nil` where everybody sees this.
    public var locale: String?
    /// The coloured head of a card.
    public var header: PreviewHeader?
    /// What stands below.
    public var blocks: [PreviewBlock]

    /// Creates a variant.
    public init(locale: String? = nil, header: PreviewHeader? = nil, blocks: [PreviewBlock]) {
        self.locale = locale
        self.header = header
        self.blocks = blocks
    }

    /// The name of a language for people, with Feishu's own behind it.
    public var language: String? {
        guard let locale else { return nil }
        return Self.names[locale].map { "\($0) (\(locale))" } ?? locale
    }

    private static let names = [
        "zh_cn": "简体中文", "en_us": "English", "ja_jp": "日本語", "zh_hk": "繁體中文（香港）", "zh_tw": "繁體中文（台灣）",
        "id_id": "Bahasa Indonesia", "vi_vn": "Tiếng Việt", "th_th": "ไทย", "pt_br": "Português", "es_es": "Español",
        "ko_kr": "한국어", "de_de": "Deutsch", "fr_fr": "Français", "it_it": "Italiano", "ru_ru": "Русский",
        "ms_my": "Bahasa Melayu",
    ]

    /// Locales with Chinese and English first and the others by name.
    static func ordered(_ locales: some Sequence<String>) -> [String] {
        let first = ["zh_cn", "en_us"]
        let all = Set(locales)
        return first.filter(all.contains) + all.subtracting(first).sorted()
    }
}

/// The coloured head of a card.
public struct PreviewHeader: Sendable, Equatable {
    /// Its title.
    public var title: [PreviewRun]
    /// The line below.
    public var subtitle: [PreviewRun]
    /// Feishu's name of the colour.
    public var colour: String
    /// The labels behind the title.
    public var tags: [String]

    /// Creates a header.
    public init(title: [PreviewRun], subtitle: [PreviewRun] = [], colour: String = "default", tags: [String] = []) {
        self.title = title
        self.subtitle = subtitle
        self.colour = colour
        self.tags = tags
    }
}
