import Testing

@testable import JobEngine

/// How long everybody rests after "too often".
struct ThrottlePauseTests {
    @Test(
        arguments: [
            (52.0, 52_000), (1, 1000), (0.2, 1000), (0, 1000), (-1, 1000), (-1e300, 1000), (899.5, 899_500),
            (900, 900_000),
            (901, 900_000), (1e9, 900_000), (1e308, 900_000),
        ] as [(Double, Int64)])
    func restsAsTheHeaderSaysWithinBounds(_ reset: Double, _ milliseconds: Int64) {
        #expect(pause(reset, random: 0) == milliseconds)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, .signalingNaN])
    func takesAHeaderThatIsNoNumberForNone(_ reset: Double) {
        #expect(pause(reset, inARow: 5, random: 0.5) == pause(nil, inARow: 5, random: 0.5))
    }

    @Test(arguments: [0, 0.25, 0.5, 0.999])
    func addsUpToASecondToTheHeader(_ random: Double) {
        let added = pause(52, random: random) - 52_000
        #expect((0..<1000).contains(added))
        #expect(abs(Double(added) - random * 1000) <= 1)
    }

    @Test(
        arguments: [
            (0, 1), (1, 2), (2, 4), (3, 8), (4, 16), (5, 32), (6, 60), (7, 60), (10, 60), (63, 60), (64, 60),
            (.max, 60),
            (-1, 1), (.min, 1),
        ] as [(Int, Int64)])
    func doublesTheRangeUpToAMinuteWithoutAHeader(_ inARow: Int, _ seconds: Int64) {
        #expect(pause(nil, inARow: inARow, random: 1) == seconds * 1000)
    }

    @Test(arguments: 0...12)
    func restsAtLeastASecondWithoutAHeader(_ inARow: Int) {
        #expect(pause(nil, inARow: inARow, random: 0) == 1000)
        for random in [0.1, 0.5, 0.9] {
            #expect((1000...60_000).contains(pause(nil, inARow: inARow, random: random)))
        }
    }

    @Test func drawsFromTheWholeRange() {
        #expect(pause(nil, inARow: 6, random: 0.1) == 6000)
        #expect(pause(nil, inARow: 6, random: 0.9) == 54_000)
    }

    private func pause(_ reset: Double?, inARow: Int = 0, random: Double) -> Int64 {
        ThrottlePause.milliseconds(resetSeconds: reset, throttledInARow: inARow, randomUnit: { random })
    }
}
