/// A stretch of a message's text in one look.
public struct PreviewRun: Sendable, Equatable {
    /// What letters look like.
    public struct Style: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: Int

        /// Creates a style from its bits.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// Heavier.
        public static let bold = Style(rawValue: 1)
        /// Slanted.
        public static let italic = Style(rawValue: 2)
        /// With a line below.
        public static let underline = Style(rawValue: 4)
        /// With a line through.
        public static let strike = Style(rawValue: 8)
        /// As code.
        public static let code = Style(rawValue: 16)
    }

    /// What the text stands for.
    public enum Kind: Sendable, Equatable {
        /// Itself.
        case text
        /// A person.
        case mention
        /// One of Feishu's emoji, by its name.
        case emotion
        /// A label with a background.
        case label
        /// Something that is named because it cannot be drawn.
        case named
    }

    /// The words; they may hold line breaks.
    public var text: String
    /// What they look like.
    public var style: Style
    /// The address they open, as the message has it: whether it may be followed is for whoever shows it.
    public var link: String?
    /// Feishu's name for a colour, such as `red`.
    public var colour: String?
    /// What they stand for.
    public var kind: Kind

    /// Creates a run; plain text unless said otherwise.
    public init(
        _ text: String, style: Style = [], link: String? = nil, colour: String? = nil, kind: Kind = .text
    ) {
        self.text = text
        self.style = style
        self.link = link
        self.colour = colour
        self.kind = kind
    }

    /// Whether two runs look alike and can be one.
    func looksLike(_ other: PreviewRun) -> Bool {
        kind == .text && other.kind == .text && style == other.style && link == other.link && colour == other.colour
    }
}

extension [PreviewRun] {
    /// The words alone.
    var words: String { map(\.text).joined() }

    /// Adds a run, to the last one if they look alike.
    mutating func add(_ run: PreviewRun) {
        guard !run.text.isEmpty else { return }
        if let last, last.looksLike(run) {
            self[count - 1].text += run.text
        } else {
            append(run)
        }
    }
}
