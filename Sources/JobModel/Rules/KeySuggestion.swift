/// Finds the key somebody meant.
enum KeySuggestion {
    /// The candidate nearest to a key, when it is near enough to be worth saying.
    ///
    /// Distance is Damerau-Levenshtein (insertions, deletions, substitutions, swaps of neighbours), without regard to case,
    /// hyphens and underscores. At most a third of the key may differ.
    static func nearest(to key: String, among candidates: [String]) -> String? {
        let wanted = folded(key)
        guard wanted.count <= 64 else { return nil }
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let other = folded(candidate)
            let distance = distance(wanted, other)
            let longer = max(wanted.count, other.count)
            guard distance <= max(1, longer / 3), distance * 2 < longer else { continue }
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.candidate
    }

    private static func folded(_ key: String) -> [Character] {
        Array(key.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " })
    }

    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let substitution = last[column] + (character == other ? 0 : 1)
                var cost = min(substitution, min(last[column + 1], current[column]) + 1)
                if row > 0, column > 0, character == right[column - 1], other == left[row - 1] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last.last ?? 0
    }
}
