/// Checks instants against limits in every sliding window, not only in the windows a clock's minutes would give.
enum SlidingWindows {
    /// The most instants any window of this length holds; the window includes its start and not its end.
    static func most(_ instants: [Int64], window: Int64) -> Int {
        let sorted = instants.sorted()
        var first = 0
        var most = 0
        for (index, instant) in sorted.enumerated() {
            while instant - sorted[first] >= window { first += 1 }
            most = max(most, index - first + 1)
        }
        return most
    }
}
