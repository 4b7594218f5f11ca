/// A part of a message that is drawn by itself.
public indirect enum PreviewBlock: Sendable, Equatable {
    /// A heading, 1 the largest.
    case heading(level: Int, [PreviewRun])
    /// Words; line breaks stand inside them.
    case paragraph([PreviewRun])
    /// Points or steps.
    case list([PreviewListItem])
    /// Somebody else's words.
    case quote([PreviewBlock])
    /// Code, line by line as it is.
    case code(String, language: String?)
    /// Pictures, more than one side by side.
    case images([PreviewImage])
    /// A file, a sound, a film or a sticker.
    case attachment(PreviewAttachment)
    /// A line across.
    case rule
    /// Small print.
    case note([PreviewBlock])
    /// Columns side by side.
    case columns([[PreviewBlock]])
    /// Short texts two by two, or one a row.
    case fields([PreviewField])
    /// Buttons, menus and inputs in a row.
    case controls([PreviewControl])
    /// A part that opens and closes.
    case panel(title: [PreviewRun], isOpen: Bool, [PreviewBlock])
    /// Inputs that are sent together.
    case form(name: String?, [PreviewBlock])
    /// A part that can be clicked as a whole.
    case container(link: String?, [PreviewBlock])
    /// A table.
    case table(headings: [String], rows: [[[PreviewRun]]])
    /// People by their ids.
    case people([String])
    /// What cannot be drawn, by its name; never dropped.
    case named(String)
}

/// One point of a list.
public struct PreviewListItem: Sendable, Equatable {
    /// `•`, or a number with its dot.
    public var marker: String
    /// How deep it stands, from 0.
    public var level: Int
    /// What it says.
    public var runs: [PreviewRun]

    /// Creates a point.
    public init(marker: String, level: Int, runs: [PreviewRun]) {
        self.marker = marker
        self.level = level
        self.runs = runs
    }
}

/// A picture, by its name, and as it looks where it is a file beside the manifest: pictures are not downloaded.
public struct PreviewImage: Sendable, Equatable {
    /// The key, or the file's name.
    public var name: String
    /// What is known of it, such as `640 x 480, 12,345 bytes`.
    public var detail: String?
    /// The words for people who do not see it.
    public var alternative: String?
    /// The picture itself, where it is at hand and browsers can draw it.
    public var picture: PreviewPicture?

    /// Creates a picture.
    public init(
        name: String, detail: String? = nil, alternative: String? = nil, picture: PreviewPicture? = nil
    ) {
        self.name = name
        self.detail = detail
        self.alternative = alternative
        self.picture = picture
    }

    /// What stands in its place.
    func caption(in language: Language) -> String {
        let caption = language.say(DrawingPhrase.image, ["name": name]) + language.detail(detail)
        guard let alternative, !alternative.isEmpty else { return caption }
        return language.say(DrawingPhrase.described, ["what": caption, "words": alternative])
    }
}

/// A text of a `div`'s fields.
public struct PreviewField: Sendable, Equatable {
    /// Whether two of them share a row.
    public var isShort: Bool
    /// What it says.
    public var blocks: [PreviewBlock]

    /// Creates a field.
    public init(isShort: Bool, blocks: [PreviewBlock]) {
        self.isShort = isShort
        self.blocks = blocks
    }
}

/// Something to press, choose or fill in.
public struct PreviewControl: Sendable, Equatable {
    /// What it is.
    public enum Kind: String, Sendable {
        /// A button.
        case button
        /// A choice of one or several.
        case select
        /// A day or a time.
        case date
        /// A text to write.
        case input
        /// A box to tick.
        case check
        /// A menu behind three dots.
        case menu
    }

    /// What it is.
    public var kind: Kind
    /// What stands on it.
    public var label: String
    /// Feishu's name for its look, such as `primary` or `danger`.
    public var look: String
    /// The address it opens, if it opens one.
    public var link: String?
    /// What there is to choose.
    public var options: [String]
    /// What else it does or says: what it asks first, its hints, other addresses on other devices.
    public var notes: [String]

    /// Creates a control.
    public init(
        _ kind: Kind, label: String, look: String = "default", link: String? = nil, options: [String] = [],
        notes: [String] = []
    ) {
        self.kind = kind
        self.label = label
        self.look = look
        self.link = link
        self.options = options
        self.notes = notes
    }
}
