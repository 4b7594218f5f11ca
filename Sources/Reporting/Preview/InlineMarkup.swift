/// Feishu's markup inside a line: bold, italic, strike, code, links, mentions, colours, emoji.
///
/// Source: Feishu, "Markdown syntax of cards" and "Message content". It goes forward only, and a look ahead is bounded or remembered, so
/// that no text takes longer than its length deserves.
struct InlineMarkup {
    /// What a kind of text knows.
    enum Dialect {
        /// Nothing: a batch's text. Addresses are clickable all the same.
        case plain
        /// `<b>`, `<i>`, `<u>`, `<s>`, `<at>` and links: a text of im/v1.
        case directText
        /// All of it.
        case card
    }

    private static let longestLink = 2500
    private static let longestTag = 2500
    private static let deepest = 8

    private let scalars: [Unicode.Scalar]
    private let dialect: Dialect
    private let language: Language

    /// The runs of a text; pictures in it are named in the reader's language.
    static func runs(_ text: String, _ dialect: Dialect, in language: Language = .english) -> [PreviewRun] {
        let markup = InlineMarkup(scalars: Array(text.unicodeScalars), dialect: dialect, language: language)
        return markup.runs(in: 0..<markup.scalars.count, like: PreviewRun(""), depth: 0)
    }

    private init(scalars: [Unicode.Scalar], dialect: Dialect, language: Language) {
        self.language = language
        self.scalars = scalars
        self.dialect = dialect
    }

    private func runs(in range: Range<Int>, like look: PreviewRun, depth: Int) -> [PreviewRun] {
        var output: [PreviewRun] = []
        var plain = String.UnicodeScalarView()
        // Closing marks that do not occur behind some place, which need not be looked for again.
        var missing: [String: Int] = [:]
        func flush() {
            var run = look
            run.text = String(plain)
            output.add(run)
            plain = String.UnicodeScalarView()
        }
        var index = range.lowerBound
        while index < range.upperBound {
            if let piece = piece(at: index, in: range, like: look, depth: depth, missing: &missing) {
                flush()
                for run in piece.runs { output.add(run) }
                index = piece.end
            } else if dialect == .card, let (scalar, length) = Entities.reference(scalars, at: index) {
                plain.append(scalar)
                index += length
            } else {
                plain.append(scalars[index])
                index += 1
            }
        }
        flush()
        return output
    }

    private typealias Piece = (runs: [PreviewRun], end: Int)

    private func piece(
        at index: Int, in range: Range<Int>, like look: PreviewRun, depth: Int, missing: inout [String: Int]
    ) -> Piece? {
        switch scalars[index] {
        case "h" where look.link == nil: return address(at: index, in: range, like: look)
        case _ where dialect == .plain || depth >= Self.deepest: return nil
        case "[": return link(at: index, in: range, like: look, depth: depth)
        case "<": return tag(at: index, in: range, like: look, depth: depth, missing: &missing)
        case _ where dialect != .card: return nil
        case "!": return picture(at: index, in: range)
        case "`": return code(at: index, in: range, like: look)
        case ":": return emotion(at: index, in: range)
        case "*", "~", "_": return marked(at: index, in: range, like: look, depth: depth, missing: &missing)
        default: return nil
        }
    }

    /// `**bold**`, `~~strike~~`, `*italic*`, `_italic_`.
    private func marked(
        at index: Int, in range: Range<Int>, like look: PreviewRun, depth: Int, missing: inout [String: Int]
    ) -> Piece? {
        let marks: [(mark: String, style: PreviewRun.Style)] = [
            ("***", [.bold, .italic]), ("**", .bold), ("~~", .strike), ("*", .italic), ("_", .italic),
        ]
        guard let (mark, style) = marks.first(where: { holds($0.mark, at: index, before: range.upperBound) }) else {
            return nil
        }
        let start = index + mark.unicodeScalars.count
        guard start < range.upperBound, !scalars[start].properties.isWhitespace else { return nil }
        // snake_case is a word.
        if mark == "_", index > range.lowerBound, isWord(scalars[index - 1]) { return nil }
        guard let close = find(mark, from: start + 1, before: range.upperBound, missing: &missing) else { return nil }
        if mark == "_", close + 1 < range.upperBound, isWord(scalars[close + 1]) { return nil }
        var inner = look
        inner.style.insert(style)
        return (runs(in: start..<close, like: inner, depth: depth + 1), close + mark.unicodeScalars.count)
    }

    private func code(at index: Int, in range: Range<Int>, like look: PreviewRun) -> Piece? {
        let line = scalars[(index + 1)..<range.upperBound].prefix(Self.longestLink).prefix { $0 != "\n" }
        guard let close = line.firstIndex(of: "`"), close > index + 1 else { return nil }
        var run = look
        run.style.insert(.code)
        run.text = text(index + 1..<close)
        return ([run], close + 1)
    }

