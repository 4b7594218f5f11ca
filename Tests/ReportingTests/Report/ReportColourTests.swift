import Foundation
import Testing

@testable import Reporting

/// WCAG 2.2, success criteria 1.4.3 and 1.4.11, of every pair that occurs.
struct ReportColourTests {
    private static func luminance(_ colour: UInt32) -> Double {
        let parts = [16, 8, 0].map { shift -> Double in
            let value = Double(colour >> UInt32(shift) & 255) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    private static func contrast(_ one: UInt32, _ other: UInt32) -> Double {
        let (light, dark) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (light + 0.05) / (dark + 0.05)
    }

    private static let letters: [(ReportColour, ReportColour)] = [
        (.letters, .ground), (.letters, .paper), (.letters, .wash), (.quiet, .ground), (.quiet, .paper),
        (.quiet, .wash),
        (.good, .goodWash), (.warn, .warnWash), (.bad, .badWash), (.good, .paper), (.bad, .paper),
    ]
    private static let drawings: [(ReportColour, ReportColour)] = [
        (.sent, .paper), (.seen, .paper), (.bad, .paper), (.warn, .paper), (.other, .paper), (.next, .paper),
        (.seen, .track), (.focus, .ground), (.focus, .paper),
    ]

    @Test(arguments: letters) func wordsCanBeRead(_ colour: ReportColour, _ ground: ReportColour) {
        for look in [\ReportColour.light, \.dark] {
            let contrast = Self.contrast(colour[keyPath: look], ground[keyPath: look])
            #expect(contrast >= 4.5, "\(colour) on \(ground): \(contrast)")
        }
    }

    @Test(arguments: drawings) func drawingsCanBeSeen(_ colour: ReportColour, _ ground: ReportColour) {
        for look in [\ReportColour.light, \.dark] {
            let contrast = Self.contrast(colour[keyPath: look], ground[keyPath: look])
            #expect(contrast >= 3, "\(colour) on \(ground): \(contrast)")
        }
    }
}
