import JobModel
import Testing

struct HeadCountDriftTests {
    @Test(arguments: [
        // before, the fewest and the most that pass without a word
        (49_000, 39_200, 58_800),
        (1000, 800, 1200),
        (250, 200, 300),
        (200, 150, 250),
        (150, 100, 200),
        (60, 40, 80),
        (30, 20, 40),
        (15, 10, 20),
        (10, 5, 15),
        (3, 0, 8),
        (0, 0, 5),
    ])
    func alarmsBeyondTheTolerance(_ before: Int, _ fewest: Int, _ most: Int) {
        #expect(HeadCountDrift(before: before, now: fewest) == nil)
        #expect(HeadCountDrift(before: before, now: most) == nil)
        if fewest > 0 { #expect(HeadCountDrift(before: before, now: fewest - 1) != nil) }
        #expect(HeadCountDrift(before: before, now: most + 1) != nil)
    }

    @Test func threeWhereThereWere49000() throws {
        let drift = try #require(HeadCountDrift(before: 49_000, now: 3))
        #expect(
            drift.sentence
                == "3 people instead of 49000 in the run before: 48997 fewer, and at most 9800 may change without a word"
        )
        #expect(HeadCountDrift(before: 49_000, now: 500_000) != nil)
    }

    @Test func limitsCanBeTightened() {
        let strict = HeadCountDrift.Limits(percent: 1, people: 0)
        #expect(HeadCountDrift(before: 1000, now: 1010, limits: strict) == nil)
        #expect(HeadCountDrift(before: 1000, now: 1011, limits: strict) != nil)
        #expect(HeadCountDrift(before: 3, now: 4, limits: strict) != nil)
        #expect(HeadCountDrift.Limits(percent: .max).tolerance(before: 10) == 10)
    }
}
