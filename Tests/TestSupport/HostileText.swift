/// Other people's text at its worst, one table for every place where text leaves the program.
public enum HostileText {
    /// Each with a name for the test's output.
    public static let table: [(name: String, text: String)] = [
        ("clear screen", "\u{1B}[2J\u{1B}[H"),
        ("hyperlink", "\u{1B}]8;;http://evil.example\u{07}click\u{1B}]8;;\u{07}"),
        ("clipboard", "\u{1B}]52;c;ZXZpbA==\u{07}"), ("carriage return", "all is well\rFAILED"),
        ("bell", "\u{07}"), ("backspaces", "good\u{8}\u{8}\u{8}\u{8}evil"), ("C1 CSI", "\u{9B}31mred"),
        ("C1 OSC", "\u{9D}0;title\u{9C}"), ("DEL", "a\u{7F}"), ("NUL", "a\0b"),
        ("right to left", "invoice\u{202E}fdp.exe"), ("isolates", "\u{2066}a\u{2069}\u{2068}b\u{2069}"),
        ("marks", "\u{200E}a\u{200F}b\u{61C}"), ("separators", "a\u{2028}b\u{2029}c\u{85}d"),
        ("forged line", "x\nlarkcast: everybody was reached"), ("forged line, CRLF", "x\r\nlarkcast: all is well"),
        ("formula", "=HYPERLINK(\"http://evil.example\",\"click\")"), ("plus", "+1"), ("minus", "-1"), ("at", "@x"),
        ("tab", "\t=1"), ("space", " =1"), ("no-break space", "\u{A0}=1"), ("ideographic space", "\u{3000}=1"),
        ("zero width", "\u{200B}=1"), ("byte order mark", "\u{FEFF}=1"), ("full width", "\u{FF1D}1"),
        ("formula on line 2", "ok\n=1"), ("formula behind CRLF", "ok\r\n=1"), ("formula behind CR", "ok\r=1"),
        ("script", "<script>alert(1)</script>"), ("attribute", "\" onload=\"alert(1)"), ("title end", "</title>"),
        ("comma", "a,b"), ("quote", "say \"hi\""), ("backslash", "a\\u001bb\\"),
        // A combining mark makes one character of itself and what stands before it.
        ("mark alone", "\u{301}"), ("mark behind a comma", "a,\u{301}b"), ("mark behind a quote", "a\"\u{301},b"),
        ("mark behind a formula", "=\u{301}1"), ("mark behind a line break", "a\n\u{301}=1"),
        ("empty", ""), ("emoji", "👩‍👩‍👧‍👦🇨🇳"), ("ordinary", "福利选择 opens"),
    ]

    /// The texts alone.
    public static var texts: [String] { table.map(\.text) }

    /// Ten million bytes that all want escaping.
    public static let huge = String(repeating: "\u{1B}[2J=,\"\n", count: 1_250_000)

    /// Whether a scalar could move a cursor, hide or reorder text.
    ///
    /// Written again here, so that the program's own idea of it is held against a second one. Line feeds are the caller's to
    /// judge.
    public static func isLive(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format:
            [0x61C, 0x200E, 0x200F].contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
                || (0x2066...0x2069).contains(scalar.value)
        default: false
        }
    }

    /// The live scalars in a text, for the message of a failed test.
    public static func live(in text: String, but allowed: Set<Unicode.Scalar> = []) -> [String] {
        text.unicodeScalars.filter { isLive($0) && !allowed.contains($0) }.map { String($0.value, radix: 16) }
    }
}
