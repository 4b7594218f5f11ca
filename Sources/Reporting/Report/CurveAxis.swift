/// Round numbers along an axis.
enum CurveAxis {
    /// Ticks from zero in steps of 1, 2 or 5 times a power of ten, the last one at or above the largest value.
    static func ticks(upTo largest: Int, about count: Int) -> [Int] {
        let largest = max(1, largest)
        let rough = max(1, (largest + count - 1) / max(1, count))
        var power = 1
        while power <= rough / 10 { power *= 10 }
        let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
        let steps = (largest + step - 1) / step
        return (0...steps).map { $0 * step }
    }

    /// Seconds from zero in steps people count in, none beyond the span.
    static func times(span seconds: Double, atMost count: Int) -> [Int] {
        let steps = [
            1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800,
            432_000, 604_800,
        ]
        let step = steps.first { seconds / Double($0) <= Double(count) } ?? Int(seconds / Double(max(1, count))) + 1
        return (0...max(0, Int(seconds) / step)).map { $0 * step }
    }
}
