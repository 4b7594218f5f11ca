/// What a cell becomes together with what stands beside it: another cell, or the author's words.
///
/// Every mark that a cell has by itself is the business of ``MarkdownValue`` and ``ValueMarkup``; this is about those
/// that come about in the sum, such as `:DO` and `NE:`.
struct JoinedMarkup {
    /// A scalar of a cell that is, or must be kept from being, part of a mark.
    struct Part: Equatable {
        /// Which of the string's pieces it came with.
        var piece: Int
        /// Its place in that piece's cell.
        var offset: Int
        var kind: Kind
        /// Whether it is the mark itself, and not something behind a mark of the author's.
        var isMark: Bool
    }

    /// What comes about.
    enum Kind: String {
        case emoji = ":"
        case reference = "&"
        case picture = "!"
        /// The author's own mark behind a number from a cell: a list of numbers.
        case list = "."
    }

    /// So much of the author's words can be part of a mark at either end.
    private static let edge = 48

    private var scalars: [Unicode.Scalar] = []
    /// For each scalar the piece whose cell it came with; the author's have none.
    private var pieces: [Int] = []
    private var starts: [Int: Int] = [:]
    /// Whether there is anything that marks consist of.
    private var hasSigns = false

    /// What cells can touch of the author's words: both ends.
    static func edges(of words: String) -> String {
        let scalars = words.unicodeScalars
        guard scalars.count > edge * 2 else { return words }
        return String(scalars.prefix(edge)) + "\u{FFFC}" + String(scalars.suffix(edge))
    }

    /// Adds words of the author's, of which ``edges(of:)`` are enough.
    mutating func add(words: String) {
        add(words, piece: -1)
    }

    /// Adds the cell of a piece.
    mutating func add(cell: String, piece: Int) {
        starts[piece] = scalars.count
        add(cell, piece: piece)
    }

    private mutating func add(_ text: String, piece: Int) {
        hasSigns = hasSigns || text.utf8.contains { ":&!.)".utf8.contains($0) }
        for scalar in text.unicodeScalars {
            scalars.append(scalar)
            pieces.append(piece)
        }
    }

    /// The parts of cells that marks come about with, in the order of the text.
    func parts() -> [Part] {
        guard hasSigns else { return [] }
        var parts: [Part] = []
        for index in scalars.indices {
            guard let (place, kind) = part(at: index), let start = starts[pieces[place]] else { continue }
            parts.append(
                Part(piece: pieces[place], offset: place - start, kind: kind, isMark: place == index))
        }
        return parts
    }

    private func part(at index: Int) -> (place: Int, kind: Kind)? {
        let isCell = pieces[index] >= 0
        switch scalars[index] {
        case ":":
            if isCell { return MarkdownValue.isEndOfEmoji(scalars, at: index) ? (index, .emoji) : nil }
            return endOfKey(from: index).flatMap { firstOfACell(in: index..<$0) }.map { ($0, .emoji) }
        case "&":
            guard let end = endOfReference(from: index) else { return nil }
            return firstOfACell(in: index..<end).map { ($0, .reference) }
        case "!":
            let isBeforeALink = isCell && index + 1 < scalars.count && scalars[index + 1] == "["
            return isBeforeALink ? (index, .picture) : nil
        case ".", ")":
            guard !isCell, MarkdownValue.beginsBlock(scalars, at: index) else { return nil }
            var start = index
            while start > 0, ("0"..."9").contains(scalars[start - 1]) { start -= 1 }
            return firstOfACell(in: start..<index).map { ($0, .list) }
        default: return nil
        }
    }

    private func firstOfACell(in range: Range<Int>) -> Int? { range.first { pieces[$0] >= 0 } }

    /// The second colon, the author's as well, of an emoji that begins with one of the author's.
    private func endOfKey(from index: Int) -> Int? {
        let key = scalars[(index + 1)...].prefix(while: MarkdownValue.isKeyOfEmoji)
        let end = key.endIndex
        // A cell's colon speaks for itself.
        guard MarkdownValue.isNoTime(key), end < scalars.count, scalars[end] == ":", pieces[end] < 0 else { return nil }
        return end
    }

    /// `&lt;`, `&#60;`, `&#x3C;`.
    private func endOfReference(from index: Int) -> Int? {
        var next = index + 1
        if next < scalars.count, scalars[next] == "#" { next += 1 }
        let name = scalars[next...].prefix(10).prefix(while: MarkdownValue.isWord)
        guard !name.isEmpty, name.endIndex < scalars.count, scalars[name.endIndex] == ";" else { return nil }
        return name.endIndex
    }
}
