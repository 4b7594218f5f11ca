/// A text taken apart at its placeholders.
///
/// Spaces inside the braces do not count. There is no way to write two opening braces that begin no placeholder: a slip
/// would reach everybody.
struct PlaceholderText: Equatable {
    /// A stretch of the text.
    enum Piece: Equatable {
        /// As it is written.
        case words(String)
        /// Something to fill.
        case placeholder(Placeholder)
    }

    /// The stretches in order; none of the words is empty.
    let pieces: [Piece]

    /// Whether a text has a placeholder, whole or not.
    static func begins(in text: String) -> Bool {
        var last: UInt8 = 0
        for byte in text.utf8 {
            if byte == brace, last == brace { return true }
            last = byte
        }
        return false
    }

    /// Takes a text apart.
    ///
    /// - Throws: ``PlaceholderFault`` for braces that are not closed or stand inside others, and for a name that is
    ///   none.
    init(_ text: String) throws(PlaceholderFault) {
        let bytes = Array(text.utf8)
        var pieces: [Piece] = []
        var start = 0
        var index = 0
        func words(upTo end: Int) {
            if start < end { pieces.append(.words(String(decoding: bytes[start..<end], as: UTF8.self))) }
        }
        while index + 1 < bytes.count {
            guard bytes[index] == Self.brace, bytes[index + 1] == Self.brace else {
                index += 1
                continue
            }
            let end = try Self.end(of: bytes[(index + 2)...])
            words(upTo: index)
            pieces.append(.placeholder(try Self.placeholder(String(decoding: bytes[(index + 2)..<end], as: UTF8.self))))
            index = end + 2
            start = index
        }
        words(upTo: bytes.count)
        self.pieces = pieces
    }

    private static let brace = UInt8(ascii: "{")
    private static let closing = UInt8(ascii: "}")
    private static let form = "write {{column}} or {{column|default}}"

    /// Where the closing braces stand.
    private static func end(of bytes: ArraySlice<UInt8>) throws(PlaceholderFault) -> Int {
        let next = bytes.firstIndex { $0 == brace || $0 == closing }
        let shown = Quoting.quoted("{{" + String(decoding: bytes.prefix(40), as: UTF8.self), limit: 24)
        guard let next else { throw PlaceholderFault("the placeholder \(shown) is not closed", hint: form) }
        guard bytes[next] == closing else {
            throw PlaceholderFault("a brace inside the placeholder \(shown)", hint: form)
        }
        guard next + 1 < bytes.endIndex, bytes[next + 1] == closing else {
            throw PlaceholderFault("the placeholder \(shown) is closed by one brace alone", hint: form)
        }
        return next
    }

    private static func placeholder(_ inside: String) throws(PlaceholderFault) -> Placeholder {
        let parts = inside.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        let column = AudienceCell.trimmed(String(parts[0]))
        guard !column.isEmpty else {
            throw PlaceholderFault("the placeholder \(Quoting.quoted("{{\(inside)}}")) names no column", hint: form)
        }
        guard column.unicodeScalars.count <= AudienceColumns.longestName, TextRule.unreadable(in: column).isEmpty,
            !column.unicodeScalars.contains("\n")
        else {
            throw PlaceholderFault("\(Quoting.quoted(column)) cannot be the name of a column", hint: form)
        }
        return Placeholder(column: column, fallback: parts.count > 1 ? AudienceCell.trimmed(String(parts[1])) : nil)
    }
}
