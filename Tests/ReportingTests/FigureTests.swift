import Foundation
import JobModel
import Testing

@testable import Reporting

struct FigureTests {
    @Test(
        arguments: [
            (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (50_000, "50,000"), (1_234_567, "1,234,567"),
            (-1234, "-1,234"),
            (.max, "9,223,372,036,854,775,807"), (.min, "-9,223,372,036,854,775,808"),
        ] as [(Int, String)])
    func groupsThousands(_ value: Int, _ text: String) {
        #expect(Figure.grouped(value) == text)
    }

    @Test(
        arguments: [
            (612, 990, "61.8%"), (999, 1000, "99.9%"), (1000, 1000, "100.0%"), (9999, 10_000, "99.9%"),
            (0, 5, "0.0%"),
        ] as [(Int, Int, String)])
    func roundsSharesDownSoThatAllMeansAll(_ part: Int, _ whole: Int, _ text: String) {
        #expect(Figure.percent(part, of: whole) == text)
    }

    @Test func showsUnknownAsADash() {
        #expect(Figure.grouped(nil) == "–")
        #expect(Figure.percent(nil, of: 3) == "–")
        #expect(Figure.percent(3, of: nil) == "–")
        #expect(Figure.percent(3, of: 0) == "–")
    }

    @Test(
        arguments: [
            (-5, "0 s"), (0, "0 s"), (59, "59 s"), (60, "1 min"), (200, "3 min 20 s"), (3600, "1 h"),
            (7500, "2 h 5 min"),
            (259_200, "72 h"),
        ])
    func saysDurations(_ seconds: Int, _ text: String) {
        #expect(Figure.duration(seconds: seconds) == text)
    }

    @Test func tellsTheSameInstantInUTCAndLocally() {
        #expect(Timestamp.utc(fixtureInstant) == "2026-12-01T01:00:00Z")
        #expect(Timestamp.local(fixtureInstant, in: fixtureZone) == "2026-12-01 09:00:00 +08:00")
        let newfoundland = TimeZone(secondsFromGMT: -12_600) ?? .gmt
        #expect(Timestamp.local(fixtureInstant, in: newfoundland) == "2026-11-30 21:30:00 -03:30")
        #expect(Timestamp.utc(fixtureInstant + 999) == "2026-12-01T01:00:00Z", "fractions are cut, not rounded up")
    }

    @Test func writesTheBalanceAsAnEquation() {
        #expect(
            fixtureRun().people.equation
                == "1,000 targeted = 590 accepted + 4 invalid + 200 rejected + 5 excluded + 1 duplicate + 200 in doubt")
        var broken = fixtureRun().people
        broken.accepted -= 1
        #expect(broken.equation.hasPrefix("1,000 targeted ≠ 589 accepted"))
        #expect(BalanceSheet().equation == "0 targeted = 0")
    }
}
