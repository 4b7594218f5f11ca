/// Texts of unknown origin in sentences for people.
public enum Quoting {
    /// The text in double quotes, cut after `limit` scalars, with invisible characters shown as escapes.
    public static func quoted(_ text: String, limit: Int = 60) -> String { "\"\(line(text, limit: limit))\"" }

    /// The text in one line, cut after `limit` scalars, with invisible characters shown as escapes.
    static func line(_ text: String, limit: Int) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(limit) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
                shown += escape(scalar)
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown + (text.unicodeScalars.count > limit ? "…" : "")
    }

    /// `U+202E` and the like.
    static func name(_ scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        "\\u{\(String(scalar.value, radix: 16))}"
    }
}
