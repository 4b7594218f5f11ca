/// Markdown as Feishu's cards take it, by lines: lists, code, lines across and, in schema 2.0, headings, quotes and tables.
struct MarkdownBlocks {
    private var blocks: [PreviewBlock] = []
    private var paragraph: [String] = []
    private var items: [PreviewListItem] = []
    private let isFull: Bool
    private let depth: Int
    private let language: Language

    /// The blocks of a text; `isFull` is schema 2.0's Markdown.
    static func blocks(
        _ text: String, isFull: Bool, depth: Int = 0, in language: Language = .english
    ) -> [PreviewBlock] {
        var reader = MarkdownBlocks(isFull: isFull, depth: depth, language: language)
        // By scalars: a line break and a combining mark behind it are one character, which would be no line break.
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        reader.read(lines)
        return reader.blocks
    }

    private init(isFull: Bool, depth: Int, language: Language) {
        self.language = language
        self.isFull = isFull
        self.depth = depth
    }

    private mutating func read(_ lines: [String]) {
        var index = 0
        while index < lines.count {
            let line = lines[index]
            let content = String(line.drop { $0 == " " || $0 == "\t" })
            if content.hasPrefix("```") {
                let body = lines[(index + 1)...].prefix { !$0.drop(while: { $0 == " " }).hasPrefix("```") }
                flush()
                let language = String(content.dropFirst(3))
                blocks.append(.code(body.joined(separator: "\n"), language: language.isEmpty ? nil : language))
                index = body.endIndex
            } else if isFull, depth < 3, content.hasPrefix(">") {
                let quoted = lines[index...].prefix { $0.hasPrefix(">") }
                flush()
                let inner = quoted.map { String($0.dropFirst($0.hasPrefix("> ") ? 2 : 1)) }.joined(separator: "\n")
                blocks.append(.quote(MarkdownBlocks.blocks(inner, isFull: true, depth: depth + 1, in: self.language)))
                index = max(quoted.endIndex, index + 1) - 1
            } else if isFull, let table = table(lines[index...]) {
                flush()
                blocks.append(table.block)
                index = table.end - 1
            } else {
                read(line, content)
            }
            index += 1
        }
        flush()
    }

    private mutating func read(_ line: String, _ content: String) {
        let indent = line.utf8.count - content.utf8.count
        if content.isEmpty {
            flush()
        } else if content.count >= 3,
            ["-", "*", "_"].contains(where: { mark in content.allSatisfy { String($0) == mark } })
        {
            flush()
            blocks.append(.rule)
        } else if isFull, let match = content.prefixMatch(of: /(#{1,6}) +/) {
            flush()
            let runs = InlineMarkup.runs(String(content[match.range.upperBound...]), .card, in: language)
            blocks.append(.heading(level: match.output.1.count, runs))
        } else if let match = content.prefixMatch(of: /([-*+]|[0-9]{1,4}[.)]) +/) {
            flushParagraph()
            let marker = String(match.output.1)
            items.append(
                PreviewListItem(
                    marker: ["-", "*", "+"].contains(marker) ? "•" : marker, level: min(indent / 2, 5),
                    runs: InlineMarkup.runs(String(content[match.range.upperBound...]), .card, in: language)))
        } else if let match = content.wholeMatch(of: /!\[([^\[\]]*)\]\(([^()\s]+)\) */) {
            flush()
            let words = String(match.output.1)
            blocks.append(
                .images([PreviewImage(name: String(match.output.2), alternative: words.isEmpty ? nil : words)]))
        } else {
            flushList()
            paragraph.append(line)
        }
    }

    private mutating func flush() {
        flushParagraph()
        flushList()
    }

    private mutating func flushParagraph() {
        if !paragraph.isEmpty {
            blocks.append(.paragraph(InlineMarkup.runs(paragraph.joined(separator: "\n"), .card, in: language)))
        }
        paragraph = []
    }

    private mutating func flushList() {
        if !items.isEmpty { blocks.append(.list(items)) }
        items = []
    }

    /// Rows between bars, the second of dashes.
    private func table(_ lines: ArraySlice<String>) -> (block: PreviewBlock, end: Int)? {
        let rows = lines.prefix { $0.hasPrefix("|") }
        guard rows.count >= 2, rows[rows.startIndex + 1].allSatisfy({ "|-: ".contains($0) }) else { return nil }
        let cells = rows.map { row in
            row.split(separator: "|", omittingEmptySubsequences: false).dropFirst()
                .map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
        }
        let widths = cells[0].count - (cells[0].last == "" ? 1 : 0)
        let body = cells.dropFirst(2).map { row in
            row.prefix(max(widths, 1)).map { InlineMarkup.runs($0, .card, in: language) }
        }
        return (.table(headings: Array(cells[0].prefix(max(widths, 1))), rows: Array(body)), rows.endIndex)
    }
}
