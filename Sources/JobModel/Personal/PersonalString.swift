/// One string of a message with placeholders, ready to be filled.
struct PersonalString: Sendable {
    /// A cell that would be more than a value where it is put; without a column when it is none of them but all
    /// together.
    struct UnsafeCell: Error {
        var column: Int?
        var problem: ShapeProblem
    }

    private enum Piece: Sendable {
        case words(String)
        case slot(column: Int, fallback: String?, isAddress: Bool)
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
        for piece in try PlaceholderText(text).pieces {
            switch piece {
            case .words(let words):
                before += words
                pieces.append(.words(words))
            case .placeholder(let placeholder):
                let isAddress = try PlaceholderSurroundings.isAddress(placeholder, in: place, before: before)
                pieces.append(.slot(column: column(placeholder), fallback: placeholder.fallback, isAddress: isAddress))
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
        var text = ""
        // The same with a sign in place of every value, to tell what the author wrote from what came with a cell.
        var stencil = ""
        for piece in pieces {
            switch piece {
            case .words(let words):
                text += words
                stencil += words
            case .slot(let column, let fallback, let isAddress):
                guard let cell = cells[column] else {
                    text += fallback ?? ""
                    stencil += fallback ?? ""
                    continue
                }
                let written = try write(cell, of: column, isAddress: isAddress)
                text += written
                stencil += isAddress ? written : "\u{FFFC}"
            }
        }
        guard place == .words || place == .escapedWords else { return text }
        guard ValueMarkup.marks(in: text) == ValueMarkup.marks(in: stencil) else {
            throw UnsafeCell(column: culprit(cells), problem: Self.markup)
        }
        return text
    }

    private func write(_ cell: String, of column: Int, isAddress: Bool) throws(UnsafeCell) -> String {
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
            return MarkdownValue.escaped(cell)
        case .unknown:
            if let mark = ValueMarkup.opening(in: cell) {
                let problem = ShapeProblem(
                    "\(Quoting.quoted(mark)), which is markup there and cannot be escaped",
                    hint:
                        "write the cell without it, or put the value into a text, or into the Markdown of a card"
                )
                throw UnsafeCell(column: column, problem: problem)
            }
            guard ValueMarkup.addresses(in: cell) == 0 else { throw UnsafeCell(column: column, problem: Self.markup) }
            return cell
        }
    }

    /// The column whose cell has most likely brought the markup.
    private func culprit(_ cells: [String?]) -> Int? {
        let used = pieces.compactMap { piece in
            if case .slot(let column, _, false) = piece, cells[column] != nil { column } else { nil as Int? }
        }
        return used.first { ValueMarkup.marks(in: cells[$0] ?? "") != 0 }
            ?? used.first { (cells[$0] ?? "").utf8.contains { "<]:/w".utf8.contains($0) } } ?? used.first
    }

    private static let markup = ShapeProblem(
        "what would become a mention, a style or a link",
        hint: "write the cell as plain words; a link has its server in the message: https://x.example/{{column}}")
}
