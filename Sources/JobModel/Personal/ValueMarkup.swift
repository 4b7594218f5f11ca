/// The marks by which words become a mention, a style or a link.
enum ValueMarkup {
    /// How often a text without escapes could mention, style or link: `<` before a letter or a slash, `](`, and
    /// ``addresses(in:)``.
    ///
    /// A value must not change it, neither alone nor together with what stands beside it.
    static func marks(in text: String) -> Int {
        var count = addresses(in: text)
        var last: UInt8 = 0
        for byte in text.utf8 {
            if last == UInt8(ascii: "<"), isLetter(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") {
                count += 1
            }
            if last == UInt8(ascii: "]"), byte == UInt8(ascii: "(") { count += 1 }
            last = byte
        }
        return count
    }

    /// How often a text has `://` or `www.`, of which clients make links.
    static func addresses(in text: String) -> Int {
        var count = 0
        var lastFour: UInt32 = 0
        for byte in text.utf8 {
            lastFour = lastFour << 8 | UInt32(byte)
            if lastFour & 0xFF_FFFF == 0x3A_2F2F || lastFour | 0x2020_2000 == 0x7777_772E { count += 1 }
        }
        return count
    }

    /// The first character of a value that could be markup in one of Feishu's dialects of Markdown; `nil` when it is
    /// plain.
    static func opening(in value: String) -> String? {
        let scalars = Array(value.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            switch scalar {
            case "<", "[", "]", "*", "~", "`", "\\", "$", "|": return String(scalar)
            case "_" where !MarkdownValue.isInsideWord(scalars, at: index): return "_"
            case "&" where next == "#" || next.map(MarkdownValue.isWord) == true && holdsReference(scalars, at: index):
                return "&"
            case ":" where MarkdownValue.isEndOfEmoji(scalars, at: index): return ":"
            case _ where beginsCode(scalars, at: index): return String(scalar)
            case _ where MarkdownValue.beginsBlock(scalars, at: index): return String(scalar)
            default: continue
            }
        }
        return nil
    }

    /// Whether a line that is set in so far that it is code begins at a place.
    private static func beginsCode(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        guard index > 0, MarkdownValue.endsLine(scalars[index - 1]) else { return false }
        let blanks = scalars[index...].prefix { $0 == " " || $0 == "\t" }
        return blanks.count >= 4 || blanks.contains("\t")
    }

    /// Whether a reference such as `&lt;` stands at a place.
    private static func holdsReference(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        scalars[(index + 1)...].prefix(10).first { !MarkdownValue.isWord($0) } == ";"
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
