/// Who in a company of a given size has something about them that can go wrong.
///
/// Nobody has two such things, so that a test can tell their effects apart.
struct SpecialPeople {
    let invisible: Set<Int>
    let resigned: Set<Int>
    let frozen: Set<Int>
    let neverLoggedIn: Set<Int>

    init(seed: UInt64, count: Int) {
        let floor = count >= 50 ? 1 : 0
        var generator = SeededGenerator(seed: seed, stream: "special people", index: count)
        invisible = Self.draw(max(floor, count / 100), of: count, avoiding: [], with: &generator)
        resigned = Self.draw(max(floor, count / 200), of: count, avoiding: invisible, with: &generator)
        // A stream of their own: the two above were drawn before these were thought of.
        var later = SeededGenerator(seed: seed, stream: "more special people", index: count)
        let taken = invisible.union(resigned)
        frozen = Self.draw(max(floor, count / 100), of: count, avoiding: taken, with: &later)
        neverLoggedIn = Self.draw(
            max(floor, count / 100), of: count, avoiding: taken.union(frozen), with: &later)
    }

    private static func draw(
        _ wanted: Int,
        of count: Int,
        avoiding taken: Set<Int>,
        with generator: inout SeededGenerator
    ) -> Set<Int> {
        var drawn: Set<Int> = []
        while drawn.count < wanted {
            let index = generator.below(count)
            if !taken.contains(index) { drawn.insert(index) }
        }
        return drawn
    }
}
