/// How words look on a terminal.
public struct TerminalLook: Sendable, Hashable {
    /// A colour by its SGR number, 30 to 37 and 90 to 97; `nil` is the terminal's own.
    public var colour: UInt8?
    /// Heavier.
    public var isBold = false
    /// Weaker.
    public var isDim = false
    /// Slanted.
    public var isItalic = false
    /// With a line below.
    public var isUnderlined = false
    /// With a line through.
    public var isStruck = false

    /// Creates a look; the terminal's own unless said otherwise.
    public init(colour: UInt8? = nil, isBold: Bool = false, isDim: Bool = false) {
        self.colour = colour
        self.isBold = isBold
        self.isDim = isDim
    }

    /// ECMA-48's "select graphic rendition"; empty for the terminal's own look.
    var codes: String {
        var codes: [String] = []
        if isBold { codes.append("1") }
        if isDim { codes.append("2") }
        if isItalic { codes.append("3") }
        if isUnderlined { codes.append("4") }
        if isStruck { codes.append("9") }
        if let colour { codes.append(String(colour)) }
        return codes.joined(separator: ";")
    }
}

/// A line for a terminal whose words have looks.
///
/// The words are escaped when it is written out, whoever wrote them; the looks are numbers of ours.
public struct StyledLine: Sendable, Equatable {
    /// Words in one look.
    public struct Span: Sendable, Equatable {
        /// The words.
        public var text: String
        /// Their look.
        public var look: TerminalLook

        /// Creates a span.
        public init(_ text: String, _ look: TerminalLook = TerminalLook()) {
            self.text = text
            self.look = look
        }
    }

    /// The spans from left to right.
    public var spans: [Span]

    /// Creates a line.
    public init(_ spans: [Span] = []) {
        self.spans = spans
    }

    /// Creates a line in one look.
    public init(_ text: String, _ look: TerminalLook = TerminalLook()) {
        spans = [Span(text, look)]
    }

    /// The words alone, safe for a terminal.
    public var plain: String { TerminalText.escaped(spans.map(\.text).joined()) }

    /// The words with their looks as escape sequences; the words themselves are safe.
    public var coloured: String {
        spans.map { span in
            let codes = span.look.codes
            let text = TerminalText.escaped(span.text)
            return codes.isEmpty || text.isEmpty ? text : "\u{1B}[\(codes)m\(text)\u{1B}[0m"
        }.joined()
    }

    /// How many columns it takes.
    public var columns: Int { TerminalText.columns(of: plain) }

    /// The line with spaces behind it.
    func padded(to width: Int) -> StyledLine {
        let missing = width - columns
        return missing > 0 ? StyledLine(spans + [Span(String(repeating: " ", count: missing))]) : self
    }
}
