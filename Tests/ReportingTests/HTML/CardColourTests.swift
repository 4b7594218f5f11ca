import Foundation
import Testing

@testable import Reporting

/// Letters can be read on every header, by day and by night.
struct CardColourTests {
    /// WCAG 2.2, "contrast ratio".
    private func contrast(_ pair: (background: UInt32, letters: UInt32)) -> Double {
        let values = [luminance(pair.background), luminance(pair.letters)].sorted()
        return (values[1] + 0.05) / (values[0] + 0.05)
    }

    private func luminance(_ colour: UInt32) -> Double {
        let parts = [16, 8, 0].map { shift in
            let value = Double(colour >> UInt32(shift) & 0xFF) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    @Test(arguments: CardColour.allCases) func headersHaveContrast(_ colour: CardColour) {
        #expect(contrast(colour.light) >= 4.5)
        #expect(contrast(colour.dark) >= 4.5)
        let name = "\(colour.styleClass)"
        for theme in ["light", "dark"] { #expect(StyleSheet.preview.text.contains(".\(theme) .\(name){")) }
        #expect(CardColour(named: colour.rawValue) == colour)
    }

    @Test func aNameFeishuDoesNotKnowIsTheDefault() {
        #expect(CardColour(named: "gray") == .plain)
        #expect(CardColour(named: "red;}*{display:none") == .plain)
        #expect(CardColour.hex(0x00FF) == "#0000ff")
    }

    /// Every pair of letters and ground that the themes have.
    @Test(arguments: [
        (
            "light", ["text", "weak", "link", "red", "green", "orange", "blue", "purple", "grey"],
            ["back", "bubble", "card", "tint", "code"]
        ),
        (
            "dark", ["text", "weak", "link", "red", "green", "orange", "blue", "purple", "grey"],
            ["back", "bubble", "card", "tint", "code"]
        ),
        ("light", ["on-primary"], ["primary"]), ("dark", ["on-primary"], ["primary"]),
        ("light", ["danger", "primary", "text"], ["button"]),
        ("dark", ["danger", "primary", "text"], ["button"]),
    ])
    func wordsHaveContrast(_ theme: String, _ letters: [String], _ grounds: [String]) throws {
        let css = StyleSheet.preview.text
        func colour(_ name: String) throws -> UInt32 {
            let rule = try #require(css.split(separator: "\n").first { $0.hasPrefix(".\(theme){") })
            let part = try #require(
                rule.split(whereSeparator: { ";{}".contains($0) }).first { $0.hasPrefix("--\(name):#") })
            let hex = part.split(separator: "#")[1]
            let full = hex.count == 3 ? hex.map { "\($0)\($0)" }.joined() : String(hex)
            return try #require(UInt32(full, radix: 16))
        }
        for ground in grounds {
            for letter in letters {
                let ratio = contrast((try colour(ground), try colour(letter)))
                #expect(ratio >= 4.5, "\(theme): \(letter) on \(ground) is \(ratio)")
            }
        }
    }
}
