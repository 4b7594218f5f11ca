/// The one place where text from outside becomes safe to show on a terminal.
public enum TerminalText {
    /// The text with everything that could move a cursor, hide or reorder other text written as `\u{…}`.
    ///
    /// Job titles, department names and Feishu's messages are other people's text: C0 and C1 controls, DEL and the bidi
    /// controls never reach a terminal or a log raw.
    public static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        // Bytes, because appending a sequence to a string's scalars copies the whole string each time.
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count * 2)
        for scalar in text.unicodeScalars { appendEscaped(scalar, to: &output) }
        return String(decoding: output, as: UTF8.self)
    }

    /// Appends one scalar, written as `\u{…}` if it is unsafe.
    static func appendEscaped(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        if 0x20..<0x7F ~= scalar.value {
            output.append(UInt8(scalar.value))
        } else if isUnsafe(scalar) {
            output.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".utf8)
        } else {
            output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }

    /// How many columns the text takes: East Asian wide characters and emoji two, combining marks none.
    public static func columns(of text: String) -> Int {
        text.reduce(0) { $0 + columns(of: $1) }
    }

    /// The text cut to a number of columns, with `…` where something was cut.
    public static func truncated(_ text: String, toColumns limit: Int) -> String {
        var output = ""
        var used = 0
        var rest = text[...]
        while let character = rest.first {
            let width = columns(of: character)
            // The last column is the ellipsis's, unless the rest fits into it: a text may be longer than anybody waits for.
            guard used + width < limit else { break }
            output.append(character)
            used += width
            rest = rest.dropFirst()
        }
        guard let next = rest.first else { return text }
        return used + columns(of: next) <= limit && rest.dropFirst().isEmpty ? text : output + "…"
    }

    private static func columns(of character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        if first.properties.isEmojiPresentation || character.unicodeScalars.contains("\u{FE0F}") { return 2 }
        return isWide(first) ? 2 : 1
    }

    /// Unicode Standard Annex #11, the ranges of East Asian Wide and Fullwidth.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    /// Whether a scalar could move a cursor, hide or reorder other text.
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
