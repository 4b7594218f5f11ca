/// One string of a message with placeholders, ready to be filled.
struct PersonalString: Sendable {
    /// A cell that would be more than a value where it is put; without a column when it is none of them but all
    /// together.
    struct UnsafeCell: Error {
        var column: Int?
        var problem: ShapeProblem
    }

    private enum Piece: Sendable {
        /// The author's words, and as much of them as cells can touch.
        case words(String, edges: String)
        case slot(Placeholder, column: Int, isAddress: Bool)
    }

    private let place: PersonalPlace
    private let pieces: [Piece]

    /// Takes a string apart and looks at what stands around each placeholder.
    ///
    /// `column` gives the number of a placeholder's column.
    ///
    /// - Throws: ``PlaceholderFault`` when the braces are wrong, or a value could not stay a value there.
    init(_ text: String, in place: PersonalPlace, column: (Placeholder) -> Int) throws(PlaceholderFault) {
        var before = ""
        var pieces: [Piece] = []
        let parts = try PlaceholderText(text).pieces
        for (index, part) in parts.enumerated() {
            switch part {
            case .words(let words):
                before += words
                pieces.append(.words(words, edges: JoinedMarkup.edges(of: words)))
            case .placeholder(let placeholder):
                if case .words(let words)? = parts.dropFirst(index + 1).first {
                    try PlaceholderSurroundings.look(placeholder, in: place, after: words)
                }
                let isAddress = try PlaceholderSurroundings.isAddress(placeholder, in: place, before: before)
                pieces.append(.slot(placeholder, column: column(placeholder), isAddress: isAddress))
                before += "A"
            }
        }
        self.place = place
        self.pieces = pieces
    }

    /// The string with the cells of one person, which have a value or else a default wherever one is needed.
    ///
    /// - Throws: ``UnsafeCell``.
    func filled(_ cells: [String?]) throws(UnsafeCell) -> String {
        let references = try references(cells)
        var text = ""
        // The same with the cells as they are, and with a sign in place of every value: what differs came with a cell.
        var plain = ""
        var stencil = ""
        var hasDefault = false
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .words(let words, _):
                text += words
                plain += words
                stencil += words
            case .slot(let placeholder, let column, let isAddress):
                guard let cell = cells[column] else {
                    let words = placeholder.fallback ?? ""
                    text += words
                    plain += words
                    stencil += words
                    hasDefault = hasDefault || !words.isEmpty
                    continue
                }
                if hasDefault { try standsApart(placeholder, column, isAddress: isAddress, behind: stencil) }
                let written = try write(cell, of: column, isAddress: isAddress, references[index] ?? [])
                text += written
                plain += isAddress ? written : cell
                stencil += isAddress ? written : "\u{FFFC}"
            }
        }
        guard place != .data, place != .address else { return text }
        guard ValueMarkup.marks(in: text) == ValueMarkup.marks(in: stencil),
            ValueMarkup.addresses(in: plain) == ValueMarkup.addresses(in: stencil)
        else { throw UnsafeCell(column: culprit(cells), problem: Self.markup) }
        return text
    }

    private func write(
        _ cell: String, of column: Int, isAddress: Bool, _ references: Set<Int>
    ) throws(UnsafeCell) -> String {
        if let problem = AudienceCell.problem(with: cell) { throw UnsafeCell(column: column, problem: problem) }
        if isAddress {
            guard !cell.utf8.allSatisfy({ $0 == UInt8(ascii: ".") }) else {
                let problem = ShapeProblem(
                    "dots alone, which lead elsewhere on the server", hint: "write what the address needs")
                throw UnsafeCell(column: column, problem: problem)
            }
            return AddressValue.encoded(cell)
        }
        switch place {
        case .words, .data, .address: return cell
        case .escapedWords:
            return cell.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        case .markdown:
            guard ValueMarkup.addresses(in: cell) == 0 else {
                throw UnsafeCell(column: column, problem: Self.markup)
            }
            return MarkdownValue.escaped(cell, at: references)
        case .unknown:
            if let mark = ValueMarkup.opening(in: cell) { throw unescapable(mark, in: column) }
            guard ValueMarkup.addresses(in: cell) == 0 else { throw UnsafeCell(column: column, problem: Self.markup) }
            return cell
        }
    }

    /// The column whose cell has most likely brought the markup.
    private func culprit(_ cells: [String?]) -> Int? {
        let used = pieces.compactMap { piece in
            if case .slot(_, let column, false) = piece, cells[column] != nil { column } else { nil as Int? }
        }
        return used.first { ValueMarkup.marks(in: cells[$0] ?? "") != 0 }
            ?? used.first { (cells[$0] ?? "").utf8.contains { "<]:/w".utf8.contains($0) } } ?? used.first
    }

    private static let markup = ShapeProblem(
        "what would become a mention, a style or a link",
        hint: "write the cell as plain words; a link has its server in the message: https://x.example/{{column}}")
}

// MARK: What stands beside a cell

extension PersonalString {
    /// What of each piece's cell is written as a reference since it would be markup together with its neighbours.
    ///
    /// - Throws: ``UnsafeCell`` where there is no such thing as a reference.
    private func references(_ cells: [String?]) throws(UnsafeCell) -> [Int: Set<Int>] {
        guard [.markdown, .unknown, .escapedWords].contains(place) else { return [:] }
        var joined = JoinedMarkup()
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .words(_, let edges): joined.add(words: edges)
            case .slot(let placeholder, let column, let isAddress):
                if let cell = cells[column] {
                    // What is percent-encoded holds no mark.
                    if isAddress { joined.add(words: "\u{FFFC}") } else { joined.add(cell: cell, piece: index) }
                } else if let fallback = placeholder.fallback {
                    joined.add(words: JoinedMarkup.edges(of: fallback))
                }
            }
        }
        var references: [Int: Set<Int>] = [:]
        for part in joined.parts() {
            switch place {
            case .markdown: references[part.piece, default: []].insert(part.offset)
            case .unknown:
                // An author's "{{day}}. December" is the author's.
                guard part.kind != .list, case .slot(_, let column, _) = pieces[part.piece] else { continue }
                throw unescapable(part.kind.rawValue, in: column)
            case .escapedWords:
                // A cell's own `&` is written as a reference.
                guard part.kind == .reference, !part.isMark, case .slot(_, let column, _) = pieces[part.piece] else {
                    continue
                }
                throw unescapable(part.kind.rawValue, in: column)
            case .words, .data, .address: continue
            }
        }
        return references
    }

    /// Makes sure that a default before a value begins no tag and no address that the value would go on with.
    private func standsApart(
        _ placeholder: Placeholder, _ column: Int, isAddress: Bool, behind stencil: String
    ) throws(UnsafeCell) {
        let found = try? PlaceholderSurroundings.isAddress(
            placeholder, in: place, before: stencil.replacing("\u{FFFC}", with: "A"))
        guard found != isAddress else { return }
        let problem = ShapeProblem(
            "what would go on with the tag or the address that a default before it begins",
            hint: "write the whole tag or address outside of the braces")
        throw UnsafeCell(column: column, problem: problem)
    }

    private func unescapable(_ mark: String, in column: Int) -> UnsafeCell {
        let problem = ShapeProblem(
            "\(Quoting.quoted(mark)), which is markup there and cannot be escaped",
            hint: "write the cell without it, or put the value into a text, or into the Markdown of a card")
        return UnsafeCell(column: column, problem: problem)
    }
}
