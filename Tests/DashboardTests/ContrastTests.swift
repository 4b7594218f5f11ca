import Foundation
import Testing

@testable import Dashboard

/// The colours of every page, measured as WCAG 2.2 asks: letters 4.5 to 1 on their ground, marks 3 to 1.
struct ContrastTests {
    private static let pairs = [
        ("letters", "ground"), ("letters", "paper"), ("letters", "wash"), ("quiet", "ground"), ("quiet", "paper"),
        ("quiet", "wash"),
        ("link", "ground"), ("link", "paper"), ("good", "goodWash"), ("warn", "warnWash"), ("bad", "badWash"),
        ("go", "goBack"),
        ("off", "offBack"), ("warn", "ground"), ("onStrong", "strong"), ("onStrong", "danger"), ("danger", "paper"),
        ("danger", "wash"),
    ]

    @Test(arguments: ["light", "dark"]) func lettersCanBeRead(_ theme: String) throws {
        let colours = Self.colours(theme)
        for (letters, ground) in Self.pairs {
            let contrast = Self.contrast(try #require(colours[letters]), try #require(colours[ground]))
            #expect(contrast >= 4.5, "\(letters) on \(ground), \(theme): \(contrast)")
        }
        for (mark, ground) in [("sent", "track"), ("seen", "track"), ("focus", "ground"), ("edge-field", "paper")] {
            let contrast = Self.contrast(try #require(colours[mark]), try #require(colours[ground]))
            #expect(contrast >= 3, "\(mark) on \(ground), \(theme): \(contrast)")
        }
    }

    private static func colours(_ theme: String) -> [String: UInt32] {
        var text = ""
        for part in StyleText.all.components(separatedBy: ":root{").dropFirst() {
            let isDark = StyleText.all.contains("prefers-color-scheme:dark){:root{" + part)
            if isDark == (theme == "dark") { text += part.components(separatedBy: "}")[0] }
        }
        var found: [String: UInt32] = [:]
        for match in text.matches(of: #/--([a-zA-Z-]+):#([0-9a-f]{3,6})/#) {
            let digits = match.2.count == 3 ? match.2.map { "\($0)\($0)" }.joined() : String(match.2)
            found[String(match.1)] = UInt32(digits, radix: 16)
        }
        return found
    }

    private static func contrast(_ one: UInt32, _ other: UInt32) -> Double {
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    private static func luminance(_ colour: UInt32) -> Double {
        func part(_ shift: UInt32) -> Double {
            let value = Double((colour >> shift) & 0xFF) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    }
}
