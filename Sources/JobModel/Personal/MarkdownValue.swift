/// A value in the Markdown of a card, with character references in place of everything that could be markup.
///
/// Source: Feishu, "Rich text (Markdown)" of card JSON 1.0 and 2.0, "Escape special characters": a mark is written as
/// `&#NUMBER;` with its number in Unicode. Marks that mean something at the beginning of a line only are left alone
/// elsewhere, so that dates and names stay readable in requests and reports.
enum MarkdownValue {
    /// The value as it is written between words of Markdown, with the scalars at `places` as references whatever they
    /// are.
    static func escaped(_ value: String, at places: Set<Int> = []) -> String {
        guard !places.isEmpty || value.utf8.contains(where: { !isPlain($0) }) else { return value }
        let scalars = Array(value.unicodeScalars)
        var output = ""
        for (index, scalar) in scalars.enumerated() {
            if places.contains(index) || isMark(scalars, at: index) {
                output += "&#\(scalar.value);"
            } else {
                output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    private static func isMark(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        switch scalars[index] {
        case "&", "<", ">", "*", "~", "`", "\\", "[", "]", "(", ")", "#", "$", "|": true
        // Before an author's link it would make a picture of it.
        case "!": index + 1 == scalars.count
        case "_": !isInsideWord(scalars, at: index)
        case ":": isEndOfEmoji(scalars, at: index)
        // A line that is set in is code.
        case " ", "\t": index == 0 || scalars[..<index].last { $0 != " " && $0 != "\t" }.map(endsLine) == true
        default: beginsBlock(scalars, at: index)
        }
    }

    /// Letters, digits and a few signs that are no mark anywhere, wherever they stand.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
        case UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: ";"),
            UInt8(ascii: "'"):
            true
        default: false
        }
    }

    /// Whether a sign would begin a list, a line or a heading where it stands: at the beginning of the value or of one
    /// of its lines.
    static func beginsBlock(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        guard index < scalars.count else { return false }
        var before = scalars[..<index]
        let next = index + 1 < scalars.count ? scalars[index + 1] : "\n"
        let ends = next.properties.isWhitespace
        switch scalars[index] {
        case "=", ">", "#": break
        // Not the sign of a number; two of them make a line.
        case "-", "+": guard ends || next == scalars[index] else { return false }
        case ".", ")":
            guard ends else { return false }
            while let last = before.last, ("0"..."9").contains(last) { before = before.dropLast() }
        default: return false
        }
        return endsLine(before.last { $0 != " " && $0 != "\t" } ?? "\n")
    }

    /// A line feed, and what some readers take for one.
    static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\u{2028}" || scalar == "\u{2029}"
    }

    /// `_` in `snake_case` is part of a word.
    static func isInsideWord(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        index > 0 && index + 1 < scalars.count && isWord(scalars[index - 1]) && isWord(scalars[index + 1])
    }

    /// One of the two colons of `:DONE:`; those of a time of day are none.
    static func isEndOfEmoji(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        let after = scalars[(index + 1)...].prefix(while: isKeyOfEmoji)
        if after.endIndex < scalars.count, scalars[after.endIndex] == ":", isNoTime(after) { return true }
        let start = (scalars[..<index].lastIndex { !isKeyOfEmoji($0) } ?? -1) + 1
        return start > 0 && scalars[start - 1] == ":" && isNoTime(scalars[start..<index])
    }

    /// What stands between the two colons.
    static func isKeyOfEmoji(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && isWord(scalar) || "_+-".unicodeScalars.contains(scalar)
    }

    /// Whether there is something between two colons that is no part of a time of day.
    static func isNoTime(_ key: ArraySlice<Unicode.Scalar>) -> Bool {
        key.contains { !("0"..."9").contains($0) }
    }

    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
