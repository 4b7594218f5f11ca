/// Words in several looks, cut into lines of a width by what a terminal shows.
///
/// A line may break at spaces and on either side of a wide character, as Chinese does; a word that is too long is cut.
/// A tab is room up to the next fourth column.
struct LineWrap {
    private static let tab = 4

    private let width: Int
    /// Whether blanks at the beginning of a line stay, as those of code do.
    private let keepsBlanks: Bool
    private var lines: [StyledLine] = []
    private var line: [StyledLine.Span] = []
    private var used = 0
    /// What cannot be parted, and waits for what follows it.
    private var word: [StyledLine.Span] = []
    private var wordWidth = 0

    /// The lines of some spans; line breaks inside them are kept.
    static func lines(_ spans: [StyledLine.Span], width: Int, keepsBlanks: Bool = false) -> [StyledLine] {
        var wrap = LineWrap(width: max(width, 2), keepsBlanks: keepsBlanks)
        for span in spans { wrap.add(span) }
        wrap.endLine()
        return wrap.lines
    }

    private init(width: Int, keepsBlanks: Bool) {
        self.width = width
        self.keepsBlanks = keepsBlanks
    }

    private mutating func add(_ span: StyledLine.Span) {
        let parts = span.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if index > 0 { endLine() }
            for (index, stretch) in part.split(separator: "\t", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { addTab(span.look) }
                // Escaped first: what is measured is what is shown.
                for character in TerminalText.escaped(String(stretch)) { add(Self.standing(character), span.look) }
            }
        }
    }

    private mutating func addTab(_ look: TerminalLook) {
        endWord()
        let room = Self.tab - used % Self.tab
        for _ in 0..<room where used < width { append(" ", look, 1) }
    }

    /// A mark that has nothing to stand on would stand on the frame.
    static func standing(_ character: Character) -> Character {
        switch character.unicodeScalars.first?.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: Character("\u{25CC}\(character)")
        default: character
        }
    }

    private mutating func add(_ character: Character, _ look: TerminalLook) {
        let columns = TerminalText.columns(of: String(character))
        if character == " " {
            endWord()
            if used > 0 || keepsBlanks, used < width { append(" ", look, 1) }
        } else if columns > 1 {
            endWord()
            if used + columns > width { breakLine() }
            append(String(character), look, columns)
        } else {
            if wordWidth + columns > width { endWord() }
            put(String(character), look, into: &word)
            wordWidth += columns
        }
    }

    private mutating func endWord() {
        guard !word.isEmpty else { return }
        if used + wordWidth > width { breakLine() }
        for span in word { put(span.text, span.look, into: &line) }
        used += wordWidth
        word = []
        wordWidth = 0
    }

    private mutating func endLine() {
        endWord()
        breakLine()
    }

    private mutating func breakLine() {
        while line.last?.text.last == " " {
            line[line.count - 1].text.removeLast()
            if line[line.count - 1].text.isEmpty { line.removeLast() }
        }
        lines.append(StyledLine(line))
        line = []
        used = 0
    }

    private mutating func append(_ text: String, _ look: TerminalLook, _ columns: Int) {
        put(text, look, into: &line)
        used += columns
    }

    private func put(_ text: String, _ look: TerminalLook, into spans: inout [StyledLine.Span]) {
        if let last = spans.last, last.look == look {
            spans[spans.count - 1].text += text
        } else {
            spans.append(StyledLine.Span(text, look))
        }
    }
}
