import JobModel
import Testing

@Suite struct RetryPolicyTests {
    @Test(
        arguments: [
            (1, 1000), (2, 2000), (3, 4000), (4, 8000), (5, 16_000), (6, 32_000), (7, 60_000), (64, 60_000),
            (Int.max, 60_000),
            (0, 1000), (-5, 1000),
        ] as [(Int, Int64)])
    func capsDoubleUpToAMinute(attempt: Int, cap: Int64) {
        #expect(RetryPolicy().cap(afterAttempt: attempt) == cap)
    }

    @Test(
        arguments: [
            (1, 0.0, 0), (1, 0.5, 500), (1, 1.0, 1000), (7, 0.25, 15_000), (1, -1, 0), (1, 2, 1000), (1, .nan, 1000),
            (1, .infinity, 1000),
        ] as [(Int, Double, Int64)])
    func drawsFromTheWholeInterval(attempt: Int, random: Double, delay: Int64) {
        #expect(RetryPolicy().delay(afterAttempt: attempt, random: random) == delay)
    }

    @Test func stopsAfterTheLastTry() {
        #expect(RetryPolicy().delay(afterAttempt: 7, random: 1) == 60_000)
        #expect(RetryPolicy().delay(afterAttempt: 8, random: 1) == nil)
        #expect(RetryPolicy().delay(afterAttempt: .max, random: 1) == nil)
        #expect(RetryPolicy(tries: 1).delay(afterAttempt: 1, random: 0) == nil)
    }

    @Test(
        arguments: [(0, 60_000, 0), (-5, 60_000, 0), (1, Int64.max, 1 << 62), (90_000, 60_000, 60_000)]
            as [(Int64, Int64, Int64)])
    func oddSettingsNeitherHangNorOverflow(base: Int64, cap: Int64, expected: Int64) {
        #expect(RetryPolicy(baseMilliseconds: base, capMilliseconds: cap).cap(afterAttempt: 63) == expected)
    }
}