    /// `[words](address)`.
    private func link(at index: Int, in range: Range<Int>, like look: PreviewRun, depth: Int) -> Piece? {
        guard let (words, address, end) = brackets(at: index, in: range) else { return nil }
        var inner = look
        inner.link = text(address)
        let runs = runs(in: words, like: inner, depth: depth + 1)
        return (runs.isEmpty ? [PreviewRun(text(address), link: text(address))] : runs, end)
    }

    /// `![words](key)` in the middle of a line; on a line of its own it is a block.
    private func picture(at index: Int, in range: Range<Int>) -> Piece? {
        guard index + 1 < range.upperBound, scalars[index + 1] == "[",
            let (words, key, end) = brackets(at: index + 1, in: range)
        else { return nil }
        let image = PreviewImage(name: text(key), alternative: text(words))
        return ([PreviewRun(image.caption(in: language), kind: .named)], end)
    }

    private func brackets(at index: Int, in range: Range<Int>) -> (words: Range<Int>, address: Range<Int>, end: Int)? {
        let rest = scalars[(index + 1)..<range.upperBound].prefix(Self.longestLink)
        guard let close = rest.firstIndex(where: { $0 == "]" || $0 == "[" || $0 == "\n" }), scalars[close] == "]",
            close + 1 < range.upperBound, scalars[close + 1] == "("
        else { return nil }
        let address = scalars[(close + 2)..<range.upperBound].prefix(Self.longestLink)
        guard let end = address.firstIndex(where: { $0 == ")" || $0 == "\n" }), scalars[end] == ")" else { return nil }
        return (index + 1..<close, close + 2..<end, end + 1)
    }

    /// `:SMILE:`.
    private func emotion(at index: Int, in range: Range<Int>) -> Piece? {
        let name = scalars[(index + 1)..<range.upperBound].prefix(40).prefix { $0.isASCII && isWord($0) }
        guard name.count > 1, name.endIndex < range.upperBound, scalars[name.endIndex] == ":",
            name.first?.properties.isUppercase == true
        else { return nil }
        return ([PreviewRun(text(name.startIndex..<name.endIndex), kind: .emotion)], name.endIndex + 1)
    }

    /// A bare address; Feishu's clients make a link of it.
    private func address(at index: Int, in range: Range<Int>, like look: PreviewRun) -> Piece? {
        if index > range.lowerBound, scalars[index - 1].isASCII, isWord(scalars[index - 1]) { return nil }
        guard
            holds("https://", at: index, before: range.upperBound)
                || holds("http://", at: index, before: range.upperBound)
        else { return nil }
        var end = index
        while end < range.upperBound, end - index < Self.longestLink, isAddress(scalars[end]) { end += 1 }
        while end > index, ".,;:!?".unicodeScalars.contains(scalars[end - 1]) { end -= 1 }
        guard end - index > 8 else { return nil }
        var run = look
        run.text = text(index..<end)
        run.link = run.text
        return ([run], end)
    }

    private func tag(
        at index: Int, in range: Range<Int>, like look: PreviewRun, depth: Int, missing: inout [String: Int]
    ) -> Piece? {
        let rest = scalars[(index + 1)..<range.upperBound].prefix(Self.longestTag)
        guard let close = rest.firstIndex(where: { $0 == ">" || $0 == "<" }), scalars[close] == ">" else { return nil }
        let tag = MarkupTag(text(index + 1..<close))
        guard tag.isKnown(to: dialect) else { return nil }
        if tag.name == "br" { return ([PreviewRun("\n")], close + 1) }
        let endTag = "</\(tag.name)>"
        let end = tag.isClosed ? nil : find(endTag, from: close + 1, before: range.upperBound, missing: &missing)
        // A mention may stand without its end.
        if end == nil, !tag.standsAlone { return nil }
        let inside = end.map { close + 1..<$0 } ?? close + 1..<close + 1
        let after = end.map { $0 + endTag.unicodeScalars.count } ?? close + 1
        if let run = tag.run(words: text(inside), like: look) { return ([run], after) }
        return (runs(in: inside, like: tag.look(look), depth: depth + 1), after)
    }

    /// The next place of a closing mark.
    private func find(_ mark: String, from start: Int, before end: Int, missing: inout [String: Int]) -> Int? {
        if let known = missing[mark], start >= known { return nil }
        var index = start
        while index < end {
            if holds(mark, at: index, before: end) { return index }
            index += 1
        }
        missing[mark] = start
        return nil
    }

    private func holds(_ mark: String, at index: Int, before end: Int) -> Bool {
        var index = index
        for scalar in mark.unicodeScalars {
            guard index < end, scalars[index] == scalar else { return false }
            index += 1
        }
        return true
    }

    private func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }

    private func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// What an address may hold; Chinese punctuation and words end it.
    private func isAddress(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && scalar.value > 0x20 && scalar.value != 0x7F
            && !"<>\"`[](){}|\\^".unicodeScalars.contains(scalar)
    }
}
